import Foundation
import TelephoneAudio
import Testing
import TwinPrimitives

/// Recorded callers by the command line.
@Suite("talk --wav")
struct TalkRecordingTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let bank = [
        "talk", root + "/models/dialogue/bank.yaml", "--caller",
        root + "/models/callers/bank.yaml",
    ]
    private static func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("talk-wav-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private static func wave(seconds: Int, rate: Int = 8000, level: Double = 0) -> [UInt8] {
        let streams = RandomStreams(seed: 1, replication: 0)
        let key = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
        let samples = (0..<seconds * rate).map { place in
            level == 0
                ? 0
                : Float(level * (2 * streams.uniform(.testing, key, draw: UInt32(place)) - 1))
        }
        return WaveFile.written(AudioClip(samples: samples, sampleRate: rate))
    }

    @Test("a sound file that cannot be a caller is refused with its name, and what to do")
    func refused() throws {
        let sound = Self.wave(seconds: 1)
        let stereo = WaveFile.written([[0, 1], [2, 3]], sampleRate: 8000)
        let cases: [(name: String, bytes: [UInt8], messages: [String])] = [
            ("empty.wav", [], ["the file has 0 bytes; export or copy it again"]),
            ("cut.wav", Array(sound.dropLast(9)), ["ends inside chunk 'data'", "copy it again"]),
            ("text.wav", Array("hello".utf8), ["does not begin with RIFF", "convert it"]),
            ("silence.wav", Self.wave(seconds: 600), ["no speech is found in its 600.0 s"]),
            ("noise.wav", Self.wave(seconds: 20, level: 1), ["no speech is found in its 20.0 s"]),
            (
                "wide.wav", Self.wave(seconds: 1, rate: 44_100),
                ["44100 samples per second, brought to 8000", "no speech"]
            ),
            ("stereo.wav", stereo, ["several channels; the caller is taken from channel 0"]),
            ("empty.ulaw", [], ["the file has 0 bytes"]),
        ]
        try Self.withFolder { folder in
            for (name, bytes, messages) in cases {
                let path = folder.appendingPathComponent(name).path
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                let run = try CommandRun(arguments: Self.bank + ["--wav", path])
                #expect(run.status == 65, "\(name): \(run.errors)")
                for message in messages + [path] {
                    #expect(run.errors.contains(message), "\(name): \(run.errors)")
                }
            }
            let run = try CommandRun(
                arguments: Self.bank + ["--wav", folder.path + "/none.wav"])
            #expect(run.status == 66 && run.errors.contains("there is no such file"))
        }
    }

    @Test(
        "options that have no effect are refused",
        arguments: [
            (["--labels", "x"], "--labels has no effect without --wav"),
            (["--goal", "x"], "--goal has no effect without --wav"),
            (["--when-departed", "stop"], "--when-departed has no effect without --wav"),
            (["--wav", "x", "--calls", "2"], "--wav is one call"),
        ])
    func options(options: [String], message: String) throws {
        let run = try CommandRun(arguments: Self.bank + options)
        #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    }

    @Test(
        "a call that was written can be talked again, and stops or goes on where it departs",
        .enabled(if: SpeakingMachine.isReady, "make voice-packages"))
    func roundTrip() throws {
        try Self.withFolder { folder in
            let first = try CommandRun(
                arguments: Self.bank + ["--audio", "--seed", "7", "--wav-out", folder.path + "/a"])
            #expect(first.status == 0, "\(first.errors)")
            let wav = folder.path + "/a/0.wav"
            let again = try CommandRun(arguments: Self.bank + ["--wav", wav])
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output.hasPrefix("[caller: recorded in \(wav)"), "\(again.output)")
            #expect(again.output.contains("[as recorded in ") || again.output.contains("[departs"))
            // Half of the transcript: the rest is not known, and the call departs there.
            let lines = try String(contentsOfFile: folder.path + "/a/0.txt", encoding: .utf8)
                .split(separator: "\n")
            let callers = lines.indices.filter { lines[$0].contains("\tcaller\t") }
            let kept = lines[...(try #require(callers.first))].joined(separator: "\n")
            let labels = folder.path + "/half.txt"
            try Data(kept.utf8).write(to: URL(fileURLWithPath: labels))
            for (way, ending) in [("stop", "the call stops]"), ("synthetic", "goal goes on]")] {
                let run = try CommandRun(
                    arguments: Self.bank + [
                        "--wav", wav, "--labels", labels, "--when-departed", way,
                    ])
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.output.contains("at utterance 2, "), "\(run.output)")
                #expect(run.output.contains("the recording has ended, asked '"))
                #expect(run.output.contains(ending))
            }
        }
    }
}
