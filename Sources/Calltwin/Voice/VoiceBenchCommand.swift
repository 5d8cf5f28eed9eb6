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
    var model = ShippedFiles.path("models/dialogue/bank.yaml")

    @Option(help: "File of utterances to judge by.")
    var test = ShippedFiles.path("models/voice/testset.tsv")

    @Option(help: "File of utterances to calibrate confidence by.")
    var tuning = ShippedFiles.path("models/voice/tuningset.tsv")

    @Option(help: "Day of the calls, which dates are relative to.")
    var today = "2026-11-25"

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var conditions =
        "clean,noise20,noise10,babble20,babble10,loss5,reverb,gsm,noise5,babble5,loss2,loss10,clipping,"
        + "muffled,accents,recorded,recorded-babble10"

    @Option(help: "Only every so manieth utterance, of both files.")
    var every = 1

    @Option(help: "File of results (JSON lines): what it holds is not measured again.")
    var results: String?

    @Option(help: "Write the calibrations that the tuning set gives into this file.")
    var writeCalibration: String?

    @OptionGroup var hearing: HearingOptions

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

    /// A file of utterances.
    private struct Material {
        let utterances: [TestUtterance]
        let digest: String
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
        let source = try hearing.source(of: model, today: day)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: Self.folders)
        func bench(_ sounds: LineSounds) -> RecognizerBench {
            RecognizerBench(
                judge: UtteranceJudge(model: model, today: day), synthesizer: synthesizer,
                sounds: sounds, gsmFullRate: { try GSMLineCodec() },
                processorSeconds: { ProcessClock.seconds })
        }
        let tested = try material(test, source.language)
        let tunedOn = try material(tuning, source.language)
        let names = hearing.recognizer.split(separator: ",").map(String.init)
        var measuring = Measuring(
            sounds: { try $0.sounds(presets: recordings, synthesizer: synthesizer) },
            bench: bench, names: names, recognizers: try recognizers(names, source),
            judge: String(model.digest, radix: 16) + " \(day)",
            results: try BenchResults(path: results))
        var rows: [String: [Row]] = [:]
        for line in try lines() {
            let tuned = try measuring.outcomes(of: tunedOn, line)
            let judged = try measuring.outcomes(of: tested, line)
            for (name, (tuned, judged)) in zip(names, zip(tuned, judged)) {
                rows[name, default: []].append(Row(line: line, tuned: tuned, judged: judged))
            }
        }
        try StandardOutput.line(
            "recogniser    line               said   WER %  intents %  values %  digits %  ECE raw  "
                + "ECE calibrated  CPU s/s")
        let ceiling = bench(LineSounds()).understandTexts(tested.utterances)
        try StandardOutput.line(text("(text itself)", "-", ceiling, nil, nil))
        var table = source.calibrations
        for name in names { try report(rows[name, default: []], name, into: &table) }
        if let path = writeCalibration { try write(table, to: path) }
    }

    private func recognizers(
        _ names: [String], _ source: RecognizerSource
    ) throws -> [any Recognizer] {
        // Both together are joined of the others' readings, so that no sound is decoded twice.
        try (names == Self.joining ? Array(names.prefix(2)) : names).map {
            try source.raw($0, hearsPartials: !withoutPartials)
        }
    }

    private static let joining = ["pocketsphinx", "moonshine", "both"]

    /// Runs what is not in the file of results.
    private struct Measuring {
        let sounds: (LineChoice) throws -> LineSounds
        let bench: (LineSounds) -> RecognizerBench
        let names: [String]
        let recognizers: [any Recognizer]
        /// What readings are judged by.
        let judge: String
        var results: BenchResults

        mutating func outcomes(
            of material: Material, _ line: Line
        ) throws -> [RecognizerBench.Outcome] {
            let configurations = recognizers.map(\.configuration)
            let sounds = try sounds(line.choice)
            let content = "\(line.name) \(line.condition.content(with: sounds))"
            let keys = names.enumerated().map { place, name in
                BenchResults.Key(
                    recognizer: name,
                    configuration: place < configurations.count
                        ? configurations[place] : configurations.joined(separator: "; "),
                    judge: judge, line: content, utterances: material.digest)
            }
            let before = keys.compactMap { results[$0] }
            guard before.count < keys.count else { return before.map(RecognizerBench.Outcome.init) }
            let said =
                line.onlyDigits
                ? material.utterances.compactMap(\.bareDigits) : material.utterances
            let trials = try bench(sounds).run(
                said, recognizers, condition: line.condition, voices: line.voices,
                joinsFirstTwo: recognizers.count < names.count)
            for (key, trials) in zip(keys, trials) { try results.keep(trials, for: key) }
            StandardError.line("\(line.name): \(said.count) utterances")
            return trials.map(RecognizerBench.Outcome.init)
        }
    }

    private func material(_ path: String, _ language: StateLanguage) throws -> Material {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        let all = try TestUtterance.read(
            String(decoding: content, as: UTF8.self), path: path,
            states: language.states.map(\.name))
        var digest = Digest()
        digest.add(bytes: Array(content))
        return Material(
            utterances: all.enumerated().filter { $0.offset % every == 0 }.map(\.element),
            digest: String(digest.value, radix: 16) + "/\(every)")
    }

    private func write(_ table: CalibrationTable, to path: String) throws {
        let text = table.text(remarks: [
            "From a recogniser's score to the probability of being right, for each class of lines.",
            "Fitted by isotonic regression on \(tuning), lines \(conditions), by:",
            "calltwin voice bench --recognizer \(hearing.recognizer) --write-calibration FILE",
        ])
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw CommandFailure(.cannotCreate, "cannot be written", at: path)
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

    private func report(
        _ rows: [Row], _ name: String, into table: inout CalibrationTable
    ) throws {
        var tuned: [ConditionClass: [ConfidenceCase]] = [:]
        var judged: [ConditionClass: [ConfidenceCase]] = [:]
        for row in rows where row.line.voices.first?.engine == .flite {
            let kind = ConditionClass(row.line.condition)
            tuned[kind, default: []] += row.tuned.score.confidences
            judged[kind, default: []] += row.judged.score.confidences
        }
        for kind in ConditionClass.allCases {
            guard let cases = tuned[kind] else { continue }
            table.set(ConfidenceCalibration(fitting: cases), of: name, on: kind)
        }
        for row in rows {
            let calibrated = calibrated(
                row.judged.score.confidences,
                table.calibration(of: name, on: ConditionClass(row.line.condition)))
            try StandardOutput.line(
                text(
                    name, row.line.name, row.judged.score,
                    ConfidenceCase.calibrationError(calibrated), row.judged.realTimeFactor))
        }
        for kind in ConditionClass.allCases {
            guard let cases = judged[kind] else { continue }
            let error = ConfidenceCase.calibrationError(
                calibrated(cases, table.calibration(of: name, on: kind)))
            let bins = ConfidenceCase.bins(cases).map {
                String(format: "%.1f: %d of %d", $0.least, $0.right, $0.count)
            }
            try StandardOutput.line(
                "\(name), \(kind.rawValue): ECE calibrated " + String(format: "%.3f", error)
                    + "; right by score from " + bins.joined(separator: ", "))
        }
    }

    private func calibrated(
        _ cases: [ConfidenceCase], _ calibration: ConfidenceCalibration
    ) -> [ConfidenceCase] {
        cases.map {
            ConfidenceCase(
                confidence: calibration.probability($0.confidence), isRight: $0.isRight)
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
