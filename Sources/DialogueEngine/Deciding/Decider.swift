/// Chooses what to do with a reading: the action of least expected cost, or by thresholds.
///
/// Costs are in questions. With p the calibrated probability of the best reading and w the cost of
/// acting wrongly: accepting costs (1 - p) w; saying it in passing costs its prompt, and w for the
/// mistakes that callers let stand; a question costs its prompt and, when the answer is no, another
/// try. Source: expected-cost decisions in spoken dialogue (Bohus and Rudnicky, 2005, and others).
public struct Decider: Sendable {
    /// A choice with the thresholds that led to it.
    public struct Choice: Hashable, Sendable {
        /// What to do.
        public var action: DecidedAction
        /// At or above it acting costs less than asking; in threshold mode the acceptance threshold.
        public var acceptAt: Score
        /// At or above it the reading would be confirmed or acted on.
        public var confirmAt: Score
    }

    /// The rules.
    public let rules: DecisionRules
    /// Acceptance threshold in force (threshold mode).
    public let accept: Score
    /// Confirmation threshold in force (threshold mode).
    public let confirm: Score

    /// Stores rules and the thresholds in force.
    public init(rules: DecisionRules, accept: Score, confirm: Score) {
        self.rules = rules
        self.accept = accept
        self.confirm = confirm
    }

    /// Decides on a reading.
    ///
    /// - Parameters:
    ///   - best: Probability of the best reading.
    ///   - second: Probability of the next one; zero when there is none.
    ///   - risk: What a mistake would cost.
    ///   - policy: How far a confirmation is prescribed.
    ///   - canClarify: Whether a question between the two makes sense.
    ///   - canMention: Whether it may be said in passing; a secret never is.
    /// - Returns: The action and its thresholds. Equal costs go to the action named first in
    ///   `DecidedAction`.
    public func decide(
        best: Score, second: Score, risk: RiskClass, policy: ConfirmationPolicy, canClarify: Bool,
        canMention: Bool = true
    ) -> Choice {
        switch rules.mode {
        case .cost:
            byCost(
                best: best.value, second: second.value, risk: risk,
                actions: allowed(policy, canMention) + (canClarify ? [.clarify] : []))
        case .thresholds:
            byThreshold(
                best: best, second: second,
                policy: policy == .implicit && !canMention ? .byCost : policy,
                canClarify: canClarify)
        }
    }

    /// The actions that a policy leaves.
    private func allowed(
        _ policy: ConfirmationPolicy, _ canMention: Bool
    ) -> [DecidedAction] {
        switch policy {
        case .never: [.accept]
        case .implicit where canMention: [.confirmImplicitly, .confirmExplicitly]
        case .explicit: [.confirmExplicitly]
        case .byCost where canMention: [.accept, .confirmImplicitly, .confirmExplicitly]
        case .implicit, .byCost: [.accept, .confirmExplicitly]
        }
    }

    private func cost(
        of action: DecidedAction, best: Double, second: Double, wrong: Double
    ) -> Double {
        let miss = 1 - best
        switch action {
        case .accept: return miss * wrong
        case .confirmImplicitly:
            let stands = rules.missedCorrection
            return rules.confirmImplicitly + miss * (stands * wrong + (1 - stands) * rules.rephrase)
        case .confirmExplicitly: return rules.confirmExplicitly + miss * rules.rephrase
        case .clarify: return rules.clarify + max(0, miss - second) * rules.rephrase
        case .rephrase: return rules.rephrase
        case .handoff: return rules.person
        }
    }

    private func byCost(
        best: Double, second: Double, risk: RiskClass, actions given: [DecidedAction]
    ) -> Choice {
        let wrong = rules.wrong[Int(risk.rawValue)]
        let actions = given + [.rephrase, .handoff]
        var chosen = actions[0]
        var least = Double.infinity
        for action in actions {
            let cost = cost(of: action, best: best, second: second, wrong: wrong)
            if cost < least {
                least = cost
                chosen = action
            }
        }
        let acceptAt = 1 - rules.confirmExplicitly / max(wrong - rules.rephrase, 1e-9)
        let confirmAt = rules.confirmExplicitly / max(rules.rephrase, 1e-9)
        return Choice(
            action: chosen, acceptAt: Score(wrong > rules.rephrase ? acceptAt : 0),
            confirmAt: Score(confirmAt))
    }

    private func byThreshold(
        best: Score, second: Score, policy: ConfirmationPolicy, canClarify: Bool
    ) -> Choice {
        let action: DecidedAction
        if canClarify, best >= confirm, best.steps - second.steps < rules.ambiguityGap.steps {
            action = .clarify
        } else if best >= accept {
            switch policy {
            case .never, .byCost: action = .accept
            case .implicit: action = .confirmImplicitly
            case .explicit: action = .confirmExplicitly
            }
        } else if best >= confirm, policy != .never {
            action = .confirmExplicitly
        } else {
            action = .rephrase
        }
        return Choice(action: action, acceptAt: accept, confirmAt: confirm)
    }
}
