/// One of several things, named by any of its words.
enum ChoiceWords {
    static func match(_ words: [String], choices: [SlotGrammar.Choice]) -> SlotMatch? {
        var best: (place: Int, words: Range<Int>)?
        var others: Set<Int> = []
        for (index, choice) in choices.enumerated() {
            for phrase in [choice.name] + choice.synonyms {
                let wanted = Words(phrase).list
                guard !wanted.isEmpty, let start = last(wanted, in: words) else { continue }
                others.insert(index)
                let found = start..<start + wanted.count
                // The longer phrase wins; at equal length the later one, to which callers correct.
                let isBetter =
                    best.map {
                        (found.count, found.lowerBound) > ($0.words.count, $0.words.lowerBound)
                    } ?? true
                if isBetter { best = (index, found) }
            }
        }
        guard let best else { return nil }
        return SlotMatch(
            .choice(best.place), best.words, strength: others.count > 1 ? Score(0.7) : .one)
    }

    private static func last(_ wanted: [String], in words: [String]) -> Int? {
        guard wanted.count <= words.count else { return nil }
        return stride(from: words.count - wanted.count, through: 0, by: -1).first { start in
            wanted.indices.allSatisfy { words[start + $0] == wanted[$0] }
        }
    }
}
