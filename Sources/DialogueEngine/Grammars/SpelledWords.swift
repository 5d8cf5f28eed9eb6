/// Words and codes said letter by letter: "m a i n", "b as in bravo", "double l", "alpha four".
enum SpelledWords {
    /// One letter or digit of a spelling, or several.
    private struct Piece {
        var text: String
        var words: Int
        var cost: Int
    }

    /// A run of pieces.
    private struct Run {
        var text = ""
        var words: Range<Int>
        var cost = 0
        var pieces = 0
    }

    /// What a word that only sounds like a letter costs.
    private static let soundCost = 1
    /// Strength of a word that was not spelled out.
    private static let whole = Score(0.6)

    static func matches(
        _ tokens: [Token], lengths: ClosedRange<Int>, lettersOnly: Bool, check: CheckDigit
    ) -> [SlotMatch] {
        // An article or a pronoun is no spelling, unless nothing else was said.
        let runs = runs(tokens, lettersOnly: lettersOnly).filter {
            $0.text != "A" && $0.text != "I" || tokens.count == 1
        }
        var found: [SlotMatch] = []
        for run in joined(runs, tokens, lengths) {
            let count = run.text.utf8.count
            let certainty = Score(max(0.5, 1 - 0.04 * Double(run.cost)))
            var match = SlotMatch(.letters(run.text), run.words, strength: certainty)
            match.isPartial = count < lengths.lowerBound
            match.isInvalid =
                count > lengths.upperBound || !match.isPartial && !check.holds(run.text)
            if match.isPartial || match.isInvalid { match.strength = certainty * Score(0.7) }
            found.append(match)
        }
        if !found.contains(where: { !$0.isPartial && !$0.isInvalid }) {
            found += typed(tokens, lengths, lettersOnly, check)
        }
        // Of several spellings the longer says more than a stray letter.
        let longest = found.filter { !$0.isInvalid }.map { $0.words.count }.max() ?? 0
        if longest > 2 { found.removeAll { $0.words.count == 1 && $0.isPartial } }
        return Selection.ranked(
            found.sorted { $0.words.lowerBound < $1.words.lowerBound }, in: tokens)
    }

    // MARK: Runs of letters

    private static func runs(_ tokens: [Token], lettersOnly: Bool) -> [Run] {
        let isSpelling = tokens.allSatisfy {
            $0.facts.letter != 0 || $0.facts.letterSound != 0 || $0.facts.isOh
                || $0.facts.isHesitation
        }
        var runs: [Run] = []
        var run: Run?
        var place = 0
        while place < tokens.count {
            if let piece = piece(
                tokens, at: place, lettersOnly: lettersOnly, isInside: run != nil || isSpelling)
            {
                var current = run ?? Run(words: place..<place)
                current.text += piece.text
                current.words = current.words.lowerBound..<place + piece.words
                current.cost += piece.cost
                current.pieces += 1
                run = current
                place += piece.words
            } else if run != nil, isBetween(tokens[place]) {
                place += 1
            } else {
                if let closed = run { runs.append(closed) }
                run = nil
                place += 1
            }
        }
        if let closed = run { runs.append(closed) }
        return runs
    }

    private static func isBetween(_ token: Token) -> Bool {
        token.facts.isHesitation || token.facts.isGlue
            || [
                "capital", "lowercase", "uppercase", "lower", "upper", "case", "letter", "number",
                "dot", "apostrophe", "the", "small", "digit",
            ].contains(token.text)
    }

    private static func piece(
        _ tokens: [Token], at place: Int, lettersOnly: Bool, isInside: Bool
    ) -> Piece? {
        let token = tokens[place]
        if let piece = explained(tokens, at: place) { return piece }
        if token.text == "x", tokens.word(place + 1) == "ray" {
            return Piece(text: "X", words: 2, cost: 0)
        }
        if token.facts.times > 1, place + 1 < tokens.count {
            if token.facts.times == 2, ["you", "u"].contains(tokens[place + 1].text) {
                return Piece(text: "W", words: 2, cost: 0)
            }
            let next = tokens[place + 1]
            let code = next.facts.letter != 0 ? next.facts.letter : next.facts.letterSound
            if code != 0 {
                return Piece(
                    text: String(repeating: letter(code), count: Int(token.facts.times)), words: 2,
                    cost: next.facts.letter != 0 ? 0 : soundCost)
            }
            if !lettersOnly, let digit = next.digit {
                return Piece(
                    text: String(repeating: String(digit), count: Int(token.facts.times)), words: 2,
                    cost: 0)
            }
            return nil
        }
        if !lettersOnly {
            if let piece = written(tokens, at: place, isInside: isInside) { return piece }
            if let piece = digits(tokens, at: place) { return piece }
        }
        // "With a k" has an article.
        if token.text == "a", !isInside,
            ["with", "like", "for"].contains(tokens.word(place - 1) ?? "")
        {
            return nil
        }
        if token.facts.letter != 0 {
            return Piece(text: letter(token.facts.letter), words: 1, cost: 0)
        }
        if token.facts.alphabet != 0, isInside || startsSpelling(tokens, at: place) {
            return Piece(text: letter(token.facts.alphabet), words: 1, cost: 0)
        }
        if token.facts.letterSound != 0, isSurrounded(tokens, at: place, isInside: isInside) {
            return Piece(text: letter(token.facts.letterSound), words: 1, cost: soundCost)
        }
        if lettersOnly, token.facts.isOh { return Piece(text: "O", words: 1, cost: 0) }
        return nil
    }

    /// "b as in bravo", "m for mother", "s like sugar": the word decides, as it is the clearer one.
    private static func explained(_ tokens: [Token], at place: Int) -> Piece? {
        let token = tokens[place]
        let isLetter = token.facts.letter != 0 || token.facts.letterSound != 0 || token.facts.isOh
        guard isLetter else { return nil }
        for phrase in explanations where tokens.reads(phrase, at: place + 1) {
            let word = place + 1 + phrase.count
            guard let initial = tokens.word(word)?.utf8.first, (97...122).contains(initial),
                tokens[word].facts.letter == 0
            else { continue }
            let code = initial - 32
            let isSame =
                code == token.facts.letter || code == token.facts.letterSound
                || token.facts.isOh && code == 79
            // Without "as in" the initial must agree: "I like bananas" spells nothing.
            guard isSame || phrase.count > 1 else { continue }
            return Piece(text: letter(code), words: phrase.count + 2, cost: isSame ? 0 : 1)
        }
        return nil
    }

    private static let explanations: [[String]] = [
        ["as", "in"], ["is", "for"], ["like", "in"], ["for"], ["like"], ["as"],
    ]

    /// A written part of a code: `sw1a 1aa`, `sw 1a 1aa`.
    ///
    /// An ordinal or a time ("1st", "2pm") begins no code, but may end one: `bs8 1th`.
    private static func written(
        _ tokens: [Token], at place: Int, isInside: Bool
    ) -> Piece? {
        let token = tokens[place]
        let text = token.text.uppercased()
        func isCode(_ place: Int) -> Bool {
            guard place < tokens.count, tokens[place].isWritten else { return false }
            let bytes = tokens[place].text.utf8
            return bytes.contains { (97...122).contains($0) }
                && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        if isCode(place) {
            let isCount = ["ST", "ND", "RD", "TH", "AM", "PM"].contains { text.hasSuffix($0) }
            return isInside || !isCount || !(48...57).contains(text.utf8.first ?? 0)
                ? Piece(text: text, words: 1, cost: 0) : nil
        }
        // A pair of letters stands before a part of a code or a digit, or ends one after a digit:
        // `bs 1 5 tr`.
        func isDigit(_ place: Int) -> Bool {
            guard place >= 0, place < tokens.count else { return false }
            let token = tokens[place]
            return token.digit != nil && !token.facts.isOh
                || token.isWritten && token.text.utf8.allSatisfy { (48...57).contains($0) }
        }
        let isPair = token.facts.isUnknown && text.utf8.count == 2 && !pronounced.contains(text)
        guard isPair, text.utf8.allSatisfy({ (65...90).contains($0) }),
            isCode(place + 1) || isDigit(place + 1) || isInside && isDigit(place - 1)
        else { return nil }
        return Piece(text: text, words: 1, cost: 1)
    }

    /// Words of two letters, which are no letters of a code.
    private static let pronounced: Set<String> = [
        "IS", "MY", "IT", "AT", "ON", "TO", "IN", "OF", "BY", "OR", "SO", "NO", "WE", "HE", "ME",
        "AS", "UP", "DO", "GO", "IF", "AN", "AM", "BE", "US",
    ]

    /// A digit in a code; "oh" is a zero beside digits and a letter beside letters, "o" a letter.
    private static func digits(_ tokens: [Token], at place: Int) -> Piece? {
        let token = tokens[place]
        if token.text == "o" { return Piece(text: "O", words: 1, cost: 0) }
        if token.facts.isOh {
            let before = place > 0 && tokens[place - 1].number != nil
            let after = place + 1 < tokens.count && tokens[place + 1].number != nil
            return Piece(text: before || after ? "0" : "O", words: 1, cost: 1)
        }
        if let read = NumberWords.belowHundred(tokens, at: place) {
            return Piece(text: String(read.value), words: read.length, cost: 0)
        }
        if token.isWritten, token.text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return Piece(text: token.text, words: 1, cost: 0)
        }
        return nil
    }

    /// Whether a name such as "mike" begins a spelling rather than being one's name.
    private static func startsSpelling(_ tokens: [Token], at place: Int) -> Bool {
        guard place + 1 < tokens.count else { return tokens.count == 1 }
        let next = tokens[place + 1].facts
        return next.alphabet != 0 || next.letter != 0 || next.number >= 0
    }

    /// Whether a word that sounds like a letter stands among letters.
    private static func isSurrounded(_ tokens: [Token], at place: Int, isInside: Bool) -> Bool {
        func isLetter(_ place: Int) -> Bool {
            place >= 0 && place < tokens.count
                && (tokens[place].facts.letter != 0 || tokens[place].facts.letterSound != 0
                    || tokens[place].facts.isOh)
        }
        if isInside { return isLetter(place + 1) || place + 1 == tokens.count }
        guard isLetter(place + 1) else { return false }
        return tokens[place + 1].facts.letter != 0 && !["a", "i"].contains(tokens[place + 1].text)
    }

    private static func letter(_ code: UInt8) -> String { String(Unicode.Scalar(code)) }

    // MARK: Wholes

    /// Joins runs with few words between them when the length asks for it, and mends tails.
    private static func joined(
        _ runs: [Run], _ tokens: [Token], _ lengths: ClosedRange<Int>
    ) -> [Run] {
        var joined: [Run] = []
        for run in runs {
            guard let last = joined.last, !lengths.contains(run.text.utf8.count) else {
                joined.append(run)
                continue
            }
            let gap = last.words.upperBound..<run.words.lowerBound
            let isRepair = gap.contains { MarkerPhrases.repair.match(tokens, at: $0) != nil }
            let count = last.text.utf8.count
            let length = run.text.utf8.count
            var both = last
            both.words = last.words.lowerBound..<run.words.upperBound
            both.cost += run.cost + 1
            both.pieces += run.pieces
            if isRepair, length < count, lengths.contains(count) {
                both.text = String(last.text.dropLast(length)) + run.text
                joined.append(both)
            } else if !isRepair, gap.count < 3, count + length <= lengths.upperBound,
                !lengths.contains(count)
            {
                both.text = last.text + run.text
                joined[joined.count - 1] = both
            } else {
                joined.append(run)
            }
        }
        return joined
    }

    /// A code written as one word, such as `ab12cd`, or a single word that is the whole utterance.
    private static func typed(
        _ tokens: [Token], _ lengths: ClosedRange<Int>, _ lettersOnly: Bool, _ check: CheckDigit
    ) -> [SlotMatch] {
        let said = tokens.indices.filter { !tokens[$0].facts.isHesitation }
        return tokens.indices.compactMap { place in
            let token = tokens[place]
            let text = token.text.uppercased()
            let isPlain = text.utf8.allSatisfy {
                (65...90).contains($0) || !lettersOnly && (48...57).contains($0)
            }
            let isCode = token.isWritten
            guard isPlain, lengths.contains(text.utf8.count), isCode || said == [place],
                text.utf8.count > 1
            else { return nil }
            return SlotMatch(
                .letters(text), place..<place + 1, strength: isCode ? .one : whole,
                isInvalid: !check.holds(text))
        }
    }
}
