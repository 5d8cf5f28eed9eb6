/// Reads a slot's value from an n-best list.
///
/// The weight of a value is the sum, over the hypotheses, of the hypothesis's confidence times the
/// grammar's strength. What is impossible or unknown keeps a sixteenth of its weight, so a check digit
/// or a look-up moves the choice to the reading that fits; a sixteenth of what is lost that way is
/// kept for "none of these". Sums are of integers, so the order of hypotheses changes no rank but
/// that of equals.
public enum SlotReader {
    /// A value with its posterior.
    public struct Candidate: Hashable, Sendable {
        /// The value.
        public var value: SlotValue
        /// Posterior probability over the hypotheses.
        public var probability: Score
        /// Share of the words that the value and its carrier phrase explain, in its best
        /// hypothesis; a half at least, as people explain themselves.
        public var coverage: Score
        /// Where it was found, the best hypothesis first.
        public var evidence: [Evidence]
        /// Whether it is only the beginning of a value.
        public var isPartial: Bool
        /// Whether it is impossible: out of range, with a wrong check digit, or not known.
        public var isInvalid: Bool
        /// Whether the caller put it in the place of another value.
        public var isCorrection: Bool

        /// Place of the best hypothesis that says it.
        public var hypothesis: Int { evidence[0].hypothesis }
        /// Words of that hypothesis that do.
        public var words: Range<Int> { evidence[0].words }
    }

    /// Where a value was found.
    public struct Evidence: Hashable, Sendable {
        /// Place of the hypothesis in the n-best list.
        public var hypothesis: Int
        /// Places of the words.
        public var words: Range<Int>
    }

    /// Weights of hypotheses: their confidences, scaled down to sum to one when they exceed it.
    ///
    /// What is missing to one stands for readings that were not listed.
    public static func weights(_ hypotheses: [Hypothesis]) -> [Score] {
        let sum = hypotheses.reduce(0) { $0 + Int($1.confidence.steps) }
        let one = Int(Score.stepsInOne)
        guard sum > one else { return hypotheses.map(\.confidence) }
        return hypotheses.map { Score(steps: Int16(Int($0.confidence.steps) * one / sum)) }
    }

    /// What is left of the weight of an impossible or an unknown value: one in so many.
    static let discount = 16
    /// Steps of strength that other values of one hypothesis share at least.
    static let leastForOthers = 96
    /// Coverage of words that mean themselves.
    private static let freeCoverage = Score(0.6)

    /// Reads the candidates for one slot.
    ///
    /// - Parameters:
    ///   - hypotheses: Readings of one utterance, best first.
    ///   - grammar: The slot's grammar.
    ///   - context: What the call knows; its known values re-rank.
    ///   - partial: The beginning of a value from the turn before; nil when there is none.
    /// - Returns: Candidates of different values, most probable first; empty when no hypothesis
    ///   holds one. Probabilities sum to at most one; the rest is "no value".
    public static func read(
        _ hypotheses: [Hypothesis], grammar: SlotGrammar, context: GrammarContext,
        partial: SlotValue? = nil
    ) -> [Candidate] {
        read(
            hypotheses.map { Words($0.text).list }, weights(hypotheses), grammar, context,
            partial: partial)
    }

    static func read(
        _ wordLists: [[String]], _ weights: [Score], _ grammar: SlotGrammar,
        _ context: GrammarContext, partial: SlotValue? = nil
    ) -> [Candidate] {
        var sums: [Sum] = []
        for (place, words) in wordLists.enumerated() {
            let tokens = words.tokens
            var matches = grammar.matches(tokens, context)
            if let partial {
                matches = matches.map { grammar.joined(partial, with: $0, context: context) }
            }
            for (match, share) in zip(matches, shares(matches)) {
                let isNew = add(match, Int(weights[place].steps) * share, place, to: &sums)
                if isNew { complete(&sums[sums.count - 1], match, tokens, grammar, context) }
            }
        }
        return candidates(sums)
    }

    private struct Sum {
        var candidate: Candidate
        var weight: Int
        var penalty: Int
    }

    /// The strengths of the matches of one hypothesis, in steps, so that they sum to at most one:
    /// the chosen value has its own, the others share the rest.
    private static func shares(_ matches: [SlotMatch]) -> [Int] {
        guard let first = matches.first else { return [] }
        let one = Int(Score.stepsInOne)
        let others = matches.dropFirst().reduce(0) { $0 + Int($1.strength.steps) }
        let own =
            others == 0
            ? Int(first.strength.steps) : min(Int(first.strength.steps), one - leastForOthers)
        return [own]
            + matches.dropFirst().map {
                let steps = Int($0.strength.steps)
                return min(steps, (one - own) * steps / max(others, 1))
            }
    }

    /// Adds to the weight of a value; true when it is the first of this value.
    private static func add(
        _ match: SlotMatch, _ weight: Int, _ hypothesis: Int, to sums: inout [Sum]
    ) -> Bool {
        let evidence = Evidence(hypothesis: hypothesis, words: match.words)
        if let place = sums.firstIndex(where: { $0.candidate.value == match.value }) {
            sums[place].weight += weight
            sums[place].candidate.evidence.append(evidence)
            return false
        }
        let candidate = Candidate(
            value: match.value, probability: .zero, coverage: .zero, evidence: [evidence],
            isPartial: match.isPartial, isInvalid: match.isInvalid,
            isCorrection: match.isCorrection)
        sums.append(Sum(candidate: candidate, weight: weight, penalty: 1))
        return true
    }

    /// Adds to a new candidate what the call and its words say of it.
    private static func complete(
        _ sum: inout Sum, _ match: SlotMatch, _ tokens: [Token], _ grammar: SlotGrammar,
        _ context: GrammarContext
    ) {
        let isKnown = match.isPartial || context.isKnown(match.value)
        sum.penalty = (match.isInvalid ? discount : 1) * (isKnown ? 1 : discount)
        sum.candidate.isInvalid = match.isInvalid || !isKnown
        sum.candidate.coverage =
            grammar.isFree ? freeCoverage : Carriers.coverage(of: match.words, in: tokens)
    }

    private static func candidates(_ sums: [Sum]) -> [Candidate] {
        let total = Int(Score.stepsInOne) * Int(Score.stepsInOne)
        // In units of 1/256 of a weight, so that both discounts divide exactly.
        let unit = discount * discount
        let kept = sums.map { $0.weight * (unit / $0.penalty) }
        let found = sums.reduce(0) { $0 + $1.weight }
        let sumOfKept = kept.reduce(0, +)
        let lost = found * unit - sumOfKept
        let whole = sumOfKept + max(0, total - found) * unit + lost / discount
        guard whole > 0 else { return [] }
        let one = Int(Score.stepsInOne)
        return sums.indices.sorted { (kept[$1], $0) < (kept[$0], $1) }.map { place in
            var candidate = sums[place].candidate
            let steps = (kept[place] * one * 2 + whole) / (2 * whole)
            candidate.probability = Score(steps: Int16(min(one, steps)))
            return candidate
        }
    }
}

/// Words that lead to a value and say nothing else.
enum Carriers {
    private static let words: Set<String> = [
        "it's", "its", "it", "is", "the", "my", "a", "an", "i'm", "that's", "that", "this",
        "number", "be",
        "would", "like", "i'd", "i", "to", "of", "on", "at", "for", "from", "and", "so", "yes",
        "yeah",
        "no", "okay", "ok", "sure", "account", "code", "date", "amount", "name", "zip", "postcode",
        "please", "think", "was", "will", "i'll", "make", "in", "we're", "say", "let's", "birth",
        "born",
        "into", "about", "around", "sorry", "mean", "actually", "then", "oh", "right", "are",
        "spelled",
        "pin", "card", "phone", "reference", "address", "thank", "you", "thanks", "just", "want",
        "one",
    ]

    /// The share of words inside a range or without meaning of their own.
    static func coverage(of range: Range<Int>, in tokens: [Token]) -> Score {
        let explained = tokens.indices.count {
            range.contains($0) || tokens[$0].facts.isHesitation || words.contains(tokens[$0].text)
        }
        return Score(0.5 + 0.5 * Double(explained) / Double(max(tokens.count, 1)))
    }
}
