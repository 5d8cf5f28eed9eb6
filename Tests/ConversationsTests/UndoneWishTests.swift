import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

/// Wishes that wait, are interrupted or left undone, and what was said with them.
@Suite("Wishes not yet served")
struct UndoneWishTests {
    private static let transfer = IntentID(0)
    private static let balance = IntentID(1)

    @Test("with a wish in doubt, further wishes wait and values apply after the yes")
    func keptOverQuestion() {
        var call = FedCall { $0.decisions.mode = .thresholds }
        var meaning = Interpretation(text: "send fifty pounds and my balance")
        meaning.parts = [
            IntentCandidate(intent: Self.transfer, probability: Score(0.5)),
            IntentCandidate(intent: Self.balance, probability: Score(0.9)),
        ]
        meaning.intents = meaning.parts
        meaning.answers = [
            AnswerCandidate(
                slot: SmallModel.amount, value: .amount(minorUnits: 5000), probability: .one)
        ]
        call.feed(.understood(meaning))
        #expect(call.state.question == .confirmIntent(Self.transfer))
        #expect(call.state.pending.map(\.intent) == [Self.balance])
        call.say("yes")
        #expect(call.state.stack.first?.flow == FlowID(0))
        #expect(call.state[SmallModel.amount].usable == .amount(minorUnits: 5000))
        #expect(call.state.question == .slot(SmallModel.account))
        #expect(call.state.held.isEmpty)
    }

    @Test("a person is told of the wishes that wait")
    func toldOfPending() {
        var call = FedCall()
        call.say("send money and my balance")
        #expect(call.state.pending.map(\.intent) == [Self.balance])
        call.feed(.lever(.handoffNow))
        call.finishPrompts()
        let packages = call.events.compactMap { event in
            if case .handoffPackaged(let package) = event { package } else { nil }
        }
        #expect(packages.map(\.pending) == [call.state.pending])
        #expect(packages.first?.summary.contains("Not begun yet: balance.") == true)
    }

    @Test("a call that ends early notes every flow in progress and every wish not begun")
    func noted() {
        var call = FedCall()
        call.say("send money and my balance")
        call.feed(.callerHungUp)
        #expect(call.events.contains(.flow(FlowID(0), .unresolved)))
        #expect(call.events.contains(.flow(FlowID(1), .dropped)))
    }

    @Test("a yes below the threshold of any yes is a decision, and not taken")
    func faintYes() {
        for preset in [nil] + DialoguePreset.allCases.map(Optional.some) {
            var call = FedCall({ $0.decisions = preset?.decisions ?? .standard }, level: 1)
            for text in ["send money", "fifty pounds", "one two three four five six seven eight"] {
                call.say(text)
            }
            if case .confirmValue = call.state.question { call.say("yes") }
            call.say("tomorrow")
            guard case .confirmAction = call.state.question else {
                Issue.record("not asked: \(String(describing: call.state.question))")
                continue
            }
            call.say("yes", Score(0.01))
            #expect(call.state.waiting == nil)
            let decided = call.events.contains { event in
                if case .decided(let report) = event { report.action != .accept } else { false }
            }
            #expect(decided, "\(preset?.name ?? "standard")")
            call.say("yes")
            #expect(call.state.waiting?.tool == ToolID(0), "\(preset?.name ?? "standard")")
        }
    }

    @Test("a loop that the checks missed has a trigger of its own")
    func loops() {
        var call = FedCall { model in
            model.steps[0].action = .goTo(StepID(0))
        }
        call.say("send money")
        let triggers = call.events.compactMap { event in
            if case .fallback(let trigger, _, _) = event { trigger } else { nil }
        }
        #expect(triggers == [.loopGuard])
    }

    @Test("an acknowledgement during a prompt is no turn, as words and as a meaning")
    func acknowledgement() {
        var call = FedCall()
        #expect(!call.state.playing.isEmpty)
        let before = call.state.turn
        var reaction = call.reducer.step(
            call.state, .finalTranscript([Hypothesis(text: "uh huh")]), at: .zero)
        #expect(reaction.state.turn == before)
        reaction = call.reducer.step(
            call.state, .understood(Interpretation(text: "uh huh")), at: .zero)
        #expect(reaction.state.turn == before)
        call.feed(.speechStarted)
        reaction = call.reducer.step(
            call.state, .understood(Interpretation(text: "uh huh")), at: .zero)
        #expect(reaction.state.turn == before + 1)
    }
}
