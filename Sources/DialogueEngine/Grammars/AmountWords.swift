/// Amounts of money as people say them.
enum AmountWords {
    /// One reading of words as an amount.
    private struct Reading {
        var units: Int
        var end: Int
        var strength: Score
    }

    /// Strength of a number without the word for money.
    private static let bare = Score(0.85)
    /// Strength of "four fifty" as pounds and pence.
    private static let pair = Score(0.75)
    /// Strength of "four fifty" as four hundred and fifty.
    private static let hundreds = Score(0.6)
    /// Strength of a small number that may count something else.
    private static let weak = Score(0.5)

    static func matches(
        _ tokens: [Token], range: ClosedRange<Int>, currency: SlotGrammar.Currency
    ) -> [SlotMatch] {
        let reader = AmountReader(tokens: tokens, currency: currency)
        var found: [SlotMatch] = []
        var place = 0
        while place < tokens.count {
            let readings =
                MarkerPhrases.holdOn.match(tokens, at: place) == nil
                ? self.readings(reader, place) : []
            for reading in readings {
                found.append(
                    SlotMatch(
                        .amount(minorUnits: reading.units), place..<reading.end,
                        strength: reading.strength, isInvalid: !range.contains(reading.units)))
            }
            place = readings.first?.end ?? place + 1
        }
        return Selection.ranked(found, in: tokens)
    }

    /// The amounts that begin at a place; several when the words are ambiguous, all equally long.
    private static func readings(_ reader: AmountReader, _ place: Int) -> [Reading] {
        if let money = reader.written(at: place) {
            return [
                Reading(
                    units: money.units, end: money.end, strength: money.isSure ? .one : bare)
            ]
        }
        if let units = reader.phrase(at: place) {
            return [Reading(units: units.units, end: units.end, strength: .one)]
        }
        guard let number = NumberWords.cardinal(reader.tokens, at: place),
            number.value <= NumberWords.limit / 100
        else { return [] }
        let end = place + number.length
        if let fraction = reader.fraction(after: number.value, at: end) {
            return [
                Reading(
                    units: fraction.units, end: fraction.end,
                    strength: fraction.isSure ? .one : bare)
            ]
        }
        if reader.isMinor(end) {
            return [Reading(units: number.value, end: end + 1, strength: .one)]
        }
        if let strength = reader.majorStrength(end) {
            let rest = reader.minorPart(at: end + 1)
            return [
                Reading(
                    units: number.value * 100 + (rest?.units ?? 0), end: rest?.end ?? end + 1,
                    strength: strength)
            ]
        }
        if let second = reader.second(after: number, at: end) {
            return pairs(number.value, second, reader)
        }
        let isWeak = number.value < 10 && reader.tokens.count > number.length + 1
        return [Reading(units: number.value * 100, end: end, strength: isWeak ? weak : bare)]
    }

    /// "Four fifty": by the words that follow, or both ways.
    private static func pairs(
        _ first: Int, _ second: (value: Int, end: Int), _ reader: AmountReader
    ) -> [Reading] {
        let (value, end) = second
        let whole = (first * 100 + value) * 100
        if let strength = reader.majorStrength(end) {
            let rest = reader.minorPart(at: end + 1)
            return [
                Reading(
                    units: whole + (rest?.units ?? 0), end: rest?.end ?? end + 1, strength: strength
                )
            ]
        }
        if reader.isMinor(end) {
            return [Reading(units: first * 100 + value, end: end + 1, strength: .one)]
        }
        return [
            Reading(units: first * 100 + value, end: end, strength: pair),
            Reading(units: whole, end: end, strength: hundreds),
        ]
    }
}
