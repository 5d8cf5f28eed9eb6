import Foundation
import Testing

/// Two fidelities joined, and sound in a center, by the command line.
@Suite("project --fidelity auto, run with sound")
struct MultiFidelityCommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let scenario = root + "/models/bank-dialogue.yaml"
    private static let short = [
        "--set", "horizon.warmUp=0s", "--set", "horizon.duration=20min", "--set",
        "project.replications=2",
    ]

    private struct Document: Decodable {
        struct KPI: Decodable {
            var kpi: String
            var mean: Double
            var halfWidth95: Double
            var simulationVariance: Double
            var sessionVariance: Double
        }
        struct Session: Decodable {
            var output: String
            var mean: Double
            var low95: Double
            var high95: Double
        }
        struct Population: Decodable {
            var callers: Int
            var containmentHalfWidth95: Double
        }
        struct Beside: Decodable, Equatable {
            var fidelity: String
            var hearings: Int
        }
        struct Point: Decodable {
            var at: [String: String]
            var cheap: String
            var costly: String
            var cheapSessions: Int
            var costlySessions: Int
            var hearings: Int
            var beside: Beside?
            var calls: Int
            var population: Population?
            var sessions: [Session]
            var kpis: [KPI]
        }
        var schema: String
        var points: [Point]
    }

    @Test("few costly sessions give figures of a session and of the center, at each point")
    func joined() throws {
        let arguments =
            ["project", Self.scenario] + Self.short + [
                "--fidelity", "auto", "--expensive", "channel-words", "--audio-budget", "30",
                "--most-replications", "20", "--staffing-replications", "4", "--vary",
                "voiceAgents.voice.sessions=20,40", "--json",
            ]
        let run = try CommandRun(arguments: arguments)
        #expect(run.status == 0, "\(run.errors)")
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(document.schema == "calltwin.multifidelity/2")
        #expect(
            document.points.map(\.at) == [
                ["voiceAgents.voice.sessions": "20"], ["voiceAgents.voice.sessions": "40"],
            ])
        for point in document.points {
            #expect(point.cheap == "channel" && point.costly == "channel-words")
            #expect(point.costlySessions == 30 && point.cheapSessions > 100)
            #expect(point.calls == point.cheapSessions && point.population == nil)
            let contained = try #require(point.sessions.first { $0.output == "contained" })
            #expect(contained.low95 < contained.mean && contained.mean < contained.high95)
            let abandoned = try #require(point.kpis.first { $0.kpi == "abandonmentRate" })
            #expect(abandoned.simulationVariance > 0 && abandoned.halfWidth95 > 0)
        }
        // Whatever the number of workers, the same bytes.
        let again = try CommandRun(arguments: arguments + ["--jobs", "1"])
        #expect(again.output == run.output)
    }

    /// The shipped bank has all calls of these callers; sqrt(0.25 / 149) x 1.98 is the most that they leave open.
    @Test("few callers that a bank has are the calls of which some are held at cost")
    func population() throws {
        let run = try CommandRun(
            arguments: [
                "project", Self.root + "/models/bank-small-decodes.yaml", "--fidelity", "auto",
                "--expensive", "channel-words", "--audio-budget", "500", "--most-replications",
                "20", "--staffing-replications", "4", "--json",
            ])
        #expect(run.status == 0, "\(run.errors)")
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        let point = try #require(document.points.first)
        #expect(point.cheap == "bank" && point.hearings == 1)
        // What is heard beside the bank would be the costly fidelity itself.
        #expect(point.beside == nil)
        // 1 400 sessions of 150 callers: each comes with a probability of 1 - exp(-9), and all are held.
        #expect((148...150).contains(point.calls) && point.costlySessions == point.calls)
        #expect(point.cheapSessions > 1000)
        let population = try #require(point.population)
        #expect(population.callers == 150)
        #expect((0.05...0.0813).contains(population.containmentHalfWidth95))
    }

    @Test(
        "options that have no effect or no meaning are refused",
        arguments: [
            (["--audio-budget", "50"], 64, "--audio-budget has no effect without --fidelity auto"),
            (["--expensive", "bank"], 64, "--expensive has no effect without --fidelity auto"),
            (["--hearings", "5"], 64, "--hearings has no effect without --fidelity auto"),
            (["--fidelity", "auto", "--hearings", "0"], 64, "a number from 1 to 65535"),
            (["--timing"], 64, "--timing has no effect without --fidelity auto"),
            (["--fidelity", "auto", "--audio-budget", "5"], 64, "at least 20 are needed"),
            (
                ["--fidelity", "auto", "--expensive", "channel"], 64,
                "--expensive channel is the fidelity of pool 'voice' itself"
            ),
            (["--fidelity", "auto", "--pool", "x", "--expensive", "bank"], 64, "known: voice"),
            (
                [
                    "--fidelity", "auto", "--expensive", "bank", "--audio-budget", "9000", "--set",
                    "horizon.warmUp=0s", "--set", "horizon.duration=10min",
                ], 65, "sessions at the cheap fidelity"
            ),
        ])
    func refused(options: [String], status: Int32, message: String) throws {
        let run = try CommandRun(arguments: ["project", Self.scenario] + options)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    private struct Figures: Decodable {
        struct KPI: Decodable {
            var kpi: String
            var contactType: String
            var mean: Double?
        }
        var kpis: [KPI]
    }

    @Test(
        "a center runs in sound, the same with one worker and two",
        .enabled(if: SpeakingMachine.isReady))
    func sound() throws {
        let arguments = [
            "run", Self.scenario, "--set", "voiceAgents.voice.fidelity=audio", "--set",
            "horizon.warmUp=0s", "--set", "horizon.duration=1min", "--replications", "2", "--json",
        ]
        let run = try CommandRun(arguments: arguments + ["--jobs", "2"])
        #expect(run.status == 0, "\(run.errors)")
        let figures = try JSONDecoder().decode(Figures.self, from: Data(run.output.utf8))
        let turns = figures.kpis.first { $0.kpi == "turnDefectRate" && $0.contactType == "all" }
        #expect(turns?.mean != nil)
        #expect(try CommandRun(arguments: arguments + ["--jobs", "1"]).output == run.output)
    }
}
