public import TwinPrimitives

/// What reaches the engine from outside; each with the instant at which it does.
public enum DialogueInput: Hashable, Sendable {
    /// The call begins.
    case callStarted(CallContext)
    /// The caller began to make sound.
    case speechStarted
    /// The caller fell silent.
    case speechStopped
    /// What the recogniser has so far, while the caller still speaks.
    case partialTranscript(String)
    /// What the sound of the caller's speech so far is, from an ear that tells without words.
    case soundJudged(SpeechSound)
    /// What the recogniser made of the utterance, best first; empty when there were no words.
    case finalTranscript([Hypothesis])
    /// What the utterance means, from an ear that works on meanings instead of words.
    case understood(Interpretation)
    /// Keys pressed on the telephone.
    case keys(String)
    /// A timer that was set has run out.
    case timerFired(TimerID)
    /// A prompt began to sound.
    case promptStarted(PromptHandle)
    /// A prompt was heard to its end.
    case promptFinished(PromptHandle)
    /// A prompt was stopped after a number of its words.
    case promptCut(PromptHandle, wordsHeard: Int)
    /// A tool answered, with values in the order in which it gives them.
    case toolAnswered(CallID, [SlotValue])
    /// A tool failed.
    case toolFailed(CallID)
    /// The answer to a verification.
    case verificationAnswered(CallID, passed: Bool)
    /// A supervisor's order.
    case lever(Lever)
    /// The caller hung up.
    case callerHungUp
}

/// What speech sounds like, before its words are known.
public enum SpeechSound: UInt8, Hashable, Sendable, CaseIterable {
    /// "I am listening", as far as can be told.
    case acknowledgement
    /// Anything else: the caller wants the word.
    case turn

    /// Name in logs.
    public var name: String { String(describing: self) }
}

/// What is known when a call begins.
public struct CallContext: Hashable, Sendable {
    /// Whose random numbers are drawn.
    public var caller: CallerKey
    /// The caller's attempt, from 0.
    public var attempt: UInt16
    /// The civil date of the call.
    public var today: CivilDate
    /// Minute of the day, 0 to 1439.
    public var minuteOfDay: Int
    /// Verification that comes with the line, such as a known telephone number.
    public var level: UInt8
    /// Whether a person can take over now.
    public var isPersonAvailable: Bool

    /// Stores what is known.
    public init(
        caller: CallerKey, attempt: UInt16 = 0, today: CivilDate, minuteOfDay: Int,
        level: UInt8 = 0, isPersonAvailable: Bool = true
    ) {
        self.caller = caller
        self.attempt = attempt
        self.today = today
        self.minuteOfDay = minuteOfDay
        self.level = level
        self.isPersonAvailable = isPersonAvailable
    }
}

/// A supervisor's order during a call.
public enum Lever: Hashable, Sendable {
    /// A person takes over now.
    case handoffNow
    /// The call ends after the current prompt.
    case endNow
    /// People can, or cannot, take over from now on.
    case personAvailable(Bool)
    /// The thresholds of decisions change, as `DecisionRules.accept` and `confirm`; where decisions
    /// are made by cost, `accept` has no effect.
    case thresholds(accept: Score, confirm: Score)
}

/// One prompt as it is played; numbered from 1 in the order of a call.
@frozen
public struct PromptHandle: Hashable, Comparable, Sendable {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }
    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One request to the world outside; numbered from 1 in the order of a call.
@frozen
public struct CallID: Hashable, Comparable, Sendable {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }
    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A timer: what for, and which one of that kind.
public struct TimerID: Hashable, Sendable {
    /// What a timer is for.
    public enum Purpose: UInt8, Hashable, Sendable, CaseIterable {
        /// Nobody answers.
        case noInput
        /// The caller has finished speaking.
        case endpoint
        /// The caller speaks longer than is sensible.
        case maximumSpeech
        /// The caller speaks into a prompt long enough to stop it.
        case bargeIn
        /// A stopped prompt was stopped by noise.
        case falseInterruption
        /// Something is said while a tool works.
        case filler
        /// A tool does not answer.
        case tool
        /// The call is too long.
        case callLength

        /// Name in logs.
        public var name: String { String(describing: self) }
    }

    /// What it is for.
    public var purpose: Purpose
    /// Which one of its kind, from 1.
    public var serial: UInt32

    /// Names a timer.
    public init(purpose: Purpose, serial: UInt32) {
        self.purpose = purpose
        self.serial = serial
    }
}
