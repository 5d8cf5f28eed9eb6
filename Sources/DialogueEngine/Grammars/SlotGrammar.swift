/// What the values of a slot look like in speech.
public enum SlotGrammar: Hashable, Sendable {
    /// Digits said singly, in groups, or doubled.
    case digits(lengths: ClosedRange<Int>, check: CheckDigit)
    /// Letters, or letters and digits, said one by one or with alphabet words.
    case spelled(lengths: ClosedRange<Int>, lettersOnly: Bool, check: CheckDigit = .none)
    /// Money, in minor units.
    case amount(range: ClosedRange<Int>, currency: Currency)
    /// A whole number.
    case number(ClosedRange<Int>)
    /// A date in days from today. "The third" and "Monday" are looked for on the longer side of the
    /// window first: a window of past days reads them backwards. Figures are in the order of day and
    /// month, or month first: `3/5` is 3 May, or 5 March.
    case date(days: ClosedRange<Int>, isMonthFirst: Bool = false)
    /// A time in minutes of the day. What is left open between morning and afternoon is taken from
    /// the window.
    case time(minutes: ClosedRange<Int>)
    /// A name of a list.
    case name(NameList)
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
        /// Words such as "from" that mark it as this slot's value when the utterance names several
        /// things.
        public var cues: [String]

        /// Stores a choice.
        public init(name: String, synonyms: [String] = [], cues: [String] = []) {
            self.name = name
            self.synonyms = synonyms
            self.cues = cues
        }
    }

    /// A name of a person or a thing.
    public struct PersonName: Hashable, Sendable {
        /// The name as written, first name first.
        public var text: String

        /// Stores a name.
        public init(_ text: String) { self.text = text }
    }

    /// Words of a currency.
    public struct Currency: Hashable, Sendable {
        /// Words for the major unit, plural and singular first: "pounds", "pound", "quid".
        public var major: [String]
        /// Words for the minor unit, plural first: "pence", "p", "penny".
        public var minor: [String]

        /// Stores words.
        public init(major: [String], minor: [String]) {
            self.major = major
            self.minor = minor
        }

        /// Pounds and pence.
        public static let pounds = Currency(
            major: ["pounds", "pound", "quid", "£", "gbp"], minor: ["pence", "p", "penny"])
        /// Dollars and cents.
        public static let dollars = Currency(
            major: ["dollars", "dollar", "bucks", "buck", "$", "usd"], minor: ["cents", "cent"])
        /// Euros and cents.
        public static let euros = Currency(
            major: ["euros", "euro", "€", "eur"], minor: ["cents", "cent"])
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
        case .digits, .number, .date: true
        default: false
        }
    }

    /// Whether values have a form of their own, so that hardly any other words are one.
    public var isExact: Bool {
        switch self {
        case .digits, .spelled, .date, .time: true
        default: false
        }
    }

    /// Whether values are days or times.
    public var isCalendar: Bool {
        switch self {
        case .date, .time: true
        default: false
        }
    }

    /// Whether words that say a value also say of which kind it is, so that even an impossible one is
    /// surely meant: money with its unit, days and times of the day.
    func isNamed(in words: ArraySlice<String>) -> Bool {
        switch self {
        case .amount(_, let currency):
            words.contains { word in
                (currency.major + currency.minor).contains(word)
                    || currency.major.contains { $0.count == 1 && word.hasPrefix($0) }
            }
        case .date: true
        case .time: words.count > 1
        default: false
        }
    }

    /// Whether any words are a value.
    public var isFree: Bool { self == .text }
}

extension SlotGrammar {
    /// Finds the value in words: the one that the caller settled on.
    ///
    /// - Parameters:
    ///   - words: Words in lower case, as `Words` splits them.
    ///   - context: What the call knows.
    /// - Returns: The match; nil when the words hold no value of this kind.
    public func match(_ words: [String], _ context: GrammarContext) -> SlotMatch? {
        matches(words, context).first
    }

    /// Finds all values in words, the one that the caller settled on first.
    ///
    /// Never fails: words that are no value are passed over, wherever they stand.
    ///
    /// - Parameters:
    ///   - words: Words in lower case, as `Words` splits them.
    ///   - context: What the call knows.
    /// - Returns: Matches of different values, best first; empty when there is none.
    public func matches(_ words: [String], _ context: GrammarContext) -> [SlotMatch] {
        matches(words.tokens, context)
    }

    func matches(_ tokens: [Token], _ context: GrammarContext) -> [SlotMatch] {
        guard !tokens.isEmpty else { return [] }
        switch self {
        case .digits(let lengths, let check):
            return DigitWords.matches(tokens, lengths: lengths, check: check)
        case .spelled(let lengths, let lettersOnly, let check):
            return SpelledWords.matches(
                tokens, lengths: lengths, lettersOnly: lettersOnly, check: check)
        case .amount(let range, let currency):
            return AmountWords.matches(tokens, range: range, currency: currency)
        case .number(let range): return NumberWords.matches(tokens, range: range)
        case .date(let days, let isMonthFirst):
            return DateWords(
                tokens: tokens, window: days, isMonthFirst: isMonthFirst, today: context.today
            ).matches()
        case .time(let minutes): return TimeWords(tokens: tokens, window: minutes).matches()
        case .name(let names): return NameWords.matches(tokens, names: names)
        case .choice(let choices): return ChoiceWords.matches(tokens, choices: choices)
        case .yesNo: return YesNoWords.matches(tokens)
        case .text:
            return [SlotMatch(.text(tokens.map(\.text).joined(separator: " ")), tokens.indices)]
        }
    }
}
