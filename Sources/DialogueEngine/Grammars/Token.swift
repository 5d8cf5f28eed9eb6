/// A word together with what the grammars know of it.
///
/// Each word is looked up once for each utterance; the grammars then compare small numbers.
struct Token: Sendable {
    let text: String
    let facts: WordFacts

    init(_ text: String) {
        self.text = text
        facts = Lexicon.facts[text] ?? .none
    }

    /// Whether it holds a figure, as in `45`, `£20`, `3rd` or `2pm`.
    var isWritten: Bool { facts.isUnknown && text.utf8.contains { $0 >= 48 && $0 <= 57 } }

    /// The digit of a word for one, `oh` among them; nil for other words.
    var digit: Int? {
        if facts.isOh { return 0 }
        return facts.number >= 0 && facts.number < 10 ? Int(facts.number) : nil
    }

    /// The value of a word for a number below a hundred; nil for other words.
    var number: Int? { facts.number >= 0 ? Int(facts.number) : nil }
}

/// What the grammars know of one word.
struct WordFacts: Sendable {
    /// 0 to 19, or a multiple of ten below a hundred; -1 for words that are no number.
    var number: Int8 = -1
    /// Whether it is "oh", which is a zero among digits only.
    var isOh = false
    /// The digit of "zeros", "ones" …; -1 for other words.
    var plural: Int8 = -1
    /// How often "double", "triple" repeat what follows; 0 for other words.
    var times: Int8 = 0
    /// Hundred, thousand, million; 0 for other words.
    var scale: Int32 = 0
    /// The digit that recognisers mistake for this word; -1 for other words.
    var homophone: Int8 = -1
    /// Place in an order, 1 to 31; 0 for other words.
    var ordinal: Int8 = 0
    /// Month from 1 to 12; 0 for other words.
    var month: Int8 = 0
    /// Day of the week from Monday, 1 to 7; 0 for other words.
    var weekday: Int8 = 0
    /// The letter, as upper-case ASCII; 0 for other words.
    var letter: UInt8 = 0
    /// The letter whose name sounds like this word; 0 for other words.
    var letterSound: UInt8 = 0
    /// The letter that this word of a spelling alphabet stands for; 0 for other words.
    var alphabet: UInt8 = 0
    /// Whether it is a noise of hesitation.
    var isHesitation = false
    /// Whether it may stand between the digits of one number.
    var isGlue = false
    /// Whether the lexicon does not hold it.
    var isUnknown = false

    /// Nothing is known.
    static let none: WordFacts = {
        var facts = WordFacts()
        facts.isUnknown = true
        return facts
    }()
}

extension [String] {
    /// The words as tokens.
    var tokens: [Token] { map(Token.init) }
}

extension [Token] {
    /// Whether the words at a place are those of a phrase.
    func reads(_ phrase: [String], at place: Int) -> Bool {
        guard place >= 0, place + phrase.count <= count else { return false }
        for offset in phrase.indices where self[place + offset].text != phrase[offset] {
            return false
        }
        return true
    }

    /// The word at a place; nil when there is none.
    func word(_ place: Int) -> String? {
        place >= 0 && place < count ? self[place].text : nil
    }
}
