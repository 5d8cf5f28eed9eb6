import DialogueEngine
import TwinPrimitives

/// A value of the same kind that is not the one said.
///
/// Which one is an assumption, not fitted: one digit or letter is another one or is missing, an
/// amount or number has one digit changed, a date or time is a little off, a name or choice is any
/// other. What a call does next depends on the value being wrong, hardly on how.
enum MisheardValue {
    /// Days by which a date is off at most.
    private static let days = 7
    /// Minutes by which a time is off, and how many of these steps at most.
    private static let minutes = (step: 15, count: 8)

    /// Another value.
    ///
    /// - Parameters:
    ///   - value: What was said.
    ///   - grammar: Of the slot: how many names or choices there are.
    ///   - drop: Whether a digit or letter is missing rather than changed.
    ///   - place: Uniform: which digit, letter or entry.
    ///   - change: Uniform: what it is instead.
    /// - Returns: A value that differs, or nil where there is no other one.
    static func other(
        than value: SlotValue, grammar: SlotGrammar, drop: Bool, place: Double, change: Double
    ) -> SlotValue? {
        switch value {
        case .digits(let text):
            return changed(text, "0123456789", drop, place, change).map(SlotValue.digits)
        case .letters(let text):
            return changed(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", drop, place, change)
                .map(SlotValue.letters)
        case .amount(let units):
            return number(units, place, change).map { .amount(minorUnits: $0) }
        case .number(let whole): return number(whole, place, change).map(SlotValue.number)
        case .date(let date):
            var offset = Int(change * Double(2 * days)) - days
            if offset >= 0 { offset += 1 }
            return .date(CivilDate(dayNumber: date.dayNumber + offset))
        case .time(let minute):
            let steps = 1 + min(Int(change * Double(minutes.count)), minutes.count - 1)
            return .time(minuteOfDay: (minute + steps * minutes.step) % 1440)
        case .name(let index):
            guard case .name(let names) = grammar else { return nil }
            return entry(index, names.count, change).map(SlotValue.name)
        case .choice(let index):
            guard case .choice(let choices) = grammar else { return nil }
            return entry(index, choices.count, change).map(SlotValue.choice)
        case .yesNo(let isYes): return .yesNo(!isYes)
        case .text: return nil
        }
    }

    private static func entry(_ index: Int, _ count: Int, _ change: Double) -> Int? {
        guard count > 1 else { return nil }
        return (index + 1 + min(Int(change * Double(count - 1)), count - 2)) % count
    }

    private static func changed(
        _ text: String, _ alphabet: String, _ drop: Bool, _ place: Double, _ change: Double
    ) -> String? {
        var symbols = Array(text)
        guard !symbols.isEmpty else { return nil }
        let index = min(Int(place * Double(symbols.count)), symbols.count - 1)
        if drop, symbols.count > 1 {
            symbols.remove(at: index)
        } else {
            let others = alphabet.filter { $0 != symbols[index] }
            let other = min(Int(change * Double(others.count)), others.count - 1)
            symbols[index] = others[others.index(others.startIndex, offsetBy: other)]
        }
        return String(symbols)
    }

    /// One digit changed, the first one never to 0; amounts in minor units keep their last two zeros.
    private static func number(_ value: Int, _ place: Double, _ change: Double) -> Int? {
        let scale = value != 0 && value.isMultiple(of: 100) ? 100 : 1
        let digits = String((value / scale).magnitude)
        let index = min(Int(place * Double(digits.count)), digits.count - 1)
        let rest = digits.dropFirst(index)
        guard let old = rest.first?.wholeNumberValue else { return nil }
        let lowest = index == 0 && digits.count > 1 ? 1 : 0
        let others = (lowest...9).filter { $0 != old }
        let new = others[min(Int(change * Double(others.count)), others.count - 1)]
        guard let read = Int(digits.prefix(index) + String(new) + rest.dropFirst()) else {
            return nil
        }
        return value < 0 ? -read * scale : read * scale
    }
}
