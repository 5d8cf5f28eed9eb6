import TwinPrimitives

/// Finds values that their own words announce: "my customer number is 550004".
///
/// The words that announce a slot (`Slot.announcedBy`) are found anywhere in an utterance; after
/// them, with nothing but such words as "is" or "ending in" between, its grammar must find a value. The
/// value belongs to the slot that is announced, whatever was asked; where the same words announce
/// several slots ("my number"), to the one asked for, else to the first that a flow in progress asks
/// for, else to the first of the model, values that are possible before all others.
struct Announcements: Sendable {
    /// What was announced in one utterance.
    struct Found {
        /// Values of slots that may be volunteered, in the order in which they were said.
        var answers: [AnswerCandidate] = []
        /// Slots that were announced, those that may not be volunteered too.
        var slots: [SlotID] = []
        /// The words of each hypothesis that announce nothing.
        var rest: [[String]]
        /// The words of each hypothesis that may wish for something: the rest, and phrases that stand
        /// in a sentence of their own ("where is my order 12345674"); none where the rest says nothing.
        var wish: [[String]]

        init(_ words: [[String]]) {
            rest = words
            wish = words
        }
    }

    private struct Phrase: Sendable {
        var words: [String]
        var slots: [SlotID]
    }

    /// Words after a phrase that announces, in one hypothesis.
    private struct Place {
        var phrase: Int
        var start: Int
        var value: Range<Int>
    }

    private let slots: [Slot]
    /// By the first word, the longest first.
    private let phrases: [Phrase]
    private let byFirstWord: [String: [Int]]

    /// Most words between a phrase and its value.
    private static let longestLink = 5
    /// Words that may stand between a phrase and its value.
    private static let links: Set<String> = [
        "is", "was", "are", "it's", "its", "it", "will", "be", "would", "should", "that's", "that",
        "ends", "ending", "in", "with", "of", "number", "as", "follows", "reads", "the", "for",
        "you", "here", "a", "on",
    ]
    /// Words before a phrase that belong to it.
    private static let leads: Set<String> = ["my", "the", "our", "and", "so", "with", "it's"]

    init(_ slots: [Slot]) {
        self.slots = slots
        var phrases: [Phrase] = []
        for (place, slot) in slots.enumerated() {
            for text in slot.announcedBy {
                let words = Words(text).list
                guard !words.isEmpty else { continue }
                let id = SlotID(UInt16(place))
                if let known = phrases.firstIndex(where: { $0.words == words }) {
                    phrases[known].slots.append(id)
                } else {
                    phrases.append(Phrase(words: words, slots: [id]))
                }
            }
        }
        phrases.sort { ($1.words.count, $0.words.joined()) < ($0.words.count, $1.words.joined()) }
        self.phrases = phrases
        byFirstWord = Dictionary(grouping: phrases.indices) { phrases[$0].words[0] }
    }

    /// Finds what is announced.
    ///
    /// - Parameters:
    ///   - wordLists: The hypotheses as words, best first.
    ///   - weights: Their weights.
    ///   - asked: The slot that was asked for; what announces it is its answer like any other.
    ///   - inPlay: Slots that the flows in progress ask for.
    ///   - today: The day of the call.
    /// - Returns: The values, and what of each hypothesis is left without them.
    func found(
        _ wordLists: [[String]], _ weights: [Score], asked: SlotID?, inPlay: [SlotID],
        today: CivilDate
    ) -> Found {
        var found = Found(wordLists)
        guard !phrases.isEmpty else { return found }
        let places = wordLists.map(places)
        var order: [Int] = []
        for place in places.joined() where !order.contains(place.phrase) {
            order.append(place.phrase)
        }
        var removed = wordLists.map { _ in (all: [Range<Int>](), values: [Range<Int>]()) }
        for phrase in order {
            let named = phrases[phrase].slots
            if let asked, named.contains(asked) { continue }
            let pieces = zip(wordLists, places).map { words, places -> ArraySlice<String> in
                places.first { $0.phrase == phrase }.map { words[$0.value] } ?? []
            }
            let ranked = inPlay.filter(named.contains) + named.filter { !inPlay.contains($0) }
            let readings = ranked.compactMap { slot in
                answer(for: slot, pieces, weights, today).map { (slot, $0) }
            }
            guard let (slot, answer) = readings.first(where: { !$0.1.isInvalid }) ?? readings.first
            else { continue }
            if answer.isInvalid, let asked, isValue(of: asked, pieces, today) { continue }
            found.slots.append(slot)
            if slots[Int(slot.rawValue)].isVolunteered { found.answers.append(answer) }
            for (place, piece) in pieces.enumerated() {
                guard let match = match(slot, Array(piece), today),
                    let start = places[place].first(where: { $0.phrase == phrase })?.start
                else { continue }
                let end = piece.startIndex + match.words.upperBound
                // "My number is …" is a sentence; "my number …" may be part of one.
                let isSentence = match.words.lowerBound > 0
                removed[place].all.append(start..<end)
                removed[place].values.append((isSentence ? start : piece.startIndex)..<end)
            }
        }
        for (place, words) in wordLists.enumerated() {
            found.rest[place] = Self.words(words, without: removed[place].all)
            guard !removed[place].all.isEmpty else { continue }
            found.wish[place] =
                Self.isNothing(found.rest[place])
                ? [] : Self.words(words, without: removed[place].values)
        }
        return found
    }

    private static func words(_ words: [String], without ranges: [Range<Int>]) -> [String] {
        words.indices.filter { word in !ranges.contains { $0.contains(word) } }.map { words[$0] }
    }

    /// Whether words say nothing of their own beside what was announced.
    static func isNothing(_ words: [String]) -> Bool {
        let tokens = words.tokens
        return tokens.indices.allSatisfy { place in
            let token = tokens[place]
            return token.facts.isHesitation || leads.contains(token.text)
                || links.contains(token.text) || fillers.contains(token.text)
                || MarkerPhrases.courtesy.match([token], at: 0) != nil
        }
    }

    /// Other words that say nothing of their own there: of agreement, and of correction.
    private static let fillers: Set<String> = [
        "okay", "ok", "yeah", "by", "way", "no", "sorry", "actually", "wait", "mean", "meant",
        "said", "i", "not", "wrong", "again",
    ]

    // MARK: Places

    /// Where phrases announce something: from each to the next, or to the end.
    private func places(in words: [String]) -> [Place] {
        var places: [Place] = []
        var word = 0
        while word < words.count {
            guard
                let phrase = byFirstWord[words[word]]?.first(where: {
                    words[word...].starts(with: phrases[$0].words)
                })
            else {
                word += 1
                continue
            }
            var start = word
            if start > 0, Self.leads.contains(words[start - 1]) { start -= 1 }
            if let last = places.indices.last {
                places[last].value = places[last].value.lowerBound..<start
            }
            word += phrases[phrase].words.count
            places.append(Place(phrase: phrase, start: start, value: word..<words.count))
        }
        return places
    }

    // MARK: Values

    private func grammarContext(_ slot: SlotID, _ today: CivilDate) -> GrammarContext {
        GrammarContext(today: today, known: slots[Int(slot.rawValue)].known)
    }

    /// The value that begins a piece of an utterance.
    private func match(_ slot: SlotID, _ words: [String], _ today: CivilDate) -> SlotMatch? {
        let grammar = slots[Int(slot.rawValue)].grammar
        guard let match = grammar.match(words, grammarContext(slot, today)) else { return nil }
        let between = words[..<match.words.lowerBound]
        let isLinked = between.allSatisfy {
            Self.links.contains($0) || Token($0).facts.isHesitation
        }
        return isLinked && between.count <= Self.longestLink ? match : nil
    }

    private func isValue(
        of slot: SlotID, _ pieces: [ArraySlice<String>], _ today: CivilDate
    ) -> Bool {
        guard !slots[Int(slot.rawValue)].grammar.isFree else { return true }
        return pieces.contains {
            match(slot, Array($0), today).map { !$0.isInvalid && !$0.isPartial } ?? false
        }
    }

    private func answer(
        for slot: SlotID, _ pieces: [ArraySlice<String>], _ weights: [Score],
        _ today: CivilDate
    ) -> AnswerCandidate? {
        let linked = pieces.map { piece in
            match(slot, Array(piece), today) == nil ? [] : Array(piece)
        }
        let candidates = SlotReader.read(
            linked, weights, slots[Int(slot.rawValue)].grammar, grammarContext(slot, today))
        guard let best = candidates.first else { return nil }
        // Nobody will ask for the rest: a beginning is no value.
        return AnswerCandidate(
            slot: slot, value: best.value, probability: best.probability, coverage: .one,
            isInvalid: best.isInvalid || best.isPartial, isAnnounced: true)
    }
}
