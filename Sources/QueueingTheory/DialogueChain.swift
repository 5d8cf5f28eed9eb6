/// The exact law of a voice agent's dialogue with a fallback rule, when every failure is noticed.
///
/// The caller needs a number of successful turns. Each turn the caller may first hang up on the
/// silence (such a turn counts); else the turn succeeds or fails. The dialogue goes to a human when
/// the failures counted by the rule reach its limit. Turns only add successes or failures, so the
/// chain has no cycles and one backward pass solves it exactly.
/// Source: absorbing Markov chain (Kemeny and Snell 1960).
public struct DialogueChain: Hashable, Sendable {
    /// Which failures bring the dialogue to a human.
    public enum FallbackRule: Hashable, Sendable {
        /// This many in a row, 1 or more.
        case consecutive(Int)
        /// This many in all, 1 or more.
        case total(Int)

        var limit: Int {
            switch self {
            case .consecutive(let limit), .total(let limit): limit
            }
        }
    }

    /// The caller gets through.
    public let completed: Double
    /// The dialogue falls back to a human.
    public let escalated: Double
    /// The caller hangs up.
    public let hungUp: Double
    /// Mean number of turns.
    public let meanTurns: Double
    /// Standard deviation of the number of turns.
    public let turnsDeviation: Double

    /// Most turns or failures that the chain follows; a dialogue is never longer.
    static let limit = 10_000

    /// Solves the chain.
    ///
    /// - Parameters:
    ///   - turnsNeeded: Successful turns needed, 1 to 10 000.
    ///   - defect: Probability that a turn fails, 0 to 1.
    ///   - rule: When to fall back.
    ///   - hangUp: Probability that the caller hangs up at a turn, tested first, 0 to 1.
    /// - Throws: `TheoryError.outOfRange`.
    public init(
        turnsNeeded: Int, defect: Double, rule: FallbackRule, hangUp: Double
    ) throws(TheoryError) {
        try require(
            turnsNeeded >= 1 && turnsNeeded <= Self.limit, "turns needed", Double(turnsNeeded),
            allowed: "1 to \(Self.limit)")
        try require(
            rule.limit >= 1 && rule.limit <= Self.limit, "failures before fallback",
            Double(rule.limit), allowed: "1 to \(Self.limit)")
        try require(defect >= 0 && defect <= 1, "defect rate per turn", defect, allowed: "0 to 1")
        try require(
            hangUp >= 0 && hangUp <= 1, "probability of hanging up per turn", hangUp,
            allowed: "0 to 1")

        let success = (1 - hangUp) * (1 - defect)
        let failure = (1 - hangUp) * defect
        // States by failures counted so far; `next` belongs to one more success.
        var next = [Outcome](repeating: .completed, count: rule.limit)
        for _ in 0..<turnsNeeded {
            var current = next
            for failures in stride(from: rule.limit - 1, through: 0, by: -1) {
                let afterSuccess: Outcome =
                    switch rule {
                    case .consecutive: next[0]
                    case .total: next[failures]
                    }
                let afterFailure =
                    failures + 1 == rule.limit ? .escalated : current[failures + 1]
                current[failures] = Outcome(
                    success: success, afterSuccess, failure: failure, afterFailure,
                    hangUp: hangUp)
            }
            next = current
        }
        completed = next[0].completed
        escalated = next[0].escalated
        hungUp = next[0].hungUp
        meanTurns = next[0].turns
        turnsDeviation = max(0, next[0].variance).squareRoot()
    }

    /// What lies ahead from a state.
    private struct Outcome {
        var completed = 0.0
        var escalated = 0.0
        var hungUp = 0.0
        var turns = 0.0
        var variance = 0.0

        static let completed = Outcome(completed: 1)
        static let escalated = Outcome(escalated: 1)
        static let hungUp = Outcome(hungUp: 1)

        init(
            completed: Double = 0, escalated: Double = 0, hungUp: Double = 0
        ) {
            self.completed = completed
            self.escalated = escalated
            self.hungUp = hungUp
        }

        /// One turn, then one of three futures; variance by its decomposition, free of cancellation.
        init(
            success: Double, _ afterSuccess: Outcome, failure: Double, _ afterFailure: Outcome,
            hangUp: Double
        ) {
            let branches = [(success, afterSuccess), (failure, afterFailure), (hangUp, .hungUp)]
            var ahead = 0.0
            for (probability, outcome) in branches {
                completed += probability * outcome.completed
                escalated += probability * outcome.escalated
                hungUp += probability * outcome.hungUp
                ahead += probability * outcome.turns
            }
            turns = 1 + ahead
            for (probability, outcome) in branches {
                let gap = outcome.turns - ahead
                variance += probability * (outcome.variance + gap * gap)
            }
        }
    }
}
