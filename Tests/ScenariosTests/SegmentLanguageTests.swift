import ContactCenterEvents
import Scenarios
import Testing

/// A small center with a calendar and one right segment.
private let center = """
    calltwin: 1
    name: Small
    calendar: {start: 2024-03-04, days: 2, open: "08:00", close: "20:00"}
    contactTypes:
      - {name: orders, arrivals: {process: poisson, rate: 30/h}}
      - {name: support, arrivals: {process: poisson, rate: 20/h}}
    agentGroups:
      - name: generalists
        size: 3
        skills: {orders: {talk: &law}, support: {talk: &law}}
      - name: specialists
        size: 2
        skills: {support: {talk: &law}}
    segments:
      - {name: calls, contactTypes: [orders]}
    """.replacing("&law", with: "{distribution: exponential, mean: 3min}")

@Suite("Segments in the scenario language")
struct SegmentLanguageTests {
    private func segments(_ lines: String) throws(ScenarioError) -> [SegmentDescription]? {
        let text = center.replacing("  - {name: calls, contactTypes: [orders]}", with: lines)
        return try Scenario(text: text, path: "small.yaml").description.segments
    }

    @Test("types, groups and hours are taken by name, in any combination")
    func right() throws {
        let read = try segments(
            """
              - {name: calls, contactTypes: [support, orders]}
              - {name: morning, from: "08:00", to: "12:00"}
              - {name: evening, from: "17:30"}
              - {name: early, to: "09:00"}
              - {name: night, from: "22:00", to: "06:00"}
              - {name: late, from: "22:00", to: "00:00"}
              - {name: small, from: "24:00", to: "06:00"}
              - {name: floor, agentGroups: [specialists], contactTypes: [support], from: "10:00", to: "11:00"}
            """)
        func hours(_ from: Int, _ to: Int) -> SegmentDescription.TimesOfDay {
            .init(fromSeconds: from * 60, toSeconds: to * 60)
        }
        #expect(
            read == [
                SegmentDescription(name: "calls", contactTypes: [0, 1]),
                SegmentDescription(name: "morning", times: hours(480, 720)),
                SegmentDescription(name: "evening", times: hours(1050, 1440)),
                SegmentDescription(name: "early", times: hours(0, 540)),
                SegmentDescription(name: "night", times: hours(1320, 360)),
                SegmentDescription(name: "late", times: hours(1320, 1440)),
                SegmentDescription(name: "small", times: hours(0, 360)),
                SegmentDescription(
                    name: "floor", contactTypes: [1], agentGroups: [1], times: hours(600, 660)),
            ])
    }

    @Test("a scenario without segments has none, and its log says nothing of them")
    func none() throws {
        let text = center.replacing(
            "segments:\n  - {name: calls, contactTypes: [orders]}", with: "")
        #expect(try Scenario(text: text, path: "small.yaml").description.segments == nil)
    }

    static let wrong: [(String, String)] = [
        (
            "{name: calls}",
            "15: error: segments.calls needs contactTypes, agentGroups or hours (from, to)"
        ),
        (
            "{name: orders, contactTypes: [orders]}",
            "15: error: segments.orders.name: 'orders' is the name of a contact type; a segment "
                + "needs one of its own"
        ),
        (
            "{name: specialists, contactTypes: [orders]}",
            "15: error: segments.specialists.name: 'specialists' is the name of an agent group; a "
                + "segment needs one of its own"
        ),
        (
            "{name: all, contactTypes: [orders]}",
            "15: error: segments.all.name: 'all' is the name of the whole center; a segment needs "
                + "one of its own"
        ),
        (
            "{name: a, contactTypes: [orders]}\n  - {name: a, contactTypes: [support]}",
            "16: error: segments: 'a' appears twice; names of one list differ"
        ),
        ("{name: a, contactTypes: []}", "15: error: segments.a.contactTypes should not be empty"),
        ("{name: a, agentGroups: []}", "15: error: segments.a.agentGroups should not be empty"),
        (
            "{name: a, contactTypes: [order]}",
            "15: error: segments.a.contactTypes: no contact type is named 'order'; did you mean "
                + "'orders'?; known: orders, support"
        ),
        (
            "{name: a, agentGroups: [tellers]}",
            "15: error: segments.a.agentGroups: no agent group is named 'tellers'; known: "
                + "generalists, specialists"
        ),
        (
            "{name: a, contactTypes: [orders, orders]}",
            "15: error: segments.a.contactTypes: 'orders' appears twice; names of one list differ"
        ),
        (
            "{name: a, contactTypes: orders}",
            "15: error: segments.a.contactTypes should be a list, not a single value"
        ),
        (
            "{name: a, contactTypes: [[orders]]}",
            "15: error: segments.a.contactTypes.0 should be a name of one contact type, not a list"
        ),
        (
            "{name: a, from: \"08:10\", to: \"12:00\"}",
            "15: error: segments.a.from: 08:10 lies inside a reporting interval (calendar.interval "
                + "1800 s); the nearest boundaries are 08:00 and 08:30"
        ),
        (
            "{name: a, to: \"23:59\"}",
            "15: error: segments.a.to: 23:59 lies inside a reporting interval (calendar.interval "
                + "1800 s); the nearest boundaries are 23:30 and 24:00"
        ),
        (
            "{name: a, from: \"8:00\"}",
            "15: error: segments.a.from: '8:00' is no time such as 07:00, at most 24:00"
        ),
        (
            "{name: a, from: \"08:00\", to: \"08:00\"}",
            "15: error: segments.a has no hours: from and to are the same"
        ),
        (
            "{name: a, contactTypes: [orders], to: \"24:00\"}",
            "15: error: segments.a.to has no effect: from and to span a whole day"
        ),
        (
            "{name: a, hours: [1]}",
            "15: error: unknown key 'hours' in segments.a; known: name, contactTypes, agentGroups, "
                + "from, to"
        ),
    ]

    @Test("each wrong segment has its one-line message", arguments: wrong)
    func wrongSegment(segment: String, message: String) {
        let error = #expect(throws: ScenarioError.self) { try segments("  - " + segment) }
        #expect(error?.description == "small.yaml:" + message)
    }

    @Test("hours need a calendar whose interval fits the day; an empty list is an error")
    func wrongCalendar() {
        func message(_ old: String, _ new: String, _ segment: String) -> String? {
            let text = center.replacing(old, with: new)
                .replacing("{name: calls, contactTypes: [orders]}", with: segment)
            let error = #expect(throws: ScenarioError.self) {
                try Scenario(text: text, path: "small.yaml")
            }
            return error?.description
        }
        let calendar = "calendar: {start: 2024-03-04, days: 2, open: \"08:00\", close: \"20:00\"}"
        let hours = "{name: a, from: \"08:00\"}"
        #expect(
            message(calendar, "horizon: {duration: 24h}", hours)
                == "small.yaml:15: error: segments.a.from needs a calendar, not a horizon")
        #expect(
            message("\"20:00\"}", "\"20:00\", interval: 7h}", hours)
                == "small.yaml:15: error: segments.a.from needs a calendar.interval that fits into "
                + "a day a whole number of times, not 25200 s")
        // Of boundaries every 40 s, whole minutes lie at even ones.
        #expect(
            message("\"20:00\"}", "\"20:00\", interval: 40s}", "{name: a, to: \"08:01\"}")
                == "small.yaml:15: error: segments.a.to: 08:01 lies inside a reporting interval "
                + "(calendar.interval 40 s); the nearest boundaries are 08:00 and 08:02")
        #expect(
            message("segments:\n  - {name: calls, contactTypes: [orders]}", "segments: []", "")
                == "small.yaml:14: error: segments should not be empty")
    }
}
