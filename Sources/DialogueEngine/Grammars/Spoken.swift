public import TwinPrimitives

/// How the voice agent says values, so that a caller can check them by ear.
///
/// What is said is read back to the same value by the grammar of the slot.
public enum Spoken {
    /// Habits of speech of a country.
    public enum Locale: UInt8, Hashable, Sendable, CaseIterable {
        /// "double oh", "the third of May", "half past two".
        case british
        /// "zero zero", "May third", "two thirty p m".
        case american
    }

    /// The words for a value.
    ///
    /// - Parameters:
    ///   - value: A value of the grammar's kind; other kinds give their plain form.
    ///   - grammar: The grammar of the slot.
    ///   - today: The day of the call: dates near it are named from it, and the year is left out
    ///     where it is understood.
    ///   - locale: Habits of speech.
    /// - Returns: Words; commas mark pauses.
    public static func text(
        of value: SlotValue, grammar: SlotGrammar, today: CivilDate, locale: Locale = .british
    ) -> String {
        switch value {
        case .digits(let digits): return SpokenDigits.text(digits, locale)
        case .letters(let letters): return SpokenDigits.spelled(letters)
        case .amount(let units):
            guard case .amount(_, let currency) = grammar else { return String(units) }
            return amount(units, currency, locale)
        case .number(let number): return SpokenNumbers.text(number, locale)
        case .date(let date): return SpokenDates.text(date, today, locale)
        case .time(let minute): return SpokenDates.time(minute, locale)
        case .name(let place):
            guard case .name(let list) = grammar, list.indices.contains(place) else {
                return String(place)
            }
            return list[place].text
        case .choice(let place):
            guard case .choice(let choices) = grammar, choices.indices.contains(place) else {
                return String(place)
            }
            return choices[place].name
        case .yesNo(let isYes): return isYes ? "yes" : "no"
        case .text(let text): return text
        }
    }

    /// "Forty-five pounds twenty", "four pounds and five pence", "fifty pence".
    private static func amount(
        _ units: Int, _ currency: SlotGrammar.Currency, _ locale: Locale
    ) -> String {
        let major = units / 100
        let minor = units % 100
        func name(_ words: [String], _ count: Int) -> String {
            count == 1 && words.count > 1 ? words[1] : words.first ?? ""
        }
        let cents =
            SpokenNumbers.text(minor, locale) + " "
            + (minor == 1 ? currency.minor.last ?? "" : currency.minor.first ?? "")
        if major == 0, minor > 0 { return cents }
        let whole = SpokenNumbers.text(major, locale) + " " + name(currency.major, major)
        // "Pounds twenty" is said, "dollars twenty" is not.
        let isShort = locale == .british && currency.major.first == "pounds"
        switch minor {
        case 0: return whole
        case 10... where isShort: return whole + " " + SpokenNumbers.text(minor, locale)
        default: return whole + " and " + cents
        }
    }
}

extension SlotGrammar {
    /// How the voice agent says a value of this grammar, in British habits.
    ///
    /// - Parameters:
    ///   - value: A value of this kind.
    ///   - today: The day of the call.
    /// - Returns: Words; commas mark pauses.
    public func spoken(_ value: SlotValue, today: CivilDate) -> String {
        Spoken.text(of: value, grammar: self, today: today)
    }
}

/// Digit strings in speech.
enum SpokenDigits {
    private static let names = Lexicon.words("oh one two three four five six seven eight nine")
    /// Longest string that is said without a pause.
    private static let group = 4

    /// Digits in groups of two to four, separated by commas, equal pairs as "double".
    static func text(_ digits: String, _ locale: Spoken.Locale) -> String {
        let values = digits.utf8.compactMap { (48...57).contains($0) ? Int($0) - 48 : nil }
        var words: [String] = []
        var place = 0
        for size in sizes(values.count) {
            words.append(said(Array(values[place..<place + size]), locale))
            place += size
        }
        return words.joined(separator: ", ")
    }

    /// Sizes of the groups: threes, with what is left over in groups of two or four at the end.
    private static func sizes(_ count: Int) -> [Int] {
        if count <= group { return count == 0 ? [] : [count] }
        if count % 4 == 0 { return Array(repeating: 4, count: count / 4) }
        if count == 5 { return [2, 3] }
        let rest = count % 3
        switch rest {
        case 0: return Array(repeating: 3, count: count / 3)
        case 1: return Array(repeating: 3, count: count / 3 - 1) + [4]
        default: return Array(repeating: 3, count: count / 3) + [2]
        }
    }

    private static func said(_ values: [Int], _ locale: Spoken.Locale) -> String {
        var words: [String] = []
        var place = 0
        while place < values.count {
            let name = values[place] == 0 && locale == .american ? "zero" : names[values[place]]
            let isPair = place + 1 < values.count && values[place] == values[place + 1]
            if isPair, locale == .british {
                words.append("double " + name)
                place += 2
            } else {
                words.append(name)
                place += 1
            }
        }
        return words.joined(separator: " ")
    }

    /// Letters one by one, digits by name; zero is "zero" among letters, where "oh" is a letter.
    static func spelled(_ text: String) -> String {
        text.map { character in
            if let digit = character.wholeNumberValue, digit < 10 {
                return digit == 0 ? "zero" : names[digit]
            }
            return String(character)
        }.joined(separator: " ")
    }
}

/// Whole numbers in speech.
enum SpokenNumbers {
    /// "Forty-five", "one hundred and five" (British), "one hundred five" (American).
    static func text(_ number: Int, _ locale: Spoken.Locale = .british) -> String {
        if number < 0 { return "minus " + text(-max(number, -.max), locale) }
        if number < 20 { return Lexicon.units[number] }
        if number < 100 {
            let ten = Lexicon.tens[number / 10 - 2]
            return number % 10 == 0 ? ten : ten + "-" + Lexicon.units[number % 10]
        }
        for (scale, word) in [(1_000_000, "million"), (1000, "thousand"), (100, "hundred")]
        where number >= scale {
            let rest = number % scale
            let head = text(number / scale, locale) + " " + word
            if rest == 0 { return head }
            return head + (rest < 100 && locale == .british ? " and " : " ") + text(rest, locale)
        }
        return String(number)
    }
}

/// Dates and times in speech.
enum SpokenDates {
    /// "Today", "tomorrow", "Tuesday the third of May", "Tuesday, May third"; with the year when it
    /// is not that of the next twelve months.
    static func text(_ date: CivilDate, _ today: CivilDate, _ locale: Spoken.Locale) -> String {
        let distance = date.dayNumber - today.dayNumber
        if distance == 0 { return "today" }
        if distance == 1 { return "tomorrow" }
        if distance == -1 { return "yesterday" }
        let (year, month, day) = date.parts
        let name = capitalized(Lexicon.months[month - 1])
        let ordinal = ordinal(day)
        let isNear = (-180...180).contains(distance)
        let weekday = isNear ? date.weekday.name : ""
        let suffix = isNear ? "" : " " + self.year(year)
        switch locale {
        case .british:
            return (isNear ? weekday + " the " : "the ") + ordinal + " of " + name + suffix
        case .american:
            return (isNear ? weekday + ", " : "") + name + " " + ordinal
                + (isNear ? "" : "," + suffix)
        }
    }

    private static func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func ordinal(_ day: Int) -> String {
        switch day {
        case 1...20: Lexicon.ordinals[day - 1]
        case 21...29: "twenty-" + Lexicon.ordinals[day - 21]
        case 30: "thirtieth"
        default: "thirty-first"
        }
    }

    /// "Nineteen eighty-four", "two thousand and four", "twenty twenty-six".
    private static func year(_ year: Int) -> String {
        let rest = year % 100
        if year < 1000 || year > 9999 { return String(year) }
        if (2000...2009).contains(year) || rest == 0 { return SpokenNumbers.text(year) }
        let century = SpokenNumbers.text(year / 100)
        return century + (rest < 10 ? " oh " : " ") + SpokenNumbers.text(rest)
    }

    /// "Half past two in the afternoon", "ten oh five a m", "noon".
    static func time(_ minuteOfDay: Int, _ locale: Spoken.Locale) -> String {
        if minuteOfDay == 720 { return "noon" }
        if minuteOfDay == 0 { return "midnight" }
        let hour = minuteOfDay / 60
        let minute = minuteOfDay % 60
        func name(_ hour: Int) -> String { SpokenNumbers.text((hour + 11) % 12 + 1) }
        let half = minuteOfDay < 720 ? " a m" : " p m"
        let part =
            minuteOfDay < 720
            ? " in the morning" : minuteOfDay < 1080 ? " in the afternoon" : " in the evening"
        switch (minute, locale) {
        case (0, _): return name(hour) + (locale == .british ? part : half)
        case (15, .british): return "quarter past " + name(hour) + part
        case (30, .british): return "half past " + name(hour) + part
        case (45, .british): return "quarter to " + name(hour + 1) + part
        case (1...9, _): return name(hour) + " oh " + SpokenNumbers.text(minute) + half
        default: return name(hour) + " " + SpokenNumbers.text(minute) + half
        }
    }
}
