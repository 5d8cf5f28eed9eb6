/// What can go otherwise than a flow plans, and is put right by a pattern of its own.
///
/// The list follows the pattern flows of Rasa Pro 3.21 (its reference page), with those a telephone
/// needs. Raw values are part of logs: append only.
public enum RepairPattern: UInt8, Hashable, Sendable, CaseIterable {
    /// The call begins.
    case greeting
    /// The caller corrects a value.
    case correct
    /// The caller gives up the current wish.
    case cancel
    /// Another wish interrupts the current one.
    case digress
    /// The interrupted wish goes on.
    case resume
    /// Two wishes are too close to choose: which of them is it?
    case clarify
    /// The caller asks to hear it again.
    case repeat_
    /// The voice agent asks to say it in other words.
    case rephrase
    /// The caller wants to leave a question out.
    case skip
    /// Nothing was said.
    case silence
    /// Something was said and not understood.
    case noMatch
    /// Something was said that the voice agent cannot know.
    case outOfScope
    /// The caller asks for a person.
    case person
    /// Small talk.
    case chitChat
    /// Several wishes at once.
    case multiIntent
    /// The caller spoke into a prompt.
    case bargeIn
    /// A tool failed.
    case toolError
    /// The caller could not be verified.
    case verificationFailure
    /// The caller asks what they can say.
    case help
    /// The caller needs a moment.
    case holdOn
    /// The caller does not know the answer.
    case doNotKnow
    /// The value is impossible.
    case invalidValue
    /// A wish is done: is there anything else?
    case completed
    /// The caller says goodbye.
    case goodbye
    /// The engine met something that its model does not cover.
    case internalError
    /// A person is asked for, and none is there.
    case noPersonAvailable
    /// A wish that was served is wished again with another value ("and savings?").
    case followUp
    /// The caller wants to leave out a question that needs an answer.
    case required
    /// The caller gave a value that nothing had asked for, and it is kept.
    case noted
    /// One wish is not sure enough: is it that?
    case confirmWish
    /// Something is to be changed in what was read back: what?
    case change
    /// Several values were said where one is asked for.
    case severalValues

    /// Name in model files and logs.
    public var name: String { Self.names[Int(rawValue)] }

    /// Names by raw value; asking the language for one takes a microsecond.
    private static let names = allCases.map { $0 == .repeat_ ? "repeat" : String(describing: $0) }

    /// The pattern of a name.
    public init?(name: String) {
        guard let pattern = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = pattern
    }
}

/// What is said for each pattern.
public struct PatternRules: Hashable, Sendable {
    /// Prompts by the pattern's raw value, in order of attempts; the last repeats.
    public var prompts: [[PromptID]]

    /// Rules without prompts.
    public init() {
        prompts = Array(repeating: [], count: RepairPattern.allCases.count)
    }

    /// The prompts of a pattern.
    public subscript(_ pattern: RepairPattern) -> [PromptID] {
        get { prompts[Int(pattern.rawValue)] }
        set { prompts[Int(pattern.rawValue)] = newValue }
    }
}
