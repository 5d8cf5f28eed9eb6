import Foundation
import TelephoneAudio
import Testing

/// `calltwin voice render` and `voice listen`: what one makes, the other hears.
@Suite("voice render and voice listen")
struct VoiceRenderTests {
    private static let noVoices = "flite, espeak-ng or pocketsphinx is not installed"

    private struct Listened: Decodable {
        struct Stretch: Decodable {
            var start: Double
            var end: Double
        }
        struct Reading: Decodable {
            var text: String
            var confidence: Double
        }
        struct Word: Decodable {
            var word: String
            var start: Double
            var end: Double
            var posterior: Double?
        }
        struct Meaning: Decodable {
            struct Wish: Decodable {
                var intent: String
                var probability: Double
            }
            struct Value: Decodable {
                var slot: String
                var value: String
            }
            var intents: [Wish]
            var values: [Value]
        }
        var schema: String
        var seconds: Double
        var speech: [Stretch]
        var state: String?
        var hypotheses: [Reading]
        var words: [Word]
        var meaning: Meaning?
    }

    private static func listen(_ path: String, _ options: [String]) throws -> Listened {
        let run = try CommandRun(arguments: ["voice", "listen", path, "--json"] + options)
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Listened.self, from: Data(run.output.utf8))
    }

    @Test(
        "what is rendered over a clean line is heard: words, times and meaning",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func heard() throws {
        try VoiceFiles.withFolder { folder in
            let path = folder + "/new/balance.wav"
            let made = try CommandRun(
                arguments: [
                    "voice", "render", "what is my balance please", "--voice", "rms", "--line",
                    "clean", "--before", "0.75", "-o", path, "--json",
                ])
            #expect(made.status == 0, "\(made.errors)")
            let report = try VoiceFiles.json(made)
            #expect(report["schema"] as? String == "calltwin.voice-render/1")
            let seconds = try #require(report["seconds"] as? Double)
            #expect(try VoiceFiles.samples(path).count == Int((seconds * 8000).rounded()))
            let ends = try #require(report["wordEnds"] as? [Double])
            #expect(ends.count == 5)

            let heard = try Self.listen(path, ["--model", VoiceFiles.model, "--state", "wish"])
            #expect(heard.schema == "calltwin.voice-listen/1" && heard.state == "wish")
            #expect(heard.seconds == seconds && heard.speech.count == 1)
            #expect(abs(heard.speech[0].start - 0.75) < 0.15)
            #expect(heard.hypotheses.first?.text == "what is my balance please")
            #expect(heard.words.map(\.word) == ["what", "is", "my", "balance", "please"])
            // The recogniser's times are those of the recording: the voice's own, but for 0.15 s.
            for (word, end) in zip(heard.words, ends) {
                #expect(abs(word.end - end) < 0.15, "\(word.word)")
                #expect((0...1).contains(word.posterior ?? -1))
            }
            #expect(heard.meaning?.intents.first?.intent == "check_balance")

            let text = try CommandRun(
                arguments: ["voice", "listen", path, "--model", VoiceFiles.model])
            #expect(text.status == 0)
            #expect(text.output.contains("heard by pocketsphinx in state all"))
            #expect(text.output.contains("  check_balance  "))
        }
    }

    @Test(
        "digits are a value in their slot's state, and any English is expected without a model",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func digits() throws {
        try VoiceFiles.withFolder { folder in
            let path = folder + "/digits.wav"
            let made = try CommandRun(
                arguments: [
                    "voice", "render", "four five two one", "--voice", "awb", "--line", "clean",
                    "-o", path,
                ])
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.output.contains("speech by flite:awb from 0.30 to "))
            let heard = try Self.listen(
                path, ["--model", VoiceFiles.model, "--state", "slot.passcode"])
            #expect(heard.meaning?.values.first?.value == "digits:4521")
            let any = try Self.listen(path, [])
            #expect(any.meaning == nil && any.state == nil && !any.words.isEmpty)
        }
    }

    /// Where a part lies in a whole, sample by sample; nil for nowhere.
    private static func place(
        of part: [Int16], in whole: [Int16], among starts: some Sequence<Int>
    ) -> Int? {
        starts.first { start in
            start >= 0 && start + part.count <= whole.count
                && whole[start..<start + part.count].elementsEqual(part)
        }
    }

    @Test(
        "a rendered file has the samples of a call: the caller's behind the line, the prompt's as it is",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func asInTalk() throws {
        try VoiceFiles.withFolder { folder in
            let talk = try CommandRun(
                arguments: [
                    "talk", VoiceFiles.model, "--caller", VoiceFiles.callers, "--calls", "1",
                    "--audio", "--line", "noise20", "--seed", "6", "--wav-out", folder + "/calls",
                ])
            #expect(talk.status == 0, "\(talk.errors)")
            let sound = folder + "/calls/0.wav"
            let lines = try String(contentsOfFile: folder + "/calls/0.txt", encoding: .utf8)
                .split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
            func said(by who: String) throws -> (start: Double, text: String) {
                let line = try #require(
                    lines.first { $0[2] == who && !$0[3].contains("[") })
                return (try #require(Double(line[0])), line[3])
            }
            let prompt = try said(by: "agent")
            let rendered = folder + "/prompt.wav"
            #expect(
                try CommandRun(
                    arguments: [
                        "voice", "render", prompt.text, "--voice", "slt", "--before", "0",
                        "--after", "0", "-o", rendered,
                    ]
                ).status == 0)
            let agent = try VoiceFiles.samples(sound, channel: 1)
            let about = Int(prompt.start * 8000)
            #expect(
                Self.place(
                    of: try VoiceFiles.samples(rendered), in: agent, among: about - 16...about + 16)
                    != nil)

            // The transcript has milliseconds, so the caller's first sample is one of a few.
            let caller = try said(by: "caller")
            let whole = try VoiceFiles.samples(sound)
            let found = try (-5...5).contains { step in
                let before = (caller.start * 8000 + Double(step)).rounded() / 8000
                let path = folder + "/caller\(step).wav"
                let run = try CommandRun(
                    arguments: [
                        "voice", "render", caller.text, "--caller", "0", "--seed", "6", "--line",
                        "noise20", "--before", "\(before)", "--after", "0", "-o", path,
                    ])
                #expect(run.status == 0, "\(run.errors)")
                return Self.place(
                    of: try VoiceFiles.samples(path), in: whole, among: [0]) != nil
            }
            #expect(found, "'\(caller.text)' at \(caller.start) s")
        }
    }

    @Test(
        "options that say nothing, or nothing known, are refused",
        arguments: [
            (["render", "...", "-o", "x.wav"], "there are no words in '...'"),
            (
                ["render", "hello", "-o", "x.wav", "--rate", "2"],
                "--rate has no effect without --voice"
            ),
            (
                ["render", "hello", "-o", "x.wav", "--voice", "slt", "--pitch", "9"],
                "from 0.5 to 2"
            ),
            (
                ["render", "hello", "-o", "x.wav", "--before", "-1"],
                "--before -1.0: seconds from 0 to 600"
            ),
            (["render", "hello", "-o", "x.wav", "--voice", "bob"], "--voice bob: known: slt, rms"),
            (["render", "hello", "-o", "x.wav", "--voice", "tape:bob"], "known engines: flite"),
            (["render", "hello", "-o", "x.wav", "--line", "tin"], "--line tin: known: clean, "),
            (["render", "hello", "-o", "x.mp3"], "known: names ending in .wav"),
            (["listen", "x.wav", "--state", "wish"], "--state has no effect without --model"),
            (["listen", "x.wav", "--lines-class", "noise"], "has no effect without --model"),
            (
                ["listen", "x.wav", "--model", "m", "--lines-class", "tin"],
                "known: quiet, noise, babble, distortion"
            ),
            (["listen", "x.wav", "--today", "monday"], "a date such as 2026-11-25"),
            (
                ["listen", "x.wav", "--today", "2026-11-26"],
                "--today has no effect without --model"
            ),
            (
                ["render", "hello", "-o", "x.wav", "--recordings", "r.yaml"],
                "--recordings has no effect without --line"
            ),
            (
                ["render", "hello", "-o", "x.wav", "--voice", "slt", "--seed", "2"],
                "--seed has no effect with --voice and without --line"
            ),
        ])
    func refused(_ arguments: [String], _ message: String) throws {
        let run = try CommandRun(arguments: ["voice"] + arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("files that are no speech have each their own message")
    func files() throws {
        try VoiceFiles.withFolder { folder in
            let silent = VoiceFiles.silence(seconds: 2)
            let cases: [(String, [UInt8], [String], String)] = [
                ("empty.wav", [], [], "the file has 0 bytes; export or copy it again"),
                ("cut.wav", Array(silent.prefix(900)), [], "the file ends inside chunk 'data'"),
                ("text.wav", Array("hello".utf8), [], "does not begin with RIFF and WAVE"),
                (
                    "slow.wav", VoiceFiles.silence(seconds: 2, rate: 2000), [],
                    "2000 samples per second are not read; known: 4000 to 192000; convert it"
                ),
                (
                    "long.wav", VoiceFiles.silence(seconds: 61), [],
                    "61 seconds of sound; the limit is 60"
                ),
                ("other.wav", silent, ["--channel", "1"], "there is no channel 1"),
                (
                    "nothing.wav", VoiceFiles.silence(seconds: 0), [],
                    "there are no samples in it; export or copy it again"
                ),
            ]
            for (name, bytes, options, message) in cases {
                let path = folder + "/" + name
                try VoiceFiles.write(bytes, path)
                let run = try CommandRun(arguments: ["voice", "listen", path] + options)
                #expect(run.status == 65, "\(name)")
                #expect(run.errors.hasPrefix("\(path): error: "), "\(run.errors)")
                #expect(run.errors.contains(message), "\(run.errors)")
                #expect(run.output.isEmpty)
            }
            let missing = try CommandRun(arguments: ["voice", "listen", folder + "/none.wav"])
            #expect(missing.status == 66 && missing.errors.contains("there is no such file"))
        }
    }

    @Test(
        "a silent file, an unknown state and a folder for an output are refused",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func silent() throws {
        try VoiceFiles.withFolder { folder in
            let path = folder + "/silent.wav"
            try VoiceFiles.write(VoiceFiles.silence(seconds: 2, rate: 16_000), path)
            let run = try CommandRun(
                arguments: ["voice", "listen", path, "--model", VoiceFiles.model])
            #expect(run.status == 65)
            #expect(run.errors.contains("16000 samples per second, brought to 8000"))
            #expect(run.errors.contains("no speech is found in its 2.0 s"), "\(run.errors)")
            let state = try CommandRun(
                arguments: [
                    "voice", "listen", path, "--model", VoiceFiles.model, "--state", "slot.moon",
                ])
            #expect(state.status == 64)
            #expect(state.errors.contains("--state slot.moon: known: wish, yesNo, "))
            let named = folder + "/named.wav"
            try FileManager.default.createDirectory(
                atPath: named, withIntermediateDirectories: false)
            let output = try CommandRun(
                arguments: ["voice", "render", "hello", "-o", named])
            #expect(output.status == 73 && output.errors.contains("this is a folder"))
        }
    }
}
