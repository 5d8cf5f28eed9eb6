import TwinPrimitives

/// Dates as people say them, seen from the day of the call.
enum DateWords {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ]

    static func match(
        _ words: [String], days: ClosedRange<Int>, today: CivilDate
    ) -> SlotMatch? {
        var found: SlotMatch?
        var place = 0
        while place < words.count {
            if let (date, length) = date(words, at: place, days: days, today: today) {
                let distance = date.dayNumber - today.dayNumber
                found = SlotMatch(
                    .date(date), place..<place + length, isInvalid: !days.contains(distance))
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    private static func date(
        _ words: [String], at place: Int, days: ClosedRange<Int>, today: CivilDate
    ) -> (date: CivilDate, length: Int)? {
        relative(words, at: place, days: days, today: today)
            ?? calendar(words, at: place, days: days, today: today)
            ?? written(words[place], days: days, today: today).map { ($0, 1) }
    }

    // MARK: From the day of the call

    private static func relative(
        _ words: [String], at place: Int, days: ClosedRange<Int>, today: CivilDate
    ) -> (date: CivilDate, length: Int)? {
        func follows(_ phrase: [String]) -> Bool {
            place + phrase.count <= words.count
                && Array(words[place..<place + phrase.count]) == phrase
        }
        let fixed: [(phrase: [String], days: Int)] = [
            (["the", "day", "after", "tomorrow"], 2), (["day", "after", "tomorrow"], 2),
            (["the", "day", "before", "yesterday"], -2), (["a", "week", "tomorrow"], 8),
            (["a", "week", "today"], 7), (["today"], 0), (["tonight"], 0), (["tomorrow"], 1),
            (["yesterday"], -1), (["next", "week"], 7), (["last", "week"], -7),
        ]
        if let hit = fixed.first(where: { follows($0.phrase) }) {
            return (today.adding(days: hit.days), hit.phrase.count)
        }
        if follows(["end", "of", "the", "month"]) {
            return (monthEnd(today), 4)
        }
        if words[place] == "in" || words[place] == "within" {
            if let (count, length) = NumberWords.cardinal(words, at: place + 1)
                ?? (place + 1 < words.count && words[place + 1] == "a" ? (1, 1) : nil)
            {
                let after = place + 1 + length
                guard after < words.count, count < 1000 else { return nil }
                switch words[after] {
                case "day", "days": return (today.adding(days: count), length + 2)
                case "week", "weeks": return (today.adding(days: 7 * count), length + 2)
                default: return nil
                }
            }
        }
        return weekday(words, at: place, days: days, today: today)
    }

    private static func weekday(
        _ words: [String], at place: Int, days: ClosedRange<Int>, today: CivilDate
    ) -> (date: CivilDate, length: Int)? {
        var at = place
        var shift = 0
        var isLast = false
        if words[at] == "next" || words[at] == "this" || words[at] == "last" {
            if words[at] == "next" { shift = 7 }
            isLast = words[at] == "last"
            at += 1
        }
        guard at < words.count, let wanted = weekdays.firstIndex(of: singular(words[at])) else {
            return nil
        }
        // Day number 0 is a Thursday; Monday is 0 here.
        let current = ((today.dayNumber + 3) % 7 + 7) % 7
        var ahead = (wanted - current + 7) % 7
        if isLast {
            ahead = ahead == 0 ? -7 : ahead - 7
        } else if shift > 0 {
            // "Next Tuesday" is that of the next week, counted from Monday.
            ahead = wanted - current + 7
        } else if days.upperBound <= 0, ahead > 0 {
            ahead -= 7
        }
        // A date in words after the weekday says which one it is.
        if let (date, length) = calendar(words, at: at + 1, days: days, today: today) {
            return (date, at + 1 - place + length)
        }
        return (today.adding(days: ahead), at + 1 - place)
    }

    private static func singular(_ word: String) -> String {
        word.hasSuffix("s") && word != "s" ? String(word.dropLast()) : word
    }

    // MARK: By the calendar

    /// "the third of may", "may third", "may the 3rd", "third of may nineteen eighty four".
    private static func calendar(
        _ words: [String], at start: Int, days: ClosedRange<Int>, today: CivilDate
    ) -> (date: CivilDate, length: Int)? {
        var place = start
        func skip(_ word: String) { if place < words.count, words[place] == word { place += 1 } }
        skip("on")
        skip("the")
        guard place < words.count else { return nil }
        var month: Int?
        var day: Int?
        if let index = months.firstIndex(of: words[place]) {
            month = index + 1
            place += 1
            skip("the")
            if let (value, length) = dayNumber(words, at: place) {
                day = value
                place += length
            }
        } else if let (value, length) = dayNumber(words, at: place) {
            let isOrdinal = NumberWords.belowHundred(words, at: place) == nil
            day = value
            place += length
            skip("of")
            if place < words.count, let index = months.firstIndex(of: words[place]) {
                month = index + 1
                place += 1
            } else if !isOrdinal || words[start] != "the" && words[start] != "on" {
                return nil
            }
        }
        guard let day else { return nil }
        var year: Int?
        if month != nil, let (value, length) = yearNumber(words, at: place) {
            year = value
            place += length
        }
        guard let date = resolve(day, month, year, days: days, today: today) else { return nil }
        return (date, place - start)
    }

    /// A day of the month: "third", "twenty first", "3rd", "three".
    private static func dayNumber(_ words: [String], at place: Int) -> (Int, Int)? {
        guard place < words.count else { return nil }
        let word = words[place]
        if let index = ordinals.firstIndex(of: word) { return (index + 1, 1) }
        if word == "thirtieth" { return (30, 1) }
        if word == "twenty" || word == "thirty", place + 1 < words.count,
            let index = ordinals.firstIndex(of: words[place + 1]), index < 9
        {
            return ((word == "twenty" ? 20 : 30) + index + 1, 2)
        }
        for suffix in ["st", "nd", "rd", "th"] where word.hasSuffix(suffix) {
            if let number = NumberWords.written(String(word.dropLast(2))), (1...31).contains(number) {
                return (number, 1)
            }
        }
        if let number = NumberWords.written(word), (1...31).contains(number) { return (number, 1) }
        if let (value, length) = NumberWords.belowHundred(words, at: place), (1...31).contains(value) {
            return (value, length)
        }
        return nil
    }

    /// A year: "1984", "nineteen eighty four", "two thousand and five", "twenty twenty four".
    private static func yearNumber(_ words: [String], at start: Int) -> (Int, Int)? {
        var place = start
        if place < words.count, words[place] == "in" { place += 1 }
        guard place < words.count else { return nil }
        if let number = NumberWords.written(words[place]) {
            return (1900...2100).contains(number) ? (number, place - start + 1) : nil
        }
        if let (century, length) = NumberWords.belowHundred(words, at: place),
            century == 19 || century == 20
        {
            var after = place + length
            var isOh = false
            if after < words.count, words[after] == "oh" || words[after] == "o" {
                isOh = true
                after += 1
            }
            if let (rest, restLength) = NumberWords.belowHundred(words, at: after),
                isOh ? rest < 10 : rest >= 10
            {
                return (century * 100 + rest, after + restLength - start)
            }
        }
        if let (value, length) = NumberWords.cardinal(words, at: place),
            (1900...2100).contains(value)
        {
            return (value, place - start + length)
        }
        return nil
    }

    /// The date that a day, a month and a year name; what was left out is taken from the window.
    private static func resolve(
        _ day: Int, _ month: Int?, _ year: Int?, days: ClosedRange<Int>, today: CivilDate
    ) -> CivilDate? {
        if let month, let year { return CivilDate(year: year, month: month, day: day) }
        let (thisYear, thisMonth) = yearAndMonth(today)
        var candidates: [CivilDate] = []
        for offset in -14...14 {
            let index = thisYear * 12 + thisMonth - 1 + offset
            let candidateMonth = index % 12 + 1
            if let month, month != candidateMonth { continue }
            if let date = CivilDate(year: index / 12, month: candidateMonth, day: day) {
                candidates.append(date)
            }
        }
        func distance(_ date: CivilDate) -> Int { date.dayNumber - today.dayNumber }
        let inside = candidates.filter { days.contains(distance($0)) }
        return (inside.isEmpty ? candidates : inside).min {
            (abs(distance($0)), $1.dayNumber) < (abs(distance($1)), $0.dayNumber)
        }
    }

    private static func yearAndMonth(_ date: CivilDate) -> (Int, Int) {
        (date.parts.year, date.parts.month)
    }

    private static func monthEnd(_ date: CivilDate) -> CivilDate {
        for day in stride(from: 31, through: 28, by: -1) {
            if let end = CivilDate(
                year: date.parts.year, month: date.parts.month, day: day) { return end }
        }
        return date
    }

    /// A date in digits, day first: `3/5`, `3.5.2026`, `2026-05-03`.
    private static func written(
        _ word: String, days: ClosedRange<Int>, today: CivilDate
    ) -> CivilDate? {
        if let date = CivilDate(word) { return date }
        let parts = word.split { $0 == "/" || $0 == "." || $0 == "-" }
        guard (2...3).contains(parts.count) else { return nil }
        let numbers = parts.compactMap { NumberWords.written(String($0)) }
        guard numbers.count == parts.count else { return nil }
        let year = numbers.count == 3 ? (numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]) : nil
        return resolve(numbers[0], numbers[1], year, days: days, today: today)
    }

    /// How a date is said back.
    static func spoken(_ date: CivilDate, today: CivilDate) -> String {
        switch date.dayNumber - today.dayNumber {
        case 0: return "today"
        case 1: return "tomorrow"
        default: break
        }
        let weekday = weekdays[((date.dayNumber + 3) % 7 + 7) % 7].capitalizedWord
        let day = date.parts.day
        let ordinal: String
        switch day {
        case 1...20: ordinal = ordinals[day - 1]
        case 21...29: ordinal = "twenty-" + ordinals[day - 21]
        case 30: ordinal = "thirtieth"
        default: ordinal = "thirty-first"
        }
        let year = date.parts.year == today.parts.year ? "" : " \(date.parts.year)"
        return "\(weekday) the \(ordinal) of \(months[date.parts.month - 1].capitalizedWord)\(year)"
    }
}

extension String {
    /// The word with a capital first letter.
    var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
