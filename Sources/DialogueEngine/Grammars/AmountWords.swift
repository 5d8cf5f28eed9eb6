/// Amounts of money as people say them.
enum AmountWords {
    static func match(
        _ words: [String], range: ClosedRange<Int>, currency: SlotGrammar.Currency
    ) -> SlotMatch? {
        var found: SlotMatch?
        var place = 0
        while place < words.count {
            if let (units, length, strength) = amount(words, at: place, currency) {
                found = SlotMatch(
                    .amount(minorUnits: units), place..<place + length, strength: strength,
                    isInvalid: !range.contains(units))
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// An amount at a place of the words, in minor units.
    private static func amount(
        _ words: [String], at place: Int, _ currency: SlotGrammar.Currency
    ) -> (units: Int, length: Int, strength: Score)? {
        if let units = written(words[place]) {
            let hasUnit = place + 1 < words.count && currency.major.contains(words[place + 1])
            let isPlain = words[place].utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
            if isPlain, place + 1 < words.count, currency.minor.contains(words[place + 1]) {
                return (units / 100, 2, .one)
            }
            let rest = hasUnit ? minor(words, at: place + 2, currency) : nil
            return (
                units + (rest?.units ?? 0), (hasUnit ? 2 : 1) + (rest?.length ?? 0),
                hasUnit || !isPlain ? .one : Score(0.9)
            )
        }
        guard let (major, majorLength) = NumberWords.cardinal(words, at: place) else { return nil }
        var end = place + majorLength
        guard major <= NumberWords.limit / 100 else { return nil }
        // "one point five thousand", "twelve point five pounds".
        if end < words.count, words[end] == "point",
            let (tenths, length) = pointDigits(words, at: end + 1)
        {
            end += 1 + length
            var units = Double(major) + tenths
            if end < words.count, ["thousand", "grand", "k"].contains(words[end]) {
                units *= 1000
                end += 1
            }
            let hasUnit = end < words.count && currency.major.contains(words[end])
            return (
                Int((units * 100).rounded()), end - place + (hasUnit ? 1 : 0),
                hasUnit ? .one : Score(0.9)
            )
        }
        if end < words.count, currency.minor.contains(words[end]) {
            return (major, end - place + 1, .one)
        }
        if end < words.count, currency.major.contains(words[end]) {
            end += 1
            let rest = minor(words, at: end, currency)
            return (
                major * 100 + (rest?.units ?? 0), end - place + (rest?.length ?? 0), .one
            )
        }
        // "four fifty": pounds and pence without a unit.
        if major > 0, major < 100, let (pence, length) = NumberWords.belowHundred(words, at: end),
            pence >= 10
        {
            return (major * 100 + pence, majorLength + length, Score(0.7))
        }
        return (major * 100, majorLength, Score(0.9))
    }

    /// The minor part after the major unit: "and twenty pence", "twenty".
    private static func minor(
        _ words: [String], at start: Int, _ currency: SlotGrammar.Currency
    ) -> (units: Int, length: Int)? {
        var place = start
        if place < words.count, words[place] == "and" { place += 1 }
        guard place < words.count else { return nil }
        let read: (value: Int, length: Int)?
        if let number = NumberWords.written(words[place]), number < 100 {
            read = (number, 1)
        } else {
            read = NumberWords.belowHundred(words, at: place)
        }
        guard let (value, length) = read else { return nil }
        let end = place + length
        let hasUnit = end < words.count && currency.minor.contains(words[end])
        // Without its unit a minor part must follow at once, and have two digits.
        guard hasUnit || place == start && value >= 10 else { return nil }
        return (value, end - start + (hasUnit ? 1 : 0))
    }

    private static func pointDigits(
        _ words: [String], at start: Int
    ) -> (value: Double, length: Int)? {
        var place = start
        var value = 0.0
        var scale = 0.1
        while place < words.count, place - start < 2, let digit = NumberWords.units[words[place]] {
            value += Double(digit) * scale
            scale /= 10
            place += 1
        }
        return place > start ? (value, place - start) : nil
    }

    /// An amount written in digits: `£45.20`, `1,500`, `45`.
    private static func written(_ word: String) -> Int? {
        let body = word.filter { !"£$€,".contains($0) }
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let major = NumberWords.written(String(parts[0])),
            major <= NumberWords.limit / 100
        else { return nil }
        guard parts.count == 2 else { return major * 100 }
        guard (1...2).contains(parts[1].utf8.count), let minor = NumberWords.written(String(parts[1]))
        else { return nil }
        return major * 100 + (parts[1].utf8.count == 1 ? minor * 10 : minor)
    }

    /// How an amount is said back.
    static func spoken(_ units: Int, _ currency: SlotGrammar.Currency) -> String {
        let major = units / 100
        let minor = units % 100
        let word = major == 1 ? singular(currency.major) : currency.major.first ?? ""
        if minor == 0 { return NumberWords.spoken(major) + " " + word }
        if major == 0 {
            return NumberWords.spoken(minor) + " " + (currency.minor.first ?? "")
        }
        return NumberWords.spoken(major) + " " + word + " and " + NumberWords.spoken(minor) + " "
            + (currency.minor.first ?? "")
    }

    private static func singular(_ words: [String]) -> String {
        words.count > 1 ? words[1] : words.first ?? ""
    }
}
