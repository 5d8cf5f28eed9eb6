/// Reads a slot's value from ranked hypotheses.
public enum SlotReader {
    /// A value with its posterior.
    public struct Candidate: Hashable, Sendable {
        /// The value.
        public var value: SlotValue
        /// Sum of the weights of the hypotheses that say it, times the grammar's strength.
        public var probability: Score
        /// Share of the words that the value and its carrier phrase explain, in its best hypothesis.
        public var coverage: Score
        /// Best hypothesis that says it.
        public var hypothesis: Int
        /// Words of it that do.
        public var words: Range<Int>
        /// Whether it is only the beginning of a value.
        public var isPartial: Bool
        /// Whether it is impossible.
        public var isInvalid: Bool
    }

    /// Factor on values that are not among the known ones.
    private static let unknownFactor = Score(0.25)

    /// Weights of hypotheses: their confidences, made to sum to that of the best ones at most 1.
    public static func weights(_ hypotheses: [Hypothesis]) -> [Score] {
        let sum = hypotheses.reduce(0) { $0 + Int($1.confidence.steps) }
        let one = Int(Score.stepsInOne)
        guard sum > one else { return hypotheses.map(\.confidence) }
        return hypotheses.map { Score(steps: Int16(Int($0.confidence.steps) * one / sum)) }
    }

    /// Reads a value.
    ///
    /// Hypotheses that say the same value add up. Impossible values, and values that are not among
    /// the known ones, fall behind possible ones.
    ///
    /// - Parameters:
    ///   - hypotheses: Readings, best first.
    ///   - grammar: What values look like.
    ///   - context: What the call knows.
    /// - Returns: Candidates, best first; equal ones in the order of the hypotheses.
    public static func read(
        _ hypotheses: [Hypothesis], grammar: SlotGrammar, context: GrammarContext
    ) -> [Candidate] {
        read(hypotheses.map { Words($0.text).list }, weights(hypotheses), grammar, context)
    }

    static func read(
        _ wordLists: [[String]], _ weights: [Score], _ grammar: SlotGrammar,
        _ context: GrammarContext
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        for (index, words) in wordLists.enumerated() {
            guard let match = grammar.match(words, context) else { continue }
            var weight = weights[index] * match.strength
            let isUnknown =
                !context.known.isEmpty && !match.isPartial && !context.known.contains(match.value)
            if isUnknown { weight = weight * unknownFactor }
            if let place = candidates.firstIndex(where: {
                $0.value == match.value && $0.isPartial == match.isPartial
            }) {
                let sum = Int(candidates[place].probability.steps) + Int(weight.steps)
                candidates[place].probability = Score(
                    steps: Int16(min(sum, Int(Score.stepsInOne))))
            } else {
                candidates.append(
                    Candidate(
                        value: match.value, probability: weight,
                        coverage: coverage(of: match, words: words, grammar: grammar),
                        hypothesis: index, words: match.words, isPartial: match.isPartial,
                        isInvalid: match.isInvalid || isUnknown))
            }
        }
        return candidates.enumerated().sorted { left, right in
            let leftKey = (left.element.isInvalid ? 1 : 0, left.element.isPartial ? 1 : 0)
            let rightKey = (right.element.isInvalid ? 1 : 0, right.element.isPartial ? 1 : 0)
            if leftKey != rightKey { return leftKey < rightKey }
            if left.element.probability != right.element.probability {
                return left.element.probability > right.element.probability
            }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// Share of the words that the value, carriers and hesitations explain.
    private static func coverage(
        of match: SlotMatch, words: [String], grammar: SlotGrammar
    ) -> Score {
        guard !grammar.isFree, !words.isEmpty else { return Score(0.6) }
        let explained = words.indices.count {
            match.words.contains($0) || CarrierWords.all.contains(words[$0])
        }
        // A value in a sentence of other words counts half at least: people explain themselves.
        return Score(0.5 + 0.5 * Double(explained) / Double(words.count))
    }
}

/// Words that carry an answer without being part of it.
enum CarrierWords {
    static let all: Set<String> = [
        "it's", "it", "is", "its", "the", "a", "my", "number", "uh", "um", "er", "erm", "that's",
        "that", "would", "be", "please", "i", "i'd", "like", "say", "so", "well", "okay", "ok",
        "yes", "yeah", "sure", "from", "to", "into", "in", "on", "at", "for", "of", "account",
        "and", "thanks", "thank", "you", "no", "sorry", "mean", "actually", "just", "think",
        "code", "amount", "name", "date", "birth", "day", "time", "one", "make", "let", "let's",
        "want", "need", "was", "born", "i'm", "im", "about", "around", "oh",
    ]
}
