/// Names of people, matched by sound against a list.
///
/// A name is compared by a key of its consonants (vowels after the first letter are dropped, letters
/// that sound alike are one, doubled ones single: a short form of Metaphone, Philips 1990) and by the
/// edit distance of its letters.
enum NameWords {
    /// The key of a word's sound.
    static func key(_ word: String) -> String {
        let letters = Array(word.lowercased().unicodeScalars.filter { $0.value >= 97 && $0.value <= 122 })
        var key = ""
        var place = 0
        while place < letters.count {
            let letter = letters[place]
            let next = place + 1 < letters.count ? letters[place + 1] : nil
            var sound: Character?
            var length = 1
            switch (letter, next) {
            case ("p", "h"): (sound, length) = ("f", 2)
            case ("c", "h"), ("s", "h"): (sound, length) = ("x", 2)
            case ("t", "h"): (sound, length) = ("0", 2)
            case ("c", "k"), ("q", "u"): (sound, length) = ("k", 2)
            case ("w", "r"): (sound, length) = ("r", 2)
            case ("k", "n"), ("g", "n"): (sound, length) = place == 0 ? ("n", 2) : ("k", 1)
            case ("g", "h"): (sound, length) = (nil, 2)
            case ("c", "e"), ("c", "i"), ("c", "y"): sound = "s"
            case ("c", _), ("k", _), ("q", _), ("g", _): sound = "k"
            case ("z", _), ("s", _): sound = "s"
            case ("x", _): sound = "s"
            case ("d", _), ("t", _): sound = "t"
            case ("b", _), ("p", _): sound = "p"
            case ("v", _), ("f", _): sound = "f"
            case ("m", _), ("n", _): sound = "n"
            case ("j", _): sound = "j"
            case ("l", _): sound = "l"
            case ("r", _): sound = "r"
            default: sound = place == 0 ? "a" : nil
            }
            if let sound, key.last != sound { key.append(sound) }
            place += length
        }
        return key
    }

    /// Letters to change, add or drop to make one word of another (Levenshtein 1966).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var before = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let cost = min(row[j + 1] + 1, row[j] + 1, before + (letter == other ? 0 : 1))
                before = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }

    /// How alike two words are, from 0 to 1: letters, or sound where that is the same.
    private static func likeness(_ word: String, _ name: String) -> Double {
        if word == name { return 1 }
        let longest = max(word.utf8.count, name.utf8.count)
        let letters = 1 - Double(distance(word, name)) / Double(max(longest, 1))
        return key(word) == key(name) ? max(letters, 0.8) : letters
    }

    static func match(
        _ words: [String], names: [SlotGrammar.PersonName]
    ) -> SlotMatch? {
        // "m a i n" spells the name that follows or went before.
        var best: (place: Int, score: Double, words: Range<Int>)?
        for (index, name) in names.enumerated() {
            let parts = Words(name.text).list
            guard !parts.isEmpty, parts.count <= words.count || parts.count == 1 else { continue }
            let count = min(parts.count, words.count)
            for start in 0...(words.count - count) {
                var score = 0.0
                for offset in 0..<count {
                    score += likeness(words[start + offset], parts[offset])
                }
                score /= Double(parts.count)
                if score > best?.score ?? 0.65 { best = (index, score, start..<start + count) }
            }
            let letters = parts.joined()
            if let spelled = SpelledWords.match(
                words, lengths: letters.count...letters.count, lettersOnly: true),
                case .letters(let text) = spelled.value, text.lowercased() == letters,
                best?.score ?? 0 < 0.95
            {
                best = (index, 0.95, spelled.words)
            }
        }
        return best.map {
            SlotMatch(.name($0.place), $0.words, strength: Score($0.score))
        }
    }
}
