import CallerModel
import DialogueEngine
import DialogueModels

/// A dialogue model whose understanding is trained, and what its checks found.
struct TrainedDialogue: Sendable {
    var model: DialogueModel
    var findings: [ModelFinding]
}

/// Dialogue models and callers that scenarios name; each is read and trained once, also when many
/// variations are decoded.
struct DialogueFiles: Sendable {
    private struct Key: Hashable {
        var path: String
        var values: [ReplacedValue]
    }

    private var dialogues: [Key: TrainedDialogue] = [:]
    private var callers: [Key: (file: CallerFile, digest: UInt64)] = [:]
    /// What was trained, by the intents and examples that it was trained on.
    private var trained: [[String]: IntentClassifier?] = [:]

    mutating func dialogue(
        _ path: String, _ values: [ReplacedValue]
    ) throws(DialogueModelError) -> TrainedDialogue {
        let key = Key(path: path, values: values)
        if let known = dialogues[key] { return known }
        let file = try DialogueModelFile(path: path, replacing: values)
        let dialogue = TrainedDialogue(model: trainedModel(file), findings: file.findings)
        dialogues[key] = dialogue
        return dialogue
    }

    private mutating func trainedModel(_ file: DialogueModelFile) -> DialogueModel {
        let examples =
            file.model.intents.map(\.name)
            + file.trainingUtterances.flatMap { [$0.label ?? "", $0.text] }
        let classifier = trained[examples] ?? file.classifier()
        trained[examples] = .some(classifier)
        return file.understanding(by: classifier)
    }

    mutating func callers(
        _ path: String, _ values: [ReplacedValue], for model: DialogueModel
    ) throws(DialogueModelError) -> (profile: CallerProfile, digest: UInt64) {
        let key = Key(path: path, values: values)
        let known: (file: CallerFile, digest: UInt64)
        if let found = callers[key] {
            known = found
        } else {
            let file = try CallerFile(path: path, replacing: values)
            known = (file, try file.digest())
            callers[key] = known
        }
        return (try known.file.profile(for: model), known.digest)
    }

    /// The content of all files read, in the order of their paths, one line each.
    var canonicalLines: [String] {
        let models = dialogues.map { "dialogue:\($0.key.path) \($0.value.model.digest)" }
        let people = callers.map { "callers:\($0.key.path) \($0.value.digest)" }
        return models.sorted() + people.sorted()
    }
}
