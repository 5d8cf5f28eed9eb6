/// Names of a list in words, mis-heard ones among them.
enum NameWords {
    /// Most candidates that are given back.
    private static let limit = 5
    /// Share of a name's strength that one of its words alone has.
    private static let single = Score(0.6)

    /// A word of a name at a place of the utterance.
    private struct Hit {
        var place: Int
        var length: Int
        var part: Int
        var likeness: Score
    }

    static func matches(_ tokens: [Token], names: NameList) -> [SlotMatch] {
        let hits = hits(tokens, names)
        var candidates: [Int] = []
        var isCandidate = [Bool](repeating: false, count: names.count)
        for hit in hits {
            for name in names.parts[hit.part].names where !isCandidate[name] {
                isCandidate[name] = true
                candidates.append(name)
            }
        }
        let heard = tokens.map { NameList.Heard($0.text) }
        var found = candidates.compactMap { match($0, names, hits, heard) }
        // Names that share the words that were heard share their strength.
        found.sort {
            (-Int($0.strength.steps), $1.words.lowerBound, name($0))
                < (-Int($1.strength.steps), $0.words.lowerBound, name($1))
        }
        found = Array(found.prefix(limit))
        guard let best = found.first else { return [] }
        let equals = found.count { $0.strength == best.strength && $0.words == best.words }
        if equals > 1 {
            for place in 0..<equals {
                found[place].strength = Score(
                    steps: best.strength.steps / Int16(equals))
            }
        }
        if UtteranceMarkers.isCorrection(tokens) {
            for place in found.indices { found[place].isCorrection = true }
        }
        return found
    }

    private static func name(_ match: SlotMatch) -> Int {
        if case .name(let name) = match.value { return name }
        return 0
    }

    /// Words, pairs of words, and spelled words that are like words of the list.
    private static func hits(_ tokens: [Token], _ names: NameList) -> [Hit] {
        var hits: [Hit] = []
        func look(_ word: String, _ place: Int, _ length: Int, _ factor: Score) {
            for (part, likeness) in names.like(NameList.Heard(word)) {
                hits.append(
                    Hit(place: place, length: length, part: part, likeness: likeness * factor))
            }
        }
        for (place, token) in tokens.enumerated() {
            guard !token.facts.isHesitation, !carriers.contains(token.text) else { continue }
            var word = token.text
            if word.hasSuffix("'s") { word.removeLast(2) }
            let before = hits.count
            look(word, place, 1, .one)
            if hits.count == before + 1, hits[before].likeness == .one { continue }
            if place + 1 < tokens.count, !carriers.contains(tokens[place + 1].text),
                token.facts.letter == 0
            {
                look(token.text + tokens[place + 1].text, place, 2, Score(0.9))
            }
        }
        for spelled in SpelledWords.matches(
            tokens, lengths: 2...40, lettersOnly: true, check: .none)
        where spelled.words.count > 1 {
            if case .letters(let text) = spelled.value {
                look(text.lowercased(), spelled.words.lowerBound, spelled.words.count, .one)
            }
        }
        return hits
    }

    private static let carriers: Set<String> = [
        "my", "name", "is", "the", "a", "it's", "i'm", "this", "that's", "hi", "hello", "last",
        "first",
        "and", "to", "for", "of", "in", "please", "i", "am", "it", "was", "no", "yes", "from", "on",
        "would", "like", "company", "account", "with", "but", "speaking", "here", "you", "can",
        "do", "need", "want", "pay", "bill", "spelled",
    ]

    /// The strength of a name: the mean likeness of its words, found in order; a word alone of
    /// several has three fifths of it.
    private static func match(
        _ name: Int, _ names: NameList, _ hits: [Hit], _ heard: [NameList.Heard]
    ) -> SlotMatch? {
        var sum = 0
        var found = 0
        var start = Int.max
        var end = 0
        for part in names.wordsOfName[name] {
            var best: Hit?
            for hit in hits where hit.part == part && hit.place >= end {
                if hit.likeness > best?.likeness ?? .zero { best = hit }
            }
            // A word like another name may still be this one, next to a word that is.
            if best == nil, found > 0, end < heard.count,
                let likeness = names.likeness(of: heard[end], part: part)
            {
                best = Hit(place: end, length: 1, part: part, likeness: likeness)
            }
            guard let best else { continue }
            sum += Int(best.likeness.steps)
            found += 1
            start = min(start, best.place)
            end = best.place + best.length
        }
        guard found > 0 else { return nil }
        let mean = Score(steps: Int16(sum / found))
        let isWhole = found == names.wordsOfName[name].count
        return SlotMatch(
            .name(name), start..<end, strength: isWhole ? mean : mean * single)
    }
}
