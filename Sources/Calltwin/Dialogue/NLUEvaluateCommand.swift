import ArgumentParser
import DialogueEngine
import Foundation
import Reporting

/// Judges a classifier on utterances that it was not trained on.
struct NLUEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge understanding on utterances that it was not trained on.",
        discussion: """
            With --folds the training file itself is judged: each fold by a classifier of the others. \
            --word-errors passes the test utterances through a crude recogniser first (60 % \
            substitutions, 25 % deletions, 15 % insertions); with --recalibrate the temperature is fitted \
            anew to every second utterance and judged on the others.

            Examples:
              calltwin nlu evaluate --train models/language/banking77_train.csv.zst --folds 5
              calltwin nlu evaluate --train models/language/clinc150.json.zst --test models/language/clinc150.json.zst --json
            """)

    @Option(help: "File of labelled utterances to train on.")
    var train: String?

    @Option(help: "Trained classifier to judge instead.")
    var model: String?

    @Option(help: "File of labelled utterances to judge on; of a CLINC150 file its test part.")
    var test: String?

    @Option(parsing: .unconditional, help: "Judge within the training file by so many folds.")
    var folds: Int?

    @Option(help: "Part of a CLINC150 file to judge on: val or test; test when left out.")
    var part: String?

    @Option(help: "Word-error rate of the test utterances, such as 20%.")
    var wordErrors: String?

    @Flag(help: "Fit the temperature anew on every second test utterance, and judge the others.")
    var recalibrate = false

    @OptionGroup var options: TrainingOptions

    @Flag(help: "Print JSON (schema calltwin.nlu/1).")
    var json = false

    @Flag(help: "In JSON also processor times; these depend on the machine.")
    var timing = false

    /// What was measured.
    private struct Outcome {
        var evaluations: [IntentEvaluation] = []
        var trainingSeconds: Double?
        var microseconds = 0.0

        func mean(_ value: (IntentEvaluation) -> Double) -> Double {
            Self.mean(evaluations.map { (value($0), $0.insideCount) })
        }

        func mean(_ value: (IntentEvaluation) -> Double?) -> Double? {
            let values = evaluations.compactMap(value)
            // A fold without the figure leaves none: the mean of the others would flatter.
            return values.isEmpty || values.count < evaluations.count
                ? nil : Self.mean(Array(zip(values, evaluations.map(\.outsideCount))))
        }

        /// A fold counts by its utterances: shares are those of all folds together.
        private static func mean(_ values: [(value: Double, count: Int)]) -> Double {
            let count = values.reduce(0) { $0 + $1.count }
            return values.reduce(0) { $0 + $1.value * Double($1.count) } / Double(max(count, 1))
        }
    }

    func validate() throws {
        guard (train == nil) != (model == nil) else {
            throw ValidationError("give either --train or --model")
        }
        if let part, part != "val", part != "test" {
            throw ValidationError("--part \(part): known: val, test")
        }
        if model != nil {
            if let option = options.trainingOnly {
                throw ValidationError("\(option) has no effect with --model, which is trained")
            }
            if options.seed != nil, wordErrors == nil {
                throw ValidationError("--seed has no effect with --model and no --word-errors")
            }
        }
        if timing, !json { throw ValidationError("--timing has no effect without --json") }
        if part != nil, test == nil {
            throw ValidationError("--part has no effect without --test")
        }
        if let folds {
            guard train != nil, test == nil, (2...100).contains(folds) else {
                throw ValidationError(
                    "--folds \(folds): between 2 and 100, with --train and without --test")
            }
        } else if test == nil {
            throw ValidationError("--test is missing; or judge the training file with --folds")
        }
    }

    func run() throws {
        var outcome = Outcome()
        if let folds, let train {
            let utterances = try NLUFiles.read(train)
            guard folds <= utterances.count else {
                throw CommandFailure(
                    .badData,
                    "\(folds) folds need as many utterances; the file has \(utterances.count)",
                    at: train)
            }
            for fold in 0..<folds {
                let kept = utterances.enumerated().filter { $0.offset % folds != fold }
                let held = utterances.enumerated().filter { $0.offset % folds == fold }
                try judge(try trained(kept.map(\.element), &outcome), held.map(\.element), &outcome)
            }
        } else if let test {
            let classifier: IntentClassifier
            if let model {
                classifier = try NLUFiles.classifier(model)
            } else {
                classifier = try trained(try NLUFiles.read(train ?? ""), &outcome)
            }
            let utterances = try NLUFiles.read(
                test, part: part ?? (NLUFiles.hasParts(test) ? "test" : nil))
            try NLUFiles.demandKnownLabels(of: utterances, in: test, classifier)
            try judge(classifier, utterances, &outcome)
        }
        try StandardOutput.line(json ? jsonText(outcome) : table(outcome))
    }

    private func trained(
        _ utterances: [LabelledUtterance], _ outcome: inout Outcome
    ) throws -> IntentClassifier {
        let start = ProcessClock.seconds
        guard let classifier = try options.trainer().classifier(from: utterances) else {
            throw CommandFailure(.badData, "no utterance has a label", at: train)
        }
        outcome.trainingSeconds = max(
            outcome.trainingSeconds ?? 0, ProcessClock.seconds - start)
        return classifier
    }

    private func judge(
        _ classifier: IntentClassifier, _ utterances: [LabelledUtterance],
        _ outcome: inout Outcome
    ) throws {
        var utterances = utterances
        if let wordErrors {
            let rate = try TrainingOptions.share(wordErrors, option: "--word-errors")
            let words = utterances.flatMap { $0.text.split(separator: " ").map(String.init) }
            let seed = options.seed ?? TrainingOptions.firstSeed
            let noise = WordNoise(vocabulary: words, rate: rate, seed: seed &+ 1000)
            for place in utterances.indices {
                utterances[place].text = noise.apply(utterances[place].text, ordinal: place)
            }
        }
        var classifier = classifier
        if recalibrate {
            let fitting = utterances.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            utterances = utterances.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            guard fitting.count(where: { $0.label != nil }) >= IntentTrainer.leastHeld else {
                throw CommandFailure(
                    .badData,
                    "--recalibrate needs \(2 * IntentTrainer.leastHeld) labelled utterances to judge "
                        + "on; half of them fit the temperature", at: test ?? train)
            }
            classifier.recalibrate(on: fitting)
        }
        let start = ProcessClock.seconds
        outcome.evaluations.append(IntentEvaluation(classifier, on: utterances))
        let seconds = ProcessClock.seconds - start
        outcome.microseconds += 1e6 * seconds / Double(max(utterances.count, 1))
    }

    // MARK: Output

    private func table(_ outcome: Outcome) -> String {
        func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
        var lines = [
            "utterances            \(outcome.evaluations.reduce(0) { $0 + $1.insideCount }) in scope, "
                + "\(outcome.evaluations.reduce(0) { $0 + $1.outsideCount }) from outside",
            "accuracy              \(percent(outcome.mean { $0.accuracy }))",
            "calibration error     "
                + percent(outcome.mean { $0.expectedCalibrationError }),
            "coverage at 2 % error \(percent(outcome.mean { $0.coverageAt2PercentError }))",
            "coverage at 5 % error \(percent(outcome.mean { $0.coverageAt5PercentError }))",
        ]
        if let area = outcome.mean({ $0.outOfScopeAUROC }) {
            lines.append("out of scope, AUROC   " + String(format: "%.4f", area))
            lines.append(
                "accepted and right    \(percent(outcome.mean { $0.acceptedAndRight })), outside "
                    + "rejected \(percent(outcome.mean { $0.outsideRejected } ?? 0)) at one half")
        }
        if let rejected = outcome.mean({ $0.outsideRejectedAt90PercentAccepted }) {
            lines.append("outside rejected      \(percent(rejected)) at 90 % accepted and right")
        }
        lines.append(
            "time                  "
                + String(
                    format: "%.1f us an utterance",
                    outcome.microseconds / Double(max(outcome.evaluations.count, 1)))
                + (outcome.trainingSeconds.map { String(format: ", training %.1f s", $0) } ?? ""))
        return lines.joined(separator: "\n")
    }

    private func jsonText(_ outcome: Outcome) -> String {
        func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
        var members: [(String, JSONValue)] = [
            ("schema", .string("calltwin.nlu/1")),
            ("inScope", .integer(outcome.evaluations.reduce(0) { $0 + $1.insideCount })),
            ("outOfScope", .integer(outcome.evaluations.reduce(0) { $0 + $1.outsideCount })),
            ("accuracy", .number(outcome.mean { $0.accuracy })),
            ("expectedCalibrationError", .number(outcome.mean { $0.expectedCalibrationError })),
            ("outOfScopeAUROC", number(outcome.mean { $0.outOfScopeAUROC })),
            ("coverageAt2PercentError", .number(outcome.mean { $0.coverageAt2PercentError })),
            ("coverageAt5PercentError", .number(outcome.mean { $0.coverageAt5PercentError })),
            ("acceptedAndRight", .number(outcome.mean { $0.acceptedAndRight })),
            ("outOfScopeRejected", number(outcome.mean { $0.outsideRejected })),
            (
                "outOfScopeRejectedAt90PercentAccepted",
                number(outcome.mean { $0.outsideRejectedAt90PercentAccepted })
            ),
        ]
        if timing {
            members.append(
                (
                    "microsecondsPerUtterance",
                    .number(outcome.microseconds / Double(max(outcome.evaluations.count, 1)))
                ))
            members.append(("trainingSeconds", number(outcome.trainingSeconds)))
        }
        return JSONValue.object(members).text(lines: 1)
    }
}
