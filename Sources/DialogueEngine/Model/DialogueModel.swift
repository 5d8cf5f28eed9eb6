/// Everything a dialogue is run by: what can be understood, asked, said and done.
///
/// A value made by reading a model file and checking it; nothing in it changes during a call. Lists
/// are addressed by the dense ids of their elements.
public struct DialogueModel: Sendable {
    /// Name of the model, for people.
    public var name: String
    /// Who answers for the model as a whole.
    public var owner: String
    /// What can be understood.
    public var intents: [Intent]
    /// What can be asked for and believed.
    public var slots: [Slot]
    /// What can be done, as programs of steps.
    public var flows: [Flow]
    /// The steps of all flows; those of one flow lie together.
    public var steps: [Step]
    /// What can be said.
    public var prompts: [Prompt]
    /// What the world outside can be asked to do.
    public var tools: [Tool]
    /// Ways in which a caller can prove who they are, weakest level first.
    public var factors: [VerificationFactor]
    /// What is said and done for each repair pattern.
    public var patterns: PatternRules
    /// A wish said in passing.
    public var mentionIntent: PromptID
    /// How understanding is turned into action.
    public var decisions: DecisionRules
    /// When the voice agent gives up.
    public var fallback: FallbackRules
    /// Where people are found, and what they are told.
    public var handoff: HandoffRules
    /// When to listen, to speak and to stop.
    public var timing: TimingRules
    /// How well the voice agent remembers within a call.
    public var memory: MemoryRules
    /// Understanding of intents, trained on the examples.
    public var classifier: (any IntentUnderstanding)?
    /// Remembers what utterances were taken to mean; nil works each out anew.
    ///
    /// It decides nothing.
    public var interpretations: InterpretationMemory?
    /// Digest of the model file's content: another number, another model.
    public var digest: UInt64

    /// The intent of a number.
    @inlinable public subscript(_ id: IntentID) -> Intent { intents[Int(id.rawValue)] }
    /// The slot of a number.
    @inlinable public subscript(_ id: SlotID) -> Slot { slots[Int(id.rawValue)] }
    /// The flow of a number.
    @inlinable public subscript(_ id: FlowID) -> Flow { flows[Int(id.rawValue)] }
    /// The step of a number.
    @inlinable public subscript(_ id: StepID) -> Step { steps[Int(id.rawValue)] }
    /// The prompt of a number.
    @inlinable public subscript(_ id: PromptID) -> Prompt { prompts[Int(id.rawValue)] }
    /// The tool of a number.
    @inlinable public subscript(_ id: ToolID) -> Tool { tools[Int(id.rawValue)] }

    /// Stores the parts.
    public init(
        name: String, owner: String, intents: [Intent], slots: [Slot], flows: [Flow],
        steps: [Step], prompts: [Prompt], tools: [Tool], factors: [VerificationFactor],
        patterns: PatternRules, mentionIntent: PromptID, decisions: DecisionRules,
        fallback: FallbackRules, handoff: HandoffRules, timing: TimingRules, memory: MemoryRules,
        classifier: (any IntentUnderstanding)? = nil, digest: UInt64
    ) {
        self.name = name
        self.owner = owner
        self.intents = intents
        self.slots = slots
        self.flows = flows
        self.steps = steps
        self.prompts = prompts
        self.tools = tools
        self.factors = factors
        self.patterns = patterns
        self.mentionIntent = mentionIntent
        self.decisions = decisions
        self.fallback = fallback
        self.handoff = handoff
        self.timing = timing
        self.memory = memory
        self.classifier = classifier
        self.digest = digest
    }
}

/// Something a caller may want or say, and what follows.
public struct Intent: Hashable, Sendable {
    /// Name, as in the model file.
    public var name: String
    /// Who answers for its examples.
    public var owner: String
    /// How it is named in clarifying questions, such as `check a balance`.
    public var label: String
    /// What it starts.
    public var effect: IntentEffect
    /// Ways to say it that understanding is trained on.
    public var examples: [String]

    /// Stores the parts.
    public init(
        name: String, owner: String, label: String, effect: IntentEffect, examples: [String]
    ) {
        self.name = name
        self.owner = owner
        self.label = label
        self.effect = effect
        self.examples = examples
    }
}

/// What an understood intent does.
public enum IntentEffect: Hashable, Sendable {
    /// Starts a flow.
    case flow(FlowID)
    /// Enters a repair pattern.
    case pattern(RepairPattern)
    /// Sets the slot it answers to one of its values, such as "savings" for the account.
    case answer(SlotID, SlotValue)
    /// Names what the voice agent understands and may not do: a person does it.
    case boundary
}

/// What a wrong belief would cost.
public enum RiskClass: UInt8, Hashable, Sendable, CaseIterable {
    /// Public information is given.
    case information
    /// A setting or an appointment changes.
    case change
    /// Personal information is disclosed.
    case disclosure
    /// Money moves.
    case money
}

/// How what was understood is checked with the caller.
public enum ConfirmationPolicy: UInt8, Hashable, Sendable, CaseIterable {
    /// It is believed as it stands when it passes the threshold.
    case never
    /// It is said in passing with the next question.
    case implicit
    /// It is asked for, always.
    case explicit
    /// Whichever costs least in expectation.
    case byCost
}

/// What kind of personal data a slot holds; part of the redaction flags.
public enum DataClass: UInt8, Hashable, Sendable, CaseIterable {
    /// Nothing personal.
    case open
    /// Names, numbers, addresses of a person.
    case personal
    /// Card and account secrets.
    case payment
    /// What proves who the caller is.
    case secret
}

/// A piece of information that flows need.
public struct Slot: Hashable, Sendable {
    /// Whether its value is never said in passing, nor shown in events that people read.
    public var isSecret: Bool { dataClass == .secret || dataClass == .payment }

    /// Name, as in the model file.
    public var name: String
    /// How it is named in speech, such as `the amount`.
    public var label: String
    /// What values look like in speech.
    public var grammar: SlotGrammar
    /// Values that exist in the world, sorted; empty when any value is plausible.
    ///
    /// They re-rank what was heard.
    public var known: [SlotValue]
    /// What a wrong value would cost.
    public var risk: RiskClass
    /// How a value is checked with the caller.
    public var confirmation: ConfirmationPolicy
    /// What data it holds.
    public var dataClass: DataClass
    /// Whether a value is taken from an utterance that did not answer a question for it.
    public var isVolunteered: Bool
    /// Words that announce its value in any turn, such as `my number`.
    public var announcedBy: [String]
    /// Whether its value outlives the flow that asked for it.
    public var isKept: Bool
    /// Whether the caller may leave it out.
    public var isOptional: Bool
    /// Questions, in order of attempts; the last one repeats.
    public var ask: [PromptID]
    /// The question whether a value is right.
    public var confirm: PromptID
    /// A value said in passing.
    public var mention: PromptID
    /// What is said when the value is impossible.
    public var invalid: PromptID?
    /// What is said to a caller who does not know the value, or asks for help with it.
    public var help: PromptID?
    /// Longest wait for an answer in seconds; the model's when nil.
    public var noInputSeconds: Double?

    /// Stores the parts.
    public init(
        name: String, label: String, grammar: SlotGrammar, known: [SlotValue], risk: RiskClass,
        confirmation: ConfirmationPolicy, dataClass: DataClass, isVolunteered: Bool, isKept: Bool,
        isOptional: Bool, ask: [PromptID], confirm: PromptID, mention: PromptID,
        invalid: PromptID? = nil, help: PromptID? = nil, announcedBy: [String] = [],
        noInputSeconds: Double? = nil
    ) {
        self.name = name
        self.label = label
        self.grammar = grammar
        self.known = known
        self.risk = risk
        self.confirmation = confirmation
        self.dataClass = dataClass
        self.isVolunteered = isVolunteered
        self.announcedBy = announcedBy
        self.isKept = isKept
        self.isOptional = isOptional
        self.ask = ask
        self.confirm = confirm
        self.mention = mention
        self.invalid = invalid
        self.help = help
        self.noInputSeconds = noInputSeconds
    }
}

/// A program that serves one purpose of the caller.
public struct Flow: Hashable, Sendable {
    /// Name, as in the model file.
    public var name: String
    /// How it is named in speech, such as `your transfer`.
    public var label: String
    /// Who answers for it.
    public var owner: String
    /// Its steps, in order.
    public var steps: Range<Int>
    /// Slots that it or a flow called by it asks for, in order of the model.
    public var collects: [SlotID]
    /// Verification level that its first step needs.
    public var level: UInt8
    /// What its wrong start would cost.
    public var risk: RiskClass
    /// Whether another wish may interrupt it.
    public var isInterruptible: Bool
    /// Patterns whose prompt differs in this flow.
    public var overrides: [PatternOverride]

    /// The first step.
    public var first: StepID { StepID(UInt16(steps.lowerBound)) }

    /// Stores the parts.
    public init(
        name: String, label: String, owner: String, steps: Range<Int>, collects: [SlotID],
        level: UInt8, risk: RiskClass, isInterruptible: Bool, overrides: [PatternOverride]
    ) {
        self.name = name
        self.label = label
        self.owner = owner
        self.steps = steps
        self.collects = collects
        self.level = level
        self.risk = risk
        self.isInterruptible = isInterruptible
        self.overrides = overrides
    }
}

/// A prompt of a pattern for one flow.
public struct PatternOverride: Hashable, Sendable {
    /// The pattern.
    public var pattern: RepairPattern
    /// What is said instead, in order of attempts.
    public var prompts: [PromptID]

    /// Stores the parts.
    public init(pattern: RepairPattern, prompts: [PromptID]) {
        self.pattern = pattern
        self.prompts = prompts
    }
}
