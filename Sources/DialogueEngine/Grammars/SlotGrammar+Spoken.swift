public import TwinPrimitives

extension SlotGrammar {
    /// How the voice agent says a value.
    ///
    /// - Parameters:
    ///   - value: A value of this grammar; a value of another kind is said by its content.
    ///   - today: The day of the call, for "tomorrow".
    /// - Returns: Words without punctuation other than commas and hyphens.
    public func spoken(_ value: SlotValue, today: CivilDate) -> String {
        switch value {
        case .digits(let digits): DigitWords.spoken(digits)
        case .letters(let letters): SpelledWords.spoken(letters)
        case .amount(let units):
            AmountWords.spoken(units, currency)
        case .number(let number): NumberWords.spoken(number)
        case .date(let date): DateWords.spoken(date, today: today)
        case .time(let minute): TimeWords.spoken(minute)
        case .name(let place):
            if case .name(let names) = self, names.indices.contains(place) {
                names[place].text
            } else {
                ""
            }
        case .choice(let place):
            if case .choice(let choices) = self, choices.indices.contains(place) {
                choices[place].name
            } else {
                ""
            }
        case .yesNo(let isYes): isYes ? "yes" : "no"
        case .text(let text): text
        }
    }

    private var currency: Currency {
        if case .amount(_, let currency) = self { currency } else { .pounds }
    }

    /// Puts the beginning of a value and what was said next together.
    ///
    /// - Returns: The longer value; nil when the two do not fit.
    public func joined(_ beginning: SlotValue, with next: SlotValue) -> SlotMatch? {
        switch (self, beginning, next) {
        case (.digits(let lengths, let check), .digits(let first), .digits(let second)):
            let digits = first + second
            guard digits.utf8.count <= lengths.upperBound else { return nil }
            let isShort = digits.utf8.count < lengths.lowerBound
            return SlotMatch(
                .digits(digits), 0..<0, isPartial: isShort,
                isInvalid: !isShort && !check.holds(digits))
        case (.spelled(let lengths, _), .letters(let first), .letters(let second)):
            let letters = first + second
            guard letters.count <= lengths.upperBound else { return nil }
            return SlotMatch(
                .letters(letters), 0..<0, isPartial: letters.count < lengths.lowerBound)
        default: return nil
        }
    }
}
