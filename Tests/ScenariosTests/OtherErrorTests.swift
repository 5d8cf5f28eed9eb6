import Foundation
import ModelReading
import Scenarios
import Testing

@Suite("Errors that are not about the text itself")
struct OtherErrorTests {
    private func error(_ text: String) -> ScenarioError? {
        #expect(throws: ScenarioError.self) {
            _ = try Scenario(text: text, path: "small.yaml")
        }
    }

    @Test("a higher version of the language is from a newer version of the program")
    func newer() {
        let text = smallScenario.replacing("calltwin: 1", with: "calltwin: 2\nnews: true")
        let error = error(text)
        #expect(
            error?.description
                == "small.yaml:1: error: version 2 of the scenario language is from a newer "
                + "version of this program; known: 1")
        #expect(error?.exitCode == 80)
    }

    @Test("a file that is not there has its own exit code")
    func missing() {
        let error = #expect(throws: ScenarioError.self) {
            _ = try Scenario(path: "nowhere/absent.yaml")
        }
        #expect(error?.description == "nowhere/absent.yaml: error: there is no such file")
        #expect(error?.exitCode == 66)
        let law = smallScenario.replacing(
            "exponential, mean: 3min", with: "empirical, file: absent.csv")
        #expect(self.error(law)?.description == "absent.csv: error: there is no such file")
    }

    @Test(
        "a wrong data file is named with its line",
        arguments: [
            ("time,type\n", 1, "the header should be 'time,contactType'"),
            (
                "time,contactType\n1,regular\n0.5,regular\n", 3,
                "time 0.5 is before that of the line above"
            ),
            ("time,contactType\n-1,regular\n", 2, "time -1 is negative"),
            ("time,contactType\nx,regular\n", 2, "'x' is not a number"),
            ("time,contactType\n1\n", 2, "2 columns expected, 1 found"),
            (
                "time,contactType\n36000,regular\n", 2,
                "time 36000.0 is not before the end of the scenario at 36000.0 s"
            ),
        ])
    func trace(content: String, line: Int, message: String) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trace-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("calls.csv")
        try content.write(to: file, atomically: true, encoding: .utf8)
        let text = smallScenario.replacing(
            "process: poisson, rate: 90/h", with: "process: trace, file: calls.csv")
        let error = #expect(throws: ScenarioError.self) {
            _ = try Scenario(text: text, path: folder.appendingPathComponent("s.yaml").path)
        }
        #expect(error?.description == "\(file.path):\(line): error: \(message)")
    }

    @Test("a trace without a call of the type is wrong")
    func emptyTrace() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trace-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "time,contactType\n1,other\n".write(
            to: folder.appendingPathComponent("calls.csv"), atomically: true, encoding: .utf8)
        let text = smallScenario.replacing(
            "process: poisson, rate: 90/h", with: "process: trace, file: calls.csv")
        let error = #expect(throws: ScenarioError.self) {
            _ = try Scenario(text: text, path: folder.appendingPathComponent("s.yaml").path)
        }
        #expect(error?.problem.hasSuffix("calls.csv has no call of contact type 'regular'") == true)
    }

    @Test("a weekday of the calendar without rates is named")
    func weekday() {
        let text = smallScenario.replacing(
            "horizon: {duration: 10h, warmUp: 1h}",
            with: "calendar: {start: 1999-08-01, days: 3}"
        ).replacing(
            "process: poisson, rate: 90/h",
            with: "process: piecewisePoisson, interval: 24h, "
                + "ratesByWeekday: {sun: [1/h], mon: [2/h]}")
        #expect(
            error(text)?.description
                == "small.yaml:6: error: contactTypes.regular.arrivals.ratesByWeekday has no "
                + "'tue', a day of the calendar")
    }

    @Test("escalation to a group without the skill is wrong")
    func escalation() {
        let text = smallScenario.replacing("escalateTo: tellers", with: "escalateTo: brokers")
            .replacing(
                "  - name: tellers",
                with: """
                      - name: brokers
                        size: 1
                        skills: {stocks: {talk: {distribution: exponential, mean: 186s}}}
                      - name: tellers
                    """
            ).replacing(
                "agentGroups:",
                with: """
                      - name: stocks
                        arrivals: {process: poisson, rate: 1/h}
                    agentGroups:
                    """)
        #expect(
            error(text)?.description
                == "small.yaml:28: error: voiceAgents.voice.escalateTo: agent group 'brokers' "
                + "cannot serve contact type 'regular'")
    }
}
