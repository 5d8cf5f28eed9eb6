public import DialogueEngine
import Foundation

/// Classifiers that were trained before, kept in a folder so that the next program need not train.
///
/// A cache, never the truth: a file counts only when it holds the very inputs of the training, by the
/// same program, and a classifier whose digest is right. What is missing, damaged or cannot be written
/// is trained again. Each model has one file, so the folder does not grow with their changes.
public struct TrainedClassifiers: Sendable {
    /// The folder; it need not exist.
    public let folder: String
    /// Stands for the code that trains: another build, another text.
    public let program: String

    /// Names a folder.
    ///
    /// - Parameters:
    ///   - folder: Where files are kept; made when first needed.
    ///   - program: Stands for the code that trains.
    public init(folder: String, program: String) {
        self.folder = folder
        self.program = program
    }

    /// The classifier of a training, kept or trained.
    ///
    /// - Parameters:
    ///   - name: Whose it is: the same name takes the place of what was kept before.
    ///   - trainer: How it is trained.
    ///   - utterances: What it is trained on.
    ///   - labels: Its labels.
    /// - Returns: What `trainer` makes of the utterances, bit for bit.
    public func classifier(
        of name: String, by trainer: IntentTrainer, from utterances: [LabelledUtterance],
        labels: [String]
    ) -> IntentClassifier? {
        let inputs = inputs(trainer, utterances, labels)
        let path = path(of: name)
        if let kept = Self.kept(path, inputs) { return kept }
        let trained = trainer.classifier(from: utterances, labels: labels)
        if let trained { keep(trained, inputs, at: path) }
        return trained
    }

    /// Where the classifier of a name is kept.
    func path(of name: String) -> String {
        var digest = Digest()
        digest.add(name)
        return folder + "/" + String(digest.value, radix: 16) + ".classifier"
    }

    /// All that decides what is trained, as bytes: texts with their lengths, so that no two inputs are
    /// alike.
    private func inputs(
        _ trainer: IntentTrainer, _ utterances: [LabelledUtterance], _ labels: [String]
    ) -> Data {
        var bytes = Data()
        func add(_ text: String) {
            bytes.append(contentsOf: Self.number(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        add(program)
        add("\(trainer.configuration)")
        bytes.append(contentsOf: Self.number(labels.count))
        for label in labels { add(label) }
        for utterance in utterances {
            bytes.append(utterance.label == nil ? 0 : 1)
            add(utterance.label ?? "")
            add(utterance.text)
        }
        return bytes
    }

    private static func number(_ count: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt64(count).littleEndian) { Array($0) }
    }

    /// A file is the length of the inputs, the inputs, and the classifier with its digest.
    private static func kept(_ path: String, _ inputs: Data) -> IntentClassifier? {
        guard let file = FileManager.default.contents(atPath: path) else { return nil }
        let head = number(inputs.count) + inputs
        guard file.starts(with: head) else { return nil }
        return try? IntentClassifier(bytes: Array(file.dropFirst(head.count)))
    }

    /// Keeps a classifier, if the folder allows it; readers see the old file or the new one, whole.
    private func keep(_ classifier: IntentClassifier, _ inputs: Data, at path: String) {
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let file = Data(Self.number(inputs.count)) + inputs + Data(classifier.bytes)
        try? file.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
