/// Whether a yes, a no or a choice is sure enough to act on.
extension Reduction {
    /// Decides whether a yes or a no settles the question asked, and notes the decision.
    ///
    /// A yes is held against what acting on it wrongly would cost; a no makes nothing happen and
    /// costs what wrong information does.
    mutating func isSettled(by reading: YesNoReading) -> Bool {
        let risk = reading.isYes ? riskOfYes : .information
        let verdict = decider.verdict(
            reading.probability, before: reading.isYes ? beliefBefore : Score(0.5), risk: risk)
        note(verdict.choice, best: verdict.best, second: .zero)
        return verdict.choice.action == .accept
    }

    /// A yes or no that is too unsure to act on: a correction in it counts, else it is asked again.
    mutating func takeDoubted(_ reading: YesNoReading, _ meaning: Interpretation) {
        if case .confirmAction = state.question, correct(meaning, among: correctable) { return }
        failToMatch(meaning)
    }

    /// What acting on a wrong yes would cost.
    private var riskOfYes: RiskClass {
        switch state.question {
        case .confirmValue(let slot): model[slot].risk
        case .confirmIntent(let intent):
            if case .flow(let flow) = model[intent].effect {
                model[flow].risk
            } else {
                .information
            }
        case .confirmAction(let step): risk(ofGoingOnFrom: step)
        default: .information
        }
    }

    /// The greatest risk of the flow and of the tools that it calls from a step on.
    private func risk(ofGoingOnFrom step: StepID) -> RiskClass {
        guard let frame = state.stack.last else { return .information }
        let steps = model[frame.flow].steps.drop { $0 < Int(step.rawValue) }
        let tools = steps.compactMap { place in
            if case .tool(let tool, _) = model.steps[place].action { model[tool].risk } else { nil }
        }
        return (tools + [model[frame.flow].risk]).max { $0.rawValue < $1.rawValue }
            ?? .information
    }

    /// How likely what is asked was before it was asked; a half where nothing is known.
    private var beliefBefore: Score {
        switch state.question {
        case .confirmValue(let slot): state[slot].probability
        case .confirmIntent: state.candidate?.probability ?? Score(0.5)
        default: Score(0.5)
        }
    }

    /// Decides whether one of the wishes offered is meant: probabilities are taken among these.
    mutating func isChosen(
        _ best: IntentCandidate, among choices: [IntentID], _ meaning: Interpretation
    ) -> Bool {
        guard case .flow(let flow) = model[best.intent].effect,
            best.probability >= model.decisions.consent
        else { return false }
        let offered = meaning.intents.filter { choices.contains($0.intent) }
        let sum = offered.reduce(0) { $0 + $1.probability.value }
        let second = offered.first { $0.intent != best.intent }?.probability.value ?? 0
        let action = decide(
            best: Score(best.probability.value / max(sum, 1e-9)),
            second: Score(second / max(sum, 1e-9)), risk: model[flow].risk, policy: .byCost,
            canClarify: false
        ).action
        return action == .accept || action == .confirmImplicitly
    }
}
