import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TwinPrimitives
import VoiceChannel
import VoiceStudies

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

    @OptionGroup var calls: CallDayOption

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

    @Flag(help: "Print the table as JSON (schema calltwin.voice-bench/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    @Flag(help: "Without partial readings while an utterance is spoken.")
    var withoutPartials = false

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every \(every): at least 1") }
    }

    func run() throws {
        let day = try calls.day()
        let names = hearing.recognizer.split(separator: ",").map(String.init)
        let study = try RecognizerStudy(
            names, of: try DialogueModelFile(path: model).trained(), today: day,
            machine: hearing.machine(recordings: recordings), hearsPartials: !withoutPartials,
            processorSeconds: { ProcessClock.seconds })
        let tested = try UtteranceFile(path: test, states: study.states, every: every)
        let tunedOn = try UtteranceFile(path: tuning, states: study.states, every: every)
        var kept = try BenchResults(path: results)
        var measured = [
            [(line: BenchLine, tuned: RecognizerBench.Outcome, judged: RecognizerBench.Outcome)]
        ](repeating: [], count: names.count)
        for line in try lines() {
            let (tuned, judged) = (
                try study.outcomes(of: tunedOn, over: line, &kept),
                try study.outcomes(of: tested, over: line, &kept)
            )
            if tuned.isNew || judged.isNew { StandardError.line("\(line.name): measured") }
            for place in names.indices {
                measured[place].append((line, tuned.outcomes[place], judged.outcomes[place]))
            }
        }
        var table = study.calibrations
        let reports = zip(names, measured).map { name, measured in
            (name: name, report: RecognizerReport(name, measured, into: &table))
        }
        let ceiling = study.understandTexts(tested.utterances)
        try StandardOutput.line(
            json ? json(reports, ceiling).text(lines: 4) : text(reports, ceiling))
        if let path = writeCalibration { try write(table, to: path) }
    }

    private func lines() throws(CommandFailure) -> [BenchLine] {
        do {
            return try BenchLine.list(conditions)
        } catch {
            throw LineChoice.failure(error, option: "--conditions")
        }
    }

    private func write(_ table: CalibrationTable, to path: String) throws(CommandFailure) {
        let text = table.text(remarks: [
            "From a recogniser's score to the probability of being right, for each class of lines.",
            "Fitted by isotonic regression on \(tuning), lines \(conditions), by:",
            "calltwin voice bench --recognizer \(hearing.recognizer) --write-calibration FILE",
        ])
        try ResultFile.write(text, to: path)
    }

    // MARK: Output

    private typealias Reports = [(name: String, report: RecognizerReport)]

    private func text(_ reports: Reports, _ ceiling: RecognitionScore) -> String {
        var lines = [
            "recogniser    line               said   WER %  intents %  values %  digits %  ECE raw  "
                + "ECE calibrated  CPU s/s",
            text("(text itself)", "-", ceiling, nil, nil),
        ]
        for (name, report) in reports {
            lines += report.rows.map { row in
                text(
                    name, row.line.name, row.judged.score, row.calibratedError,
                    row.judged.realTimeFactor)
            }
            lines += report.groups.map { group in
                let bins = group.bins.map {
                    String(format: "%.1f: %d of %d", $0.least, $0.right, $0.count)
                }
                return "\(name), \(group.kind.rawValue): ECE calibrated "
                    + String(format: "%.3f", group.calibratedError) + "; right by score from "
                    + bins.joined(separator: ", ")
            }
        }
        return lines.joined(separator: "\n")
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

    private func json(_ reports: Reports, _ ceiling: RecognitionScore) -> JSONValue {
        .object([
            ("schema", .string("calltwin.voice-bench/1")), ("today", .string(calls.today)),
            ("textItself", .object(Self.members(ceiling))),
            (
                "recognizers",
                .array(
                    reports.map { name, report in
                        .object([
                            ("recognizer", .string(name)),
                            ("lines", .array(report.rows.map(Self.json))),
                            ("classes", .array(report.groups.map(Self.json))),
                        ])
                    })
            ),
        ])
    }

    /// Counts; a share without any is null.
    private static func members(_ score: RecognitionScore) -> [(name: String, value: JSONValue)] {
        func share(_ share: RecognitionScore.Share) -> JSONValue {
            .object([("right", .integer(share.right)), ("count", .integer(share.count))])
        }
        return [
            ("judged", .integer(score.confidences.count)),
            ("words", .integer(score.wordErrors.words)),
            ("wordErrors", .integer(score.wordErrors.errors)),
            ("intents", share(score.intents)), ("values", share(score.values)),
            ("digits", share(score.digits)),
            ("expectedCalibrationError", .number(score.calibrationError)),
        ]
    }

    private static func json(_ row: RecognizerReport.Row) -> JSONValue {
        .object(
            [("condition", .string(row.line.name))] + members(row.judged.score) + [
                ("calibratedError", .number(row.calibratedError)),
                ("processorSecondsPerSecond", .number(row.judged.realTimeFactor)),
            ])
    }

    private static func json(_ group: RecognizerReport.Group) -> JSONValue {
        .object([
            ("class", .string(group.kind.rawValue)),
            ("calibratedError", .number(group.calibratedError)),
            (
                "bins",
                .array(
                    group.bins.map {
                        .object([
                            ("least", .number($0.least)), ("right", .integer($0.right)),
                            ("count", .integer($0.count)),
                        ])
                    })
            ),
        ])
    }
}
