import Calibration
import Distributions
import Foundation
import Scenarios
import TestSupport
import Testing
import VoiceAgents

@Suite("Pilot files")
struct PilotFileTests {
    private static let head = "outcome,duration,turns,latencies,misunderstood,reason,start"

    @Test("rows are read by the names of their columns, quotes and clocks included")
    func rows() throws {
        let text = """
            id,Result,secs,turns,latencies,misunderstood,wrongAction,cameBack,reason,start
            1,contained,93.5,3,0.9 1.4 1.1,0,no,yes,,2026-11-02T09:00
            "2, again",Escalated,2:05,4,"1;2;3",2,,,failures,2026-11-03

            3,abandoned,12,1,,0,,,,
            """
        let reader = try PilotReader(names: [("outcome", "Result"), ("duration", "secs")])
        let file = try reader.read(text, path: "pilot.csv")
        #expect(file.problems.isEmpty)
        #expect(file.sessions.map(\.outcome) == [.contained, .escalated, .abandoned])
        #expect(file.sessions.map(\.seconds) == [93.5, 125, 12])
        #expect(file.sessions[0].latencies == [0.9, 1.4, 1.1])
        #expect(file.sessions[0].cameBack == true && file.sessions[0].wrongAction == false)
        #expect(file.sessions[1].reason == .failures && file.sessions[1].wrongAction == nil)
        #expect(file.sessions[1].day == file.sessions[0].day.map { $0 + 1 })
        #expect(file.sessions[2].finishedTurns == 0)
    }

    @Test(
        "a row that cannot be used is named with its line and remedy, and left out",
        arguments: [
            ("lost,93.5,3,,,,", "outcome 'lost' is unknown; give contained, escalated"),
            ("contained,-3,3,,,,", "duration '-3' is no length of time; give seconds"),
            ("contained,100000,3,,,,", "duration '100000' is not between 0 and a day"),
            ("contained,90,0,,,,", "turns '0' is not between 1 and 10000"),
            ("contained,90,,,,,", "turns is empty; give the caller's turns"),
            ("contained,90,2,1 2 3,,,", "latencies '1 2 3' has 3 times for 2 turns"),
            ("contained,90,2,1 x,,,", "holds 'x', which is no time above 0"),
            ("contained,90,2,,3,,", "misunderstood '3' is more than the 2 finished turns"),
            ("escalated,90,2,,,bored,", "reason 'bored' is unknown; give of an escalation"),
            ("contained,90,2,,,,soon", "start 'soon' does not begin with a date"),
            ("contained,90,2,,,", "6 fields, the first line has 7"),
        ])
    func problems(row: String, what: String) throws {
        let good = Array(repeating: "contained,60,3,,0,,", count: 6)
        let text = ([Self.head] + good + [row]).joined(separator: "\n")
        let file = try PilotReader().read(text, path: "p.csv")
        #expect(file.sessions.count == 6)
        try #require(file.problems.count == 1)
        #expect(file.problems[0].hasPrefix("p.csv:8: row left out: "), "\(file.problems[0])")
        #expect(file.problems[0].contains(what), "\(file.problems[0])")
    }

    @Test("a file that tells too little is refused with its remedy")
    func refused() throws {
        func problem(_ text: String, _ names: [(column: String, name: String)] = []) -> String? {
            do throws(PilotError) {
                _ = try PilotReader(names: names).read(text, path: "p.csv")
                return nil
            } catch { return error.description }
        }
        #expect(
            problem("outcome,turns\ncontained,3")?.contains(
                "no column 'duration' (seconds, such as 93.5, or m:ss); name it with --column "
                    + "duration=NAME; columns of the file: outcome, turns") == true)
        #expect(problem(Self.head, [("mood", "x")])?.hasPrefix("unknown column 'mood'") == true)
        #expect(problem(Self.head) == "the file has no session; give a line for each")
        #expect(problem("") != nil)
        let bad = "contained,x,3,,,,\n"
        #expect(problem(Self.head + "\n" + bad)?.hasPrefix("none of its 1 rows") == true)
        #expect(
            problem(Self.head + "\n" + bad + bad + "contained,60,3,,,,\n")?.hasPrefix(
                "2 of 3 rows cannot be used") == true)
    }

    private static func fit() async throws -> (PilotFit, PilotFile) {
        let sessions = try PilotSimulator(PilotRecoveryTests.truth, sessions: 300, seed: 21)
            .sessions()
        let file = PilotRecoveryTests.pilot(0, of: sessions, size: 300)
        return (PilotFitter(file).fit(), file)
    }

    @Test("the scenario reads back as the fitted pool, and each number is an input with its range")
    func standAlone() async throws {
        let (fit, file) = try await Self.fit()
        let text = PilotScenario(fit, file).standAlone(name: "Pilot", volume: 50_000)
        let scenario = try Scenario(text: text, path: "pilot.yaml")
        guard case .surrogate(let dialogue) = scenario.voicePools[0].tier else {
            Issue.record("no surrogate")
            return
        }
        #expect(abs(dialogue.defects / fit.dialogue.defects - 1) < 1e-3)
        #expect(abs(dialogue.turnsNeeded.mean / fit.dialogue.turnsNeeded.mean - 1) < 1e-3)
        #expect(abs(dialogue.latency.body.mean / fit.dialogue.latency.body.mean - 1) < 1e-3)
        #expect(dialogue.fallback == fit.dialogue.fallback)
        let paths = scenario.assumed.map(\.path)
        for key in [
            "turnsNeeded.median", "defects", "latency.body.sigma", "latency.tail.probability",
            "hangupPerTurn", "prompt.mean", "inScope", "asksForPerson",
        ] {
            #expect(paths.contains("voiceAgents.voice.\(key)"), "\(key)")
            let found = try #require(fit.parameter(key))
            #expect(found.interval.contains(found.value))
        }
        let defects = try #require(scenario.assumed.first { $0.path.hasSuffix("voice.defects") })
        #expect(defects.comment.hasPrefix("estimated "))
        #expect(defects.comment.contains("%..") && defects.comment.contains("turns of"))
    }

    @Test("a pool of a given scenario is replaced, and all else stays")
    func merged() async throws {
        let (fit, file) = try await Self.fit()
        let base = SmallProjection.scenario()
        let text = try PilotScenario(fit, file).merged(into: base, pool: "voice")
        let scenario = try Scenario(text: text, path: "small.yaml")
        let before = try Scenario(text: base, path: "small.yaml")
        #expect(scenario.center == before.center)
        #expect(scenario.voicePools[0].sessions == 20)
        #expect(scenario.voicePools[0].cost == before.voicePools[0].cost)
        #expect(scenario.escalateTo == before.escalateTo)
        guard case .surrogate(let dialogue) = scenario.voicePools[0].tier else {
            Issue.record("no surrogate")
            return
        }
        #expect(dialogue.fallback == fit.dialogue.fallback)
        #expect(abs(dialogue.inScope - fit.dialogue.inScope) < 1e-4)
        #expect(throws: PilotScenarioError.noPool(name: "other", known: ["voice"])) {
            _ = try PilotScenario(fit, file).merged(into: base, pool: "other")
        }
    }

    /// What the dialogue had, what a person is told of it, and axes that moved it are gone.
    @Test(
        "a pool that runs its dialogue is replaced too",
        arguments: ["bank-dialogue", "bank-monday", "bank-threshold"])
    func mergedIntoDialogue(_ name: String) async throws {
        let (fit, file) = try await Self.fit()
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/\(name).yaml").path
        let base = try String(contentsOfFile: path, encoding: .utf8)
        let text = try PilotScenario(fit, file).merged(into: base, pool: nil)
        let scenario = try Scenario(text: text, path: path)
        let pool = try #require(scenario.voicePools.first)
        #expect(pool.isOfTurns && pool.handoff == HandoffEffect())
        let before = try #require(Scenario(path: path).voicePools.first)
        #expect(pool.sessions == before.sessions && pool.cost == before.cost)
        #expect(pool.cost.perMinute > 0)
        let project = try #require(scenario.project)
        #expect(!project.axes.isEmpty)
        for axis in project.axes {
            _ = try scenario.varying(path: axis.path, to: axis.values[0])
        }
    }

    private static func reading(_ rows: [String], header: String = "outcome,duration,turns")
        throws(PilotError)
        -> PilotFile
    {
        try PilotReader().read(([header] + rows).joined(separator: "\n"), path: "p.csv")
    }

    @Test("milliseconds and few sessions are doubted, a sound pilot is not")
    func doubts() throws {
        func rows(_ count: Int, _ duration: String) -> [String] {
            Array(repeating: "contained,\(duration),4", count: count)
        }
        #expect(try Self.reading(rows(40, "61.5")).doubts.isEmpty)
        let long = try Self.reading(rows(40, "61500")).doubts
        #expect(long.count == 1 && long[0].contains("column duration is above 3600 s"))
        #expect(try Self.reading(rows(3, "61.5")).doubts.first?.contains("3 sessions") == true)
        let slow = try Self.reading(
            rows(40, "61.5").map { $0 + ",900" }, header: "outcome,duration,turns,latencyP50")
        #expect(slow.doubts.isEmpty, "a median alone is no pair of quantiles")
        let pair = try Self.reading(
            rows(40, "61.5").map { $0 + ",900,1400" },
            header: "outcome,duration,turns,latencyP50,latencyP95")
        #expect(pair.doubts.first?.contains("are these milliseconds?") == true)
    }

    @Test("a file that cannot be used names its first row, and a column may not come twice")
    func whole() {
        let rows = ["contained,x,4", "contained,60,4"]
        let error = #expect(throws: PilotError.self) { try Self.reading(rows) }
        #expect(error?.description.contains("1 of 2 rows") == true)
        #expect(error?.description.contains("p.csv:2: row left out: duration 'x'") == true)
        let twice = #expect(throws: PilotError.self) {
            try Self.reading(["contained,60,4,5"], header: "outcome,duration,turns,turns")
        }
        #expect(twice?.description == "two columns are named 'turns'; rename or remove one")
    }
}
