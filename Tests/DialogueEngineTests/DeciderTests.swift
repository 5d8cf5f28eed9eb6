import DialogueEngine
import Testing

@Suite("Decisions")
struct DeciderTests {
    private func choice(
        _ best: Double, _ second: Double = 0, risk: RiskClass = .money,
        policy: ConfirmationPolicy = .byCost, clarify: Bool = false,
        rules: DecisionRules = .standard
    ) -> Decider.Choice {
        Decider(rules: rules, accept: rules.accept, confirm: rules.confirm).decide(
            best: Score(best), second: Score(second), risk: risk, policy: policy,
            canClarify: clarify)
    }

    /// By hand, from the costs of the standard.
    ///
    /// Money 20, in passing 0.3, question 1, which 1.2, again 1.6, person 12,
    /// let stand 0.3. Expected costs by hand:
    /// p 0.99: accept 0.20, passing 0.3 + 0.01 (6 + 1.12) = 0.371, question 1.016;
    /// p 0.92: accept 1.60, passing 0.3 + 0.08 x 7.12 = 0.870, question 1.128;
    /// p 0.86: accept 2.80, passing 0.3 + 0.14 x 7.12 = 1.297, question 1.224;
    /// p 0.50: question 1.8, again 1.6.
    @Test(
        "the least expected cost wins, as computed by hand",
        arguments: [
            (0.99, DecidedAction.accept), (0.92, .confirmImplicitly), (0.86, .confirmExplicitly),
            (0.5, .rephrase),
        ])
    func leastCost(probability: Double, action: DecidedAction) {
        #expect(choice(probability).action == action)
    }

    @Test("public information is acted on where money is asked for")
    func risk() {
        // 3 (1 - p) = 0.42 against 1.224 for a question.
        #expect(choice(0.86, risk: .information).action == .accept)
    }

    @Test("a policy prescribes the question, whatever the score")
    func policy() {
        #expect(choice(1, policy: .explicit).action == .confirmExplicitly)
        #expect(choice(0.9, policy: .implicit).action == .confirmImplicitly)
        #expect(choice(0.95, policy: .never).action == .accept)
    }

    @Test("two close readings are clarified when both together are likely")
    func clarifies() {
        // which: 1.2 + 0.04 x 1.6 = 1.264; question: 1 + 0.5 x 1.6 = 1.8; again 1.6.
        #expect(choice(0.5, 0.46, clarify: true).action == .clarify)
        // which: 1.2 + 0.4 x 1.6 = 1.84 loses against again.
        #expect(choice(0.5, 0.1, clarify: true).action == .rephrase)
    }

    @Test("thresholds: at the bound is inside it")
    func thresholds() {
        var rules = DecisionRules.standard
        rules.mode = .thresholds
        #expect(choice(0.7, rules: rules).action == .accept)
        #expect(choice(0.699, rules: rules).action == .confirmExplicitly)
        #expect(choice(0.4, rules: rules).action == .confirmExplicitly)
        #expect(choice(0.39, rules: rules).action == .rephrase)
        #expect(choice(0.8, 0.75, clarify: true, rules: rules).action == .clarify)
        #expect(choice(0.8, 0.65, clarify: true, rules: rules).action == .accept)
    }

    @Test("presets carry the documented defaults")
    func presets() {
        #expect(DialoguePreset.rasa.decisions.accept == Score(0.3))
        #expect(DialoguePreset.rasa.decisions.ambiguityGap == Score(0.1))
        #expect(DialoguePreset.lex.timing.maximumSpeechSeconds == 13)
        #expect(DialoguePreset.vapi.timing.endpointSeconds == 0.4)
        #expect(DialoguePreset.vapi.timing.bargeInSeconds == 0.2)
        #expect(DialoguePreset.dialogflowCX.fallback.noMatch == 7)
    }

    @Test(
        "the cost of a wrong action decides from which score on it is accepted without a question")
    func impliedThreshold() {
        // 1 - 1 / (20 - 1.6) = 0.9457 for money.
        #expect(abs(choice(0.9).acceptAt.value - 0.9457) < 0.001)
    }

    private func verdict(
        _ answer: Double, before: Double = 0.5, risk: RiskClass = .money,
        rules: DecisionRules = .standard
    ) -> DecidedAction {
        Decider(rules: rules, accept: rules.accept, confirm: rules.confirm).verdict(
            Score(answer), before: Score(before), risk: risk
        ).choice.action
    }

    /// By hand: a yes of p alone costs (1 - p) 20 against 1 + (1 - p) 1.6; with a belief of 0.9 before
    /// it is right with 9 p / (9 p + 1 - p), 0.988 for p 0.9, and costs 0.24 against 1.02.
    @Test("a yes is acted on when that costs less than asking again, as computed by hand")
    func yes() {
        #expect(verdict(0.96) == .accept)
        #expect(verdict(0.9) == .confirmExplicitly)
        #expect(verdict(0.9, before: 0.9) == .accept)
        #expect(verdict(0.9, risk: .information) == .accept)
        // However sure the value was, such a yes is none.
        #expect(verdict(0.05, before: 1, risk: .information) == .rephrase)
    }

    @Test("no preset lets a faint yes move money", arguments: DialoguePreset.allCases)
    func faintYes(preset: DialoguePreset) {
        #expect(verdict(0.01, before: 0.99, rules: preset.decisions) != .accept)
        #expect(verdict(preset.decisions.consent.value - 0.01, rules: preset.decisions) != .accept)
        #expect(verdict(0.9, rules: preset.decisions) == .accept)
    }

    @Test("a secret is accepted or asked for, never said in passing")
    func secret() {
        let rules = DecisionRules.standard
        for policy in [ConfirmationPolicy.implicit, .byCost] {
            for steps in Int16(0)...1024 {
                let action = Decider(rules: rules, accept: rules.accept, confirm: rules.confirm)
                    .decide(
                        best: Score(steps: steps), second: .zero, risk: .money, policy: policy,
                        canClarify: false, canMention: false
                    ).action
                #expect(action != .confirmImplicitly)
            }
        }
    }
}
