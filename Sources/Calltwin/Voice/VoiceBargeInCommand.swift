import ArgumentParser
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// Measures how prompts give way to who speaks into them.
struct VoiceBargeInCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "barge-in",
        abstract: "Measure how prompts give way to callers who speak into them.",
        discussion: """
            Each trial is a call in which somebody speaks into the greeting: an utterance of the test set \
            (interruption), or an acknowledgement of the model's list (backchannel), by one of four voices \
            at three rates. Shares are of trials; silent means that the prompt stopped, given up that it \
            did not go on.

            Examples:
              calltwin voice barge-in
              calltwin voice barge-in --lines clean,echo --trials 50
            """)

    @Option(help: "Dialogue model whose voice agent is interrupted.")
    var model = ShippedFiles.path("models/dialogue/bank.yaml")

    @Option(help: "Its callers.")
    var callers = ShippedFiles.path("models/callers/bank.yaml")

    @Option(help: "File of utterances that interrupt.")
    var test = ShippedFiles.path("models/voice/testset.tsv")

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var lines = "clean,echo,noise20"

    @Option(help: "Trials of each kind over each line.")
    var trials: UInt32 = 200

    @Option(help: "Seed of voices, instants and noise.")
    var seed: UInt64 = 1

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @OptionGroup var calls: CallDayOption

    @Flag(help: "Print each trial.")
    var each = false

    @Flag(help: "Print counts and seconds as JSON (schema calltwin.barge-in/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard trials >= 1 else { throw ValidationError("--trials \(trials): at least 1") }
    }

    func run() throws {
        let day = try calls.day()
        let trained = try DialogueModelFile(path: model).trained()
        let profile = try CallerFile(path: callers).profile(for: trained)
        let machine = hearing.machine(recordings: recordings)
        let source = try machine.source(of: trained, today: day)
        let synthesizer = machine.synthesizer
        let said: [BargeInBench.Kind: [String]] = [
            .interruption: BargeInBench.interruptions(
                try UtteranceFile(path: test, states: source.language.states.map(\.name))
                    .utterances,
                besides: trained.timing.acknowledgements),
            .backchannel: trained.timing.acknowledgements,
        ]
        if !json { try StandardOutput.line(Self.heading) }
        var rows: [Row] = []
        for line in try LineChoice.list(lines, option: "--lines") {
            var provider = SoundLineProvider(
                synthesizer: synthesizer, voices: Self.voices, promptVoice: VoicePanel.agent,
                condition: line.condition,
                sounds: try line.sounds(presets: recordings, synthesizer: synthesizer),
                recognizers: try source.pool(
                    hearing.recognizer, on: ConditionClass(line.condition)),
                state: { StateLanguage.state(for: $0, in: trained) })
            provider.acknowledgements = source.acknowledgements
            let bench = BargeInBench(
                Conversation(
                    reducer: DialogueReducer(
                        model: trained, streams: RandomStreams(seed: seed, replication: 0)),
                    profile: BargeInBench.patient(profile),
                    mouth: VoiceMouth(synthesizer: synthesizer, voice: VoicePanel.agent),
                    line: provider), today: day)
            for kind in BargeInBench.Kind.allCases {
                guard let texts = said[kind], !texts.isEmpty else { continue }
                let row = try measure(bench, kind, texts, over: line.condition.name)
                rows.append(row)
                if !json { try StandardOutput.line(row.text) }
            }
        }
        guard json else { return }
        try StandardOutput.line(
            JSONValue.object([
                ("schema", .string("calltwin.barge-in/1")), ("seed", .unsigned(seed)),
                ("rows", .array(rows.map { $0.json(withEach: each) })),
            ]).text(lines: 2))
    }

    private static let heading =
        "line        kind          trials  silent by 0.3 s  by 0.5 s  at all  given up  p50 s  p95 s"

    private func measure(
        _ bench: BargeInBench, _ kind: BargeInBench.Kind, _ texts: [String], over line: String
    ) throws -> Row {
        var row = Row(line: line, kind: kind)
        for number in 0..<trials {
            let found = try bench.run(number..<number + 1, saying: texts, as: kind)
            row.found.add(found)
            let trial = Trial(
                number: Int(number), text: texts[Int(number) % texts.count],
                silentSeconds: found.silencedSeconds.first,
                wentOn: !found.resumedSeconds.isEmpty)
            row.trials.append(trial)
            if each, !json { try StandardOutput.line(trial.line(kind)) }
        }
        return row
    }

    /// One trial.
    private struct Trial {
        let number: Int
        let text: String
        /// Seconds until the prompt was silent; nil where it never was.
        let silentSeconds: Double?
        let wentOn: Bool

        func line(_ kind: BargeInBench.Kind) -> String {
            let time = silentSeconds.map { String(format: "%.3f", $0) } ?? "-"
            return "\(kind.rawValue) \(number) \(time)\(wentOn ? ", went on" : ""): \(text)"
        }

        var json: JSONValue {
            .object([
                ("trial", .integer(number)), ("text", .string(text)),
                ("silentSeconds", .optional(silentSeconds)), ("wentOn", .bool(wentOn)),
            ])
        }
    }

    /// Trials of one kind over one line.
    private struct Row {
        let line: String
        let kind: BargeInBench.Kind
        var found = InteractionTimes.Overlaps()
        var trials: [Trial] = []

        private func quantile(_ share: Double) -> Double? {
            InteractionTimes.quantile(share, of: found.silencedSeconds)
        }

        private var silentBy500: Int { found.silencedSeconds.count { $0 <= 0.5 } }

        var text: String {
            func percent(_ count: Int) -> String {
                String(format: "%.1f %%", 100 * Double(count) / Double(max(found.count, 1)))
            }
            func seconds(_ share: Double) -> String {
                quantile(share).map { String(format: "%.2f", $0) } ?? "-"
            }
            let columns = [
                (String(found.count), 6), (percent(found.silencedSoon), 17),
                (percent(silentBy500), 10), (percent(found.silencedSeconds.count), 8),
                (percent(found.cut), 10), (seconds(0.5), 7), (seconds(0.95), 7),
            ]
            let name = line.padding(toLength: 12, withPad: " ", startingAt: 0)
            let title = kind.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0)
            return name + title
                + columns.map { String(repeating: " ", count: max(0, $0.1 - $0.0.count)) + $0.0 }
                .joined()
        }

        func json(withEach each: Bool) -> JSONValue {
            .object(
                [
                    ("condition", .string(line)), ("kind", .string(kind.rawValue)),
                    ("trials", .integer(found.count)),
                    ("silentWithin300ms", .integer(found.silencedSoon)),
                    ("silentWithin500ms", .integer(silentBy500)),
                    ("silentAtAll", .integer(found.silencedSeconds.count)),
                    ("givenUp", .integer(found.cut)),
                    ("silentSecondsP50", .optional(quantile(0.5))),
                    ("silentSecondsP95", .optional(quantile(0.95))),
                ] + (each ? [("each", .array(trials.map(\.json)))] : []))
        }
    }

    /// Voices that the network of acknowledgements was not fitted to.
    private static let voices = VoicePanel(
        VoicePanel.standard.members.filter { $0.engine == .flite })
}
