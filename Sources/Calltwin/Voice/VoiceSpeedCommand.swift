import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// Measures what hearing costs.
struct VoiceSpeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speed",
        abstract: "Measure the processor time that hearing takes.",
        discussion: """
            Utterances are spoken by four voices in turn and carried over each line; counted is the \
            processor time of the line with its echo canceller and detector of speech, and of the \
            recogniser that reads an utterance at its end, without and with words so far after every \
            20 ms, as a part of the time that the sound lasts. Word errors are those of the readings, \
            and of the last words so far.

            Exit code: 2 when a line takes more than --limit with words so far.

            Examples:
              calltwin voice speed
              calltwin voice speed --recognizer moonshine --lines clean --every 10
            """)

    @Option(help: "Dialogue model whose language is expected.")
    var model = ShippedFiles.path("models/dialogue/bank.yaml")

    @Option(help: "File of utterances that are spoken.")
    var utterances = ShippedFiles.path("models/voice/tuningset.tsv")

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var lines = "clean,noise20,noise10,babble10,gsm,mobile,reverb"

    @Option(help: "Only every so manieth utterance.")
    var every = 1

    @OptionGroup var calls: CallDayOption

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Option(help: "Processor seconds per second of sound that a line may take with words so far.")
    var limit: Double?

    @Flag(help: "Print the figures as JSON (schema calltwin.voice-speed/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every \(every): at least 1") }
        if let limit, limit <= 0 { throw ValidationError("--limit \(limit): more than 0") }
    }

    func run() throws {
        let day = try calls.day()
        let trained = try DialogueModelFile(path: model).trained()
        let machine = hearing.machine(recordings: recordings)
        let synthesizer = machine.synthesizer
        let source = try machine.source(of: trained, today: day)
        let said = try UtteranceFile(
            path: utterances, states: source.language.states.map(\.name), every: every
        ).utterances
        if !json { try StandardOutput.line(Self.heading) }
        var rows: [Row] = []
        for name in hearing.recognizer.split(separator: ",").map(String.init) {
            let recognizer = try source.raw(name, hearsPartials: true)
            for line in try LineChoice.list(lines, option: "--lines") {
                let bench = SpeedBench(
                    synthesizer: synthesizer,
                    sounds: try line.sounds(presets: recordings, synthesizer: synthesizer),
                    gsmFullRate: { try GSMLineCodec() },
                    processorSeconds: { ProcessClock.seconds })
                let cost = try bench.run(
                    said, recognizer, condition: line.condition, voices: BenchLine.clearVoices)
                rows.append(Row(recognizer: name, line: line.condition.name, cost: cost))
                if !json { try StandardOutput.line(rows[rows.count - 1].text) }
            }
        }
        if json { try StandardOutput.line(report(rows, said.count).text(lines: 2)) }
        let slowest = rows.map { $0.cost.realTimeFactor(withPartials: true) }.max() ?? 0
        if let limit, slowest > limit {
            throw CommandFailure(
                .targetMissed,
                String(format: "%.3f processor seconds per second of sound", slowest)
                    + "; at most \(limit)")
        }
    }

    private func report(_ rows: [Row], _ count: Int) -> JSONValue {
        .object([
            ("schema", .string("calltwin.voice-speed/1")), ("utterances", .integer(count)),
            ("limit", .optional(limit)), ("rows", .array(rows.map(\.json))),
        ])
    }

    private static let heading =
        "recogniser    line        sound s   line  reading  + partials  in all  in all +  WER %  "
        + "partials'"

    /// What one recogniser took over one line.
    private struct Row {
        let recognizer: String
        let line: String
        let cost: SpeedBench.Cost

        /// Processor seconds per second of sound: line, reading, with words so far, both with the line.
        private var figures: [Double] {
            let seconds = max(cost.audioSeconds, .leastNormalMagnitude)
            return [
                cost.lineSeconds / seconds, cost.readingSeconds / seconds,
                cost.partialSeconds / seconds, cost.realTimeFactor(withPartials: false),
                cost.realTimeFactor(withPartials: true),
            ]
        }

        var text: String {
            let widths = [7, 9, 12, 8, 10]
            return recognizer.padding(toLength: 14, withPad: " ", startingAt: 0)
                + line.padding(toLength: 10, withPad: " ", startingAt: 0)
                + String(format: "%9.1f", cost.audioSeconds)
                + zip(figures, widths).map { String(format: "%\($1).3f", $0) }.joined()
                + String(
                    format: "%7.1f%11.1f", 100 * cost.errors.rate, 100 * cost.partialErrors.rate)
        }

        var json: JSONValue {
            let names = [
                "line", "reading", "readingWithPartials", "inAll", "inAllWithPartials",
            ]
            return .object(
                [
                    ("recognizer", .string(recognizer)), ("condition", .string(line)),
                    ("audioSeconds", .number(cost.audioSeconds)),
                ]
                    + zip(names, figures).map { ($0, .number($1)) } + [
                        ("wordErrorRate", .number(cost.errors.rate)),
                        ("partialWordErrorRate", .number(cost.partialErrors.rate)),
                    ])
        }
    }
}
