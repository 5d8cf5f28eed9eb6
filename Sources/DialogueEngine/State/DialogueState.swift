public import TwinPrimitives

/// All that the engine knows of one call.
///
/// A value: copying it forks the dialogue. Only `DialogueReducer.step` makes a new one.
public struct DialogueState: Hashable, Sendable {
    /// Where the call stands.
    public var phase = Phase.idle
    /// What was known when it began.
    public var context: CallContext
    /// When it began.
    public var startedAt = SimulationTime.zero
    /// Turns of the caller so far.
    public var turn: UInt16 = 0
    /// Inputs so far.
    public var inputs: UInt32 = 0
    /// What is waited for.
    public var question: Question?
    /// Flows in progress, the current one last.
    public var stack: [Frame] = []
    /// Beliefs by slot.
    public var beliefs: [Belief]
    /// Wishes heard and not yet served, in the order in which they were said.
    public var pending: [IntentCandidate] = []
    /// The wish that a confirming or clarifying question is about.
    public var candidate: IntentCandidate?
    /// Values said with a wish that is not begun yet, until it is.
    public var held: [AnswerCandidate] = []
    /// The wish served last, to be wished again with another value; nil once another one began.
    public var lastServed: ServedWish?
    /// Verification reached.
    public var level: UInt8 = 0
    /// Values that it was reached by.
    public var proofs: [Proof] = []
    /// Factors tried, in order.
    public var factors: [HandoffPackage.FactorReport] = []
    /// What runs against the fallback limits.
    public var failures = FailureCounts()
    /// Prompts given out and not yet finished.
    public var playing: [Utterance] = []
    /// What was last said, to be repeated: what was told and then asked since the caller's turn.
    public var lastSaid: [Utterance] = []
    /// Where in `lastSaid` the question begins; what was told stands before it.
    public var questionFrom = 0
    /// Prompts given out so far.
    public var promptCount: UInt32 = 0
    /// Requests to the world given out so far.
    public var callCount: UInt32 = 0
    /// Timers set so far, by purpose.
    public var timerSerials: [UInt32] = Array(
        repeating: 0, count: TimerID.Purpose.allCases.count)
    /// Timers that run, by purpose.
    public var timerRuns: [Bool] = Array(repeating: false, count: TimerID.Purpose.allCases.count)
    /// The request that a step waits for.
    public var waiting: WaitingCall?
    /// Times the current tool was called again after it failed.
    public var retries: UInt8 = 0
    /// Whether the caller is speaking.
    public var isCallerSpeaking = false
    /// What the recogniser has of the current utterance.
    public var partial = ""
    /// Prompts that were cut and may have to go on, in order.
    public var cut: [Utterance] = []
    /// How many times longer than usual the next answer is waited for.
    public var patience = 1
    /// Patterns entered, by raw value.
    public var repairs: [UInt8] = Array(repeating: 0, count: RepairPattern.allCases.count)
    /// Patterns and tools in the order in which they were tried.
    public var tried: [Attempted] = []
    /// A value said in passing whose correction is still possible.
    public var mentioned: [SlotID] = []
    /// Wishes served.
    public var served: UInt16 = 0
    /// Wishes that could not be served.
    public var unserved: UInt16 = 0
    /// Why the call is handed over.
    public var trigger: FallbackTrigger?
    /// The reason of a planned handoff.
    public var handoffReason = ""
    /// Thresholds in force; the model's unless a lever moved them.
    public var accept: Score
    /// As `accept`.
    public var confirm: Score
    /// Digest of all turns so far.
    public var chain: UInt64 = 0

    /// What was tried for the caller.
    public enum Attempted: Hashable, Sendable {
        /// A repair pattern.
        case pattern(RepairPattern)
        /// A tool.
        case tool(ToolID)
    }

    /// The state before a call.
    public init(model: DialogueModel, context: CallContext) {
        self.context = context
        beliefs = Array(repeating: .none, count: model.slots.count)
        level = context.level
        accept = model.decisions.accept
        confirm = model.decisions.confirm
    }

    /// The belief of a slot.
    public subscript(_ slot: SlotID) -> Belief {
        get { beliefs[Int(slot.rawValue)] }
        set { beliefs[Int(slot.rawValue)] = newValue }
    }

    /// How the call ended; nil while it goes on.
    public var outcome: DialogueOutcome? {
        if case .ended(let outcome) = phase { outcome } else { nil }
    }
}

/// A value that helped to prove who the caller is.
public struct Proof: Hashable, Sendable {
    /// Which slot.
    public var slot: SlotID
    /// The value that was checked.
    public var value: SlotValue

    /// Stores the parts.
    public init(slot: SlotID, value: SlotValue) {
        self.slot = slot
        self.value = value
    }
}

/// A wish that was served, with the values that it was served by.
public struct ServedWish: Hashable, Sendable {
    /// The flow that served it.
    public var flow: FlowID
    /// The wish.
    public var wish: IntentCandidate
    /// Values of the caller that it built on, but for secrets and for a yes or no, in the order of the
    /// flow's slots.
    public var values: [Value]

    /// A value of a slot.
    public struct Value: Hashable, Sendable {
        /// Which slot.
        public var slot: SlotID
        /// What was believed of it.
        public var belief: Belief

        /// Stores the parts.
        public init(slot: SlotID, belief: Belief) {
            self.slot = slot
            self.belief = belief
        }
    }

    /// Stores the parts.
    public init(flow: FlowID, wish: IntentCandidate, values: [Value]) {
        self.flow = flow
        self.wish = wish
        self.values = values
    }
}

/// A request to the world that a step waits for.
public struct WaitingCall: Hashable, Sendable {
    /// Which request.
    public var call: CallID
    /// Which step.
    public var step: StepID
    /// Which tool; nil for a verification.
    public var tool: ToolID?
    /// When it was asked.
    public var since: SimulationTime

    /// Stores the parts.
    public init(call: CallID, step: StepID, tool: ToolID?, since: SimulationTime) {
        self.call = call
        self.step = step
        self.tool = tool
        self.since = since
    }
}

/// What runs against the fallback limits.
public struct FailureCounts: Hashable, Sendable {
    /// No-matches in a row.
    public var noMatch = 0
    /// No-inputs in a row.
    public var noInput = 0
    /// Leaky failure score in 1/1024.
    public var score = 0
    /// Turns without progress.
    public var withoutProgress = 0
    /// Requests for a person.
    public var personRequests = 0
    /// Tool failures.
    public var tools = 0
    /// Failed verifications.
    public var verifications = 0
    /// Affect.
    public var affect = 0
}
