/// What an utterance may mean, before anything is decided.
///
/// Built from hypotheses by `Interpreter`, or given directly by an ear that works on meanings.
public struct Interpretation: Hashable, Sendable {
    /// Wishes and remarks, best first; their probabilities need not sum to one.
    public var intents: [IntentCandidate]
    /// Probability that the utterance is about nothing that the model knows.
    public var outOfScope: Score
    /// Values that answer the question or were volunteered, best first for each slot.
    public var answers: [AnswerCandidate]
    /// A yes or a no, where one was heard.
    public var yesNo: YesNoReading?
    /// Whether the caller marks what follows as a correction ("no, I said …").
    public var isCorrection: Bool
    /// What kind of non-answer it is, where it is one.
    public var remark: Remark?
    /// Several wishes in the order in which they were said, when there are at least two.
    public var parts: [IntentCandidate]
    /// Affect found in the words, from 0.
    public var affect: Int
    /// The best reading, for evidence.
    public var text: String

    /// What an utterance is when it neither wishes nor answers.
    public enum Remark: UInt8, Hashable, Sendable, CaseIterable {
        /// Hesitation only.
        case hesitation
        /// Acknowledgement only.
        case acknowledgement
        /// The caller needs a moment.
        case holdOn
        /// The caller does not know.
        case doNotKnow
        /// The caller will not say.
        case refuses

        /// Name in logs.
        public var name: String { String(describing: self) }
    }

    /// An utterance without meaning.
    public init(text: String = "") {
        intents = []
        outOfScope = .zero
        answers = []
        isCorrection = false
        parts = []
        affect = 0
        self.text = text
    }
}

/// A wish or remark that an utterance may be.
public struct IntentCandidate: Hashable, Sendable {
    /// Which.
    public var intent: IntentID
    /// Calibrated probability.
    public var probability: Score

    /// Stores a candidate.
    public init(intent: IntentID, probability: Score) {
        self.intent = intent
        self.probability = probability
    }
}

/// A value that an utterance may give to a slot.
public struct AnswerCandidate: Hashable, Sendable {
    /// For which slot.
    public var slot: SlotID
    /// The value.
    public var value: SlotValue
    /// Posterior over the hypotheses.
    public var probability: Score
    /// Share of the words that the value and its carrier phrase explain.
    public var coverage: Score
    /// Whether more of the value is to come.
    public var isPartial: Bool
    /// Whether it is impossible: out of range, or not among the known values.
    public var isInvalid: Bool
    /// Whether the words name the slot ("my customer number is …"), so that it counts whatever was
    /// asked.
    public var isAnnounced: Bool

    /// Stores a candidate.
    public init(
        slot: SlotID, value: SlotValue, probability: Score, coverage: Score = .one,
        isPartial: Bool = false, isInvalid: Bool = false, isAnnounced: Bool = false
    ) {
        self.slot = slot
        self.value = value
        self.probability = probability
        self.coverage = coverage
        self.isPartial = isPartial
        self.isInvalid = isInvalid
        self.isAnnounced = isAnnounced
    }
}

/// A yes or a no with its probability.
public struct YesNoReading: Hashable, Sendable {
    /// Whether it is a yes.
    public var isYes: Bool
    /// Probability, lower when the caller hedges.
    public var probability: Score

    /// Share of the words that it explains: "there is no signal here" is hardly a no.
    public var coverage: Score

    /// How strongly it competes with a wish.
    public var strength: Score { probability * coverage }

    /// Stores a reading.
    public init(isYes: Bool, probability: Score, coverage: Score = .one) {
        self.isYes = isYes
        self.probability = probability
        self.coverage = coverage
    }
}
