public import TwinPrimitives

/// A fact of a dialogue, with when and why it happened.
public struct DialogueRecord: Hashable, Sendable {
    /// When.
    public var time: SimulationTime
    /// Turn of the caller, from 0 before the first.
    public var turn: UInt16
    /// The input that caused it, from 0 in the order of the call.
    public var cause: UInt32
    /// What.
    public var event: DialogueEvent

    /// Stores the parts.
    public init(time: SimulationTime, turn: UInt16, cause: UInt32, event: DialogueEvent) {
        self.time = time
        self.turn = turn
        self.cause = cause
        self.event = event
    }
}

/// What happened in a dialogue.
public enum DialogueEvent: Hashable, Sendable {
    // Understanding.
    /// The caller's turn was closed.
    case turnEndpointed(reason: EndpointReason)
    /// What was heard, best first.
    case heard([Hypothesis])
    /// What it was taken to mean: the best wishes, the out-of-scope probability, the values.
    case parsed(Interpretation)
    /// A belief changed.
    case beliefChanged(SlotID, SlotValue?, BeliefStatus, Score)
    /// A confirmed belief was lost; asking for it again is a defect.
    case forgotten(SlotID)

    // Deciding.
    /// What was decided, by which rule, on which score, with which thresholds and allowances.
    case decided(DecisionReport)
    /// A flow began, or went on, or ended.
    case flow(FlowID, FlowChange)
    /// A step was entered.
    case stepEntered(StepID)
    /// A repair pattern was entered; attempts from 1.
    case repairEntered(RepairPattern, attempt: Int)
    /// The voice agent gave up by rule; `limit` is the threshold in force.
    case fallback(FallbackTrigger, value: Double, limit: Double)

    // Acting.
    /// A prompt was given out.
    case prompted(Utterance)
    /// A prompt began to sound.
    case promptStarted(PromptHandle)
    /// A prompt was heard to its end.
    case promptFinished(PromptHandle)
    /// A prompt was cut; the words that were heard.
    case promptCut(PromptHandle, heard: String)
    /// The caller was verified, or was not, or is no longer: a value that it was reached by changed.
    case verified(level: UInt8, factor: Int, passed: Bool)
    /// A tool was asked.
    case toolAsked(CallID, ToolID, [SlotValue])
    /// A tool answered.
    case toolAnswered(CallID, ToolID, [SlotValue])
    /// A tool failed or took too long.
    case toolFailed(CallID, ToolID, isTimeout: Bool)
    /// An action was refused because the caller is not verified for it.
    case actionRefused(ToolID, level: UInt8, needed: UInt8)
    /// An action was left because a value that it needs is not known and asked for nowhere: a defect.
    case valueMissing(SlotID)
    /// A question for something that was confirmed before: a defect.
    case askedAgain(SlotID)
    /// A supervisor's order arrived.
    case leverMoved(Lever)
    /// A package for a person was made.
    case handoffPackaged(HandoffPackage)
    /// The dialogue ended.
    case ended(DialogueOutcome)
    /// The state after a turn.
    case stateDigest(UInt64)
}

/// Why a caller's turn was closed.
public enum EndpointReason: UInt8, Hashable, Sendable, CaseIterable {
    /// Silence long enough for the question asked.
    case silence
    /// Longest utterance.
    case maximumSpeech
    /// The transcript came without sound, as from a keyboard or keypad.
    case given

    /// Name in logs.
    public var name: String { String(describing: self) }
}

/// What became of a flow.
public enum FlowChange: UInt8, Hashable, Sendable, CaseIterable {
    /// It began.
    case started
    /// Another wish came between.
    case interrupted
    /// It went on.
    case resumed
    /// The caller gave it up.
    case cancelled
    /// It did what it is for.
    case completed
    /// It ended without.
    case unresolved
    /// It was wished for and never begun.
    case dropped

    /// Name in logs.
    public var name: String { String(describing: self) }
}

/// A decision with its reasons.
public struct DecisionReport: Hashable, Sendable {
    /// What is done.
    public var action: DecidedAction
    /// Probability of the best reading.
    public var best: Score
    /// Probability of the second.
    public var second: Score
    /// Acceptance threshold in force: of the threshold mode, or what the costs imply.
    public var acceptAt: Score
    /// Confirmation threshold in force.
    public var confirmAt: Score
    /// Failures in a row that are still allowed.
    public var failuresAllowed: Int

    /// Stores the parts.
    public init(
        action: DecidedAction, best: Score, second: Score, acceptAt: Score, confirmAt: Score,
        failuresAllowed: Int
    ) {
        self.action = action
        self.best = best
        self.second = second
        self.acceptAt = acceptAt
        self.confirmAt = confirmAt
        self.failuresAllowed = failuresAllowed
    }
}

/// What can be done with a reading.
///
/// Raw values are part of logs: append only.
public enum DecidedAction: UInt8, Hashable, Sendable, CaseIterable {
    /// Act on it.
    case accept
    /// Act on it, and say it in passing.
    case confirmImplicitly
    /// Ask whether it is right.
    case confirmExplicitly
    /// Ask which of the best it is.
    case clarify
    /// Ask to say it again.
    case rephrase
    /// Call a person.
    case handoff

    /// Name in logs.
    public var name: String { String(describing: self) }
}
