import Foundation
import Testing

/// Calls at the tiers without sound, by the command line and on the shipped data.
@Suite("talk --fidelity")
struct TierCommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let bank = [
        "talk", root + "/models/dialogue/bank.yaml", "--caller",
        root + "/models/callers/bank.yaml",
    ]

    private struct Result: Decodable {
        struct Lookups: Decodable {
            var lookups: Int
            var misses: Int
        }
        struct Outcomes: Decodable { var completed: Int }
        var fidelity: String
        var line: String?
        var calls: Int
        var outcomes: Outcomes
        var bank: Lookups?
    }

    private static func result(_ options: [String]) throws -> Result {
        let run = try CommandRun(arguments: bank + options + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    }

    @Test(
        "options that have no effect or no file are refused",
        arguments: [
            (["--fidelity", "channel", "--word-errors", "15%"], 64, "--word-errors has no effect"),
            (["--fidelity", "bank", "--audio"], 64, "--audio contradicts --fidelity bank"),
            (["--fidelity", "channel", "--bank", "x"], 64, "--bank has no effect"),
            (["--channels", "x"], 64, "--channels has no effect with --fidelity text"),
            (["--fidelity", "bank", "--wav-out", "x"], 64, "--wav-out has no effect"),
            (["--fidelity", "bank", "--line", "reverb"], 65, "no decodes over the line 'reverb'"),
            (["--fidelity", "channel", "--line", "tin"], 65, "not fitted to the condition 'tin'"),
            (["--fidelity", "bank", "--bank", "/none.sqlite"], 66, "no such bank of decodes"),
            (["--fidelity", "channel", "--channels", "/none"], 66, "no such file of channels"),
        ])
    func refused(options: [String], status: Int32, message: String) throws {
        let run = try CommandRun(arguments: Self.bank + options)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.errors.split(separator: "error:").count <= 2)
    }

    @Test(
        "one and two workers give the same calls, byte for byte",
        arguments: ["channel", "channel-words", "bank"])
    func workers(tier: String) throws {
        let options = ["--fidelity", tier, "--line", "noise20", "--calls", "120", "--json"]
        let runs = try ["1", "2"].map {
            try CommandRun(arguments: Self.bank + options + ["--jobs", $0])
        }
        #expect(runs.allSatisfy { $0.status == 0 })
        #expect(runs[0].output == runs[1].output)
    }

    @Test("calls of the bank's own callers miss nothing; calls of other seeds are refused")
    func coverage() throws {
        for line in ["clean", "noise20", "babble10"] {
            let found = try Self.result(
                ["--fidelity", "bank", "--line", line, "--calls", "200"])
            #expect(found.fidelity == "bank" && found.line == line)
            let lookups = try #require(found.bank)
            #expect(lookups.misses == 0)
            #expect(lookups.lookups > 1000)
        }
        let other = try CommandRun(
            arguments: Self.bank + ["--fidelity", "bank", "--seed", "2", "--calls", "50"])
        #expect(other.status == 65)
        #expect(other.errors.contains("utterances are not in the bank (more than 1 %)"))
        #expect(other.errors.contains("calltwin voice bank build --calls N --seed S"))
    }

    @Test(
        "the same callers complete as many calls at channel as at bank",
        arguments: ["channel", "channel-words"])
    func agreement(tier: String) throws {
        let calls = 200
        for line in ["clean", "noise20", "babble10"] {
            let options = ["--line", line, "--calls", "\(calls)"]
            let real = try Self.result(["--fidelity", "bank"] + options)
            let drawn = try Self.result(["--fidelity", tier] + options)
            let shares = [real, drawn].map { Double($0.outcomes.completed) / Double(calls) }
            // Both are binomial counts with the same callers, so that the difference of shares varies at
            // most as that of independent ones: 2 p (1 - p) / n. The channel's rates are estimates
            // from the decodes of as many calls, which adds as much again. 4.9 standard errors
            // (false alarm 1e-6) are 0.35 at p = 1/2; a channel that completes a third of the calls more or less is found.
            let mean = (shares[0] + shares[1]) / 2
            let error = (4 * mean * (1 - mean) / Double(calls)).squareRoot()
            #expect(abs(shares[0] - shares[1]) < 4.9 * error, "\(line): \(shares)")
        }
    }

    @Test("without libraries of voices and recognisers all tiers but sound run")
    func withoutVoices() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("no-voices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // An empty file is no library, and the first one that is found decides.
        for name in ["libflite.so.1", "libpocketsphinx.so.3", "libespeak-ng.so.1"] {
            try Data().write(to: folder.appendingPathComponent(name))
        }
        let without = [
            "LD_LIBRARY_PATH": folder.path, "XDG_CACHE_HOME": folder.path, "HOME": folder.path,
        ]
        for tier in ["channel", "channel-words", "bank"] {
            let run = try CommandRun(
                arguments: Self.bank + ["--fidelity", tier, "--calls", "20"], environment: without)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.hasPrefix("fidelity              \(tier), line clean"))
        }
        let audio = try CommandRun(arguments: Self.bank + ["--audio"], environment: without)
        #expect(audio.status == 69)
    }
}
