/// One of several things in words: by name, by another word for it, or by its place.
enum ChoiceWords {
    /// Strength of a word with one letter wrong, or that only sounds alike.
    private static let misheard = Score(0.7)
    /// Strength of "the second one".
    private static let byPlace = Score(0.75)
    /// Fewest letters of a word that may be recognised with a mistake.
    private static let shortest = 5

    static func matches(
        _ tokens: [Token], choices: [SlotGrammar.Choice]
    ) -> [SlotMatch] {
        var found = named(tokens, choices)
        if found.isEmpty { found = misheard(tokens, choices) }
        if found.isEmpty { found = placed(tokens, choices.count) }
        if found.isEmpty, choices.count == 2, let place = tokens.firstIndex(where: isBoth) {
            found = choices.indices.map {
                SlotMatch(.choice($0), place..<place + 1, strength: Coordination.each)
            }
        }
        if found.count > 1 { found = cued(found, tokens, choices) }
        return Selection.ranked(found, in: tokens)
    }

    private static func isBoth(_ token: Token) -> Bool { token.text == "both" }

    /// Phrases that stand in the words; of those at one place the longest.
    private static func named(
        _ tokens: [Token], _ choices: [SlotGrammar.Choice]
    ) -> [SlotMatch] {
        var found: [SlotMatch] = []
        var place = 0
        while place < tokens.count {
            var best: (choice: Int, length: Int)?
            for (number, choice) in choices.enumerated() {
                for phrase in [choice.name] + choice.synonyms {
                    let length = length(of: phrase, in: tokens, at: place)
                    if length > best?.length ?? 0 { best = (number, length) }
                }
            }
            if let best {
                found.append(SlotMatch(.choice(best.choice), place..<place + best.length))
                place += best.length
            } else {
                place += 1
            }
        }
        return found
    }

    /// How many words a phrase takes at a place, in any case; 0 when it does not stand there.
    private static func length(of phrase: String, in tokens: [Token], at start: Int) -> Int {
        var place = start
        var offset = 0
        let word = phrase.utf8
        var index = word.startIndex
        guard place < tokens.count else { return 0 }
        var letters = Array(tokens[place].text.utf8)
        while index < word.endIndex {
            let byte = word[index]
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") {
                guard offset == letters.count, place + 1 < tokens.count else { return 0 }
                place += 1
                letters = Array(tokens[place].text.utf8)
                offset = 0
            } else {
                let lower = (65...90).contains(byte) ? byte + 32 : byte
                guard offset < letters.count, letters[offset] == lower else { return 0 }
                offset += 1
            }
            index = word.index(after: index)
        }
        return offset == letters.count ? place - start + 1 : 0
    }

    /// Single words that are nearly those of a choice.
    private static func misheard(
        _ tokens: [Token], _ choices: [SlotGrammar.Choice]
    ) -> [SlotMatch] {
        var found: [SlotMatch] = []
        for (place, token) in tokens.enumerated() where token.text.utf8.count >= shortest {
            let letters = Array(token.text.utf8)
            for (number, choice) in choices.enumerated() {
                let isNear = ([choice.name] + choice.synonyms).contains { phrase in
                    let other = Array(phrase.lowercased().utf8)
                    guard other.count >= shortest, abs(other.count - letters.count) <= 1 else {
                        return false
                    }
                    return EditDistance.between(letters, other) == 1
                        || PhoneticKey.of(token.text) == PhoneticKey.of(phrase.lowercased())
                }
                if isNear {
                    found.append(
                        SlotMatch(.choice(number), place..<place + 1, strength: misheard))
                    break
                }
            }
        }
        return found
    }

    /// "The first one", "the last", "number two", "option three", "the latter".
    private static func placed(_ tokens: [Token], _ count: Int) -> [SlotMatch] {
        tokens.indices.compactMap { place in
            var number: Int?
            let facts = tokens[place].facts
            let before = tokens.word(place - 1) ?? ""
            if facts.ordinal > 0, before == "the" || tokens.count <= 2 {
                number = Int(facts.ordinal) - 1
            } else if ["last", "latter"].contains(tokens[place].text), before == "the" {
                number = count - 1
            } else if tokens[place].text == "former", before == "the" {
                number = 0
            } else if facts.number > 0, ["number", "option", "choice"].contains(before) {
                number = Int(facts.number) - 1
            }
            guard let number, number >= 0, number < count else { return nil }
            return SlotMatch(.choice(number), place..<place + 1, strength: byPlace)
        }
    }

    /// Leaves the things that a cue marks, when there are any.
    private static func cued(
        _ found: [SlotMatch], _ tokens: [Token], _ choices: [SlotGrammar.Choice]
    ) -> [SlotMatch] {
        let marked = found.filter { match in
            var place = match.words.lowerBound - 1
            while place >= 0, ["my", "the", "a", "our", "your"].contains(tokens[place].text) {
                place -= 1
            }
            guard place >= 0, case .choice(let number) = match.value else { return false }
            return choices[number].cues.contains(tokens[place].text)
        }
        return marked.isEmpty ? found : marked
    }
}
