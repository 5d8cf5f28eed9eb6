import ArgumentParser
import Foundation
import Reporting
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries
import VoiceStudies

/// Speaks a text through a telephone line, into a file.
struct VoiceRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Speak a text through a telephone line, into a WAV of 8000 samples per second.",
        discussion: """
            The voice and the line's noise are those of a caller of 'talk' with the same seed; --voice lets \
            another voice speak. With --before up to the instant at which that caller begins, the file has the \
            samples that the voice agent hears in the call. Without --line nothing carries the speech: that is \
            how prompts sound to callers.

            Exit code: 0 done, 64 an unknown voice or line, 69 no such voice on this machine, 73 the file cannot be written.

            Examples:
              calltwin voice render "i want to check my balance" --line noise20 -o out/balance.wav
              calltwin voice render "five five one two" --voice espeak:en-us --rate 1.2 --line mobile -o out/digits.wav
            """)

    @Argument(help: "What is said: words parted by blanks.")
    var text: String

    @Option(
        help: ArgumentHelp(
            "Who speaks, such as slt or espeak:en-us; the caller's own voice when left out.",
            discussion: "Engines: flite (slt rms awb kal16 kal), espeak, piper, recorded."))
    var voice: String?

    @Option(parsing: .unconditional, help: "With --voice: speed relative to the voice's own.")
    var rate = 1.0

    @Option(parsing: .unconditional, help: "With --voice: pitch relative to the voice's own.")
    var pitch = 1.0

    @Option(help: "Line: a condition such as clean, noise10 or loss5, or a file (YAML).")
    var line: String?

    @Option(help: "Number of the caller whose voice and line it is. (default: \(Given.caller))")
    var caller: UInt32?

    @Option(help: "Seed of callers, voices and lines, as of talk. (default: \(Given.seed))")
    var seed: UInt64?

    @Option(parsing: .unconditional, help: "Seconds of silence before the speech.")
    var before = 0.3

    @Option(parsing: .unconditional, help: "Seconds of silence after it.")
    var after = 0.3

    @Option(
        help: """
            With --line: file of the recordings that lines name. (default: \(LineChoice.presetRecordings))
            """)
    var recordings: String?

    @Option(name: .shortAndLong, help: "File to write (WAV, PCM of 16 bits).")
    var output: String

    @Flag(help: "Print what was written as JSON (schema calltwin.voice-render/1).")
    var json = false

    /// Whose it is when the command line says nothing.
    private enum Given {
        static let caller: UInt32 = 0
        static let seed: UInt64 = 1
    }
    /// Seconds of silence: more is no utterance.
    private static let silence = 0.0...600.0
    /// Characters of the longest text: some two minutes of speech.
    private static let longestText = 2000
    /// Speeds and pitches at which voices are made to speak.
    private static let factors = 0.5...2.0

    func validate() throws {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw ValidationError("there are no words in '\(text)'")
        }
        guard text.count <= Self.longestText else {
            throw ValidationError(
                "\(text.count) characters of text; at most \(Self.longestText) are one utterance")
        }
        for (option, value) in [("--before", before), ("--after", after)] {
            guard Self.silence.contains(value) else {
                throw ValidationError("\(option) \(value): seconds from 0 to 600")
            }
        }
        guard output.lowercased().hasSuffix(".wav") else {
            throw ValidationError(
                "--output \(output): WAV is what is written; known: names ending in .wav")
        }
        if line == nil, recordings != nil {
            throw ValidationError("--recordings has no effect without --line")
        }
        if line == nil, voice != nil {
            for (option, isGiven) in [("--caller", caller != nil), ("--seed", seed != nil)]
            where isGiven {
                throw ValidationError("\(option) has no effect with --voice and without --line")
            }
        }
        for (option, value) in [("--rate", rate), ("--pitch", pitch)] {
            guard Self.factors.contains(value) else {
                throw ValidationError("\(option) \(value): from 0.5 to 2")
            }
            if voice == nil, value != 1 {
                throw ValidationError("\(option) has no effect without --voice")
            }
        }
    }

    func run() throws {
        let choice = try line.map { try LineChoice($0, option: "--line") }
        let speaker = try speaker()
        try ResultFile.prepare(file: output)
        let foreign = Set(text.filter { !$0.isASCII }).sorted()
        if !foreign.isEmpty {
            StandardError.line(
                "the voices are English: \(foreign.map { "'\($0)'" }.joined(separator: ", ")) may be left out "
                    + "or misread")
        }
        do {
            let synthesizer = MachineSound().synthesizer
            let key = LineCondition.key(of: key, attempt: 0, streams: streams)
            let sound = try UtteranceSound(
                text.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                voice: speaker, by: synthesizer, beforeSeconds: before, afterSeconds: after,
                over: try choice.map {
                    try TelephoneLine(
                        $0.condition, key: key,
                        sounds: $0.sounds(
                            presets: recordings ?? LineChoice.presetRecordings,
                            synthesizer: synthesizer),
                        gsmFullRate: $0.condition.codecs.contains(.gsmFullRate)
                            ? GSMLineCodec() : nil)
                })
            try ResultFile.write(Data(WaveFile.written(sound.clip)), to: output)
            try StandardOutput.line(
                json ? report(sound, speaker).text(lines: 1) : summary(sound, speaker))
        } catch {
            throw CommandFailure(sound: error)
        }
    }

    private var key: CallerKey {
        CallerKey(contactType: ContactTypeID(0), ordinal: caller ?? Given.caller)
    }
    private var streams: RandomStreams { RandomStreams(seed: seed ?? Given.seed, replication: 0) }

    /// Who speaks.
    private func speaker() throws(CommandFailure) -> Voice {
        guard let voice else { return VoicePanel.standard.voice(of: key, streams: streams) }
        let parts = voice.split(separator: ":", maxSplits: 1).map(String.init)
        let engine = parts.count == 1 ? Voice.Engine.flite : Voice.Engine(rawValue: parts[0])
        guard let engine, let name = parts.last else {
            throw .usage(
                "--voice \(voice): known engines: "
                    + Voice.Engine.allCases.map(\.rawValue).joined(separator: ", ")
                    + ", such as espeak:en-us")
        }
        guard engine != .flite || Flite.voices.contains(name) else {
            throw .usage(
                "--voice \(voice): known: \(Flite.voices.joined(separator: ", ")), "
                    + "and voices of other engines, such as espeak:en-us")
        }
        return Voice(engine: engine, name: name, rate: rate, pitch: pitch)
    }

    private func summary(_ sound: UtteranceSound, _ voice: Voice) -> String {
        "\(output): " + String(format: "%.2f s", sound.clip.durationSeconds)
            + ", speech by \(voice.engine.rawValue):\(voice.name) from "
            + String(format: "%.2f to %.2f s", sound.startSeconds, sound.endSeconds)
            + (line.map { ", over \($0)" } ?? ", over no line")
    }

    private func report(_ sound: UtteranceSound, _ voice: Voice) -> JSONValue {
        .object([
            ("schema", .string("calltwin.voice-render/1")), ("file", .string(output)),
            ("text", .string(text)), ("line", .optional(line)),
            (
                "voice",
                .object([
                    ("engine", .string(voice.engine.rawValue)), ("name", .string(voice.name)),
                    ("rate", .number(voice.rate)), ("pitch", .number(voice.pitch)),
                ])
            ),
            ("seed", .unsigned(seed ?? Given.seed)),
            ("caller", .integer(Int(caller ?? Given.caller))),
            ("sampleRate", .integer(sound.clip.sampleRate)),
            ("seconds", .number(sound.clip.durationSeconds)),
            (
                "speech",
                .object([
                    ("start", .number(sound.startSeconds)), ("end", .number(sound.endSeconds)),
                ])
            ),
            ("wordEnds", .array(sound.wordEnds.map(JSONValue.number))),
        ])
    }
}
