/// The words of an utterance in the one form that grammars and stop lists compare.
///
/// Letters become lower case; everything but ASCII letters, digits, other alphabets' letters, `'`, `£`, `€`,
/// `$`, `%`, and `.`, `,`, `/`, `-`, `:` between digits separates words. Tags in brackets, such as `[noise]` or
/// `<unk>`, are no words.
public struct Words: Hashable, Sendable {
    /// The words in order.
    public let list: [String]

    /// Splits a text.
    public init(_ text: String) {
        var list: [String] = []
        var word = ""
        var tagEnd: Character?
        let characters = Array(text)
        for (place, character) in characters.enumerated() {
            if let end = tagEnd {
                if character == end { tagEnd = nil }
                continue
            }
            if character == "[" || character == "<" {
                tagEnd = character == "[" ? "]" : ">"
                Words.close(&word, into: &list)
            } else if Words.isPart(character, at: place, of: characters) {
                word += character.lowercased()
            } else {
                Words.close(&word, into: &list)
            }
        }
        Words.close(&word, into: &list)
        self.list = list
    }

    /// Stores words that are split and in lower case already.
    public init(list: [String]) { self.list = list }

    /// The words with one space between two.
    public var text: String { list.joined(separator: " ") }

    private static func close(_ word: inout String, into list: inout [String]) {
        if word.contains(where: { $0 != "'" }) { list.append(word) }
        word = ""
    }

    private static func isPart(
        _ character: Character, at place: Int, of characters: [Character]
    ) -> Bool {
        if character.isLetter || character.isNumber || "'£€$%".contains(character) { return true }
        guard ".,/-:".contains(character), place > 0, place + 1 < characters.count else {
            return false
        }
        return characters[place - 1].isNumber && characters[place + 1].isNumber
    }
}
