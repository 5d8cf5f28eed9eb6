public import TwinPrimitives

/// A value that a caller knows, in the caller's own terms: names and choices by their words.
public enum CallerValue: Hashable, Sendable {
    /// A string of digits.
    case digits(String)
    /// Letters, or letters and digits, spelled.
    case letters(String)
    /// An amount of money in minor units, such as pence.
    case amount(minorUnits: Int)
    /// A whole number.
    case number(Int)
    /// A civil date.
    case date(CivilDate)
    /// A time of the day in minutes, 0 to 1439.
    case time(minuteOfDay: Int)
    /// A name of a person, as written.
    case name(String)
    /// One of several things, by its name.
    case choice(String)
    /// Yes or no.
    case yesNo(Bool)
    /// Words as they are said.
    case text(String)

    /// Whether it is a string of digits.
    var isDigits: Bool { if case .digits = self { true } else { false } }
}

/// What a caller knows of one slot, and how they say it.
public struct CallerFact: Hashable, Sendable {
    /// Name of the slot that it answers.
    public var slot: String
    /// The value.
    public var value: CallerValue
    /// Other ways to say the value, such as "my current account"; empty leaves it to `Sayings`.
    public var sayings: [String]
    /// Whether the fact proves who the caller is; an impostor has it wrong.
    public var isIdentity: Bool
    /// Whether the caller has to look it up first.
    public var isLookedUp: Bool

    /// Stores a fact.
    public init(
        slot: String, value: CallerValue, sayings: [String] = [], isIdentity: Bool = false,
        isLookedUp: Bool = false
    ) {
        self.slot = slot
        self.value = value
        self.sayings = sayings
        self.isIdentity = isIdentity
        self.isLookedUp = isLookedUp
    }
}

/// What a caller wants, and what they know about it.
public struct CallerGoal: Hashable, Sendable {
    /// Name, for reports.
    public var name: String
    /// Weight among the goals of a profile, > 0.
    public var weight: Double
    /// Wishes in order, by the names of intents; the second and later ones are asked for when the
    /// voice agent offers to go on.
    public var intents: [String]
    /// Facts, one per slot.
    public var facts: [CallerFact]
    /// Whether only a person will do.
    public var mustReachPerson: Bool

    /// Stores a goal; `intents` has at least one name.
    public init(
        name: String, weight: Double = 1, intents: [String], facts: [CallerFact] = [],
        mustReachPerson: Bool = false
    ) {
        precondition(!intents.isEmpty, "a goal is a wish for something")
        self.name = name
        self.weight = weight
        self.intents = intents
        self.facts = facts
        self.mustReachPerson = mustReachPerson
    }

    /// The fact of a slot.
    public func fact(_ slot: String) -> CallerFact? { facts.first { $0.slot == slot } }
}
