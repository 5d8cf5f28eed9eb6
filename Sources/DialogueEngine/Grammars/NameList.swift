/// Names of people or things, prepared for finding them by sound.
///
/// A value `.name(n)` is the n-th of them.
public struct NameList: Hashable, Sendable {
    private let names: [SlotGrammar.PersonName]

    /// Words of each name, as places in `parts`.
    let wordsOfName: [[Int]]
    /// Different words of all names, in order of first use.
    let parts: [Part]
    /// Places in `parts` by the word.
    private let byWord: [String: Int]
    /// Places in `parts` by the phonetic key.
    private let byKey: [[UInt8]: [Int]]

    /// A word of a name.
    struct Part: Hashable, Sendable {
        var letters: [UInt8]
        var key: [UInt8]
        /// Which of the letters a to z it holds, by bits.
        var set: UInt32
        /// Names that hold it, in order.
        var names: [Int]
    }

    /// Prepares names.
    ///
    /// - Parameter names: Each of one or more words; hyphens and apostrophes separate none.
    /// - Complexity: Linear in the letters.
    public init(_ names: [SlotGrammar.PersonName]) {
        self.names = names
        var parts: [Part] = []
        var byWord: [String: Int] = [:]
        var byKey: [[UInt8]: [Int]] = [:]
        var wordsOfName: [[Int]] = []
        for (name, person) in names.enumerated() {
            var places: [Int] = []
            for word in Words(person.text).list {
                let place = byWord[word] ?? parts.count
                if place == parts.count {
                    let key = PhoneticKey.of(word)
                    parts.append(
                        Part(
                            letters: Array(word.utf8), key: key, set: NameList.set(word.utf8),
                            names: []))
                    byWord[word] = place
                    if !key.isEmpty { byKey[key, default: []].append(place) }
                }
                if parts[place].names.last != name { parts[place].names.append(name) }
                places.append(place)
            }
            wordsOfName.append(places)
        }
        self.wordsOfName = wordsOfName
        self.parts = parts
        self.byWord = byWord
        self.byKey = byKey
    }

    /// Likeness of a word that sounds the same.
    private static let sameSound = Score(0.85)
    /// Least likeness that counts.
    private static let least = 0.6
    /// Fewest letters of a word that may be recognised with mistakes.
    private static let shortest = 3

    /// Words of names like a word that was heard, with their likeness.
    ///
    /// Equal words count 1, words with the same phonetic key 0.85, others 0.85 times the share of
    /// letters and of sounds that agree (mean of both), when that is at least 0.6.
    func like(_ heard: Heard) -> [(part: Int, likeness: Score)] {
        let equal = byWord[heard.word].map { [(part: $0, likeness: Score.one)] } ?? []
        guard heard.letters.count >= NameList.shortest else { return equal }
        let alike = heard.key.count > 1 ? byKey[heard.key] ?? [] : []
        let sure = equal + alike.filter { $0 != equal.first?.part }.map { ($0, NameList.sameSound) }
        if !sure.isEmpty { return sure }
        return parts.indices.compactMap { place in
            likeness(of: heard, part: place).map { (place, $0) }
        }
    }

    /// A word that was heard, prepared for comparing.
    struct Heard: Sendable {
        let word: String
        let letters: [UInt8]
        let key: [UInt8]
        let set: UInt32

        init(_ word: String) {
            self.word = word
            letters = Array(word.utf8)
            key = PhoneticKey.of(word)
            set = NameList.set(word.utf8)
        }
    }

    /// Which of the letters a to z a word holds, by bits.
    private static func set(_ letters: String.UTF8View) -> UInt32 {
        letters.reduce(0) { (97...122).contains($1) ? $0 | 1 << UInt32($1 - 97) : $0 }
    }

    /// How like a word that was heard is to one word of the names; nil when it is not.
    func likeness(of heard: Heard, part place: Int) -> Score? {
        // Words that hold more different letters than they are long are passed over unread.
        let length = Swift.max(parts[place].letters.count, heard.letters.count)
        guard (parts[place].set ^ heard.set).nonzeroBitCount < length else { return nil }
        let part = parts[place]
        guard abs(part.letters.count - heard.letters.count) <= 3,
            abs(part.key.count - heard.key.count) <= 2,
            Swift.min(part.letters.count, heard.letters.count) >= NameList.shortest
        else { return nil }
        let sounds = share(heard.key, part.key)
        guard sounds >= 0.5 else { return nil }
        let mean = (sounds + share(heard.letters, part.letters)) / 2
        return mean >= NameList.least ? Score(0.85 * mean) : nil
    }

    /// The share of two strings that agrees, by their edit distance.
    private func share(_ left: [UInt8], _ right: [UInt8]) -> Double {
        let length = Swift.max(left.count, right.count)
        return length == 0 ? 0 : 1 - Double(EditDistance.between(left, right)) / Double(length)
    }
}

extension NameList: RandomAccessCollection, ExpressibleByArrayLiteral {
    /// Prepares names.
    public init(arrayLiteral elements: SlotGrammar.PersonName...) { self.init(elements) }

    /// Place of the first name.
    public var startIndex: Int { 0 }
    /// Place after the last name.
    public var endIndex: Int { names.count }
    /// The name at a place.
    public subscript(position: Int) -> SlotGrammar.PersonName { names[position] }
}
