public import DialogueEngine

/// A scripted conversation: what the caller does, turn by turn, and what must follow.
public struct Script: Hashable, Sendable {
    /// Name, as a claim: "a correction replaces the amount".
    public var name: String
    /// Line of its file.
    public var line: Int
    /// What is known when the call begins.
    public var context: CallContext
    /// How tools behave, by tool; others answer their sample at once.
    public var tools: [ToolBehaviour]
    /// Answers of verifications in order; the last repeats.
    ///
    /// Empty: all pass.
    public var verifications: [Bool]
    /// What the caller does.
    public var turns: [Turn]
    /// What must hold at the end.
    public var ending: [Expectation]

    /// Stores a script.
    public init(
        name: String, line: Int, context: CallContext, tools: [ToolBehaviour] = [],
        verifications: [Bool] = [], turns: [Turn], ending: [Expectation] = []
    ) {
        self.name = name
        self.line = line
        self.context = context
        self.tools = tools
        self.verifications = verifications
        self.turns = turns
        self.ending = ending
    }

    /// What the caller does, and what must follow before the next turn.
    public struct Turn: Hashable, Sendable {
        /// Line of its file.
        public var line: Int
        /// What the caller does.
        public var act: Act
        /// What must follow.
        public var expectations: [Expectation]

        /// Stores a turn.
        public init(line: Int, act: Act, expectations: [Expectation] = []) {
            self.line = line
            self.act = act
            self.expectations = expectations
        }
    }

    /// What a caller can do in a script.
    public enum Act: Hashable, Sendable {
        /// Speaks once everything was said; readings best first.
        case say([Hypothesis])
        /// Speaks into the prompt after a number of its words.
        case interrupt([Hypothesis], afterWords: Int)
        /// Makes noise into the prompt.
        case noise(afterWords: Int)
        /// Presses keys.
        case keys(String)
        /// Says nothing until the voice agent reacts.
        case silence
        /// Hangs up.
        case hangUp
        /// Waits for a supervisor's order to take effect.
        case lever(Lever)

        /// Whether a text is of keys that a telephone has; at least one.
        public static func areKeys(_ text: String) -> Bool {
            !text.isEmpty && text.allSatisfy { "0123456789*#".contains($0) }
        }
    }

    /// How a tool behaves in a script.
    public struct ToolBehaviour: Hashable, Sendable {
        /// Which tool.
        public var tool: ToolID
        /// What it answers; nil is its sample.
        public var answer: [SlotValue]?
        /// How many of its first calls fail.
        public var failures: Int
        /// Seconds until it answers.
        public var seconds: Double

        /// Stores a behaviour.
        public init(
            tool: ToolID, answer: [SlotValue]? = nil, failures: Int = 0, seconds: Double = 0.2
        ) {
            self.tool = tool
            self.answer = answer
            self.failures = failures
            self.seconds = seconds
        }
    }

    /// Something that must have happened, or hold.
    public enum Expectation: Hashable, Sendable {
        /// The voice agent says words; case does not count.
        case says(String)
        /// The voice agent does not say words.
        case saysNot(String)
        /// It waits for the value of a slot.
        case asks(SlotID)
        /// It waits for a yes or no, or another question, named as in `Question`.
        case question(String)
        /// A flow changed.
        case flow(FlowID, FlowChange)
        /// A pattern was entered.
        case pattern(RepairPattern)
        /// A slot is believed to have a value.
        case believes(SlotID, SlotValue)
        /// Nothing is believed of a slot.
        case believesNothing(SlotID)
        /// A decision was made.
        case decides(DecidedAction)
        /// A fallback trigger fired.
        case trigger(FallbackTrigger)
        /// A tool was asked.
        case tool(ToolID)
        /// A tool was not asked.
        case toolNot(ToolID)
        /// The caller is verified to a level.
        case level(UInt8)
        /// The call ended.
        case outcome(DialogueOutcome)
        /// The voice agent began to answer within seconds of the caller's end of speech.
        case within(Double)
        /// The package for a person holds words in its summary.
        case summary(String)
        /// Wishes wait to be served.
        case pending(Int)
    }
}
