public import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// What a caller said in one utterance, as it reaches the ear of the voice agent.
public struct HeardSpeech: Hashable, Sendable {
    /// Words with single blanks between them; empty for sounds without words.
    public var text: String
    /// What was meant.
    public var acts: [SaidAct]
    /// Who spoke.
    public var caller: CallerKey
    /// The caller's attempt.
    public var attempt: UInt16
    /// Number of the utterance in its call, from 1.
    public var utterance: UInt16
    /// What the voice agent had asked.
    public var question: Question?
    /// Whether a prompt sounds when it is over: by its sound it may pass for "I am listening" then.
    public var isIntoPrompt: Bool
    /// Which of several independent hearings of the same call, from 0: an ear draws by it what it makes of
    /// words, but neither voice nor line.
    public var hearing: UInt16 = 0

    /// Stores an utterance, heard for the first time.
    public init(
        text: String, acts: [SaidAct], caller: CallerKey, attempt: UInt16 = 0,
        utterance: UInt16 = 1, question: Question? = nil, isIntoPrompt: Bool = false
    ) {
        self.text = text
        self.acts = acts
        self.caller = caller
        self.attempt = attempt
        self.utterance = utterance
        self.question = question
        self.isIntoPrompt = isIntoPrompt
    }

    /// Whether nothing was meant but "I am listening".
    package var isAcknowledgement: Bool {
        !acts.isEmpty && acts.allSatisfy { $0 == .backchannel }
    }
}

/// What an ear made of an utterance.
public struct EarReading: Hashable, Sendable {
    /// Words or meaning.
    public enum Content: Hashable, Sendable {
        /// Readings, best first; empty when there were no words.
        case hypotheses([Hypothesis])
        /// The meaning itself.
        case meaning(Interpretation)
    }

    /// Words or meaning.
    public var content: Content
    /// Seconds that the ear needs after the end of the utterance, beside the stages of latency.
    public var delaySeconds: Double

    /// Stores a reading.
    public init(_ content: Content, delaySeconds: Double = 0) {
        self.content = content
        self.delaySeconds = delaySeconds
    }
}

/// How what a caller says reaches the engine.
public protocol Ear: Sendable {
    /// Hears a whole utterance.
    ///
    /// - Parameters:
    ///   - speech: The utterance.
    ///   - streams: Random numbers of the run; draws are keyed by the caller and the utterance.
    /// - Returns: Words or meaning, with the time the ear needs.
    func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading

    /// Hears the beginning of an utterance while it is spoken.
    ///
    /// - Parameters:
    ///   - speech: The words so far.
    ///   - streams: Random numbers of the run.
    /// - Returns: What is heard of them; empty when nothing is.
    func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String

    /// Whether it draws what it hears, so that another hearing of the same call may differ.
    var hearsByChance: Bool { get }

    /// Name of the voice that it takes a caller to have; nil where voices make no difference to it.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - attempt: The caller's attempt.
    ///   - streams: Random numbers of the run.
    /// - Returns: The name.
    func voice(of caller: CallerKey, attempt: UInt16, streams: RandomStreams) -> String?
}

extension Ear {
    /// Most ears do.
    public var hearsByChance: Bool { true }

    /// Most ears know no voices.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? { nil }
}

/// Hears every word.
public struct PerfectEar: Ear {
    /// Makes an ear.
    public init() {}

    /// Nothing is left to chance.
    public var hearsByChance: Bool { false }

    /// The words as they were said, with confidence 1.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        EarReading(.hypotheses(speech.text.isEmpty ? [] : [Hypothesis(text: speech.text)]))
    }

    /// The words as they were said.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        speech.text
    }
}

/// Understands what was meant, except in a share of the turns, in which it understands nothing.
///
/// For exact cases: turns fail independently with one probability, and never with a wrong meaning.
public struct StubEar: Ear {
    /// Probability that a turn is not understood, 0 to 1.
    public let errorRate: Double
    private let translation: Translation

    /// Makes an ear for a model.
    ///
    /// - Parameters:
    ///   - model: Whose intents and slots it knows.
    ///   - errorRate: Probability that a turn is not understood, 0 to 1.
    public init(model: DialogueModel, errorRate: Double) {
        precondition((0...1).contains(errorRate), "a probability lies between 0 and 1")
        self.errorRate = errorRate
        translation = Translation(model: model)
    }

    /// Whether it errs in some of the turns.
    public var hearsByChance: Bool { errorRate > 0 && errorRate < 1 }

    /// The meaning, or nothing; a sound without words is no utterance.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        guard !speech.text.isEmpty else { return EarReading(.hypotheses([])) }
        let draw = streams.uniform(
            .recognition, speech.caller, attempt: speech.attempt, turn: speech.utterance,
            again: speech.hearing)
        if draw < errorRate { return EarReading(.meaning(Interpretation(text: speech.text))) }
        return EarReading(.meaning(translation.meaning(of: speech)))
    }

    /// Nothing: it knows only whole utterances.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String { "" }
}
