import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// Recognises a recording, and says what was heard where.
struct VoiceListenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Recognise a recording: speech, words with posteriors and times, meaning.",
        discussion: """
            Speech is found as in a call, and all of it read as one utterance. With --model the language is that \
            of the dialogue's state, confidence is calibrated for the class of lines that --lines-class names, \
            and the meaning is that of the dialogue; without it any English is expected, and confidence is the \
            recogniser's own score. Moonshine has no posteriors of words, and spreads their times evenly.

            Exit code: 0 done, 64 unknown state, class or recogniser, 65 no sound or no speech in the file, \
            66 no such file, 69 no recogniser on this machine.

            Examples:
              calltwin voice listen out/balance.wav --model models/dialogue/bank.yaml
              calltwin voice listen out/digits.wav --model models/dialogue/bank.yaml --state slot.account --json
            """)

    @Argument(help: "Recording: WAV, or mu-law ending in .ulaw; at most 60 s.")
    var file: String

    @Option(parsing: .unconditional, help: "Channel of the recording, from 0.")
    var channel = 0

    @Option(help: "Dialogue model (YAML) whose callers are expected to speak.")
    var model: String?

    @Option(
        help: """
            With --model: state of the dialogue, such as wish, yesNo or slot.NAME; any of them when left out.
            """)
    var state: String?

    @Option(
        help: "With --model: what harm the line does: quiet, noise, babble or distortion.",
        transform: { text in
            guard let kind = ConditionClass(rawValue: text) else {
                throw ValidationError(
                    "known: " + ConditionClass.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return kind
        })
    var linesClass: ConditionClass?

    @Option(
        help: """
            With --model: day of the call, which dates are relative to. (default: \(CallDayOption.usual))
            """)
    var today: String?

    @Flag(help: "Print it as JSON (schema calltwin.voice-listen/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard channel >= 0 else { throw ValidationError("--channel \(channel): from 0") }
        if let today { _ = try CallDayOption.day(today) }
        guard model == nil else { return }
        if today != nil { throw ValidationError("--today has no effect without --model") }
        if state != nil { throw ValidationError("--state has no effect without --model") }
        if linesClass != nil {
            throw ValidationError("--lines-class has no effect without --model")
        }
    }

    func run() throws {
        let day = try CallDayOption.day(today ?? CallDayOption.usual)
        let clip = try clip()
        do {
            let machine = hearing.machine()
            guard let model else {
                let recognizer = try EnglishRecognizers.recognizer(
                    hearing.recognizer, hearing: hearing.hearing, folders: machine.folders)
                let heard = try FileListening(
                    clip, by: recognizer, state: PocketSphinxRecognizer.allStates)
                return try tell(heard, clip, nil)
            }
            let trained = try DialogueModelFile(path: model).trained()
            let source = try machine.source(of: trained, today: day)
            let state = state ?? StateLanguage.all
            let known = source.language.states.map(\.name)
            guard known.contains(state) else {
                throw CommandFailure.usage(
                    "--state \(state): known: \(known.joined(separator: ", "))")
            }
            let recognizer = CalibratedRecognizer(
                try source.raw(hearing.recognizer, hearsPartials: false),
                source.calibrations.calibration(
                    of: hearing.recognizer, on: linesClass ?? .quiet))
            let heard = try FileListening(clip, by: recognizer, state: state)
            let judge = UtteranceJudge(model: trained, today: day)
            try tell(
                heard, clip,
                HeardMeaning(
                    judge.meaning(of: heard.recognition, state: state), state: state,
                    model: trained))
        } catch {
            throw CommandFailure(sound: error)
        }
    }

    private func clip() throws(CommandFailure) -> AudioClip {
        let clip = try SoundFile.read(file, channel: channel)
        do throws(AudioFileError) {
            try FileListening.checkLength(of: clip, path: file)
        } catch {
            throw SoundFile.failure(error)
        }
        return clip
    }

    // MARK: Output

    private func tell(
        _ heard: FileListening, _ clip: AudioClip, _ meaning: HeardMeaning?
    ) throws(CommandFailure) {
        guard !clip.samples.isEmpty else {
            throw CommandFailure(
                .badData, "there are no samples in it; export or copy it again", at: file)
        }
        guard !heard.stretches.isEmpty else {
            throw CommandFailure(
                .badData,
                String(format: "no speech is found in its %.1f s; ", clip.durationSeconds)
                    + "give the speaker's channel by --channel, or a louder recording", at: file)
        }
        try StandardOutput.line(
            json
                ? report(heard, clip, meaning).text(lines: 2)
                : lines(heard, clip, meaning).joined(separator: "\n"))
    }

    private func lines(
        _ heard: FileListening, _ clip: AudioClip, _ meaning: HeardMeaning?
    ) -> [String] {
        let speech = heard.stretches.map {
            String(format: "%.2f to %.2f", $0.startSeconds, $0.endSeconds)
        }
        var lines = [
            "\(file): " + String(format: "%.2f s", clip.durationSeconds)
                + ", speech from \(speech.joined(separator: ", ")) s",
            "heard by \(hearing.recognizer)" + (meaning.map { " in state \($0.state)" } ?? ""),
        ]
        if heard.recognition.hypotheses.isEmpty { lines.append("  no words") }
        lines += heard.recognition.hypotheses.map {
            String(format: "  %.3f  ", $0.confidence.value) + $0.text
        }
        if !heard.recognition.words.isEmpty { lines.append("words, from, to, posterior") }
        lines += heard.recognition.words.map { word in
            "  \(word.text)"
                + String(format: "  %.2f  %.2f  ", word.startSeconds, word.endSeconds)
                + (word.posterior.map { String(format: "%.3f", $0) } ?? "-")
        }
        return lines + (meaning?.lines ?? [])
    }

    private func report(
        _ heard: FileListening, _ clip: AudioClip, _ meaning: HeardMeaning?
    ) -> JSONValue {
        .object([
            ("schema", .string("calltwin.voice-listen/1")), ("file", .string(file)),
            ("seconds", .number(clip.durationSeconds)), ("sampleRate", .integer(clip.sampleRate)),
            (
                "speech",
                .array(
                    heard.stretches.map {
                        .object([
                            ("start", .number($0.startSeconds)), ("end", .number($0.endSeconds)),
                        ])
                    })
            ),
            ("recognizer", .string(hearing.recognizer)), ("state", .optional(meaning?.state)),
            (
                "hypotheses",
                .array(
                    heard.recognition.hypotheses.map {
                        .object([
                            ("text", .string($0.text)),
                            ("confidence", .number($0.confidence.value)),
                        ])
                    })
            ),
            (
                "words",
                .array(
                    heard.recognition.words.map {
                        .object([
                            ("word", .string($0.text)), ("start", .number($0.startSeconds)),
                            ("end", .number($0.endSeconds)),
                            ("posterior", .optional($0.posterior)),
                        ])
                    })
            ),
            ("meaning", meaning?.json ?? .null),
        ])
    }
}
