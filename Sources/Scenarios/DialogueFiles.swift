import CallerModel
import DecodeBank
import DialogueEngine
import DialogueModels
import TwinPrimitives

/// A dialogue model whose understanding is trained, and what its checks found.
struct TrainedDialogue: Sendable {
    var model: DialogueModel
    var findings: [ModelFinding]
}

/// Callers with the names of a model.
struct ReadCallers: Sendable {
    var profile: CallerProfile
    /// Stands for the content of the file.
    var digest: UInt64
    /// Error channels and bank that the file names.
    var channelsPath: String?
    var bankPath: String?
}

/// Dialogue models and callers that scenarios name; each is read and trained once, also when many
/// variations are decoded.
struct DialogueFiles: Sendable {
    private struct Key: Hashable {
        var path: String
        var values: [ReplacedValue]
    }

    /// Where classifiers are kept for later programs; nil keeps none.
    let classifiers: TrainedClassifiers?

    private var dialogues: [Key: TrainedDialogue] = [:]
    private var callers: [Key: (file: CallerFile, digest: UInt64)] = [:]
    private struct HearingKey: Hashable {
        var tier: HearingTier
        var condition: String
        var model: UInt64
        var channels: String
        var bank: String?
    }

    private var hearings: [HearingKey: TierHearing] = [:]
    private var hearingFiles: [[String]: HearingFiles] = [:]
    /// What was trained, by the intents and examples that it was trained on.
    private var trained: [[String]: IntentClassifier?] = [:]
    private let soundMaker: (any PoolSoundMaker)?
    private var sounds: [SoundKey: PoolSound] = [:]

    private struct SoundKey: Hashable {
        var line: String
        var recognizer: String
        var model: UInt64
        var firstDay: CivilDate
    }

    init(classifiers: TrainedClassifiers?, sound: (any PoolSoundMaker)?) {
        self.classifiers = classifiers
        soundMaker = sound
    }

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
        let classifier = trained[examples] ?? file.classifier(cache: classifiers)
        trained[examples] = .some(classifier)
        return file.understanding(by: classifier)
    }

    mutating func callers(
        _ path: String, _ values: [ReplacedValue], for model: DialogueModel
    ) throws(DialogueModelError) -> ReadCallers {
        let key = Key(path: path, values: values)
        let known: (file: CallerFile, digest: UInt64)
        if let found = callers[key] {
            known = found
        } else {
            let file = try CallerFile(path: path, replacing: values)
            known = (file, try file.digest())
            callers[key] = known
        }
        return ReadCallers(
            profile: try known.file.profile(for: model), digest: known.digest,
            channelsPath: known.file.channelsPath, bankPath: known.file.bankPath)
    }

    /// What a tier hears by; channels and banks are read once.
    mutating func hearing(
        _ tier: HearingTier, condition: String, model: DialogueModel, channels: String,
        bank: String?
    ) throws(DecodeBankError) -> TierHearing {
        let key = HearingKey(
            tier: tier, condition: condition, model: model.digest, channels: channels, bank: bank)
        if let known = hearings[key] { return known }
        let paths = [channels, bank ?? ""]
        let files: HearingFiles
        if let known = hearingFiles[paths] {
            files = known
        } else {
            files = try HearingFiles(channels: channels, bank: bank)
            hearingFiles[paths] = files
        }
        let hearing = try TierHearing(tier, condition: condition, model: model, files: files)
        hearings[key] = hearing
        return hearing
    }

    /// What a pool sounds like, made once; nil where nobody makes sound.
    mutating func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound? {
        let key = SoundKey(
            line: request.line, recognizer: request.recognizer, model: request.model.digest,
            firstDay: request.firstDay)
        if let known = sounds[key] { return known }
        let sound = try soundMaker?.sound(for: request)
        sounds[key] = sound
        return sound
    }

    /// What went wrong with the sound of a session, the first in the order of words; nil while all is well.
    var soundFailure: String? { sounds.values.compactMap { $0.failure() }.min() }

    /// What the banks that were read were built of, the first in the order of their paths; nil without any.
    func callsOfBank() throws(DecodeBankError) -> BankDescription? {
        let banks = hearingFiles.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap(\.value.bank)
        return try banks.first?.description()
    }

    /// Refuses runs that a bank did not cover.
    func checkCoverage() throws(DecodeBankError) {
        // In a fixed order, so that of several the same one is told in every process.
        let sorted = hearings.sorted {
            ($0.key.bank ?? "", $0.key.condition, $0.key.model)
                < ($1.key.bank ?? "", $1.key.condition, $1.key.model)
        }
        for (_, hearing) in sorted { try hearing.checkCoverage() }
    }

    /// Utterances that were looked up in banks so far, and those of them that these lacked.
    var bankLookups: (all: Int, missed: Int) {
        hearings.values.compactMap(\.usage).reduce((0, 0)) {
            ($0.0 + $1.lookups, $0.1 + $1.misses)
        }
    }

    /// The content of all files read, in the order of their paths, one line each.
    var canonicalLines: [String] {
        let models = dialogues.map { "dialogue:\($0.key.path) \($0.value.model.digest)" }
        let people = callers.map { "callers:\($0.key.path) \($0.value.digest)" }
        let ears = hearingFiles.map {
            "hearing:\($0.key.joined(separator: " ")) \($0.value.digest)"
        }
        let lines = sounds.map {
            "sound:\($0.key.line) \($0.key.recognizer) \($0.value.fingerprint)"
        }
        return models.sorted() + people.sorted() + ears.sorted() + lines.sorted()
    }
}
