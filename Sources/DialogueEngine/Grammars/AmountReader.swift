/// The parts of an amount at places of an utterance.
struct AmountReader {
    let tokens: [Token]
    let currency: SlotGrammar.Currency

    /// Strength of a word for money of another currency than that asked for.
    private static let foreign = Score(0.7)
    private static let foreignMajor: Set<String> = [
        "pounds", "pound", "quid", "dollars", "dollar", "bucks", "buck", "euros", "euro",
    ]
    private static let minor: Set<String> = ["pence", "p", "penny", "pennies", "cents", "cent"]

    /// How sure a word is a major unit; nil when it is none.
    func majorStrength(_ place: Int) -> Score? {
        guard let word = tokens.word(place) else { return nil }
        if currency.major.contains(word) { return .one }
        return AmountReader.foreignMajor.contains(word) ? AmountReader.foreign : nil
    }

    /// Whether a word is a minor unit; "p" is none before "m".
    func isMinor(_ place: Int) -> Bool {
        guard let word = tokens.word(place) else { return false }
        if word == "p", tokens.word(place + 1) == "m" { return false }
        return currency.minor.contains(word) || AmountReader.minor.contains(word)
    }

    /// What follows the major unit: "and twenty pence", "twenty", "and a half".
    func minorPart(at start: Int) -> (units: Int, end: Int)? {
        if tokens.reads(["and", "a", "half"], at: start) { return (50, start + 3) }
        let place = tokens.word(start) == "and" ? start + 1 : start
        guard let (value, end) = belowHundred(at: place) else { return nil }
        if isMinor(end) { return (value, end + 1) }
        // Without its unit the minor part must follow at once, and have two digits.
        guard place == start, value >= 10, majorStrength(end) == nil, !isScale(end) else {
            return nil
        }
        return (value, end)
    }

    /// "Point five", "and a half", each with a thousand or a unit after it.
    func fraction(after whole: Int, at start: Int) -> (units: Int, end: Int, isSure: Bool)? {
        var hundredths = 0
        var end = start
        if tokens.word(start) == "point" {
            guard let (value, after) = decimals(at: start + 1) else { return nil }
            hundredths = value
            end = after
        } else if tokens.reads(["and", "a", "half"], at: start) {
            hundredths = 50
            end = start + 3
        } else {
            return nil
        }
        return scaled(whole * 100 + hundredths, at: end)
    }

    /// Multiplies by a scale word and passes over the unit that follows.
    private func scaled(_ units: Int, at start: Int) -> (units: Int, end: Int, isSure: Bool) {
        var units = units
        var end = start
        var isSure = false
        if end < tokens.count, isScale(end) {
            let scale = Int(tokens[end].facts.scale)
            if units <= NumberWords.limit / scale {
                units *= scale
                end += 1
                isSure = true
            }
        }
        if let strength = majorStrength(end) { return (units, end + 1, strength == .one) }
        return (units, end, isSure)
    }

    private func decimals(at start: Int) -> (hundredths: Int, end: Int)? {
        guard start < tokens.count else { return nil }
        if let digit = tokens[start].digit {
            if start + 1 < tokens.count, let next = tokens[start + 1].digit {
                return (digit * 10 + next, start + 2)
            }
            return (digit * 10, start + 1)
        }
        return belowHundred(at: start).map { ($0.value, $0.end) }
    }

    /// The second number of a pair such as "four fifty" or "one oh three".
    func second(
        after first: (value: Int, length: Int), at place: Int
    ) -> (value: Int, end: Int)? {
        guard (1...99).contains(first.value), place < tokens.count else { return nil }
        if tokens[place].facts.isOh {
            guard place + 1 < tokens.count, let digit = tokens[place + 1].digit, digit > 0 else {
                return nil
            }
            return (digit, place + 2)
        }
        guard tokens[place].number != nil, let (value, end) = belowHundred(at: place), value >= 10,
            !isScale(end)
        else { return nil }
        return (value, end)
    }

    /// Amounts that begin with an article: "a pound fifty", "half a million", "a quid".
    func phrase(at place: Int) -> (units: Int, end: Int)? {
        if tokens.reads(["half", "a"], at: place), isScale(place + 2) {
            let units = Int(tokens[place + 2].facts.scale) * 50
            let end = majorStrength(place + 3) == nil ? place + 3 : place + 4
            return (units, end)
        }
        guard tokens.word(place) == "a", majorStrength(place + 1) != nil else { return nil }
        let rest = minorPart(at: place + 2)
        return (100 + (rest?.units ?? 0), rest?.end ?? place + 2)
    }

    /// An amount that begins with figures: `£45.20`, `1,500`, `45 pounds 20`, `1.5k`, `2 thousand`.
    func written(at place: Int) -> (units: Int, end: Int, isSure: Bool)? {
        guard tokens[place].isWritten, let money = AmountReader.figures(tokens[place].text) else {
            return nil
        }
        let next = place + 1
        if isMinor(next), money.units % 100 == 0 {
            return (money.units / 100, next + 1, true)
        }
        if next < tokens.count, isScale(next) {
            let scaled = scaled(money.units, at: next)
            return (scaled.units, scaled.end, true)
        }
        guard let strength = majorStrength(next) else {
            return (money.units, next, money.hasSymbol)
        }
        let rest = minorPart(at: next + 1)
        return (money.units + (rest?.units ?? 0), rest?.end ?? next + 1, strength == .one)
    }

    private func isScale(_ place: Int) -> Bool {
        place < tokens.count && tokens[place].facts.scale > 0
    }

    /// A number below a hundred in words or figures.
    private func belowHundred(at place: Int) -> (value: Int, end: Int)? {
        guard place < tokens.count else { return nil }
        if let read = NumberWords.belowHundred(tokens, at: place) {
            return (read.value, place + read.length)
        }
        guard tokens[place].isWritten, tokens[place].text.utf8.count <= 2,
            let value = NumberWords.written(tokens[place].text), value < 100
        else { return nil }
        return (value, place + 1)
    }

    /// Figures with a sign, decimals or a letter for thousands; nil for any other word.
    static func figures(_ word: String) -> (units: Int, hasSymbol: Bool)? {
        let symbols: Set<Character> = ["£", "$", "€"]
        let body = word.filter { !symbols.contains($0) }
        let hasSymbol = body.utf8.count < word.utf8.count
        var text = body
        var scale = 1
        if text.hasSuffix("k") { scale = 1000 }
        if text.hasSuffix("m") { scale = 1_000_000 }
        if scale > 1 { text.removeLast() }
        if scale == 1, text.hasSuffix("p"), let pence = NumberWords.written(String(text.dropLast()))
        {
            return (pence, true)
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let major = NumberWords.written(String(parts[0])),
            major <= NumberWords.limit / 100 / scale
        else { return nil }
        var units = major * 100
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count),
                let minor = NumberWords.written(String(parts[1]))
            else { return nil }
            units += parts[1].utf8.count == 1 ? minor * 10 : minor
        }
        return (units * scale, hasSymbol || scale > 1)
    }
}
