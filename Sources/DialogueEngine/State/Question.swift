/// What the voice agent waits for an answer to.
public enum Question: Hashable, Sendable {
    /// What the caller wants.
    case wish
    /// Whether there is anything else.
    case anythingElse
    /// The value of a slot.
    case slot(SlotID)
    /// Whether a value is right.
    case confirmValue(SlotID)
    /// Whether to go ahead with what was read back.
    case confirmAction(StepID)
    /// Whether this is the wish.
    case confirmIntent(IntentID)
    /// Which of these is the wish.
    case clarify([IntentID])
    /// What to change in what was read back.
    case change(StepID)
    /// Whether the voice agent may try before a person is called.
    case offerHelp

    /// Whether a yes or a no answers it.
    public var isYesNo: Bool {
        switch self {
        case .anythingElse, .confirmValue, .confirmAction, .confirmIntent, .offerHelp: true
        case .wish, .slot, .clarify, .change: false
        }
    }

    /// The slot that it is about.
    public var slot: SlotID? {
        switch self {
        case .slot(let slot), .confirmValue(let slot): slot
        default: nil
        }
    }
}

/// One flow on the stack.
public struct Frame: Hashable, Sendable {
    /// Which flow.
    public var flow: FlowID
    /// The step that is being done.
    public var step: StepID
    /// The wish it serves; nil for flows called by flows.
    public var intent: IntentID?
    /// Probability of that wish when it began.
    public var probability: Score
    /// Whether it changed the world: then it is not run again.
    public var hasActed: Bool
    /// Tools that change the world and were called for it: never again.
    public var acted: [ToolID]

    /// Stores the parts.
    public init(
        flow: FlowID, step: StepID, intent: IntentID? = nil, probability: Score,
        hasActed: Bool, acted: [ToolID] = []
    ) {
        self.flow = flow
        self.step = step
        self.intent = intent
        self.probability = probability
        self.hasActed = hasActed
        self.acted = acted
    }
}

/// Where a call stands.
public enum Phase: Hashable, Sendable {
    /// It has not begun.
    case idle
    /// It goes on.
    case active
    /// The last prompt is out; then it ends so.
    case closing(DialogueOutcome)
    /// It has ended.
    case ended(DialogueOutcome)
}
