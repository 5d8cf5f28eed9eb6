import DialogueEngine
import Testing
import TwinPrimitives

/// A phrase and what it means, as `GrammarTable.reading` writes it.
struct Phrase: Sendable, CustomStringConvertible {
    let text: String
    let meaning: String

    init(_ text: String, _ meaning: String) {
        self.text = text
        self.meaning = meaning
    }

    var description: String { text }
}

/// Readings of phrases in one line each.
enum GrammarTable {
    /// Wednesday, 15 April 2026.
    static let today = CivilDate(dayNumber: 20_558)

    /// The value without its kind; `~` before it when more is to come, `!` when it is impossible;
    /// `-` when there is none.
    static func reading(
        _ text: String, _ grammar: SlotGrammar,
        context: GrammarContext = GrammarContext(today: today)
    ) -> String {
        guard let match = grammar.match(Words(text).list, context) else { return "-" }
        return (match.isPartial ? "~" : match.isInvalid ? "!" : "") + written(match.value)
    }

    static func written(_ value: SlotValue) -> String {
        switch value {
        case .digits(let text), .letters(let text), .text(let text): text
        case .amount(let units): "\(units)"
        case .number(let number): "\(number)"
        case .date(let date): date.description
        case .time(let minute):
            "\(minute / 60):" + (minute % 60 < 10 ? "0" : "") + "\(minute % 60)"
        case .name(let place), .choice(let place): "\(place)"
        case .yesNo(let isYes): isYes ? "yes" : "no"
        }
    }
}
