import Foundation
import Testing

/// The same calls by a bank of their own decodes and in sound: `calltwin voice tiers`, bounded.
///
/// `CALLTWIN_SOAK_TIERS` holds more calls and demands equivalence itself; see `scripts/soak.sh`.
@Suite("voice tiers")
struct VoiceTiersTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let callers = root + "/models/callers/bank.yaml"

    private struct Report: Decodable {
        struct Comparison: Decodable {
            var difference: Double
            var low: Double
            var high: Double
            var correlation: Double?
            var onlyHere: Int?
            var onlyThere: Int?
            var equivalenceP: Double?
        }
        struct Pair: Decodable {
            var fidelity: String
            var contained: Comparison
            var turns: Comparison
            var seconds: Comparison
        }
        struct Tier: Decodable {
            var fidelity: String
            var contained: Double
            var turns: Double
        }
        var calls: Int
        var against: String
        var fidelities: [Tier]
        var pairs: [Pair]
    }

    private static func report(_ options: [String]) throws -> Report {
        let run = try CommandRun(
            arguments: [
                "voice", "tiers", callers, "--hearing", root + "/models/voice", "--background",
                root + "/models/language/banking77_train.csv.zst", "--recordings",
                root + "/models/channels/recordings.yaml", "--json",
            ] + options)
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }

    @Test(
        "options that say nothing are refused",
        arguments: [
            (["--calls", "2"], "at least 3 are needed"),
            (["--fidelities", "bank"], "at least two are compared"),
            (["--fidelities", "text,text"], "one is named twice"),
            (["--fidelities", "text,tape"], "there is none; known: text, channel"),
            (["--fidelities", "text,audio", "--bank", "x"], "--bank has no effect"),
            (["--fidelities", "text,audio", "--channels", "x"], "--channels has no effect"),
            (["--line", "tin"], "--line tin: known: clean, "),
        ])
    func refused(options: [String], message: String) throws {
        let run = try CommandRun(arguments: ["voice", "tiers", Self.callers] + options)
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("without voices fidelities are compared too, over pairs of the same callers")
    func withoutSound() throws {
        let report = try Self.report(["--fidelities", "text,channel", "--calls", "300"])
        #expect(report.calls == 300 && report.against == "channel")
        #expect(report.fidelities.map(\.fidelity) == ["text", "channel"])
        let pair = try #require(report.pairs.first)
        // The channel errs, text does not: far more calls are contained, and they are the same callers.
        #expect(pair.contained.low > 0)
        #expect((pair.contained.onlyHere ?? 0) > (pair.contained.onlyThere ?? 0))
        let means = report.fidelities.map(\.contained)
        let shift =
            Double((pair.contained.onlyHere ?? 0) - (pair.contained.onlyThere ?? 0)) / 300
        #expect(abs(means[0] - means[1] - shift) < 1e-9)
    }

    @Test(
        "a bank of the calls' own decodes and sound contain the same calls, as far as the calls tell",
        .enabled(if: SpeakingMachine.isReady))
    func bankAgainstSound() throws {
        let soak = ProcessInfo.processInfo.environment["CALLTWIN_SOAK_TIERS"].flatMap { Int($0) }
        let report = try Self.report(
            ["--fidelities", "bank,audio", "--calls", "\(soak ?? 60)", "--seed", "5"])
        let pair = try #require(report.pairs.first)
        #expect(pair.fidelity == "bank" && report.against == "audio")
        // A quarter of 60 pairs may be discordant, so a difference has a standard error of 6.5 points:
        // 60 calls say only that it is not some 20 points, which a bank of another line or of
        // another model's decodes has (clean against noise20: 25).
        let contained = pair.contained
        #expect(contained.low <= 0.03 && contained.high >= -0.03)
        #expect(try #require(contained.correlation) > 0.3)
        #expect(try #require(pair.turns.correlation) > 0.3)
        let turns = report.fidelities.map(\.turns)
        #expect(abs(turns[0] / turns[1] - 1) < 0.15)
        guard soak != nil else { return }
        // Of 400 pairs the difference has a standard error of 1.4 points, so that two one-sided tests show
        // equality within 3 points for two seeds of five, and these hold for nineteen of twenty.
        #expect(abs(contained.difference) <= 0.03)
        #expect(abs(turns[0] / turns[1] - 1) <= 0.05)
    }
}
