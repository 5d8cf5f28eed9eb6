/// How words are pronounced: a large dictionary, and rules of English letters for the others.
public struct Pronunciations: Sendable {
    /// Pronunciations by word, first ones first, as sounds of the ARPAbet without stress.
    private let known: [Substring: [Substring]]

    /// Reads a dictionary.
    ///
    /// - Parameter text: Lines of a word, or of a word with the number of a further pronunciation such as
    ///   `read(2)`, and its sounds.
    public init(cmuDictionary text: String) {
        var known: [Substring: [Substring]] = [:]
        for line in text.split(separator: "\n") {
            guard let blank = line.firstIndex(of: " ") else { continue }
            var word = line[..<blank]
            if word.last == ")", let mark = word.firstIndex(of: "("), mark > word.startIndex {
                word = word[..<mark]
            }
            known[word, default: []].append(line[line.index(after: blank)...])
        }
        self.known = known
    }

    /// Whether the dictionary has a word.
    public func knows(_ word: String) -> Bool { known[word[...]] != nil }

    /// The pronunciations of a word; at least one for a word with a letter.
    public func sounds(of word: String) -> [String] {
        if let found = known[word[...]] { return found.map(String.init) }
        if let (head, tail) = parts(of: word) { return [head + " " + tail] }
        let sounds = LetterSounds.sounds(of: word)
        return sounds.isEmpty ? [] : [sounds.joined(separator: " ")]
    }

    /// A word made of two known ones ("checkbook"), or a known one with an ending.
    private func parts(of word: String) -> (String, String)? {
        let letters = word[...]
        if word.hasSuffix("'s"), let base = known[letters.dropLast(2)]?.first {
            return (String(base), "Z")
        }
        for cut in stride(from: word.count - 3, through: 3, by: -1) {
            let middle = word.index(word.startIndex, offsetBy: cut)
            if let head = known[word[..<middle]]?.first, let tail = known[word[middle...]]?.first {
                return (String(head), String(tail))
            }
        }
        return nil
    }

    /// A dictionary of some words, for a recogniser; words without a sound are left out.
    public func dictionary(of words: [String]) -> String {
        var text = ""
        for word in words {
            for (place, sounds) in sounds(of: word).enumerated() {
                text += (place == 0 ? word : "\(word)(\(place + 1))") + " " + sounds + "\n"
            }
        }
        return text
    }
}

/// Sounds of English letters, for words that no dictionary has: names of firms, above all.
///
/// Longest match from the left; a final e is silent and lengthens the vowel before one consonant.
/// A rough guess: right for regular words only.
enum LetterSounds {
    private static let rules: [(letters: String, sounds: [String])] = [
        ("tion", ["SH", "AH", "N"]), ("ight", ["AY", "T"]), ("ough", ["AO"]), ("igh", ["AY"]),
        ("tch", ["CH"]), ("sch", ["S", "K"]), ("sh", ["SH"]), ("ch", ["CH"]), ("th", ["TH"]),
        ("ph", ["F"]), ("wh", ["W"]), ("ck", ["K"]), ("ng", ["NG"]), ("qu", ["K", "W"]),
        ("ee", ["IY"]), ("ea", ["IY"]), ("oo", ["UW"]), ("ou", ["AW"]), ("ow", ["OW"]),
        ("oa", ["OW"]), ("ai", ["EY"]), ("ay", ["EY"]), ("oi", ["OY"]), ("oy", ["OY"]),
        ("au", ["AO"]), ("aw", ["AO"]), ("ar", ["AA", "R"]), ("er", ["ER"]), ("ir", ["ER"]),
        ("ur", ["ER"]), ("or", ["AO", "R"]), ("bb", ["B"]), ("dd", ["D"]), ("ff", ["F"]),
        ("gg", ["G"]), ("ll", ["L"]), ("mm", ["M"]), ("nn", ["N"]), ("pp", ["P"]), ("rr", ["R"]),
        ("ss", ["S"]), ("tt", ["T"]), ("zz", ["Z"]), ("ce", ["S"]), ("ci", ["S", "IH"]),
        ("ge", ["JH"]), ("a", ["AE"]), ("b", ["B"]), ("c", ["K"]), ("d", ["D"]), ("e", ["EH"]),
        ("f", ["F"]), ("g", ["G"]), ("h", ["HH"]), ("i", ["IH"]), ("j", ["JH"]), ("k", ["K"]),
        ("l", ["L"]), ("m", ["M"]), ("n", ["N"]), ("o", ["AA"]), ("p", ["P"]), ("r", ["R"]),
        ("s", ["S"]), ("t", ["T"]), ("u", ["AH"]), ("v", ["V"]), ("w", ["W"]), ("x", ["K", "S"]),
        ("y", ["IY"]), ("z", ["Z"]),
    ]
    private static let long = ["a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW"]

    static func sounds(of word: String) -> [String] {
        var rest = word[...]
        var sounds: [String] = []
        while let letter = rest.first {
            let isLong =
                rest.count == 3 && rest.last == "e" && long[String(letter)] != nil
                && long[String(rest.dropFirst().prefix(1))] == nil
            if isLong, let vowel = long[String(letter)] {
                sounds.append(vowel)
                rest = rest.dropFirst()
            } else if rest == "e", !sounds.isEmpty {
                rest = ""
            } else if let rule = rules.first(where: { rest.hasPrefix($0.letters) }) {
                sounds += rule.sounds
                rest = rest.dropFirst(rule.letters.count)
            } else {
                rest = rest.dropFirst()
            }
        }
        return sounds
    }
}
