import DecodeBank
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

    /// What the shipped bank was built of.
    private static func built() throws -> BankDescription {
        try #require(
            try UtteranceBank.open(path: root + "/models/decodes/bank.sqlite").description())
    }

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
            (["--fidelity", "bank", "--audio"], 64, "--fidelity bank has no sound, which --audio"),
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
        let options = ["--fidelity", tier, "--line", "noise20", "--calls", "40", "--json"]
        let runs = try ["1", "2"].map {
            try CommandRun(arguments: Self.bank + options + ["--jobs", $0])
        }
        #expect(runs.allSatisfy { $0.status == 0 })
        #expect(runs[0].output == runs[1].output)
    }

    @Test("calls of the bank's own callers miss nothing; calls of other seeds are refused")
    func coverage() throws {
        let calls = try Self.built().calls
        for line in ["clean", "noise20", "babble10"] {
            let found = try Self.result(
                ["--fidelity", "bank", "--line", line, "--calls", "\(calls)"])
            #expect(found.fidelity == "bank" && found.line == line)
            let lookups = try #require(found.bank)
            #expect(lookups.misses == 0)
            #expect(lookups.lookups >= 5 * calls)
        }
        let other = try CommandRun(
            arguments: Self.bank + ["--fidelity", "bank", "--seed", "2", "--calls", "50"])
        #expect(other.status == 65)
        #expect(other.errors.contains("utterances are not in the bank (more than 1 %)"))
        #expect(other.errors.contains("calltwin voice bank build --calls N --seed S"))
    }

    @Test(
        "channels complete as many calls as the bank that they were fitted to",
        arguments: ["channel", "channel-words"])
    func agreement(tier: String) throws {
        let lines = ["clean", "noise20", "babble10"]
        let (few, many) = (try Self.built().calls, 4000)
        var difference = 0.0
        var variance = 0.0
        for line in lines {
            let real = try Self.result(["--fidelity", "bank", "--line", line, "--calls", "\(few)"])
            let drawn = try Self.result(["--fidelity", tier, "--line", line, "--calls", "\(many)"])
            let shares = (
                Double(real.outcomes.completed) / Double(few),
                Double(drawn.outcomes.completed) / Double(many)
            )
            difference += (shares.1 - shares.0) / Double(lines.count)
            let mean = (shares.0 + shares.1) / 2
            variance += mean * (1 - mean) * (2 / Double(few) + 1 / Double(many))
        }
        // Counts are binomial; the channel's rates are estimates from the decodes of as many calls as the
        // bank's, which adds the bank's variance once more. At shares of 1/2 and 100 calls of the bank the
        // standard error is 0.041, and a tier that completes 20 points of all calls more or less is found;
        // 4.9 of them are a false alarm of 1e-6.
        let error = variance.squareRoot() / Double(lines.count)
        #expect(abs(difference) < 4.9 * error, "\(difference) with standard error \(error)")
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
