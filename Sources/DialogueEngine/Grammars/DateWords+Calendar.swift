import TwinPrimitives

extension DateWords {
    /// "the third of May", "May third", "May the 3rd", "3 May 1984", "the third", "Christmas Eve".
    ///
    /// - Parameters:
    ///   - place: Where it begins.
    ///   - weekday: The weekday said before it, 1 to 7; it chooses the year or the month that was left
    ///     out. 0 when there is none.
    /// - Returns: The date, and where its words end.
    func calendar(at place: Int, weekday: Int = 0) -> Reading? {
        var start = place
        for word in ["on", "the"] where tokens.word(start) == word { start += 1 }
        guard start < tokens.count else { return nil }
        if let (code, length) = DateWords.holidays.match(tokens, at: start) {
            return dated(code % 100, code / 100, weekday, end: start + length)
        }
        if tokens[start].facts.month > 0 { return monthFirst(at: start, weekday) }
        guard let day = dayOfMonth(at: start) else { return nil }
        var end = start + day.length
        let hasOf = tokens.word(end) == "of"
        if hasOf { end += 1 }
        if hasOf, let month = numberedMonth(at: end) {
            return dated(day.value, month, weekday, end: end + 2)
        }
        if end < tokens.count, tokens[end].facts.month > 0 {
            return dated(day.value, Int(tokens[end].facts.month), weekday, end: end + 1)
        }
        if let word = tokens.word(end), ["next", "this", "last", "the"].contains(word),
            tokens.word(end + 1) == "month", day.isOrdinal
        {
            let first = firstOfMonth(after: word == "next" ? 1 : word == "last" ? -1 : 0)
            let parts = first.parts
            return CivilDate(year: parts.year, month: parts.month, day: day.value).map {
                Reading(date: $0, end: end + 2)
            }
        }
        // "The third" alone needs its article, or a weekday before it.
        guard day.isOrdinal, !hasOf, start > place || isAfterWeekday(start),
            !isCounted(start + day.length),
            let date = nearest(day: day.value, month: nil, weekday: weekday)
        else { return nil }
        return Reading(date: date, end: start + day.length, strength: DateWords.figures)
    }

    /// The month in "the twelfth of the third nineteen seventy", which needs its year.
    private func numberedMonth(at place: Int) -> Int? {
        guard tokens.word(place) == "the", place + 1 < tokens.count,
            (1...12).contains(tokens[place + 1].facts.ordinal),
            yearNumber(at: place + 2, isAfterMonth: true) != nil
        else { return nil }
        return Int(tokens[place + 1].facts.ordinal)
    }

    /// "Nineteen ninety one November twenty third".
    func yearFirst(at place: Int) -> Reading? {
        guard let year = yearNumber(at: place, isAfterMonth: false),
            place + year.length < tokens.count, tokens[place + year.length].facts.month > 0,
            let rest = monthFirst(at: place + year.length, 0)
        else { return nil }
        let parts = rest.date.parts
        return CivilDate(year: year.value, month: parts.month, day: parts.day).map {
            Reading(date: $0, end: rest.end)
        }
    }

    private static let holidays = PhraseTable([
        ("christmas day", 1225), ("christmas eve", 1224), ("christmas", 1225),
        ("boxing day", 1226), ("new year's day", 101), ("new year's eve", 1231),
        ("new years eve", 1231), ("new years day", 101), ("valentine's day", 214),
        ("halloween", 1031),
    ])

    private func isAfterWeekday(_ place: Int) -> Bool {
        place > 0 && tokens[place - 1].facts.weekday > 0
    }

    /// "The first one", "the second time", "one second" are no dates.
    private func isCounted(_ place: Int) -> Bool {
        guard let word = tokens.word(place) else { return false }
        return [
            "one", "time", "name", "account", "card", "option", "choice", "thing", "line",
            "street", "avenue", "number", "digit", "digits", "letter", "ones", "payment",
        ]
        .contains(word)
    }

    private func monthFirst(at start: Int, _ weekday: Int) -> Reading? {
        let month = Int(tokens[start].facts.month)
        var place = start + 1
        if tokens.word(place) == "the" { place += 1 }
        guard let day = dayOfMonth(at: place) else { return nil }
        // "May nineteen eighty four" names a year, "May nineteen" a day.
        if !day.isOrdinal, let (year, length) = yearNumber(at: place, isAfterMonth: false),
            length > day.length, year > 999
        {
            return nil
        }
        return dated(day.value, month, weekday, end: place + day.length)
    }

    /// A day and a month, with the year that follows or the one that the window asks for.
    private func dated(_ day: Int, _ month: Int, _ weekday: Int, end: Int) -> Reading? {
        if let (number, length) = yearNumber(at: end, isAfterMonth: true) {
            let year = number > 99 ? number : self.year(of: number, month: month, day: day)
            if let date = CivilDate(year: year, month: month, day: day) {
                return Reading(date: date, end: end + length)
            }
        }
        for (word, shift) in [("this", 0), ("next", 1), ("last", -1)]
        where tokens.reads([word, "year"], at: end) {
            return CivilDate(year: today.parts.year + shift, month: month, day: day).map {
                Reading(date: $0, end: end + 2)
            }
        }
        return nearest(day: day, month: month, weekday: weekday).map { Reading(date: $0, end: end) }
    }

    /// A day of the month: "third", "twenty first", "3rd", "three", "oh three".
    func dayOfMonth(at place: Int) -> (value: Int, length: Int, isOrdinal: Bool)? {
        guard place < tokens.count else { return nil }
        let facts = tokens[place].facts
        if facts.ordinal > 0 {
            // The "first" of "thirty first" is no day of its own.
            let before = place > 0 ? tokens[place - 1].facts.number : 0
            if facts.ordinal < 10, before == 20 || before == 30 { return nil }
            return (Int(facts.ordinal), 1, true)
        }
        if facts.number == 20 || facts.number == 30, place + 1 < tokens.count {
            let unit = Int(tokens[place + 1].facts.ordinal)
            let day = Int(facts.number) + unit
            if (1...9).contains(unit), day <= 31 { return (day, 2, true) }
        }
        if let read = NumberWords.belowHundred(tokens, at: place) {
            if (1...31).contains(read.value) { return (read.value, read.length, false) }
            if let number = tokens[place].number, (1...31).contains(number) {
                return (number, 1, false)
            }
            return nil
        }
        guard tokens[place].isWritten else { return nil }
        let text = tokens[place].text
        for suffix in ["st", "nd", "rd", "th"] where text.hasSuffix(suffix) {
            if let day = NumberWords.written(String(text.dropLast(2))), (1...31).contains(day) {
                return (day, 1, true)
            }
        }
        guard let day = NumberWords.written(text), (1...31).contains(day) else { return nil }
        return (day, 1, false)
    }

    /// A year: "1984", "nineteen eighty four", "two thousand and five", "'84"; two figures when a
    /// month stands before it.
    func yearNumber(at start: Int, isAfterMonth: Bool) -> (value: Int, length: Int)? {
        var place = start
        if tokens.word(place) == "in" || tokens.word(place) == "of" { place += 1 }
        guard place < tokens.count else { return nil }
        let lead = place - start
        if tokens[place].isWritten {
            let text =
                tokens[place].text.hasPrefix("'")
                ? String(tokens[place].text.dropFirst()) : tokens[place].text
            guard let number = NumberWords.written(text) else { return nil }
            if (1900...2199).contains(number), text.utf8.count == 4 { return (number, lead + 1) }
            return isAfterMonth && text.utf8.count == 2 ? (number, lead + 1) : nil
        }
        if let century = tokens[place].number, (19...20).contains(century) {
            if place + 2 < tokens.count, tokens[place + 1].facts.isOh,
                let digit = tokens[place + 2].digit
            {
                return (century * 100 + digit, lead + 3)
            }
            if tokens.word(place + 1) == "hundred" {
                return NumberWords.cardinal(tokens, at: place).map { ($0.value, lead + $0.length) }
            }
            if let rest = NumberWords.belowHundred(tokens, at: place + 1), rest.value >= 10 {
                return (century * 100 + rest.value, lead + 1 + rest.length)
            }
        }
        if let whole = NumberWords.cardinal(tokens, at: place), (1900...2199).contains(whole.value)
        {
            return (whole.value, lead + whole.length)
        }
        guard isAfterMonth else { return nil }
        if tokens[place].facts.isOh, place + 1 < tokens.count, let digit = tokens[place + 1].digit {
            return (digit, lead + 2)
        }
        guard let read = NumberWords.belowHundred(tokens, at: place), read.value >= 10,
            !isClock(place + read.length)
        else { return nil }
        return (read.value, lead + read.length)
    }

    /// "The third of May ten thirty", "May third ten a m": the number is a time.
    private func isClock(_ place: Int) -> Bool {
        guard let word = tokens.word(place) else { return false }
        return ["am", "pm", "a", "p", "o'clock", "oclock", "past", "to", "thirty", "fifteen", "in"]
            .contains(word)
    }

    /// A date in figures: `3/5`, `3.5.84`, `03-05-2026`, `2026-05-03`.
    func written(at place: Int) -> Reading? {
        guard tokens[place].isWritten else { return nil }
        if let date = CivilDate(tokens[place].text) { return Reading(date: date, end: place + 1) }
        let parts = tokens[place].text.split { $0 == "/" || $0 == "." || $0 == "-" }
        guard (2...3).contains(parts.count) else { return nil }
        let numbers = parts.compactMap { NumberWords.written(String($0)) }
        guard numbers.count == parts.count else { return nil }
        if numbers.count == 2, tokens[place].text.contains(".") { return nil }
        return figures(numbers, end: place + 1)
    }

    /// "Oh three oh five eighty four", "three five nineteen eighty four".
    func spokenFigures(at place: Int) -> Reading? {
        guard let first = figure(at: place), let second = figure(at: first.end),
            let year = yearNumber(at: second.end, isAfterMonth: true)
        else { return nil }
        return figures([first.value, second.value, year.value], end: second.end + year.length)
    }

    private func figure(at place: Int) -> (value: Int, end: Int)? {
        guard place < tokens.count else { return nil }
        if tokens[place].facts.isOh || tokens[place].facts.number == 0 {
            guard place + 1 < tokens.count, let digit = tokens[place + 1].digit, digit > 0 else {
                return nil
            }
            return (digit, place + 2)
        }
        if tokens[place].isWritten, tokens[place].text.utf8.count <= 2,
            let number = NumberWords.written(tokens[place].text), (1...31).contains(number)
        {
            return (number, place + 1)
        }
        guard let read = NumberWords.belowHundred(tokens, at: place), (1...31).contains(read.value)
        else { return nil }
        return (read.value, place + read.length)
    }

    /// Eight, six or four figures in one piece, as they are typed on a telephone: day, month and a year
    /// of four figures, of two, or none.
    func keyed() -> SlotMatch? {
        let said = tokens.indices.filter { !tokens[$0].facts.isHesitation }
        guard said.count == 1, let place = said.first else { return nil }
        let figures = tokens[place].text.utf8.map { Int($0) - 48 }
        guard [4, 6, 8].contains(figures.count), figures.allSatisfy((0...9).contains) else {
            return nil
        }
        var numbers = [figures[0] * 10 + figures[1], figures[2] * 10 + figures[3]]
        if figures.count > 4 { numbers.append(figures[4...].reduce(0) { $0 * 10 + $1 }) }
        guard let reading = self.figures(numbers, end: place + 1) else { return nil }
        return SlotMatch(
            .date(reading.date), place..<reading.end, strength: reading.strength,
            isInvalid: !window.contains(reading.date.dayNumber - today.dayNumber))
    }

    /// Two or three numbers, in the order that the caller's country writes.
    private func figures(_ numbers: [Int], end: Int) -> Reading? {
        var day = numbers[isMonthFirst ? 1 : 0]
        var month = numbers[isMonthFirst ? 0 : 1]
        if month > 12, day <= 12 { swap(&day, &month) }
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let date: CivilDate?
        if numbers.count == 3 {
            let number = numbers[2]
            let year = number > 99 ? number : self.year(of: number, month: month, day: day)
            guard year <= 9999 else { return nil }
            date = CivilDate(year: year, month: month, day: day)
        } else {
            date = nearest(day: day, month: month)
        }
        return date.map { Reading(date: $0, end: end, strength: DateWords.figures) }
    }
}
