extension Decider {
    /// Decides on a yes or a no to a question of the voice agent.
    ///
    /// In cost mode a yes is a second witness of what was asked: with b the probability of it before
    /// the question and p that of the yes, it is right with bp / (bp + (1 - b)(1 - p)) (Bayes, the
    /// errors of the two hearings taken as independent). Then acting costs (1 - that) times the cost
    /// of the risk class, asking again costs a question, and the less costly is done. Where nothing
    /// was known before, as of a consent, b is a half and the yes stands for itself. In threshold
    /// mode the score of the yes itself is held against the acceptance threshold. In both modes an
    /// answer below `DecisionRules.consent` settles nothing. Example: money, b 0.9 and p 0.9 give
    /// 0.988, acted on; p 0.9 alone costs 2.0 against 1.16 for a question, and is asked again.
    ///
    /// - Parameters:
    ///   - answer: Probability of the yes or no, 0 to 1.
    ///   - before: Probability of what it affirms before it was said, 0 to 1.
    ///   - risk: What acting on a wrong answer would cost.
    /// - Returns: `accept`, or what is done instead, and its thresholds; `confirmExplicitly` asks the
    ///   same question again.
    public func verdict(_ answer: Score, before: Score = Score(0.5), risk: RiskClass) -> Verdict {
        let best = rules.mode == .cost ? Self.joined(before.value, answer.value) : answer
        var choice = decide(
            best: best, second: .zero, risk: risk, policy: .byCost, canClarify: false,
            canMention: false)
        if rules.mode == .thresholds { choice.acceptAt = max(choice.acceptAt, rules.consent) }
        let isTooWeak =
            answer < rules.consent || rules.mode == .thresholds && answer < choice.acceptAt
        if choice.action == .accept, isTooWeak { choice.action = .rephrase }
        return Verdict(choice: choice, best: best)
    }

    /// A decision on a yes or a no.
    public struct Verdict: Hashable, Sendable {
        /// What to do, and why.
        public var choice: Choice
        /// Probability, or in threshold mode the score, that was decided on.
        public var best: Score
    }

    private static func joined(_ first: Double, _ second: Double) -> Score {
        let both = first * second
        let neither = (1 - first) * (1 - second)
        return Score(both + neither > 0 ? both / (both + neither) : 0.5)
    }
}
