import Foundation
import Testing

/// Two fidelities of a table of sessions, played by a center: `calltwin voice downstream`.
@Suite("voice downstream")
struct VoiceDownstreamCommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let scenario = root + "/models/bank-small.yaml"
    private static let sessions = root + "/traces/small-bank-decodes/sessions.csv.zst"

    private struct Report: Decodable {
        struct Figure: Decodable {
            var output: String
            var difference: Double
            var halfWidth95: Double
            var correlation: Double?
        }
        struct KPI: Decodable {
            var kpi: String
            var first: Double
            var second: Double
            var difference: Double
            var simulationVariance: Double
            var sessionVariance: Double
            var equivalenceP: Double?
        }
        var schema: String
        var calls: Int
        var callers: Int
        var figures: [Figure]
        var kpis: [KPI]
    }

    @Test("both fidelities meet the same queue, whatever the number of workers")
    func compared() throws {
        let arguments = [
            "voice", "downstream", Self.scenario, "--sessions", Self.sessions, "--fidelities",
            "bank,audio", "--replications", "20", "--decks", "4", "--deck-replications", "4",
        ]
        let run = try CommandRun(arguments: arguments + ["--json", "--jobs", "2"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
        #expect(report.schema == "calltwin.downstream/1")
        #expect(report.callers == 762 && report.calls == 762)
        let contained = try #require(report.figures.first { $0.output == "contained" })
        #expect((0.6...1).contains(try #require(contained.correlation)))
        let rate = try #require(report.kpis.first)
        #expect(rate.kpi == "abandonmentRate" && rate.simulationVariance > 0)
        #expect(abs(rate.first - rate.second - rate.difference) < 1e-12)
        #expect(rate.equivalenceP != nil)
        #expect(
            try CommandRun(arguments: arguments + ["--json", "--jobs", "1"]).output == run.output)
        let text = try CommandRun(arguments: arguments)
        #expect(
            text.output.contains("abandonmentRate") && text.output.contains("within 1.0 points"))
    }

    @Test(
        "what says nothing is refused",
        arguments: [
            (["--sessions", sessions, "--fidelities", "bank"], 64, "two different ones"),
            (["--sessions", sessions, "--fidelities", "bank,bank"], 64, "two different ones"),
            (["--sessions", sessions, "--margin", "0%"], 64, "a share above 0 %"),
            (["--sessions", sessions, "--decks", "1"], 64, "at least 2 are needed"),
            (["--sessions", "none.csv"], 66, "none.csv: error: no such table of sessions"),
            (["--sessions", scenario], 65, "bank-small.yaml:1: error: no column 'replication'"),
            (
                ["--sessions", sessions, "--fidelities", "text,audio"], 65,
                "no sessions at text heard once; known: "
            ),
        ])
    func refused(options: [String], status: Int32, message: String) throws {
        let run = try CommandRun(arguments: ["voice", "downstream", Self.scenario] + options)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
    }
}
