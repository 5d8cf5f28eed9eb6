import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import ModelReading
import Reporting

/// Trains and judges understanding.
struct NLUCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nlu",
        abstract: "Train and judge the understanding of intents.",
        discussion: """
            Utterances come from .csv (text,category), .tsv (label, tab, text) or the .json of CLINC150, \
            plain or as .zst or .gz. The label oos means: about none of the labels.

            Examples:
              calltwin nlu evaluate --train models/language/banking77_train.csv.zst --folds 5
              calltwin nlu train --train models/language/clinc150.json.zst --out out/clinc.nlu
            """,
        subcommands: [NLUTrainCommand.self, NLUEvaluateCommand.self])
}

/// How a classifier is trained.
struct TrainingOptions: ParsableArguments {
    @Option(help: "Word-error rates of noisy copies to train on too, such as 15%,30%.")
    var noise: String?

    @Option(
        parsing: .unconditional,
        help: "Seed of the order of training, and of all noise. (default: \(firstSeed))")
    var seed: UInt64?

    @Option(parsing: .unconditional, help: "Passes over the utterances.")
    var epochs: Int?

    /// The seed where none is given.
    static let firstSeed: UInt64 = 1

    /// The first option given that only training heeds; nil when there is none.
    var trainingOnly: String? { noise != nil ? "--noise" : epochs != nil ? "--epochs" : nil }

    func trainer() throws(CommandFailure) -> IntentTrainer {
        var configuration = IntentTrainer.Configuration.standard
        configuration.seed = seed ?? Self.firstSeed
        if let epochs {
            guard (1...1000).contains(epochs) else {
                throw .usage("--epochs \(epochs): between 1 and 1000")
            }
            configuration.epochs = epochs
        }
        if let noise {
            var rates: [Double] = []
            for item in noise.split(separator: ",") {
                rates.append(try Self.share(String(item), option: "--noise"))
            }
            configuration.noise = rates
        }
        return IntentTrainer(configuration)
    }

    /// A share such as 20% or 0.2.
    static func share(_ text: String, option: String) throws(CommandFailure) -> Double {
        let body = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard let number = Double(body) else { throw .usage("\(option) \(text): no share") }
        let share = text.hasSuffix("%") ? number / 100 : number
        guard (0...1).contains(share) else {
            throw .usage("\(option) \(text): a share lies between 0% and 100%")
        }
        return share
    }
}

/// Trains a classifier and stores it.
struct NLUTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a classifier on labelled utterances.",
        discussion: """
            Example:
              calltwin nlu train --train models/language/banking77_train.csv.zst --out out/banking.nlu
            """)

    @Option(help: "File of labelled utterances.")
    var train: String

    @Option(help: "File to write the classifier to.")
    var out: String

    @OptionGroup var options: TrainingOptions

    func run() throws {
        let utterances = try NLUFiles.read(train)
        let start = ProcessClock.seconds
        guard let classifier = try options.trainer().classifier(from: utterances) else {
            throw CommandFailure(.badData, "no utterance has a label", at: train)
        }
        let seconds = ProcessClock.seconds - start
        let bytes = classifier.bytes
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: out))
        } catch {
            throw CommandFailure(.cannotCreate, "cannot be written", at: out)
        }
        StandardError.line(
            "trained in \(String(format: "%.1f", seconds)) s of processor time")
        try StandardOutput.line(
            "\(out): labels \(classifier.labels.count), utterances \(utterances.count), bytes "
                + "\(bytes.count)")
    }
}

/// Processor time.
enum ProcessClock {
    /// Of this process.
    static var seconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    /// Of the calling thread.
    static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// Files of utterances and classifiers.
enum NLUFiles {
    /// Whether a file is of the form that has parts.
    static func hasParts(_ path: String) -> Bool {
        [".json", ".json.zst", ".json.gz"].contains { path.hasSuffix($0) }
    }

    /// Utterances with a label that was never learned can only be wrong: the file is of another set.
    static func demandKnownLabels(
        of utterances: [LabelledUtterance], in path: String, _ classifier: IntentClassifier
    ) throws(CommandFailure) {
        let known = Set(classifier.labels)
        guard
            let strange = utterances.first(where: { $0.label.map { !known.contains($0) } ?? false }
            ),
            let label = strange.label
        else { return }
        throw CommandFailure(
            .badData,
            "label '\(clipped(label))' of '\(clipped(strange.text))' is none that the classifier "
                + "learned" + hint(label, known: classifier.labels), at: path)
    }

    static func read(_ path: String, part: String? = nil) throws(CommandFailure)
        -> [LabelledUtterance]
    {
        do throws(LabelledFileError) {
            return try LabelledFile.read(path, part: part)
        } catch {
            throw CommandFailure(error)
        }
    }

    static func classifier(_ path: String) throws(CommandFailure) -> IntentClassifier {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        do throws(IntentClassifierError) {
            return try IntentClassifier(bytes: Array(data))
        } catch {
            let isNewer = if case .newerVersion = error { true } else { false }
            throw CommandFailure(isNewer ? .newerVersion : .badData, "\(error)", at: path)
        }
    }
}
