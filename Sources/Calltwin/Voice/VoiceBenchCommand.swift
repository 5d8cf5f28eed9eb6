import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Judges recognisers by utterances whose meaning is known.
struct VoiceBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Judge recognisers by utterances whose meaning is known.",
        discussion: """
            Each utterance is spoken by one of four voices in turn, carried over the line and recognised. \
            Confidence is calibrated for each class of lines on the tuning set, and judged on the test \
            set. The lines 'accents' (voices of espeak-ng) and 'recorded' and 'recorded-babble10' (digits of \
            a person, put together) are clean or noisy lines with other voices.

            Examples:
              calltwin voice bench
              calltwin voice bench --recognizer moonshine --conditions clean,noise10 --every 4
            """)

    @Option(help: "Dialogue model whose language is expected.")
    var model = "models/dialogue/bank.yaml"

    @Option(help: "File of labelled utterances that widens the language of open questions.")
    var background = "models/language/banking77_train.csv.zst"

    @Option(help: "File of utterances to judge by.")
    var test = "models/voice/testset.tsv"

    @Option(help: "File of utterances to calibrate confidence by.")
    var tuning = "models/voice/tuningset.tsv"

    @Option(help: "Day of the calls, which dates are relative to.")
    var today = "2026-11-25"

    @Option(help: "Recognisers, parted by commas: pocketsphinx, moonshine.")
    var recognizer = "pocketsphinx"

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var conditions =
        "clean,noise20,noise10,noise5,babble20,babble10,babble5,loss2,loss5,loss10,reverb,clipping,"
        + "muffled,accents,recorded,recorded-babble10"

    @Option(help: "Only every so manieth utterance, of both files.")
    var every = 1

    @Option(help: "Folder of disposable files.")
    var cache = VoiceBenchCommand.folders.languages

    @Flag(help: "Without partial readings while an utterance is spoken.")
    var withoutPartials = false

    private static var folders: VoiceFolders {
        VoiceFolders(environment: ProcessInfo.processInfo.environment)
    }

    /// A line, with who speaks and what is said over it.
    private struct Line {
        let name: String
        let choice: LineChoice
        let voices: [Voice]
        let onlyDigits: Bool
        var condition: LineCondition { choice.condition }
    }

    private struct Row {
        let line: Line
        let tuned: RecognizerBench.Outcome
        let judged: RecognizerBench.Outcome
    }

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every \(every): at least 1") }
        guard CivilDate(today) != nil else {
            throw ValidationError("--today \(today): a date such as 2026-11-25")
        }
    }

    func run() throws {
        guard let day = CivilDate(today) else { return }
        let model = try DialogueModelFile(path: model).trained()
        let wide = try LabelledFile.read(background).map(\.text)
        let language = StateLanguage(model: model, background: wide, today: day)
        let judge = UtteranceJudge(model: model, today: day)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: Self.folders)
        func makeBench(_ sounds: LineSounds) -> RecognizerBench {
            RecognizerBench(
                judge: judge, synthesizer: synthesizer, sounds: sounds,
                gsmFullRate: { try GSMLineCodec() }, processorSeconds: { ProcessClock.seconds })
        }
        let tested = try utterances(test, language)
        let tunedOn = try utterances(tuning, language)
        try StandardOutput.line(
            "recogniser    line               said   WER %  intents %  values %  digits %  ECE raw  "
                + "ECE calibrated  CPU s/s")
        let ceiling = makeBench(LineSounds()).understandTexts(tested)
        try StandardOutput.line(text("(text itself)", "-", ceiling, nil, nil))
        for name in recognizer.split(separator: ",").map(String.init) {
            let recognizer = try make(name, language)
            var rows: [Row] = []
            for line in try lines() {
                let bench = makeBench(
                    try line.choice.sounds(presets: recordings, synthesizer: synthesizer))
                rows.append(
                    Row(
                        line: line, tuned: try run(tunedOn, bench, recognizer, line),
                        judged: try run(tested, bench, recognizer, line)))
            }
            try report(rows, name)
        }
    }

    private func run(
        _ utterances: [TestUtterance], _ bench: RecognizerBench, _ recognizer: any Recognizer,
        _ line: Line
    ) throws -> RecognizerBench.Outcome {
        let said = line.onlyDigits ? utterances.compactMap(\.bareDigits) : utterances
        return try bench.run(
            said, recognizer, condition: line.condition, voices: line.voices)
    }

    private func utterances(_ path: String, _ language: StateLanguage) throws -> [TestUtterance] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        let all = try TestUtterance.read(
            String(decoding: content, as: UTF8.self), path: path,
            states: language.states.map(\.name))
        return all.enumerated().filter { $0.offset % every == 0 }.map(\.element)
    }

    private func make(_ name: String, _ language: StateLanguage) throws -> any Recognizer {
        switch name {
        case "pocketsphinx":
            var options = PocketSphinxOptions()
            options.hearsPartials = !withoutPartials
            let files = try RecognizerFiles.prepare(language, cache: cache)
            return try PocketSphinxRecognizer(files: files, options: options)
        case "moonshine":
            return MoonshineRecognizer(
                moonshine: try Moonshine(folder: Self.folders.moonshine),
                partialSeconds: withoutPartials ? nil : 0.5)
        default:
            throw CommandFailure.usage(
                "--recognizer \(name): there is none; known: pocketsphinx, moonshine")
        }
    }

    private func lines() throws -> [Line] {
        let panel = ["slt", "rms", "awb", "kal16"].map { Voice(engine: .flite, name: $0) }
        let accents = VoicePanel.standard.voices.filter { $0.engine == .espeak }
        let person = [Voice(engine: .recorded, name: "en_US_f_Allison")]
        return try conditions.split(separator: ",").map(String.init).map { name in
            switch name {
            case "accents":
                return Line(
                    name: name, choice: try choice("clean"), voices: accents,
                    onlyDigits: false)
            case "recorded":
                return Line(
                    name: name, choice: try choice("clean"), voices: person, onlyDigits: true)
            case "recorded-babble10":
                return Line(
                    name: name, choice: try choice("babble10"), voices: person,
                    onlyDigits: true)
            default:
                let choice = try choice(name)
                return Line(
                    name: choice.condition.name, choice: choice, voices: panel, onlyDigits: false)
            }
        }
    }

    private func choice(_ name: String) throws(CommandFailure) -> LineChoice {
        try LineChoice(name, option: "--conditions")
    }

    // MARK: Output

    private func report(_ rows: [Row], _ name: String) throws {
        var cases: [ConditionClass: [ConfidenceCase]] = [:]
        for row in rows where row.line.voices.first?.engine == .flite {
            cases[ConditionClass(row.line.condition), default: []] +=
                row.tuned.score.confidences
        }
        for row in rows {
            let calibration = ConfidenceCalibration(
                fitting: cases[ConditionClass(row.line.condition), default: []])
            let calibrated = row.judged.score.confidences.map {
                ConfidenceCase(
                    confidence: calibration.probability($0.confidence), isRight: $0.isRight)
            }
            try StandardOutput.line(
                text(
                    name, row.line.name, row.judged.score,
                    ConfidenceCase.calibrationError(calibrated), row.judged.realTimeFactor))
        }
        for kind in ConditionClass.allCases {
            guard let cases = cases[kind] else { continue }
            try StandardOutput.line(
                "calibration of \(name), \(kind.rawValue): "
                    + ConfidenceCalibration(fitting: cases).knots.map {
                        String(format: "%.3f:%.3f", $0.score, $0.probability)
                    }.joined(separator: " "))
        }
    }

    private func text(
        _ recognizer: String, _ line: String, _ score: RecognitionScore, _ calibrated: Double?,
        _ realTimeFactor: Double?
    ) -> String {
        func percent(_ share: RecognitionScore.Share, _ width: Int) -> String {
            let text =
                share.count == 0 ? "-" : String(format: "%.1f", 100 * share.value)
            return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func column(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        let number = realTimeFactor.map { String(format: "%.4f", $0) } ?? "-"
        let error = calibrated.map { String(format: "%.3f", $0) } ?? "-"
        return column(recognizer, 14) + column(line, 18)
            + String(format: "%5d  %6.1f", score.confidences.count, 100 * score.wordErrors.rate)
            + percent(score.intents, 11) + percent(score.values, 10) + percent(score.digits, 10)
            + String(format: "%9.3f", score.calibrationError)
            + String(repeating: " ", count: 16 - error.count) + error
            + String(repeating: " ", count: max(1, 9 - number.count)) + number
    }
}
