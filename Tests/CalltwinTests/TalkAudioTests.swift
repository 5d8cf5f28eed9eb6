import Foundation
import Testing

/// Calls in sound by the command line.
@Suite("talk --audio")
struct TalkAudioTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let bank = [
        "talk", root + "/models/dialogue/bank.yaml", "--caller",
        root + "/models/callers/bank.yaml",
    ]
    @Test(
        "options that have no effect, and unknown lines, are refused",
        arguments: [
            (
                ["--audio", "--word-errors", "15%"],
                "--word-errors has no effect with --fidelity audio"
            ),
            (["--line", "noise20"], "--line has no effect with --fidelity text"),
            (["--wav-out", "x"], "--wav-out has no effect with --fidelity text"),
            (["--audio", "--line", "tin"], "--line tin: known: clean, "),
        ])
    func refused(options: [String], message: String) throws {
        let run = try CommandRun(arguments: Self.bank + options)
        #expect(run.status == 64)
        #expect(run.errors.contains(message))
    }

    @Test("without a caller nobody speaks")
    func noCaller() throws {
        let run = try CommandRun(arguments: Array(Self.bank.prefix(2)) + ["--audio"])
        #expect(run.status == 64)
        #expect(run.errors.contains("--audio needs --caller"))
    }

    @Test(
        "lines with recorded sounds and lines of files carry calls",
        .enabled(if: SpeakingMachine.isReady),
        arguments: ["crowd15", root + "/models/channels/street.yaml"])
    func recordings(line: String) throws {
        let run = try CommandRun(
            arguments: Self.bank + [
                "--audio", "--line", line, "--recordings",
                Self.root + "/models/channels/recordings.yaml",
            ])
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test("a file of recordings or of a line that is not there is named, once")
    func missing() throws {
        let line = try CommandRun(arguments: Self.bank + ["--audio", "--line", "/none.yaml"])
        #expect(line.status == 66)
        #expect(line.errors == "/none.yaml: error: there is no such file\n")
        guard SpeakingMachine.isReady else { return }
        let sounds = try CommandRun(
            arguments: Self.bank + [
                "--audio", "--line", "bursts", "--recordings", "/none.yaml",
            ])
        #expect(sounds.status == 66)
        #expect(sounds.errors == "/none.yaml: error: there is no such file\n")
    }

    @Test(
        "two processes with one and two workers make the same sound, byte for byte",
        .enabled(if: SpeakingMachine.isReady))
    func reproducible() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("talk-audio-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var sounds: [[Data]] = []
        for jobs in ["1", "2"] {
            let out = folder.appendingPathComponent(jobs)
            // Each process has a cache of its own, so that all is made anew.
            let run = try CommandRun(
                arguments: Self.bank + [
                    "--audio", "--line", "noise20", "--calls", "3", "--jobs", jobs, "--wav-out",
                    out.path,
                ], environment: ["XDG_CACHE_HOME": folder.path + "/cache" + jobs])
            #expect(run.status == 0, "\(run.errors)")
            sounds.append(
                try ["0.wav", "1.wav", "2.wav", "0.txt", "1.txt", "2.txt", "index.html"].map {
                    try Data(contentsOf: out.appendingPathComponent($0))
                })
        }
        #expect(sounds[0] == sounds[1])
        // A third of a minute of two channels of 16 bits at 8 kHz.
        #expect(sounds[0][0].count > 20 * 8000 * 4)
    }
}
