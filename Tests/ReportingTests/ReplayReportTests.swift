import ContactCenterEvents
import Foundation
import Projections
import Reporting
import Testing
import TraceImport
import TwinPrimitives

@Suite("The report of a replayed log")
struct ReplayReportTests {
    private static let shared = Result {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("traces/anonymous-bank-1999-08/calls.tsv.zst").path
        return try TechnionImporter().read(paths: [path], days: nil) { _ in }
    }

    private func report(intervalSeconds: Int, perInterval: Bool) throws -> ReplayReport {
        let trace = try Self.shared.get()
        var description = trace.description
        description.intervalSeconds = intervalSeconds
        var fold = CenterFold(
            try CenterFoldConfiguration(description, perInterval: perInterval))
        trace.emit(into: &fold)
        let tally = fold.tally()
        #expect(tally.ignoredEvents == 0)
        return ReplayReport(description, tally)
    }

    @Test("the bank's 21 days print their published figures")
    func summary() throws {
        let text = try report(intervalSeconds: 1800, perInterval: false).summary
        #expect(
            text == """
                calls                   29 899
                hung up in the menu      2 455
                sought service          27 444  from a human agent
                queued                  20 968  76.40 % of those who sought service
                abandoned                6 409  23.35 % of those who sought service, \
                30.57 % of those who queued
                served                  21 035
                mean wait              95.21 s  queued 124.61 s
                answered within 20 s   30.59 %  of those who sought service
                service               186.30 s  mean over the 20 948 calls that have one, \
                median 114 s

                """)
    }

    @Test("each day prints its published figures")
    func days() throws {
        let lines = try report(intervalSeconds: 86_400, perInterval: true).intervals
            .split(separator: "\n").map { line in
                line.split(separator: " ").joined(separator: " ")
            }
        #expect(lines.count == 23)
        #expect(
            lines[0]
                == "day calls menu hang-ups served abandoned P(abandon) mean wait s within 20 s "
                + "mean service s")
        #expect(lines[2] == "1999-08-01 Sun 2 357 118 1 511 728 0.325 116.9 0.180 194.0")
        #expect(lines[4] == "1999-08-03 Tue 2 322 152 1 357 813 0.375 147.2 0.098 207.2")
        #expect(lines[17] == "1999-08-16 Mon 1 698 188 1 268 242 0.160 64.1 0.474 168.3")
        #expect(lines[22] == "1999-08-21 Sat 182 51 116 15 0.115 55.7 0.511 210.0")
    }

    @Test("the half hours of a day have rows from the first arrival on, by local time")
    func halfHours() throws {
        let lines = try report(intervalSeconds: 1800, perInterval: true).intervals
            .split(separator: "\n")
        #expect(lines[2].hasPrefix("1999-08-01 00:00:00 "))
        #expect(lines[3].hasPrefix("1999-08-01 0"))
        #expect(lines.contains { $0.hasPrefix("1999-08-16 10:30:00 ") })
    }

    /// The same from the contacts themselves, by looking at each interval.
    @Test(
        "the state at an instant is that of the contacts then",
        arguments: ["1999-08-16T10:30:00", "1999-08-03T12:00", "1999-08-10T00:00:30", "0"])
    func state(_ instant: String) throws {
        let trace = try Self.shared.get()
        let at = try #require(CivilClock(trace.description).instant(instant))
        var projection = StateProjection(
            try CenterFoldConfiguration(trace.description, perInterval: false), at: at)
        trace.emit(into: &projection)
        let state = projection.state
        var menu = 0
        var waiting = Array(repeating: 0, count: 6)
        var longest = Array(repeating: 0.0, count: 6)
        var service = Array(repeating: 0, count: 6)
        for contact in trace.contacts where contact.arrival <= at {
            let type = Int(contact.contactType.rawValue)
            if contact.arrival + (contact.menu ?? .zero) > at { menu += 1 }
            if let start = contact.queueStart, start <= at, contact.waitEnd > at {
                waiting[type] += 1
                longest[type] = max(longest[type], (at - start).seconds)
            }
            if contact.ending == .answered, contact.waitEnd <= at,
                contact.waitEnd + (contact.service ?? .zero) > at
            {
                service[type] += 1
            }
        }
        #expect(state.inMenu == menu)
        #expect(state.waiting.map(\.count) == waiting)
        #expect(state.waiting.map { $0.longestWait?.seconds ?? 0 } == longest)
        #expect(state.inService == service)
        let text = StateReport(trace.description, state).text
        #expect(text.contains("waiting            \(waiting.reduce(0, +))\n"))
        #expect(text.contains("in service         \(service.reduce(0, +))\n"))
    }
}
