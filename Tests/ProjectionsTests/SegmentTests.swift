import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("segments of measures")
struct SegmentTests {
    private typealias Hours = SegmentDescription.TimesOfDay

    /// A center that opens its log at 08:30; intervals begin at 08:30, 09:00, 09:30 and 10:00.
    private static let names = RunDescription(
        name: "by hand", start: "2024-03-04T08:30:00",
        contactTypes: ["orders", "support", "chat"], agentGroups: ["generalists", "specialists"],
        voicePools: [],
        segments: [
            SegmentDescription(name: "calls", contactTypes: [0, 1]),
            SegmentDescription(
                name: "nine", times: Hours(fromSeconds: 32_400, toSeconds: 34_200)),
            SegmentDescription(name: "floor", agentGroups: [0]),
            SegmentDescription(
                name: "desk", contactTypes: [1], agentGroups: [1],
                times: Hours(fromSeconds: 32_400, toSeconds: 36_000)),
            SegmentDescription(
                name: "overnight", times: Hours(fromSeconds: 34_200, toSeconds: 32_400)),
        ])

    private static var script: EventScript {
        var script = EventScript()
        let (generalist, specialist) = (AgentID(0), AgentID(1))
        script.signIn(0, 0)
        script.signIn(0, 1, group: 1)
        script.arrive(100, 0)
        script.answer(100, 0, generalist)
        script.arrive(200, 1, type: 1)
        script.queue(200, 1)
        script.end(250, 0, generalist)
        script.answer(400, 1, generalist)
        script.end(650, 1, generalist)
        // A chat that waits from the first into the second interval.
        script.arrive(1790, 2, type: 2)
        script.queue(1790, 2)
        script.abandon(1810, 2)
        script.arrive(1900, 3)
        script.queue(1900, 3)
        script.abandon(1960, 3)
        // A conversation from the second into the third.
        script.arrive(2000, 4, type: 1)
        script.answer(2000, 4, specialist)
        script.end(3800, 4, specialist)
        script.signOut(5400, 0)
        script.signOut(5400, 1)
        script.add(5400, .runEnded(RunEnded(contacts: 5)))
        return script
    }

    private static let expected: [String: [String: Double]] = [
        "calls": [
            "offered": 4, "served": 3, "abandoned": 1, "abandonmentRate": 1 / 4.0,
            // Waits 0, 0, 60 and 200; conversations 150, 250 and 1800.
            "meanWait": 260 / 4.0, "waitP50": 0, "waitP90": 200, "delayProbability": 2 / 4.0,
            "serviceLevelOffered": 2 / 4.0, "handlingTime": 2200 / 3.0, "handlingTimeMedian": 250,
            "meanQueueLength": 260 / 5400.0,
        ],
        "nine": [
            "offered": 2, "served": 1, "abandoned": 1, "abandonmentRate": 1 / 2.0,
            // The conversation counts where its contact arrived; time where it passed.
            "meanWait": 60 / 2.0, "handlingTime": 1800, "meanQueueLength": 70 / 1800.0,
            "occupancy": 1600 / 3600.0,
        ],
        "floor": ["occupancy": 400 / 5400.0],
        "desk": [
            "offered": 1, "served": 1, "abandoned": 0, "abandonmentRate": 0, "meanWait": 0,
            "handlingTime": 1800, "meanQueueLength": 0, "occupancy": 1800 / 3600.0,
        ],
        "overnight": [
            "offered": 3, "served": 2, "abandoned": 1, "abandonmentRate": 1 / 3.0,
            "meanWait": 220 / 3.0, "handlingTime": 400 / 2.0, "meanQueueLength": 210 / 3600.0,
            "occupancy": 600 / 7200.0,
        ],
    ]

    @Test("each segment has its hand-computed values, and only the indicators that it may have")
    func handComputedValues() throws {
        let tally = Self.script.tally(try CenterFoldConfiguration(Self.names, perInterval: true))
        #expect(tally.violation() == nil)
        let prices = PriceTable(groupPerHour: [30, 40], poolPerMinute: [], poolPerSession: [])
        let rows = tally.kpiRows(names: Self.names, prices: prices, by: .segment)
        let all = rows.filter { $0.segment == nil }.map(\.kpi)
        for (name, values) in Self.expected {
            let segment = rows.filter { $0.segment == name }
            #expect(segment.allSatisfy { $0.contactType == "all" && $0.agentGroup == nil })
            for (kpi, value) in values {
                let row = try #require(segment.first { $0.kpi == kpi }, "\(name) \(kpi)")
                let got = try #require(row.value, "\(name) \(kpi)")
                #expect(abs(got - value) <= 1e-12 * max(1, value), "\(name) \(kpi)")
            }
            let missing: Set<String> =
                switch name {
                case "calls": ["occupancy", "costPerResolvedContact"]
                case "floor": Set(all).subtracting(["occupancy"])
                default:
                    Set(all.filter { KeyPerformanceIndicators.named($0)?.kind == .quantile })
                        .union(["costPerResolvedContact"])
                }
            #expect(segment.map(\.kpi) == all.filter { !missing.contains($0) }, "\(name)")
        }
    }

    @Test("by interval, a segment has rows in those of its hours only")
    func intervals() throws {
        let tally = Self.script.tally(try CenterFoldConfiguration(Self.names, perInterval: true))
        let rows = tally.kpiRows(names: Self.names, by: [.segment, .interval])
        func offered(_ segment: String) -> [Int: Double] {
            var values: [Int: Double] = [:]
            for row in rows where row.segment == segment && row.kpi == "offered" {
                if let interval = row.interval { values[interval] = row.value }
            }
            return values
        }
        #expect(offered("nine") == [1: 2])
        #expect(offered("desk") == [1: 1, 2: 0])
        #expect(offered("calls") == [0: 2, 1: 2, 2: 0, 3: 0])
        #expect(offered("overnight") == [0: 3, 2: 0, 3: 0])
    }

    @Test("hours that the kept intervals do not fit have no rows, the other segments have theirs")
    func otherIntervals() throws {
        var days = Self.names
        days.intervalSeconds = 86_400
        for (description, perInterval) in [(Self.names, false), (days, true)] {
            let tally = Self.script.tally(
                try CenterFoldConfiguration(description, perInterval: perInterval))
            let rows = tally.kpiRows(names: description, by: .segment)
            #expect(Set(rows.compactMap(\.segment)) == ["calls", "floor"])
            #expect(rows.first { $0.segment == "calls" }?.value == 4)
        }
        let tally = Self.script.tally(try CenterFoldConfiguration(days, perInterval: true))
        #expect(tally.kpiRows(KPIScope(segment: 5), names: days).isEmpty)
        #expect(tally.kpiRows(KPIScope(contactType: 0, segment: 0), names: days).isEmpty)
    }

    @Test("intervals that were lumped together leave segments by hour without a value")
    func lumped() throws {
        let names = RunDescription(
            name: "long", start: nil, intervalSeconds: 1, contactTypes: ["call"], agentGroups: [],
            voicePools: [],
            segments: [
                SegmentDescription(name: "calls", contactTypes: [0]),
                SegmentDescription(name: "early", times: Hours(fromSeconds: 0, toSeconds: 10)),
            ])
        var script = EventScript()
        for (contact, seconds) in [0.0, 65_536, 65_537].enumerated() {
            script.arrive(seconds, UInt32(contact))
            var tally = script.tally(try CenterFoldConfiguration(names, perInterval: true))
            let early = tally.kpiRows(KPIScope(segment: 1), names: names)
            #expect(!early.isEmpty)
            #expect(early.first?.value == (contact == 0 ? 1 : nil))
            #expect(tally.intervals.count == (contact == 0 ? 1 : 65_537))
            tally.intervals = []
            let calls = tally.kpiRows(KPIScope(segment: 0), names: names)
            #expect(calls.first?.value == Double(contact + 1))
        }
    }

    @Test("a description of segments that there cannot be is refused by name")
    func refused() {
        let day = Hours.daySeconds
        for segment in [
            SegmentDescription(name: "x", contactTypes: [3]),
            SegmentDescription(name: "x", contactTypes: [1, 1]),
            SegmentDescription(name: "x", contactTypes: [1, 0]),
            SegmentDescription(name: "x", agentGroups: [-1]),
            SegmentDescription(name: "x", times: Hours(fromSeconds: -1, toSeconds: 10)),
            SegmentDescription(name: "x", times: Hours(fromSeconds: day, toSeconds: 10)),
            SegmentDescription(name: "x", times: Hours(fromSeconds: 0, toSeconds: day + 1)),
            SegmentDescription(name: "x", times: Hours(fromSeconds: 60, toSeconds: 60)),
        ] {
            var names = Self.names
            names.segments = [segment]
            #expect(throws: ProjectionError.segment("x"), "\(segment)") {
                try CenterFoldConfiguration(names, perInterval: true)
            }
        }
    }
}

/// The same figures by another way: contacts and agents are given the label of the segment before
/// they are counted, and the figures of that label are read.
@Suite("segments against relabelled logs")
struct RelabelledSegmentTests {
    private let names = RunDescription(
        name: "random", start: "2024-03-04T07:05:30", intervalSeconds: 900, warmUpSeconds: 1000,
        horizonSeconds: 60_000, contactTypes: ["a", "b", "c"], agentGroups: ["g", "h"],
        voicePools: ["p", "q"])

    private func rows(
        _ script: EventScript, _ scope: KPIScope, _ segment: SegmentDescription? = nil
    ) throws -> [KPIRow] {
        var names = names
        names.segments = segment.map { [$0] }
        let tally = script.tally(try CenterFoldConfiguration(names, perInterval: true))
        return tally.kpiRows(scope, names: names)
    }

    /// Equal names, numerators and denominators.
    private func compare(_ left: [KPIRow], _ right: [KPIRow], _ seed: UInt64) {
        #expect(!left.isEmpty && left.map(\.kpi) == right.map(\.kpi))
        for (one, other) in zip(left, right) {
            #expect(one.fraction == other.fraction, "seed \(seed): \(one.kpi)")
        }
    }

    private func relabelled(
        _ script: EventScript, _ label: (ContactArrived, SimulationTime) -> UInt16
    ) -> EventScript {
        var script = script
        script.events = script.events.map { event, time in
            guard case .contactArrived(var fact) = event else { return (event, time) }
            fact.contactType = ContactTypeID(label(fact, time))
            return (.contactArrived(fact), time)
        }
        return script
    }

    @Test(
        "contact types together are one type of all their contacts",
        arguments: 0..<8 as Range<UInt64>)
    func types(seed: UInt64) throws {
        var stream = RandomEventStream(seed: seed, recorded: seed % 2 == 1)
        let script = stream.make(steps: 3000, drain: seed % 4 < 2)
        let merged = relabelled(script) { fact, _ in fact.contactType.rawValue == 1 ? 1 : 0 }
        compare(
            try rows(
                script, KPIScope(segment: 0), SegmentDescription(name: "s", contactTypes: [0, 2])),
            try rows(merged, KPIScope(contactType: 0)), seed)
    }

    @Test("hours are a type of the contacts that arrive in them", arguments: 0..<8 as Range<UInt64>)
    func hours(seed: UInt64) throws {
        var stream = RandomEventStream(seed: seed, recorded: seed % 2 == 1)
        let script = stream.make(steps: 3000, drain: seed % 4 < 2)
        let start = 7 * 3600 + 5 * 60 + 30
        // 22:15 to 09:30, over midnight.
        let hours = SegmentDescription.TimesOfDay(fromSeconds: 80_100, toSeconds: 34_200)
        let labelled = relabelled(script) { fact, time in
            let second = (start + Int(time.nanoseconds / 1_000_000_000)) % 86_400
            return second >= 80_100 || second < 34_200 ? fact.contactType.rawValue : 2
        }
        let segment = SegmentDescription(name: "s", contactTypes: [0, 1], times: hours)
        let byArrival = try rows(script, KPIScope(segment: 0), segment).filter {
            KeyPerformanceIndicators.named($0.kpi)?.attribution == .contact
        }
        let ofLabels = try rows(
            labelled, KPIScope(segment: 0), SegmentDescription(name: "s", contactTypes: [0, 1]))
        compare(
            byArrival, ofLabels.filter { row in byArrival.contains { $0.kpi == row.kpi } }, seed)
    }

    @Test("types, groups and hours that part the center add up to it")
    func partition() throws {
        var stream = RandomEventStream(seed: 5, recorded: false)
        let script = stream.make(steps: 4000, drain: true)
        let whole = try rows(script, .all)
        let hours = [
            SegmentDescription.TimesOfDay(fromSeconds: 0, toSeconds: 30_600),
            .init(fromSeconds: 30_600, toSeconds: 45_000),
            .init(fromSeconds: 45_000, toSeconds: 86_400),
        ]
        let parts: [[SegmentDescription]] = [
            [.init(name: "s", contactTypes: [0, 1]), .init(name: "s", contactTypes: [2])],
            [.init(name: "s", agentGroups: [0]), .init(name: "s", agentGroups: [1])],
            hours.map { .init(name: "s", times: $0) },
        ]
        for part in parts {
            let pieces = try part.map { try rows(script, KPIScope(segment: 0), $0) }
            for (index, row) in pieces[0].enumerated() {
                guard let kpi = KeyPerformanceIndicators.named(row.kpi), kpi.kind != .quantile
                else { continue }
                let sum = pieces.reduce(0) { $0 + ($1[index].fraction?.numerator ?? .nan) }
                let total = try #require(whole.first { $0.kpi == row.kpi }?.fraction?.numerator)
                // Sums of whole nanoseconds below 2^53 are exact; seconds are rounded once each.
                let tolerance = kpi.kind == .count ? 0 : 1e-12 * total
                #expect(abs(sum - total) <= tolerance, "\(row.kpi)")
            }
        }
    }
}
