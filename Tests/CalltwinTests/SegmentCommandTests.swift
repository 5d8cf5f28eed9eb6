import Foundation
import Testing

/// Two short days, two contact types, two groups, and segments that part them in several ways.
private let segmentedScenario = """
    calltwin: 1
    name: Two mornings
    seed: 7
    calendar: {start: 2024-03-04, days: 2, open: "08:00", close: "12:00"}
    contactTypes:
      - name: orders
        arrivals: {process: poisson, rate: 60/h}   # assumed
        patience: {distribution: exponential, mean: 2min}   # assumed
      - name: support
        arrivals: {process: poisson, rate: 40/h}   # assumed
        patience: {distribution: exponential, mean: 4min}   # assumed
    agentGroups:
      - name: generalists
        size: 4   # assumed
        skills:
          orders: {talk: {distribution: exponential, mean: 3min}}   # assumed
          support: {talk: {distribution: exponential, mean: 4min}}   # assumed
      - name: specialists
        size: 1   # assumed
        skills: {support: {talk: {distribution: exponential, mean: 3min}}}
    segments:
      - {name: everybody, contactTypes: [support, orders]}
      - {name: early, from: "08:00", to: "10:00"}
      - {name: rest, from: "10:00", to: "08:00"}
      - {name: earlyOrders, contactTypes: [orders], agentGroups: [generalists], to: "10:00"}
      - {name: helpers, agentGroups: [specialists]}
    """

@Suite("calltwin run: segments and assumed inputs")
struct SegmentCommandTests {
    private struct Row: Equatable {
        var mean: Double?
        var standardError: Double?
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Rows by indicator, contact type, agent group, segment and interval.
    private func rows(_ text: String) throws -> [String: Row] {
        var rows: [String: Row] = [:]
        for row in try object(text)["kpis"] as? [[String: Any]] ?? [] {
            let scope = ["kpi", "contactType", "agentGroup", "segment", "interval"].map {
                row[$0].flatMap { $0 is NSNull ? nil : "\($0)" } ?? "-"
            }
            let key = scope.joined(separator: " ")
            #expect(rows[key] == nil, "\(key) twice")
            rows[key] = Row(
                mean: row["mean"] as? Double, standardError: row["standardError"] as? Double)
        }
        return rows
    }

    private func run(_ arguments: String..., text: String = segmentedScenario) throws -> String {
        let path = try ScratchFolder()
        let run = try CommandRun(
            arguments: ["run", path.write(text, "segments.yaml")] + arguments)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    @Test("segments have rows and intervals like the center, and parts of it add up to it")
    func figures() throws {
        let text = try run("--replications", "6", "--json")
        let rows = try rows(text)
        for kpi in ["offered", "served", "abandoned"] {
            let all = try #require(rows["\(kpi) all - - -"]?.mean)
            let early = try #require(rows["\(kpi) all - early -"]?.mean)
            let rest = try #require(rows["\(kpi) all - rest -"]?.mean)
            #expect(abs(early + rest - all) < 1e-9 && early > 0 && rest > 0)
        }
        // All contact types together are the center: the same sums, so the same intervals.
        for kpi in ["offered", "abandonmentRate", "meanWait", "waitP90", "meanQueueLength"] {
            let all = try #require(rows["\(kpi) all - - -"])
            #expect(rows["\(kpi) all - everybody -"] == all && all.standardError != nil)
        }
        let helpers = rows["occupancy all - helpers -"]
        #expect(helpers == rows["occupancy all specialists - -"] && helpers?.mean != nil)
        #expect(rows["occupancy all - everybody -"] == nil)
        #expect(rows["offered all - helpers -"] == nil)
        #expect(rows["waitP90 all - early -"] == nil)
        #expect(rows["occupancy all - earlyOrders -"]?.mean != nil)
        #expect(rows.keys.allSatisfy { $0.hasSuffix(" -") })
        // The rest is what it is without segments.
        let plain = try self.rows(try run("--replications", "6", "--json", "--by", "type,group"))
        #expect(plain == rows.filter { $0.key.hasSuffix(" - -") })
    }

    @Test("a replay prints the segments of its log with the figures of the run, however it groups")
    func replay() throws {
        let folder = try ScratchFolder()
        let scenario = try folder.write(segmentedScenario, "segments.yaml")
        let log = folder.path + "/log"
        let run = try CommandRun(
            "run", scenario, "--replications", "1", "--json", "--log", log, "--by",
            "segment,interval")
        #expect(run.status == 0, "\(run.errors)")
        let live = try rows(run.output).filter { !$0.key.contains(" - - ") }.mapValues(\.mean)
        let whole = live.filter { $0.key.hasSuffix(" -") }
        #expect(whole.count > 100 && live.count > 10 * whole.count)
        for by in [nil, "day", "interval"] {
            let grouping = by.map { ["--by", $0] } ?? []
            let replay = try CommandRun(arguments: ["replay", log, "--json"] + grouping)
            #expect(replay.status == 0, "\(replay.errors)")
            let replayed = try rows(replay.output).mapValues(\.mean).filter {
                live.keys.contains($0.key)
            }
            #expect(replayed == (by == "interval" ? live : whole), "\(by ?? "whole")")
        }
        func table(_ output: String) -> [Substring] {
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            return Array(lines.drop { !$0.hasPrefix("segment ") }.prefix(7))
        }
        let text = try CommandRun("run", scenario, "--replications", "1", "--by", "segment")
        let replay = try CommandRun("replay", log, "--by", "day")
        #expect(table(text.output).count == 7)
        #expect(table(text.output) == table(replay.output))
        #expect(table(text.output)[2].hasPrefix("everybody "))
    }

    @Test("by interval, segments stand beside types and groups in the intervals of their hours")
    func intervals() throws {
        let text = try run(
            "--replications", "2", "--kpis", "offered", "--by", "segment,interval")
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains(["interval", "type,", "group", "or", "segment", "offered"]))
        func intervals(_ name: String) -> [String] {
            lines.filter { $0.count == 4 && $0[2] == name }.map { "\($0[0]) \($0[1])" }
        }
        #expect(
            intervals("early")
                == ["04", "05"].flatMap { day in
                    ["08:00:00", "08:30:00", "09:00:00", "09:30:00"].map { "2024-03-\(day) \($0)" }
                })
        #expect(intervals("rest").count == 8)
    }

    @Test("--batch-means has segments of types and groups")
    func batchMeans() throws {
        let steady = RunModeTests.steady + "\nsegments:\n  - {name: calls, contactTypes: [call]}\n"
        let output = try run("--batch-means", "--json", text: steady)
        let rows = try rows(output)
        let all = try #require(rows["abandonmentRate all - - -"])
        #expect(rows["abandonmentRate all - calls -"] == all && all.standardError != nil)
        let text = try run("--batch-means", text: steady)
        #expect(text.contains("\nsegment  offered"))
    }

    @Test("--by segment without segments, and more intervals than can be kept, are refused")
    func refused() throws {
        let folder = try ScratchFolder()
        let without = try CommandRun(
            "run", folder.write(smallScenario, "small.yaml"), "--by", "segment")
        #expect(without.status == 64)
        #expect(without.errors == "error: --by segment: the scenario has no segments\n")
        let long = segmentedScenario.replacingOccurrences(of: "days: 2", with: "days: 3660")
        let path = try folder.write(long, "long.yaml")
        let refused = try CommandRun("run", path)
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "\(path): error: segments with hours need every reporting interval kept apart, of"
                + " which there can be 65536: use a longer calendar.interval, or --by type,group\n")
    }

    @Test(
        "the eight most general assumed inputs are named in text, the others counted; JSON lists all"
    )
    func assumed() throws {
        let few = try run("--replications", "2")
        let named = """
            agentGroups.generalists.size, agentGroups.specialists.size, \
            contactTypes.orders.arrivals.rate, contactTypes.orders.patience.mean, \
            contactTypes.support.arrivals.rate, contactTypes.support.patience.mean, \
            agentGroups.generalists.skills.orders.talk.mean, \
            agentGroups.generalists.skills.support.talk.mean
            """
        #expect(few.hasSuffix("\n8 inputs are assumed, not measured: \(named)\n"))
        let more = segmentedScenario.replacingOccurrences(
            of: "{talk: {distribution: exponential, mean: 3min}}}",
            with: "{talk: {distribution: lognormal, mean: 3min, cv: 1}}}   # assumed 2min..4min")
        let many = try run("--replications", "2", text: more)
        #expect(
            many.hasSuffix(
                "\n10 inputs are assumed, not measured: \(named), and 2 more; --json lists all\n"))
        let json = try run("--replications", "2", "--json", text: more)
        let listed = try object(json)["assumed"] as? [[String: String]] ?? []
        #expect(listed.count == 10)
        let last = try #require(listed.last)
        #expect(last["path"] == "agentGroups.specialists.skills.support.talk.cv")
        #expect(last["value"] == "1" && last["comment"] == "assumed 2min..4min")
        #expect(last["location"]?.hasSuffix("segments.yaml:20") == true)
    }
}
