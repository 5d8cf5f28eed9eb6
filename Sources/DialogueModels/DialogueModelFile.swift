public import DialogueEngine
import ModelReading
import TwinPrimitives

/// A dialogue model file: the model, and what its static checks found.
public struct DialogueModelFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// The model; its classifier is not trained yet.
    public var model: DialogueModel
    /// What is wrong or missing, by line.
    public let findings: [ModelFinding]

    /// Reads and checks a model file and the libraries that it includes.
    ///
    /// - Parameter path: Path of the YAML file; included files lie relative to it.
    /// - Throws: What is wrong first, with its line. What can be read but would go wrong in some
    ///   conversation is in `findings` instead.
    public init(path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(path: path)) }
    }

    /// Reads and checks a model file with other values at some places, for sweeps.
    ///
    /// - Parameters:
    ///   - path: Path of the YAML file; included files lie relative to it.
    ///   - values: Values that stand instead, in order.
    /// - Throws: As `init(path:)`; what is wrong with a path or a value.
    public init(
        path: String, replacing values: [ReplacedValue]
    ) throws(DialogueModelError) {
        self = try typed {
            try Self(file: ModelFile(path: path).replacing(values, table: DialogueLanguage.root))
        }
    }

    /// Reads and checks a model from text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: Path for messages and for included files.
    /// - Throws: As `init(path:)`.
    public init(text: String, path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(text: text, path: path)) }
    }

    /// What a file holds; raw values are the keys that say so.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A scenario of a contact center.
        case scenario = "calltwin"
        /// A dialogue model.
        case dialogue
        /// Intents and patterns that dialogue models include.
        case library = "dialogueLibrary"
        /// Scripted conversations.
        case scripts
        /// Simulated callers.
        case callers
    }

    /// Tells what a file holds by the key of its version.
    ///
    /// - Parameter path: Path of the YAML file.
    /// - Returns: Its kind.
    /// - Throws: What keeps it from being read, or `unknownKind`.
    public static func kind(of path: String) throws(DialogueModelError) -> Kind {
        let root = try typed { try ModelFile(path: path).root }
        guard let kind = Kind.allCases.first(where: { root[$0.rawValue] != nil }) else {
            throw .unknownKind(
                location: SourceLocation(path: path, line: root.location.line),
                known: Kind.allCases.map(\.rawValue))
        }
        return kind
    }

    /// Checks a library by itself: as the only part of a model without slots.
    ///
    /// What goes wrong only in a conversation is found with the model that includes it.
    ///
    /// - Parameter path: Path of the YAML file.
    /// - Throws: What is wrong first, with its line.
    public static func checkLibrary(path: String) throws(DialogueModelError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let around = path.dropLast(name.count) + "model"
        let text = """
            dialogue: 1
            name: library
            owner: library
            include: ["\(name)"]
            intents: []
            flows: []
            handoff: {say: "One moment."}
            """
        _ = try DialogueModelFile(text: text, path: String(around))
    }

    private init(file: ModelFile) throws {
        let root = try MappingReader(
            root: file.root, DialogueLanguage.root, version: "dialogue",
            known: DialogueLanguage.version)
        var digest = Digest()
        digest.add(file.root)
        var libraries: [MappingReader] = []
        for item in try root.optionalItems("include") ?? [] {
            guard let name = item.node.scalar else {
                throw ModelReadingError.wrongShape(
                    location: item.node.location, key: item.path, expected: "a path",
                    got: item.node.shape)
            }
            let reference = ModelReference(
                name, in: file.path, at: item.node.location, key: item.path)
            let library = try reference.read { path throws(DialogueModelError) in
                try typed { try ModelFile(path: path) }
            }
            digest.add(library.root)
            libraries.append(
                try MappingReader(
                    root: library.root, DialogueLanguage.library, version: "dialogueLibrary",
                    known: DialogueLanguage.version))
        }
        var decoder = try DialogueDecoder(root: root, libraries: libraries)
        var model = try decoder.model(digest: digest.value)
        model.prompts = decoder.prompts.prompts
        path = file.path
        self.model = model
        findings = ModelChecks(model, path: file.path, places: decoder.places).findings
    }

    /// Utterances that understanding is trained on, with the names of their intents.
    public var trainingUtterances: [LabelledUtterance] {
        model.intents.flatMap { intent in
            intent.examples.map { LabelledUtterance(text: $0, label: intent.name) }
        }
    }

    /// Trains the model's understanding on its examples.
    ///
    /// - Parameters:
    ///   - trainer: How; the same examples give the same bits.
    ///   - cache: Where what was trained before is kept; nil trains anew.
    /// - Returns: The model with its classifier; without one when no intent has an example.
    public func trained(
        by trainer: IntentTrainer = IntentTrainer(.forExamples), cache: TrainedClassifiers? = nil
    ) -> DialogueModel {
        understanding(by: classifier(by: trainer, cache: cache))
    }

    /// What a trainer makes of the model's examples.
    ///
    /// - Parameters:
    ///   - trainer: How; the same examples give the same bits.
    ///   - cache: Where what was trained before is kept; nil trains anew.
    /// - Returns: The classifier; nil when no intent has an example.
    public func classifier(
        by trainer: IntentTrainer = IntentTrainer(.forExamples), cache: TrainedClassifiers? = nil
    ) -> IntentClassifier? {
        let labels = model.intents.map(\.name)
        guard let cache else { return trainer.classifier(from: trainingUtterances, labels: labels) }
        return cache.classifier(
            of: path, by: trainer, from: trainingUtterances, labels: labels)
    }

    /// The model with the understanding that was made of its examples.
    public func understanding(by classifier: IntentClassifier?) -> DialogueModel {
        var trained = model
        trained.classifier = classifier
        // What was learned is part of what the model is: other examples, another model.
        var digest = Digest(model.digest)
        digest.add(bytes: classifier?.bytes ?? [])
        trained.digest = digest.value
        return trained
    }
}

/// The JSON Schema of dialogue models.
public enum DialogueSchema {
    /// The schema as JSON text, generated from the tables that decode models.
    public static func json() -> String {
        JSONSchema.text(
            DialogueLanguage.root,
            title: "Calltwin dialogue model, language version \(DialogueLanguage.version)")
    }
}
