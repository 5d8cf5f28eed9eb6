/// A value found in words.
public struct SlotMatch: Hashable, Sendable {
    /// The value.
    public var value: SlotValue
    /// The words that say it, by their places in the utterance.
    public var words: Range<Int>
    /// How sure the grammar is that these words mean this value, taken that they were said.
    public var strength: Score
    /// Whether it is only the beginning of a value, to be joined with what follows.
    public var isPartial: Bool
    /// Whether it is impossible: out of range, or with a wrong check digit.
    public var isInvalid: Bool
    /// Whether the caller put it in the place of another value: of one in the same utterance
    /// ("forty, no, fifty"), or of what the voice agent had understood ("no, it was 46").
    public var isCorrection: Bool

    /// Stores a match.
    public init(
        _ value: SlotValue, _ words: Range<Int>, strength: Score = .one, isPartial: Bool = false,
        isInvalid: Bool = false, isCorrection: Bool = false
    ) {
        self.value = value
        self.words = words
        self.strength = strength
        self.isPartial = isPartial
        self.isInvalid = isInvalid
        self.isCorrection = isCorrection
    }

    /// Orders matches of one utterance: possible before impossible, whole before partial, then by
    /// strength.
    var rank: Int {
        (isInvalid ? 0 : 4096) + (isPartial ? 0 : 2048) + Int(strength.steps)
    }
}

/// Chooses among the values found in one utterance.
enum Selection {
    /// Strength that is left to a value which the caller took back.
    private static let superseded = Score(0.25)
    /// Strength that is left to each of several values between which nothing decides.
    private static let ambiguous = Score(0.75)

    /// Ranks matches, the chosen one first.
    ///
    /// - Parameters:
    ///   - found: In order of their words; readings of the same words lie together.
    ///   - tokens: The words of the utterance.
    /// - Returns: Matches of different values, best first.
    static func ranked(_ found: [SlotMatch], in tokens: [Token]) -> [SlotMatch] {
        guard let last = found.last else { return [] }
        var found = found.filter { !isNegated($0, in: tokens) || found.count == 1 }
        if found.isEmpty { found = [last] }
        if found.count > 1 { supersede(&found, in: tokens) }
        if SpeechMarkers.isCorrection(tokens) {
            for place in found.indices { found[place].isCorrection = true }
        }
        // Later words win between equals: callers end on what they settle for.
        let order = found.indices.sorted {
            (found[$0].rank, found[$0].words.lowerBound, -$0)
                > (found[$1].rank, found[$1].words.lowerBound, -$1)
        }
        var ranked = order.map { found[$0] }
        if ranked.count > 1, ranked[1].rank == ranked[0].rank, ranked[1].value != ranked[0].value,
            ranked[1].words != ranked[0].words
        {
            if Coordination.joins(ranked[0].words, ranked[1].words, in: tokens) {
                ranked[0].strength = ranked[0].strength * Coordination.each
                ranked[1].strength = ranked[1].strength * Coordination.each
            } else {
                ranked[0].strength = ranked[0].strength * ambiguous
                ranked[1].strength = ranked[1].strength * ambiguous * ambiguous
            }
        }
        return unique(ranked)
    }

    /// Weakens values that are followed by a repair and another value.
    private static func supersede(_ found: inout [SlotMatch], in tokens: [Token]) {
        for place in found.indices.dropLast() {
            guard
                let next = found[(place + 1)...].first(where: {
                    $0.words.lowerBound >= found[place].words.upperBound
                })
            else { continue }
            let between = found[place].words.upperBound..<next.words.lowerBound
            let hasRepair = between.contains {
                MarkerPhrases.repair.match(tokens, at: $0).map { $0.length <= between.count }
                    ?? false
            }
            guard hasRepair else { continue }
            found[place].strength = found[place].strength * superseded
            for later in found.indices where found[later].words == next.words {
                found[later].isCorrection = true
            }
        }
    }

    /// Whether "not" stands before the words: "not Monday, Tuesday".
    private static func isNegated(_ match: SlotMatch, in tokens: [Token]) -> Bool {
        var place = match.words.lowerBound - 1
        while place >= 0, ["the", "a", "my", "on", "at", "from"].contains(tokens[place].text) {
            place -= 1
        }
        return place >= 0 && ["not", "isn't", "wasn't"].contains(tokens[place].text)
    }

    /// Keeps the first match of each value.
    static func unique(_ matches: [SlotMatch]) -> [SlotMatch] {
        var kept: [SlotMatch] = []
        for match in matches where !kept.contains(where: { $0.value == match.value }) {
            kept.append(match)
        }
        return kept
    }
}
