public import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// Something that a caller said or pressed, with when.
public struct SpokenSegment: Hashable, Sendable {
    /// What.
    public var segment: CallerSegment
    /// First sound.
    public var start: SimulationTime
    /// Last sound.
    public var end: SimulationTime
    /// What the voice agent waited for an answer to, such as `slot amount`; see `Question.name(in:)`.
    public var asked: String

    /// Stores what was said.
    public init(
        segment: CallerSegment, start: SimulationTime, end: SimulationTime, asked: String
    ) {
        self.segment = segment
        self.start = start
        self.end = end
        self.asked = asked
    }
}

/// Why a conversation ended.
///
/// Every one ends for one of these.
public enum ConversationEnd: Hashable, Sendable {
    /// The voice agent said goodbye, with the wish done or not.
    case endedByAgent
    /// A person takes over.
    case handedOff
    /// The caller left.
    case callerLeft(Leaving)
    /// A recorded call went otherwise, and was not to be continued.
    case departed
    /// Nothing more could happen, or a budget was spent: a defect.
    case stopped(ConversationDefect)
}

/// What must not happen in a conversation.
public enum ConversationDefect: Hashable, Sendable {
    /// More events than any sensible call has.
    case eventBudget
    /// More turns of the engine than its model allows.
    case turnBudget
    /// Longer than any call may last.
    case timeBudget
    /// Nobody will ever do anything.
    case stalled
    /// An action was called without the verification it needs.
    case actionBelowLevel(ToolID)
    /// A tool was told something that is no value of its slot.
    case unusableValue(ToolID)
    /// An action could not be done because nothing asks for a value that it needs.
    case valueMissing(SlotID)
    /// Sound could not be made or heard.
    case line(String)
    /// The caller's conduct was unsound.
    case caller(CallerFinding)
}

/// What the center outside hears of a conversation.
public enum ConversationNotice: Hashable, Sendable {
    /// The voice agent answered.
    case sessionStarted
    /// An utterance passed the stages of latency; seconds in each.
    case stagesServed([Double])
    /// An utterance is over, and waits for what is outside to deliver it; its number in the call.
    case utteranceClosed(UInt16)
    /// A turn of the caller was understood, rightly or not.
    case turnJudged(JudgedTurn)
    /// A prompt answers the caller; seconds since the caller's last sound.
    case answered(seconds: Double)
    /// A repair pattern was entered.
    case repairEntered(RepairPattern)
    /// The caller was verified to a level, or was not.
    case verified(level: UInt8, passed: Bool)
    /// A tool was called; wrongly when the caller does not have the wish or a value is not theirs.
    case toolCalled(ToolID, isWrong: Bool)
    /// The voice agent gave up by rule.
    case fellBack(FallbackTrigger)
    /// The contact goes to a person.
    case handedOff(HandoffPackage, HandoffContext)
    /// The session ended: whether every wish was served, and how many tools were called wrongly.
    case sessionEnded(DialogueOutcome, isServed: Bool, wrongActions: UInt16)
    /// A guard stopped the session, which is a defect: it has no outcome.
    case sessionStopped(wrongActions: UInt16)
}

/// A notice with its instant.
public struct TimedNotice: Hashable, Sendable {
    /// When.
    public var time: SimulationTime
    /// What.
    public var notice: ConversationNotice

    /// Stores a notice.
    public init(time: SimulationTime, notice: ConversationNotice) {
        self.time = time
        self.notice = notice
    }
}

/// All that happened in one conversation.
public struct ConversationRecord: Sendable {
    /// Name of the caller's goal.
    public var goal: String
    /// Name of the caller's persona.
    public var persona: String
    /// What was known when the call began.
    public var context: CallContext
    /// First instant.
    public var startedAt: SimulationTime
    /// Last instant.
    public var endedAt: SimulationTime
    /// What reached the engine, in order.
    public var inputs: [TimedInput]
    /// What the engine noted, in order.
    public var records: [DialogueRecord]
    /// What the caller said, in order.
    public var spoken: [SpokenSegment]
    /// How the dialogue ended.
    public var outcome: DialogueOutcome
    /// Why.
    public var end: ConversationEnd
    /// Answers that the caller began to speak.
    public var callerTurns: Int
    /// Turns that the engine counted.
    public var engineTurns: Int
    /// Unit-exponential hazard of leaving that is left: the patience carried into a queue.
    public var remainingPatience: Double
    /// Where the call left the recording that it follows; nil where it followed to its end, or
    /// follows none.
    public var departure: RecordingDeparture?
    /// What the caller said as it was closed, utterance by utterance, with what was made of it.
    public var utterances: [ClosedUtterance]
    /// How the two sides took turns.
    public var panel: InteractionPanel
    /// What the center outside hears.
    public var notices: [TimedNotice]
    /// What must not happen and did; empty for a sound call.
    public var defects: [ConversationDefect]

    /// Seconds from the first instant to the last.
    public var durationSeconds: Double { (endedAt - startedAt).seconds }

    /// Whether the call was completed with every wish done and no wrong action.
    public var isServed: Bool {
        guard case .sessionEnded(_, let isServed, let wrongActions)? = notices.last?.notice else {
            return false
        }
        return isServed && wrongActions == 0
    }

    /// What a person was told; nil unless the contact went to one.
    public var package: HandoffPackage? {
        for notice in notices.reversed() {
            if case .handedOff(let package, _) = notice.notice { return package }
        }
        return nil
    }
}
