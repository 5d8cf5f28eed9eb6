/// Letters and digits said one by one.
enum SpelledWords {
    private static let alphabet: [String: Character] = [
        "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E",
        "foxtrot": "F", "golf": "G", "hotel": "H", "india": "I", "juliet": "J", "juliett": "J",
        "kilo": "K", "lima": "L", "mike": "M", "november": "N", "oscar": "O", "papa": "P",
        "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V",
        "whiskey": "W", "xray": "X", "yankee": "Y", "zulu": "Z",
    ]
    /// Names of letters as recognisers write them.
    private static let letterNames: [String: Character] = [
        "ay": "A", "bee": "B", "be": "B", "see": "C", "sea": "C", "cee": "C", "dee": "D",
        "ef": "F", "gee": "G", "aitch": "H", "jay": "J", "kay": "K", "el": "L", "em": "M",
        "en": "N", "pee": "P", "cue": "Q", "queue": "Q", "are": "R", "ess": "S", "tea": "T",
        "tee": "T", "you": "U", "vee": "V", "ex": "X", "why": "Y", "zed": "Z", "zee": "Z",
    ]

    /// One letter or digit at a place of the words; "b as in bravo" is one.
    private static func piece(
        _ words: [String], at place: Int, lettersOnly: Bool, inside: Bool
    ) -> (text: String, length: Int)? {
        let word = words[place]
        if word == "double" || word == "triple", place + 1 < words.count,
            let (text, length) = piece(
                words, at: place + 1, lettersOnly: lettersOnly, inside: true), text.count == 1
        {
            return (String(repeating: text, count: word == "double" ? 2 : 3), length + 1)
        }
        if word == "capital", place + 1 < words.count,
            let (text, length) = piece(words, at: place + 1, lettersOnly: lettersOnly, inside: true)
        {
            return (text, length + 1)
        }
        if let letter = letter(word, inside: inside) {
            // "b as in bravo", "b for bravo", "b like bravo".
            if place + 3 < words.count, words[place + 1] == "as", words[place + 2] == "in" {
                return (String(letter), 4)
            }
            if place + 2 < words.count, words[place + 1] == "for" || words[place + 1] == "like",
                words[place + 2].count > 1,
                words[place + 2].uppercased().first == letter
            {
                return (String(letter), 3)
            }
            return (String(letter), 1)
        }
        if lettersOnly { return nil }
        if let digit = NumberWords.units[word] { return (String(digit), 1) }
        if word == "oh" { return ("0", 1) }
        if let (value, length) = NumberWords.belowHundred(words, at: place) {
            return (String(value), length)
        }
        if word.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return (word, 1) }
        return nil
    }

    private static func letter(_ word: String, inside: Bool) -> Character? {
        if word.utf8.count == 1, let byte = word.utf8.first, byte >= 97, byte <= 122 {
            return Character(word.uppercased())
        }
        if let letter = alphabet[word] { return letter }
        return inside ? letterNames[word] : nil
    }

    static func match(
        _ words: [String], lengths: ClosedRange<Int>, lettersOnly: Bool
    ) -> SlotMatch? {
        var best: SlotMatch?
        var place = 0
        while place < words.count {
            var text = ""
            var end = place
            while end < words.count {
                if let (piece, length) = piece(
                    words, at: end, lettersOnly: lettersOnly, inside: !text.isEmpty)
                {
                    text += piece
                    end += length
                } else if !text.isEmpty, ["uh", "um", "dash", "then", "and"].contains(words[end]) {
                    end += 1
                } else {
                    break
                }
            }
            if !text.isEmpty {
                let found = match(text, place..<end, lengths)
                // A single letter is more often a word ("a", "i") than a spelling.
                if found.words.count > 1 || lengths.contains(text.count), isBetter(found, best) {
                    best = found
                }
            }
            place = max(end, place + 1)
        }
        return best ?? whole(words, lengths: lengths, lettersOnly: lettersOnly)
    }

    private static func match(
        _ text: String, _ words: Range<Int>, _ lengths: ClosedRange<Int>
    ) -> SlotMatch {
        let isShort = text.count < lengths.lowerBound
        return SlotMatch(
            .letters(text), words, strength: lengths.contains(text.count) ? .one : Score(0.8),
            isPartial: isShort, isInvalid: text.count > lengths.upperBound)
    }

    private static func isBetter(_ found: SlotMatch, _ best: SlotMatch?) -> Bool {
        guard let best else { return true }
        let found = (found.isPartial || found.isInvalid ? 0 : 1, found.words.count)
        return found >= (best.isPartial || best.isInvalid ? 0 : 1, best.words.count)
    }

    /// A code written as one word, as typed: `ab12cd`.
    private static func whole(
        _ words: [String], lengths: ClosedRange<Int>, lettersOnly: Bool
    ) -> SlotMatch? {
        for (place, word) in words.enumerated().reversed()
        where lengths.contains(word.utf8.count) {
            let hasDigit = word.utf8.contains { $0 >= 48 && $0 <= 57 }
            guard lettersOnly ? !hasDigit : hasDigit,
                word.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 122) })
            else { continue }
            return SlotMatch(
                .letters(word.uppercased()), place..<place + 1, strength: Score(0.9))
        }
        return nil
    }

    /// How letters are said back: one by one.
    static func spoken(_ text: String) -> String {
        text.map { character in
            character.isNumber
                ? DigitWords.spoken(String(character)) : String(character)
        }.joined(separator: " ")
    }
}
