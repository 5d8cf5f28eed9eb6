public import Conversations
public import DialogueEngine

/// How truly voice agents hear when no sound is made.
public enum HearingTier: String, Hashable, Sendable, CaseIterable {
    /// Meanings through a fitted channel.
    case channel
    /// Words through a fitted channel.
    case channelWords = "channel-words"
    /// Real decodes of the very words.
    case bank
}

/// The ear of one tier, made once for all calls of a run.
///
/// Files are read before; an ear reads none, and draws by the random streams that each utterance is heard
/// with: so one value serves any number of calls, on any number of processors. Put `ear` and
/// `model` into a `Conversation`.
///
///     let files = try HearingFiles(channels: "bank.jsonl", bank: "bank.sqlite")
///     let hearing = try TierHearing(.bank, condition: "noise20", model: model, files: files)
///     let conversation = Conversation(
///         reducer: DialogueReducer(model: hearing.model, streams: streams), profile: profile,
///         ear: hearing.ear)
public struct TierHearing: Sendable {
    /// The tier.
    public let tier: HearingTier
    /// Condition of the line.
    public let condition: String
    /// Hears for all calls.
    public let ear: any Ear
    /// The model with a memory before its classifier, and one of whole interpretations where the same words
    /// come again and again: what it understands is the same.
    public let model: DialogueModel
    private let bankEar: BankEar?

    /// Name of the condition in which every word is heard, to be understood as well as the dialogue engine
    /// understands words; at every tier, and in no file.
    public static let perfect = "perfect"
    /// Name of the condition in which every meaning comes through, as if words were understood without a
    /// mistake; in no file, and at `channel` only.
    public static let understood = "understood"

    /// Makes an ear.
    ///
    /// - Parameters:
    ///   - tier: The tier.
    ///   - condition: Condition of the line, by its name in the files; or `perfect`, or `understood`.
    ///   - model: Whose utterances are heard.
    ///   - files: What is heard by.
    /// - Throws: `DecodeBankError` where the files lack the tier or the condition, or cannot be read.
    public init(
        _ tier: HearingTier, condition: String, model: DialogueModel, files: HearingFiles
    ) throws(DecodeBankError) {
        self.tier = tier
        self.condition = condition
        self.model = Self.remembering(model, tier)
        let state: @Sendable (Question?) -> String = { [model] in
            ListeningState.name(for: $0, in: model)
        }
        guard condition != Self.perfect else {
            bankEar = nil
            ear = PerfectEar()
            return
        }
        guard condition != Self.understood else {
            guard tier == .channel else { throw .meaningsHeardOnly(condition, tier: tier) }
            bankEar = nil
            ear = StubEar(model: model, errorRate: 0)
            return
        }
        switch tier {
        case .channel:
            bankEar = nil
            ear = try files.meaningEar(condition, model, state)
        case .channelWords:
            bankEar = nil
            ear = try files.wordEar(condition, model, state)
        case .bank:
            let found = try files.bankEar(condition, model, state)
            bankEar = found
            ear = found
        }
    }

    /// Makes an ear of a bank of these very calls: no channel serves what it has not.
    ///
    /// What the bank lacks all the same is heard without errors, and counted in `usage`.
    ///
    /// - Parameters:
    ///   - bank: The bank.
    ///   - address: Where in it the calls' utterances are.
    ///   - condition: Condition of the line.
    ///   - model: Whose utterances are heard.
    /// - Throws: What reading the bank throws.
    public init(
        of bank: UtteranceBank, at address: BankAddress, condition: String, model: DialogueModel
    ) throws(DecodeBankError) {
        tier = .bank
        self.condition = condition
        self.model = Self.remembering(model, .bank)
        let found = try BankEar(bank: bank, address: address, fallback: PerfectEar())
        bankEar = found
        ear = found
    }

    private static func remembering(
        _ model: DialogueModel, _ tier: HearingTier
    ) -> DialogueModel {
        var remembering = model
        if let classifier = model.classifier {
            remembering.classifier = RememberedUnderstanding(classifier)
        }
        if tier != .channelWords { remembering.interpretations = InterpretationMemory() }
        return remembering
    }

    /// Lookups in the bank so far; nil for other tiers.
    public var usage: BankEar.Usage? { bankEar?.usage }

    /// Refuses a run that the bank does not cover; other tiers cover all.
    ///
    /// - Throws: `DecodeBankError.tooManyMisses` when more than 1 % of the utterances were not in it.
    public func checkCoverage() throws(DecodeBankError) { try bankEar?.checkCoverage() }
}
