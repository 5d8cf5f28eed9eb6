public import TwinPrimitives

/// How a caller says a value, in the words of a telephone transcript: lower case, no punctuation.
public struct Sayings: Hashable, Sendable {
    /// Words of the currency: major plural, major singular, minor.
    public var currency: Currency
    /// The day of the call.
    public var today: CivilDate

    /// Words of a currency.
    public struct Currency: Hashable, Sendable {
        /// Several major units, such as "pounds".
        public var major: String
        /// One major unit.
        public var singular: String
        /// Minor units, such as "pence".
        public var minor: String

        /// Stores words.
        public init(major: String, singular: String, minor: String) {
            self.major = major
            self.singular = singular
            self.minor = minor
        }

        /// Pounds and pence.
        public static let pounds = Currency(major: "pounds", singular: "pound", minor: "pence")
        /// Dollars and cents.
        public static let dollars = Currency(major: "dollars", singular: "dollar", minor: "cents")
        /// Euros and cents.
        public static let euros = Currency(major: "euros", singular: "euro", minor: "cents")
    }

    /// Ways to say digits.
    public enum DigitStyle: Hashable, Sendable {
        /// One by one.
        case singly
        /// One by one, two equal ones as "double", zero as "oh".
        case doubled
        /// In pairs, as "forty five sixty seven".
        case paired
    }

    /// Stores what the sayings depend on.
    public init(currency: Currency = .pounds, today: CivilDate) {
        self.currency = currency
        self.today = today
    }

    /// Says a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - style: How digits are said.
    ///   - choice: A number that picks one of the other ways, at least 0.
    /// - Returns: Groups of words, between which a caller may pause; at least one.
    public func groups(_ value: CallerValue, style: DigitStyle, choice: Int) -> [String] {
        switch value {
        case .digits(let digits): Self.digits(digits, style)
        case .letters(let letters): Self.spelled(letters, style: choice % 3)
        case .amount(let units): [amount(units, choice)]
        case .number(let number): [NumberNames.cardinal(number)]
        case .date(let date): [self.date(date, choice)]
        case .time(let minute): [Self.time(minute, choice)]
        case .name(let name): [name.lowercased()]
        case .choice(let name): [name.lowercased()]
        case .yesNo(let isYes): [isYes ? "yes" : "no"]
        case .text(let text): [text.lowercased()]
        }
    }

    // MARK: Digits and letters

    private static func digits(_ digits: String, _ style: DigitStyle) -> [String] {
        let values = digits.utf8.compactMap { (48...57).contains($0) ? Int($0) - 48 : nil }
        // Groups of three or four, as telephone and card numbers are said.
        let size = values.count % 4 == 0 || values.count < 6 ? 4 : 3
        return stride(from: 0, to: values.count, by: size).map { start in
            group(Array(values[start..<min(start + size, values.count)]), style)
        }
    }

    private static func group(_ values: [Int], _ style: DigitStyle) -> String {
        var words: [String] = []
        var place = 0
        while place < values.count {
            let digit = values[place]
            let next = place + 1 < values.count ? values[place + 1] : nil
            switch style {
            case .singly: words.append(NumberNames.units[digit])
            case .doubled where next == digit:
                words.append("double " + (digit == 0 ? "oh" : NumberNames.units[digit]))
                place += 1
            case .doubled: words.append(digit == 0 ? "oh" : NumberNames.units[digit])
            case .paired:
                // "Fifty" before a lone "six" would be heard as one number: such pairs are not made.
                if let next, digit > 0, next > 0 || digit == 1 {
                    words.append(NumberNames.cardinal(digit * 10 + next))
                    place += 1
                } else {
                    words.append(NumberNames.units[digit])
                }
            }
            place += 1
        }
        return words.joined(separator: " ")
    }

    private static let alphabet = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india",
        "juliet", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo",
        "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
    ]

    /// Letters one by one, with alphabet words for `style` 1.
    private static func spelled(_ letters: String, style: Int) -> [String] {
        let words = letters.lowercased().utf8.compactMap { byte -> String? in
            switch byte {
            case 48...57: NumberNames.units[Int(byte) - 48]
            case 97...122:
                String(UnicodeScalar(byte))
                    + (style == 1 ? " as in " + alphabet[Int(byte) - 97] : "")
            default: nil
            }
        }
        return stride(from: 0, to: words.count, by: 4).map {
            words[$0..<min($0 + 4, words.count)].joined(separator: " ")
        }
    }

    // MARK: Money

    private func amount(_ units: Int, _ choice: Int) -> String {
        let major = units / 100
        let minor = units % 100
        if major == 0 { return NumberNames.cardinal(minor) + " " + currency.minor }
        let name = major == 1 ? currency.singular : currency.major
        let head = NumberNames.cardinal(major) + " " + name
        if minor == 0 { return head }
        if minor >= 10, choice % 2 == 1 { return head + " " + NumberNames.cardinal(minor) }
        return head + " and " + NumberNames.cardinal(minor) + " " + currency.minor
    }

    // MARK: Dates and times

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    private func date(_ date: CivilDate, _ choice: Int) -> String {
        let ahead = date.dayNumber - today.dayNumber
        switch ahead {
        case 0: return "today"
        case 1: return "tomorrow"
        default: break
        }
        let (year, month, day) = date.parts
        let name = Self.months[month - 1]
        let ordinal = NumberNames.ordinal(day)
        let words = choice % 2 == 0 ? "the \(ordinal) of \(name)" : "\(name) \(ordinal)"
        // What is further away than a year needs its year to be understood.
        return abs(ahead) < 300 ? words : words + " " + NumberNames.year(year)
    }

    private static func time(_ minute: Int, _ choice: Int) -> String {
        let hour = minute / 60
        let past = minute % 60
        if minute == 720, choice % 2 == 0 { return "noon" }
        let name = NumberNames.cardinal((hour + 11) % 12 + 1)
        let half = hour < 12 ? "am" : "pm"
        switch past {
        case 0: return "\(name) \(half)"
        case 30 where choice % 2 == 0: return "half past \(name) \(half)"
        case 1...9: return "\(name) oh \(NumberNames.cardinal(past)) \(half)"
        default: return "\(name) \(NumberNames.cardinal(past)) \(half)"
        }
    }
}
