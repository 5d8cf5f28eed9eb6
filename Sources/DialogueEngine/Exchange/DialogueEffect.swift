public import TwinPrimitives

/// What the engine wants done; it does nothing itself.
///
/// Effects are carried out in order; prompts are played one after another.
public enum DialogueEffect: Hashable, Sendable {
    /// Say something.
    case say(Utterance)
    /// Stop all prompts that sound or wait; each is answered by `promptCut`.
    case stopSpeaking
    /// Close the utterance and send its final transcript.
    case finishListening
    /// Send `timerFired` at an instant.
    case setTimer(TimerID, at: SimulationTime)
    /// Forget a timer.
    case cancelTimer(TimerID)
    /// Ask or tell a tool.
    case callTool(CallID, ToolID, [SlotValue])
    /// Check what the caller proved.
    case verify(CallID, factor: Int, [SlotValue])
    /// Pass the contact to a person.
    case handoff(HandoffPackage)
    /// End the call.
    case end(DialogueOutcome)
}

/// Something that the voice agent says.
public struct Utterance: Hashable, Sendable {
    /// Which one of the call.
    public var handle: PromptHandle
    /// Which prompt.
    public var prompt: PromptID
    /// The words.
    public var text: String
    /// What it means to the caller.
    public var act: SystemAct
    /// Whether it may be interrupted.
    public var allowsBargeIn: Bool
    /// Whether it only fills a silence.
    public var isFiller: Bool

    /// Stores the parts.
    public init(
        handle: PromptHandle, prompt: PromptID, text: String, act: SystemAct, allowsBargeIn: Bool,
        isFiller: Bool
    ) {
        self.handle = handle
        self.prompt = prompt
        self.text = text
        self.act = act
        self.allowsBargeIn = allowsBargeIn
        self.isFiller = isFiller
    }
}

/// What an utterance of the voice agent asks or tells.
public enum SystemAct: Hashable, Sendable {
    /// Welcomes.
    case greet
    /// Asks what the caller wants, at the start or again.
    case askWish
    /// Asks for a slot; `attempt` from 1.
    case ask(SlotID, attempt: Int)
    /// Asks whether a value is right.
    case confirmValue(SlotID, SlotValue)
    /// Says a value in passing.
    case mentionValue(SlotID, SlotValue)
    /// Asks whether to go ahead with what was read back.
    case confirmAction([SlotID])
    /// Asks whether this is the wish.
    case confirmIntent(IntentID)
    /// Says the wish in passing.
    case mentionIntent(IntentID)
    /// Asks which of two or three wishes it is.
    case clarify([IntentID])
    /// Asks what to change in what was read back.
    case askChange([SlotID])
    /// Tells something.
    case inform
    /// Explains what went wrong; a question follows.
    case repair(RepairPattern)
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

    /// Whether it only explains what went wrong.
    var isRepair: Bool {
        if case .repair = self { true } else { false }
    }
}

/// How a dialogue ended.
///
/// Raw values are part of logs: append only.
public enum DialogueOutcome: UInt8, Hashable, Sendable, CaseIterable {
    /// Everything that was wished is done.
    case completed
    /// The call ended by the voice agent without its wish done.
    case unresolved
    /// A person took over.
    case handedOff
    /// The caller hung up.
    case hungUp

    /// Name in logs.
    public var name: String { String(describing: self) }
}

/// What a person is told when they take over.
public struct HandoffPackage: Hashable, Sendable {
    /// Where the contact goes.
    public var queue: String
    /// The wish, when there is one.
    public var goal: IntentCandidate?
    /// Wishes that were heard and not begun, in the order in which they were said.
    public var pending: [IntentCandidate]
    /// What is known of each slot that was touched, in the order of the model.
    public var slots: [SlotReport]
    /// Verification reached.
    public var level: UInt8
    /// Which factors were tried, and passed.
    public var factors: [FactorReport]
    /// Patterns entered and tools called, in order.
    public var tried: [String]
    /// Why; nil when the flow planned it.
    public var trigger: FallbackTrigger?
    /// The flow's own reason.
    public var reason: String
    /// Affect score.
    public var affect: Int
    /// Turns of the caller so far.
    public var turns: Int
    /// What happened, in sentences.
    public var summary: String

    /// What is known of a slot.
    public struct SlotReport: Hashable, Sendable {
        /// Which slot.
        public var slot: SlotID
        /// What is believed.
        public var value: SlotValue
        /// How firmly.
        public var status: BeliefStatus
        /// With what probability.
        public var probability: Score
        /// Turn in which it was said.
        public var turn: UInt16
        /// What data it is, for redaction.
        public var dataClass: DataClass

        /// Stores the parts.
        public init(
            slot: SlotID, value: SlotValue, status: BeliefStatus, probability: Score, turn: UInt16,
            dataClass: DataClass
        ) {
            self.slot = slot
            self.value = value
            self.status = status
            self.probability = probability
            self.turn = turn
            self.dataClass = dataClass
        }
    }

    /// What became of a factor.
    public struct FactorReport: Hashable, Sendable {
        /// Position in the model's list.
        public var factor: Int
        /// Whether the caller passed.
        public var passed: Bool

        /// Stores the parts.
        public init(factor: Int, passed: Bool) {
            self.factor = factor
            self.passed = passed
        }
    }

    /// Stores the parts.
    public init(
        queue: String, goal: IntentCandidate? = nil, pending: [IntentCandidate] = [],
        slots: [SlotReport], level: UInt8,
        factors: [FactorReport], tried: [String], trigger: FallbackTrigger? = nil, reason: String,
        affect: Int, turns: Int, summary: String
    ) {
        self.queue = queue
        self.goal = goal
        self.pending = pending
        self.slots = slots
        self.level = level
        self.factors = factors
        self.tried = tried
        self.trigger = trigger
        self.reason = reason
        self.affect = affect
        self.turns = turns
        self.summary = summary
    }
}
