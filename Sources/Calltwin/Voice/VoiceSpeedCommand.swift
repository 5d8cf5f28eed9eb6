import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

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

    @Option(help: "Day of the calls, which dates are relative to.")
    var today = "2026-11-25"

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Option(help: "Processor seconds per second of sound that a line may take with words so far.")
    var limit: Double?

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every \(every): at least 1") }
        guard CivilDate(today) != nil else {
            throw ValidationError("--today \(today): a date such as 2026-11-25")
        }
        if let limit, limit <= 0 { throw ValidationError("--limit \(limit): more than 0") }
    }

    func run() throws {
        guard let day = CivilDate(today) else { return }
        let trained = try DialogueModelFile(path: model).trained()
        let source = try hearing.source(of: trained, today: day)
        let synthesizer = CachedSynthesizer.ofThisMachine(
            folders: VoiceFolders(environment: ProcessInfo.processInfo.environment))
        let said = try TestUtterance.file(utterances, states: source.language.states.map(\.name))
            .enumerated().filter { $0.offset % every == 0 }.map(\.element)
        try StandardOutput.line(
            "recogniser    line        sound s   line  reading  + partials  in all  in all +  WER %  "
                + "partials'")
        var slowest = 0.0
        for name in hearing.recognizer.split(separator: ",").map(String.init) {
            let recognizer = try source.raw(name, hearsPartials: true)
            for line in try LineChoice.list(lines, option: "--lines") {
                let bench = SpeedBench(
                    synthesizer: synthesizer,
                    sounds: try line.sounds(presets: recordings, synthesizer: synthesizer),
                    gsmFullRate: { try GSMLineCodec() },
                    processorSeconds: { ProcessClock.seconds })
                let cost = try bench.run(
                    said, recognizer, condition: line.condition, voices: Self.voices)
                try StandardOutput.line(Self.row(name, line.condition.name, cost))
                slowest = max(slowest, cost.realTimeFactor(withPartials: true))
            }
        }
        if let limit, slowest > limit {
            throw CommandFailure(
                .targetMissed,
                String(format: "%.3f processor seconds per second of sound", slowest)
                    + "; at most \(limit)")
        }
    }

    private static let voices = ["slt", "rms", "awb", "kal16"].map {
        Voice(engine: .flite, name: $0)
    }

    private static func row(_ recognizer: String, _ line: String, _ cost: SpeedBench.Cost) -> String
    {
        let seconds = max(cost.audioSeconds, .leastNormalMagnitude)
        let figures = [
            cost.lineSeconds / seconds, cost.readingSeconds / seconds,
            cost.partialSeconds / seconds, cost.realTimeFactor(withPartials: false),
            cost.realTimeFactor(withPartials: true),
        ]
        let widths = [7, 9, 12, 8, 10]
        return recognizer.padding(toLength: 14, withPad: " ", startingAt: 0)
            + line.padding(toLength: 10, withPad: " ", startingAt: 0)
            + String(format: "%9.1f", cost.audioSeconds)
            + zip(figures, widths).map { String(format: "%\($1).3f", $0) }.joined()
            + String(
                format: "%7.1f%11.1f", 100 * cost.errors.rate, 100 * cost.partialErrors.rate)
    }
}
