public import Conversations

/// What became of one meaning on its way through voice, line, recogniser and understanding.
public struct LabelledTurn: Hashable, Sendable {
    /// What kind of meaning it was.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// A wish.
        case wish
        /// The value that was asked for, or that the utterance is about.
        case value
        /// A yes or a no.
        case yesNo
        /// A remark, such as "one moment".
        case remark
        /// A value beside a wish or another value.
        case volunteered
        /// "I am listening", "are you there?".
        case acknowledgement
    }

    /// What was understood of it.
    public typealias Outcome = MeaningFate

    /// Condition of the line.
    public var condition: String
    /// Class of the voice.
    public var voiceClass: String
    /// Engine and name of the voice; rate and pitch do not make another voice.
    public var voice: String
    /// Dialogue state.
    public var state: String
    /// What kind of meaning it was.
    public var kind: Kind
    /// What was understood of it.
    public var outcome: Outcome
    /// Probability that understanding gave it, from 0 to 1; nil when nothing was understood.
    public var posterior: Double?
    /// What was meant: the name of an intent, slot or remark, or yes or no.
    public var said: String
    /// The intent understood instead, for a wish with another outcome.
    public var heard: String?
    /// Whether another value of digits or letters has another length; nil for other values.
    public var hasOtherLength: Bool?
    /// Whether another value is one that the slot cannot have, as by its check digit.
    ///
    /// The voice agent then asks again. False for other outcomes.
    public var isImpossible: Bool
    /// Whether not a word was heard, which the voice agent takes for silence.
    ///
    /// False for other outcomes.
    public var isUnheard: Bool
    /// Probability that understanding gave to none of the intents, from 0 to 1; nil but for wishes.
    public var outOfScope: Double?
    /// How it was understood, with what was not meant.
    ///
    /// Nil for values beside, and for turns of which only the outcome is known.
    public var example: MeaningExample?
    /// Number of the caller among the bank's, where the turn is one of a call.
    ///
    /// Attempts of one caller are alike. Nil for decodes by themselves.
    public var caller: UInt32?

    /// Stores a turn.
    public init(
        speaker: Speaker, state: String, kind: Kind, outcome: Outcome, posterior: Double?,
        said: String, heard: String? = nil, hasOtherLength: Bool? = nil,
        isImpossible: Bool = false, isUnheard: Bool = false,
        outOfScope: Double? = nil, caller: UInt32? = nil
    ) {
        condition = speaker.condition
        voiceClass = speaker.voiceClass
        voice = speaker.voice.identity
        self.state = state
        self.kind = kind
        self.outcome = outcome
        self.posterior = posterior
        self.said = said
        self.heard = heard
        self.hasOtherLength = hasOtherLength
        self.isImpossible = isImpossible
        self.isUnheard = isUnheard
        self.outOfScope = outOfScope
        self.caller = caller
    }
}
