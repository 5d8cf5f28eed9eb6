/// One step of a flow.
public struct Step: Hashable, Sendable {
    /// Name, unique in the flow: as in the model file, or the action with its number.
    public var name: String
    /// Line of the model file.
    public var line: Int
    /// What is done.
    public var action: StepAction

    /// Stores the parts.
    public init(name: String, line: Int, action: StepAction) {
        self.name = name
        self.line = line
        self.action = action
    }
}

/// What a step does.
///
/// After it the next step of the flow follows, unless the action says otherwise.
public enum StepAction: Hashable, Sendable {
    /// Says a prompt.
    case say(PromptID)
    /// Asks for a slot until it is believed; passes at once when it is.
    case collect(SlotID)
    /// Makes sure that the caller is verified to a level.
    case verify(level: UInt8)
    /// Reads something back and goes on only with a yes; a no asks what to change, or leaves to
    /// `otherwise`.
    case confirm(PromptID, otherwise: StepID?)
    /// Calls a tool and waits for its answer; a failure leaves to `onFailure`, or repairs.
    case tool(ToolID, onFailure: StepID?)
    /// Goes to the step of the first condition that holds, else on.
    case branch([BranchArm])
    /// Gives a slot a value.
    case set(SlotID, SlotValue)
    /// Forgets slots.
    case clear([SlotID])
    /// Runs another flow, then goes on.
    case call(FlowID)
    /// Goes to a step of this flow.
    case goTo(StepID)
    /// Checks the values collected for a factor of verification; fails into repair.
    case check(factor: Int)
    /// Ends the flow.
    case end(FlowEnding)
}

/// How a flow ends.
public enum FlowEnding: Hashable, Sendable {
    /// What the caller wanted is done; the call goes on with the next wish.
    case completed
    /// It could not be done, and the caller was told; the call goes on.
    case unresolved
    /// A person takes over.
    case handoff(reason: String)
    /// The call ends.
    case hangUp
}

/// A condition and where it leads.
public struct BranchArm: Hashable, Sendable {
    /// What must hold.
    public var condition: StepCondition
    /// Where it leads.
    public var target: StepID

    /// Stores the parts.
    public init(condition: StepCondition, target: StepID) {
        self.condition = condition
        self.target = target
    }
}

/// What a branch can look at.
public enum StepCondition: Hashable, Sendable {
    /// A slot is believed, or is not.
    case known(SlotID, Bool)
    /// A slot has a value.
    case equals(SlotID, SlotValue)
    /// A slot's amount or number is above a bound (minor units for amounts).
    case above(SlotID, Int)
    /// A slot's amount or number is above that of another.
    case aboveSlot(SlotID, SlotID)
    /// The caller is verified to a level.
    case verified(level: UInt8)
}

/// Something outside that can be asked or told to act.
public struct Tool: Hashable, Sendable {
    /// Name, as in the model file.
    public var name: String
    /// Who answers for it.
    public var owner: String
    /// What it is told: what is believed of each, `SlotValue.leftOut` of an optional one that the
    /// caller left out, `SlotValue.ofLine` of one that would prove the level that came with the line.
    public var needs: [SlotID]
    /// What it answers.
    public var gives: [SlotID]
    /// Verification level without which it is never called.
    public var level: UInt8
    /// Whether it changes the world: then it is never called twice for one wish.
    public var changesWorld: Bool
    /// What a wrong call would cost.
    public var risk: RiskClass
    /// Seconds after which its answer counts as lost.
    public var timeoutSeconds: Double
    /// Times it is called again after it failed; 0 for tools that change the world.
    public var retries: UInt8
    /// What it answers when no world is connected, in the order of `gives`.
    public var sample: [SlotValue]

    /// Stores the parts.
    public init(
        name: String, owner: String, needs: [SlotID], gives: [SlotID], level: UInt8,
        changesWorld: Bool, risk: RiskClass, timeoutSeconds: Double,
        retries: UInt8 = 0, sample: [SlotValue]
    ) {
        self.name = name
        self.owner = owner
        self.needs = needs
        self.gives = gives
        self.level = level
        self.changesWorld = changesWorld
        self.risk = risk
        self.timeoutSeconds = timeoutSeconds
        self.retries = retries
        self.sample = sample
    }
}

/// A way to prove who the caller is.
public struct VerificationFactor: Hashable, Sendable {
    /// Name, as in the model file.
    public var name: String
    /// Level that it proves.
    public var level: UInt8
    /// What the caller is asked for.
    public var slots: [SlotID]
    /// The hidden flow that collects and checks it.
    public var flow: FlowID

    /// Stores the parts.
    public init(name: String, level: UInt8, slots: [SlotID], flow: FlowID) {
        self.name = name
        self.level = level
        self.slots = slots
        self.flow = flow
    }
}

/// Something that can be said.
public struct Prompt: Hashable, Sendable {
    /// Where in the model file it is, such as `slots.amount.ask.1`.
    public var name: String
    /// Wordings of one meaning; which is used is drawn for each turn.
    public var variants: [PromptText]
    /// Whether the caller may interrupt it.
    public var allowsBargeIn: Bool

    /// Stores the parts.
    public init(name: String, variants: [PromptText], allowsBargeIn: Bool) {
        self.name = name
        self.variants = variants
        self.allowsBargeIn = allowsBargeIn
    }
}

/// A wording with places for values.
public struct PromptText: Hashable, Sendable {
    /// Text and places in order.
    public var parts: [PromptPart]

    /// Stores the parts.
    public init(parts: [PromptPart]) {
        self.parts = parts
    }

    /// Its words; nil where something is to be filled in.
    var plainText: String? {
        var text = ""
        for part in parts {
            guard case .text(let words) = part else { return nil }
            text += words
        }
        return text
    }
}

/// A piece of a wording.
public enum PromptPart: Hashable, Sendable {
    /// Words as they stand.
    case text(String)
    /// The value of a slot, spoken.
    case slot(SlotID)
    /// What the question is about, such as the flow's label; the engine fills it in.
    case topic
    /// The second thing of a clarifying question.
    case otherTopic
}
