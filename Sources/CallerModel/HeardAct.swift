/// What a caller takes a prompt of the voice agent to ask or tell.
public enum HeardAct: Hashable, Sendable {
    /// Welcomes; what does the caller want?
    case greet
    /// Asks what the caller wants, again.
    case askWish
    /// Asks for a slot; `attempt` from 1.
    case ask(slot: String, attempt: Int)
    /// Asks whether a value is right.
    case confirmValue(slot: String, value: CallerValue)
    /// Says a value in passing.
    case mentionValue(slot: String, value: CallerValue)
    /// Asks whether to go ahead with these values.
    case confirmAction([SlotValuePair])
    /// Asks whether this is the wish.
    case confirmIntent(String)
    /// Asks which of these is the wish.
    case clarify([String])
    /// Asks what to change.
    case askChange
    /// Tells something.
    case inform
    /// Says that something went wrong; the name of the pattern.
    case repair(String)
    /// Offers to help before a person is called.
    case offerHelp
    /// Asks whether there is anything else.
    case anythingElse
    /// Fills a silence.
    case fill
    /// Says that a person takes over.
    case announceHandoff
    /// Says goodbye.
    case goodbye

    /// A slot with the value that was read back.
    public struct SlotValuePair: Hashable, Sendable {
        /// Name of the slot.
        public var slot: String
        /// Its value.
        public var value: CallerValue

        /// Stores a pair.
        public init(slot: String, value: CallerValue) {
            self.slot = slot
            self.value = value
        }
    }

    /// Whether the caller is expected to answer.
    public var isQuestion: Bool {
        switch self {
        case .greet, .askWish, .ask, .confirmValue, .confirmAction, .confirmIntent, .clarify,
            .askChange, .offerHelp, .anythingElse:
            true
        case .mentionValue, .inform, .repair, .fill, .announceHandoff, .goodbye: false
        }
    }
}

/// What a caller means by what they say; an ear that works on meanings reads it.
public enum SaidAct: Hashable, Sendable {
    /// Wants something; the name of an intent.
    case wish(String)
    /// Gives a value.
    case give(slot: String, value: CallerValue)
    /// Gives a value instead of another.
    case correct(slot: String, value: CallerValue)
    /// Yes.
    case yes
    /// No.
    case no
    /// One of the wishes offered, by its place.
    case choose(Int, intent: String)
    /// Needs a moment.
    case holdOn
    /// Does not know.
    case doNotKnow
    /// Asks for a person.
    case askForPerson
    /// Asks whether anybody is there.
    case checkIn
    /// Acknowledges.
    case backchannel
    /// Says goodbye.
    case goodbye
    /// Nothing that concerns the voice agent.
    case noise
}

/// A stretch of speech, or keys.
public struct CallerSegment: Hashable, Sendable {
    /// Words with single blanks between them; empty for keys and for sounds without words.
    public var text: String
    /// Keys pressed instead of speech; empty for speech.
    public var keys: String
    /// What is meant.
    public var acts: [SaidAct]
    /// Why it is said.
    public var kind: Kind
    /// Seconds between the end of the segment before, or the moment of planning, and its start.
    public var gapSeconds: Double
    /// Seconds from its start to its end.
    public var durationSeconds: Double
    /// Place of the recorded utterance that it is played from; nil for what is spoken anew.
    public var recording: Int?

    /// Why something is said.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// It answers.
        case answer
        /// It answers into a prompt.
        case interruption
        /// It asks whether anybody is there.
        case checkIn
        /// It is said again into a silence.
        case restart
        /// It asks for a person.
        case personRequest
        /// It only acknowledges.
        case backchannel
        /// It is a sound without words.
        case tic
        /// It is meant for somebody else.
        case sideSpeech

        /// Name in logs.
        public var name: String { String(describing: self) }
    }

    /// Stores a segment.
    public init(
        text: String, keys: String = "", acts: [SaidAct], kind: Kind, gapSeconds: Double,
        durationSeconds: Double
    ) {
        self.text = text
        self.keys = keys
        self.acts = acts
        self.kind = kind
        self.gapSeconds = gapSeconds
        self.durationSeconds = durationSeconds
        recording = nil
    }

    /// Number of words.
    public var wordCount: Int {
        guard !text.isEmpty else { return 0 }
        var text = text
        return text.withUTF8 { bytes in 1 + bytes.count { $0 == UInt8(ascii: " ") } }
    }
}
