import DialogueEngine
import TwinPrimitives

/// The ways in which people say a value, in lower case without marks.
struct SpokenForms {
    /// Day of the call.
    let today: CivilDate

    /// Ways to say a value, likelier ones repeated; `draws` chooses among habits.
    func forms(of value: SlotValue, grammar: SlotGrammar, draws: inout Draws) -> [String] {
        switch value {
        case .digits(let digits): return [Self.digits(digits, draws: &draws)]
        case .letters(let letters): return [Self.letters(letters, draws: &draws)]
        case .amount(let units):
            guard case .amount(_, let currency) = grammar else { return [] }
            return amounts(units, currency)
        case .number(let number): return cardinals(number)
        case .date(let date): return dates(date)
        case .time(let minute): return times(minute)
        default:
            return [Words(grammar.spoken(value, today: today)).text]
        }
    }

    // MARK: Numbers

    static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]

    /// A whole number with "and" and without it.
    func cardinals(_ number: Int) -> [String] {
        [Spoken.Locale.british, .american].map { cardinal(number, $0) }
    }

    func cardinal(_ number: Int, _ locale: Spoken.Locale = .american) -> String {
        Words(
            Spoken.text(
                of: .number(number), grammar: .number(0...number), today: today, locale: locale)
        ).text
    }

    /// Digits one by one, with "oh" or "zero", "double" now and then, or in pairs.
    static func digits(_ digits: String, draws: inout Draws) -> String {
        let values = digits.utf8.map { Int($0) - 48 }
        let zero = draws.below(2) == 0 ? "oh" : "zero"
        let doubles = draws.below(5) == 0
        let pairs = !doubles && values.count % 2 == 0 && draws.below(8) == 0
        var words: [String] = []
        var place = 0
        func name(_ value: Int) -> String { value == 0 ? zero : units[value] }
        while place < values.count {
            let next = place + 1 < values.count ? values[place + 1] : -1
            if pairs, values[place] > 0, next >= 0 {
                words.append(pair(values[place] * 10 + next))
                place += 2
            } else if doubles, next == values[place] {
                words.append("double " + name(next))
                place += 2
            } else {
                words.append(name(values[place]))
                place += 1
            }
        }
        return words.joined(separator: " ")
    }

    private static let teens = [
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen",
    ]
    private static let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    private static func pair(_ number: Int) -> String {
        if number < 20 { return teens[number - 10] }
        let rest = number % 10
        return tens[number / 10 - 2] + (rest == 0 ? "" : " " + units[rest])
    }

    /// Letters one by one, now and then with words for them.
    static func letters(_ text: String, draws: inout Draws) -> String {
        text.lowercased().map { letter in
            if let digit = letter.wholeNumberValue { return units[digit] }
            return letter == "a" || draws.below(12) > 0
                ? String(letter) : "\(letter) as in \(word(for: letter))"
        }.joined(separator: " ")
    }

    private static let letterWords = [
        "alpha", "bravo", "charlie", "david", "edward", "frank", "george", "henry", "india", "john",
        "king", "london", "mary", "nancy", "oscar", "peter", "queen", "robert", "sam", "tom",
        "uncle", "victor", "william", "x ray", "yellow", "zebra",
    ]

    private static func word(for letter: Character) -> String {
        letterWords.first { $0.first == letter } ?? String(letter)
    }

    // MARK: Money

    private func amounts(_ minorUnits: Int, _ currency: SlotGrammar.Currency) -> [String] {
        let major = minorUnits / 100
        let minor = minorUnits % 100
        let name =
            major == 1 && currency.major.count > 1
            ? currency.major[1] : currency.major.first ?? ""
        let cents = currency.minor.first ?? ""
        var wholes = cardinals(major)
        if (100..<200).contains(major) {
            wholes.append("a " + cardinal(major, .british).dropFirst("one ".count))
        }
        if (101..<1000).contains(major), major % 100 >= 10 {
            wholes.append(cardinal(major / 100) + " " + cardinal(major % 100))
        }
        if (1100..<2000).contains(major), major % 100 == 0 {
            wholes.append(cardinal(major / 100) + " hundred")
        }
        if minor == 0 {
            return wholes.flatMap { [$0 + " " + name, $0 + " " + name, $0] }
        }
        let small = cardinal(minor)
        let spoken = minor < 10 ? "oh " + small : small
        return wholes.flatMap {
            [
                "\($0) \(name) and \(small) \(cents)", "\($0) \(name) \(small)",
                "\($0) \(spoken)", "\($0) \(name) and \(small)", "\($0) \(name) \(small) \(cents)",
            ]
        }
    }

    // MARK: Dates and times

    static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    static func ordinal(_ day: Int) -> String {
        switch day {
        case 1...20: ordinals[day - 1]
        case 21...29: "twenty " + ordinals[day - 21]
        case 30: "thirtieth"
        default: "thirty first"
        }
    }

    private func years(_ year: Int) -> [String] {
        let rest = year % 100
        let century = cardinal(year / 100)
        if rest == 0 { return [cardinal(year), century + " hundred"] }
        let short = rest < 10 ? "oh " + cardinal(rest) : cardinal(rest)
        guard year >= 2000 else { return [century + " " + short, century + " " + short, short] }
        let long = cardinals(year)
        return rest < 10 ? long : long + [century + " " + short]
    }

    private func dates(_ date: CivilDate) -> [String] {
        let distance = date.dayNumber - today.dayNumber
        let (year, month, day) = date.parts
        let monthName = Self.months[month - 1]
        let ordinal = Self.ordinal(day)
        let plain = [
            "\(monthName) \(ordinal)", "the \(ordinal) of \(monthName)",
            "\(monthName) the \(ordinal)",
        ]
        guard (-180...180).contains(distance) else {
            let figures = "\(cardinal(month)) \(cardinal(day))"
            let padded =
                "\(month < 10 ? "oh " : "")\(cardinal(month)) \(day < 10 ? "oh " : "")\(cardinal(day))"
            return years(year).flatMap { year in
                plain.map { "\($0) \(year)" } + ["\(figures) \(year)", "\(padded) \(year)"]
            }
        }
        let weekday = Words(date.weekday.name).text
        var forms = plain + ["\(weekday) the \(ordinal)", "\(weekday) \(monthName) \(ordinal)"]
        forms.append("the \(ordinal)")
        switch distance {
        case 0: forms += ["today", "today"]
        case 1: forms += ["tomorrow", "tomorrow"]
        case 2: forms += ["the day after tomorrow", weekday]
        case -1: forms += ["yesterday", "yesterday"]
        case -2: forms += ["the day before yesterday", "two days ago", "last \(weekday)"]
        case 3...7: forms += [weekday, "next \(weekday)", "this \(weekday)", "on \(weekday)"]
        case 8...14: forms += ["next \(weekday)", "\(weekday) next week", "a week from \(weekday)"]
        case -7 ... -3:
            forms += ["last \(weekday)", "on \(weekday)", "\(cardinal(-distance)) days ago"]
        case -30 ... -8: forms.append("\(cardinal(-distance)) days ago")
        default: break
        }
        return forms
    }

    private func times(_ minuteOfDay: Int) -> [String] {
        let minute = minuteOfDay % 60
        let hour = (minuteOfDay / 60 + 11) % 12 + 1
        let hourName = cardinal(hour)
        let isMorning = minuteOfDay < 720
        let part =
            isMorning
            ? "in the morning" : minuteOfDay < 1080 ? "in the afternoon" : "in the evening"
        let half = isMorning ? "a m" : "p m"
        var bare: [String]
        switch minute {
        case 0: bare = [hourName, "\(hourName) o'clock"]
        case 15: bare = ["\(hourName) fifteen", "quarter past \(hourName)"]
        case 30: bare = ["\(hourName) thirty", "half past \(hourName)"]
        case 45:
            bare = ["\(hourName) forty five", "quarter to \(cardinal(hour % 12 + 1))"]
        case 1...9: bare = ["\(hourName) oh \(cardinal(minute))"]
        default: bare = ["\(hourName) \(cardinal(minute))"]
        }
        var forms = bare + bare.flatMap { ["\($0) \(half)", "\($0) \(part)"] }
        if minuteOfDay == 720 { forms += ["noon", "twelve noon", "midday"] }
        return forms
    }
}

/// Numbers that are spread evenly and are always the same (SplitMix64; Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014): examples of language, not chance.
struct Draws {
    private var state: UInt64

    init(_ start: UInt64) { state = start }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number from 0 to below `count`.
    mutating func below(_ count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}
