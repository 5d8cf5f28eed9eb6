/// Sentences of prompts.
enum Sentences {
    private static let ends: Set<Character> = [".", "?", "!"]

    /// Text whose sentences begin with a capital, whatever value they begin with.
    static func capitalised(_ text: String) -> String {
        var result = ""
        var begins = true
        var mayBegin = false
        for character in text {
            if character == " " {
                begins = begins || mayBegin
            } else if begins {
                result += character.uppercased()
                begins = false
                mayBegin = ends.contains(character)
                continue
            }
            mayBegin = ends.contains(character)
            result.append(character)
        }
        return result
    }

    /// Place of the first word of the sentence that a word lies in: a prompt that was cut goes on
    /// there.
    static func start(of word: Int, in words: [Substring]) -> Int {
        let heard = words.prefix(min(word, words.count))
        return (heard.lastIndex { $0.last.map(ends.contains) ?? false }).map { $0 + 1 } ?? 0
    }
}
