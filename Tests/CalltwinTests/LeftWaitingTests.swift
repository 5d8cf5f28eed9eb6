import Foundation
import Testing

@Suite("calltwin run and replay, when contacts are left waiting")
struct LeftWaitingTests {
    /// The shift ends two hours before the arrivals do, and nobody hangs up.
    private static let scenario = """
        calltwin: 1
        name: Left alone
        seed: 7
        horizon: {duration: 4h}
        contactTypes:
          - name: call
            arrivals: {process: poisson, rate: 30/h}
        agentGroups:
          - name: tellers
            skills: {call: {talk: {distribution: exponential, mean: 3min}}}
            shifts: [{name: only, start: "00:00", length: 2h, agents: 4}]
        """

    private func number(_ name: String, _ json: String) throws -> Int {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(object?[name] as? Int)
    }

    @Test("the run says how many, in a warning and in JSON; the log gives the same number back")
    func counted() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.scenario, "alone.yaml")
        let log = folder.url.appendingPathComponent("log").path
        let run = try CommandRun(
            "run", path, "--replications", "1", "--json", "--log", log)
        #expect(run.status == 0)
        let left = try number("stillInside", run.output)
        // Thirty an hour for two hours: fewer than 20 or more than 110 once in 10^7 runs.
        #expect((20...110).contains(left))
        #expect(run.errors.contains("\(path): warning: \(left) of "))
        #expect(run.errors.contains("contacts wait for ever"))
        let replay = try CommandRun("replay", log, "--json")
        #expect(replay.status == 0)
        #expect(try number("stillInside", replay.output) == left)
        let text = try CommandRun("replay", log)
        #expect(text.output.contains("still inside at the end"))
        // All that arrived were served or are still there.
        let lines = text.output.split(separator: "\n").map(String.init)
        func figure(_ name: String) -> Int? {
            lines.first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ").first
                .flatMap { Int($0) }
        }
        let calls = try #require(figure("calls"))
        #expect(figure("served") == calls - left)
    }

    @Test("replications add up, and a batch-means run counts too")
    func added() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.scenario, "alone.yaml")
        let three = try CommandRun("run", path, "--replications", "3", "--json")
        #expect(try number("stillInside", three.output) > 60)
        // Agents who never come, to a center with constant rates.
        let steady = Self.scenario
            .replacingOccurrences(of: "duration: 4h", with: "duration: 400h")
            .replacingOccurrences(
                of: #"shifts: [{name: only, start: "00:00", length: 2h, agents: 4}]"#,
                with: "size: 4")
        let long = try CommandRun(
            "run", try folder.write(steady, "steady.yaml"), "--batch-means", "--json")
        #expect(long.errors.isEmpty)
        #expect(try number("stillInside", long.output) == 0)
    }

    @Test("nobody is left where patience ends, and nothing is said")
    func nobody() throws {
        let folder = try ScratchFolder()
        let text = Self.scenario.replacingOccurrences(
            of: "rate: 30/h}",
            with: "rate: 30/h}\n    patience: {distribution: exponential, mean: 2min}")
        #expect(text != Self.scenario)
        let run = try CommandRun(
            "run", try folder.write(text, "impatient.yaml"), "--replications", "2", "--json")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(try number("stillInside", run.output) == 0)
    }
}
