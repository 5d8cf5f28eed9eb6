/// Phrases of one or more words, found at a place of an utterance, the longest first.
struct PhraseTable: Sendable {
    private struct Entry: Sendable {
        var words: [String]
        var value: Int
    }

    /// Entries by their first word, the longest first.
    private let entries: [String: [Entry]]

    /// Makes a table; a phrase listed twice keeps its first value.
    ///
    /// - Parameter phrases: Words with one space between two, each with a number to give back.
    init(_ phrases: [(text: String, value: Int)]) {
        var entries: [String: [Entry]] = [:]
        for phrase in phrases {
            let words = Lexicon.words(phrase.text)
            guard let first = words.first else { continue }
            entries[first, default: []].append(Entry(words: words, value: phrase.value))
        }
        self.entries = entries.mapValues { list in
            list.enumerated().sorted {
                ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
            }.map(\.element)
        }
    }

    /// Makes a table of phrases that all give 1, separated by commas.
    init(_ text: String) {
        self.init(
            text.split(separator: ",").map { phrase in
                (Lexicon.words(String(phrase)).joined(separator: " "), 1)
            })
    }

    /// The longest phrase at a place.
    ///
    /// - Returns: Its number, and how many words it takes; nil when none begins there.
    func match(_ tokens: [Token], at place: Int) -> (value: Int, length: Int)? {
        guard place < tokens.count, let list = entries[tokens[place].text] else { return nil }
        for entry in list where tokens.reads(entry.words, at: place) {
            return (entry.value, entry.words.count)
        }
        return nil
    }

    /// The first phrase at or after a place.
    func first(in tokens: [Token], from start: Int = 0) -> Range<Int>? {
        for place in tokens.indices.dropFirst(start) {
            if let (_, length) = match(tokens, at: place) { return place..<place + length }
        }
        return nil
    }

    /// All phrases in order, none overlapping another.
    func all(in tokens: [Token]) -> [(value: Int, words: Range<Int>)] {
        var found: [(value: Int, words: Range<Int>)] = []
        var place = 0
        while place < tokens.count {
            if let (value, length) = match(tokens, at: place) {
                found.append((value, place..<place + length))
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// Whether the words are nothing but such phrases and words that do not count.
    func covers(_ tokens: [Token], ignoring isIgnored: (Token) -> Bool = { _ in false }) -> Bool {
        var place = 0
        var hits = 0
        while place < tokens.count {
            if let (_, length) = match(tokens, at: place) {
                hits += 1
                place += length
            } else if isIgnored(tokens[place]) {
                place += 1
            } else {
                return false
            }
        }
        return hits > 0
    }
}
