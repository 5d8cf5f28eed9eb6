public import TwinPrimitives

/// What the values of a slot look like in speech.
public enum SlotGrammar: Hashable, Sendable {
    /// Digits said singly, in groups, or doubled.
    case digits(lengths: ClosedRange<Int>, check: CheckDigit)
    /// Letters, or letters and digits, said one by one or with alphabet words.
    case spelled(lengths: ClosedRange<Int>, lettersOnly: Bool)
    /// Money, in minor units.
    case amount(range: ClosedRange<Int>, currency: Currency)
    /// A whole number.
    case number(ClosedRange<Int>)
    /// A date in days from today.
    case date(days: ClosedRange<Int>)
    /// A time in minutes of the day.
    case time(minutes: ClosedRange<Int>)
    /// A name of a list.
    case name([PersonName])
    /// One of several things, each with other words for it.
    case choice([Choice])
    /// Yes or no.
    case yesNo
    /// Any words.
    case text

    /// One thing of a choice.
    public struct Choice: Hashable, Sendable {
        /// Its name, as it is said back.
        public var name: String
        /// Other words for it.
        public var synonyms: [String]

        /// Stores a choice.
        public init(name: String, synonyms: [String] = []) {
            self.name = name
            self.synonyms = synonyms
        }
    }

    /// A name of a person.
    public struct PersonName: Hashable, Sendable {
        /// The name as written, first name first.
        public var text: String

        /// Stores a name.
        public init(_ text: String) { self.text = text }
    }

    /// Words of a currency.
    public struct Currency: Hashable, Sendable {
        /// Words for the major unit, the one said back first, such as "pounds", "pound", "quid".
        public var major: [String]
        /// Words for the minor unit, such as "pence", "penny", "p".
        public var minor: [String]

        /// Stores words.
        public init(major: [String], minor: [String]) {
            self.major = major
            self.minor = minor
        }

        /// Pounds and pence.
        public static let pounds = Currency(
            major: ["pounds", "pound", "quid"], minor: ["pence", "p", "penny"])
        /// Dollars and cents.
        public static let dollars = Currency(
            major: ["dollars", "dollar", "bucks", "buck"], minor: ["cents", "cent"])
        /// Euros and cents.
        public static let euros = Currency(
            major: ["euros", "euro"], minor: ["cents", "cent"])
    }

    /// Whether values are said piece by piece, with pauses.
    public var isSpelledOut: Bool {
        switch self {
        case .digits, .spelled, .name, .text: true
        default: false
        }
    }

    /// Whether the value can be given with the keys of a telephone.
    public var takesKeys: Bool {
        switch self {
        case .digits, .number: true
        default: false
        }
    }

    /// Whether any words are a value.
    var isFree: Bool { self == .text }
}

/// What the call knows that decides what words mean.
public struct GrammarContext: Hashable, Sendable {
    /// The day of the call.
    public var today: CivilDate
    /// Minute of the day, 0 to 1439.
    public var minuteOfDay: Int
    /// Values that exist, sorted by their written form; empty when any may.
    public var known: [SlotValue]

    /// Stores a context.
    public init(today: CivilDate, minuteOfDay: Int = 720, known: [SlotValue] = []) {
        self.today = today
        self.minuteOfDay = minuteOfDay
        self.known = known
    }
}

/// A value found in words.
public struct SlotMatch: Hashable, Sendable {
    /// The value.
    public var value: SlotValue
    /// The words that say it.
    public var words: Range<Int>
    /// How sure the grammar is that these words mean this value.
    public var strength: Score
    /// Whether it is only the beginning of a value.
    public var isPartial = false
    /// Whether it is impossible: out of range, or with a wrong check digit.
    public var isInvalid = false

    /// Stores a match.
    public init(
        _ value: SlotValue, _ words: Range<Int>, strength: Score = .one, isPartial: Bool = false,
        isInvalid: Bool = false
    ) {
        self.value = value
        self.words = words
        self.strength = strength
        self.isPartial = isPartial
        self.isInvalid = isInvalid
    }
}

extension SlotGrammar {
    /// Finds the value in words; at most one, the last that the caller settled on.
    ///
    /// - Parameters:
    ///   - words: Words in lower case.
    ///   - context: What the call knows.
    /// - Returns: The match; nil when the words hold no value of this kind.
    public func match(_ words: [String], _ context: GrammarContext) -> SlotMatch? {
        guard !words.isEmpty else { return nil }
        switch self {
        case .digits(let lengths, let check):
            return DigitWords.match(words, lengths: lengths, check: check)
        case .spelled(let lengths, let lettersOnly):
            return SpelledWords.match(words, lengths: lengths, lettersOnly: lettersOnly)
        case .amount(let range, let currency):
            return AmountWords.match(words, range: range, currency: currency)
        case .number(let range): return NumberWords.match(words, range: range)
        case .date(let days): return DateWords.match(words, days: days, today: context.today)
        case .time(let minutes): return TimeWords.match(words, minutes: minutes)
        case .name(let names): return NameWords.match(words, names: names)
        case .choice(let choices): return ChoiceWords.match(words, choices: choices)
        case .yesNo:
            return YesNoWords.match(words).map { reading in
                SlotMatch(
                    .yesNo(reading.isYes), 0..<words.count, strength: reading.probability)
            }
        case .text: return SlotMatch(.text(words.joined(separator: " ")), 0..<words.count)
        }
    }
}
