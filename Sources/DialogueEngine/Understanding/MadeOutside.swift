import TwinPrimitives

/// Utterances from outside, made of those inside where no example is given.
///
/// Half are mixtures: every second word of one utterance, every second of another. The other half
/// keep the words that many utterances share and lose the rest to words that training has not seen,
/// as a wish that has nothing to do with the labels does.
struct MadeOutside {
    /// One utterance for each that was given.
    let texts: [String]

    /// Words of so large a share of the utterances, or more, are kept.
    private static let common = 0.02

    /// Makes utterances.
    ///
    /// - Parameters:
    ///   - items: What to make them of.
    ///   - known: What the classifier was trained on.
    ///   - seed: Seed of its draws.
    init(_ items: [TrainingItem], known: [TrainingItem], seed: UInt64) {
        let streams = RandomStreams(seed: seed, replication: 77)
        var uses: [Substring: Int] = [:]
        for item in known {
            for word in Set(item.text.split(separator: " ")) { uses[word, default: 0] += 1 }
        }
        let least = max(Int(Self.common * Double(known.count)), 3)
        texts = items.indices.map { place in
            func draw(_ number: UInt32) -> Double {
                streams.uniform(
                    .bootstrap, CallerKey(contactType: ContactTypeID(1), ordinal: UInt32(place)),
                    draw: number)
            }
            let words = items[place].text.split(separator: " ")
            if place % 2 == 0 {
                let other = items[min(Int(draw(0) * Double(items.count)), items.count - 1)]
                return Self.mixture(words, other.text.split(separator: " "))
            }
            return words.enumerated().map { index, word in
                uses[word, default: 0] >= least
                    ? String(word) : Self.unseen(draw(UInt32(index) + 1), length: word.utf8.count)
            }.joined(separator: " ")
        }
    }

    private static func mixture(_ left: [Substring], _ right: [Substring]) -> String {
        var words: [Substring] = []
        for index in 0..<max(left.count, right.count) {
            if index % 2 == 0, index < left.count { words.append(left[index]) }
            if index % 2 == 1, index < right.count { words.append(right[index]) }
        }
        return words.joined(separator: " ")
    }

    /// A word of consonants and vowels in turn.
    private static func unseen(_ draw: Double, length: Int) -> String {
        let consonants = Array("bdfgklmnprstvz")
        let vowels = Array("aeiou")
        var rest = UInt64(draw * 0x1p52)
        var word = ""
        for place in 0..<min(max(length, 3), 9) {
            let letters = place % 2 == 0 ? consonants : vowels
            word.append(letters[Int(rest % UInt64(letters.count))])
            rest /= UInt64(letters.count)
        }
        return word
    }
}
