import CallerModel
import Conversations
import DialogueEngine
import Distributions
import Testing
import TwinPrimitives

/// Causes that are planted, each alone, and found by substitution.
@Suite("Causes of failed calls")
struct FailureAttributionTests {
    static let calls = 300

    /// Callers who want a transfer or a balance and a transfer, and are served when nothing is wrong.
    private static func conversation(
        ear: any Ear = PerfectEar(), latency: LatencyLaw = .none, failures: Double = 0,
        change: (inout DialogueModel) -> Void = { _ in },
        persona: (inout Persona) -> Void = { _ in }
    ) -> Conversation {
        var model = SmallModel.make()
        change(&model)
        var caller = Persona.ideal
        persona(&caller)
        return Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 11, replication: 0)),
            profile: SmallCallers.profile([caller], goals: Array(SmallCallers.goals.prefix(2))),
            ear: ear, latency: latency,
            world: RecordsWorld(model: model, failureRate: failures))
    }

    /// The failed calls, by cause.
    private func causes(_ conversation: Conversation) -> [FailureCause: Int] {
        let attribution = FailureAttribution(conversation)
        var causes: [FailureCause: Int] = [:]
        for ordinal in 0..<Self.calls {
            let context = SmallCallers.context(ordinal)
            guard !attribution.isServed(context) else { continue }
            causes[attribution.cause(of: context), default: 0] += 1
        }
        return causes
    }

    private func expect(
        _ cause: FailureCause, _ conversation: Conversation, atLeast least: Int
    ) {
        let causes = causes(conversation)
        let failed = causes.values.reduce(0, +)
        #expect(failed >= least, "only \(failed) calls failed")
        #expect(Double(causes[cause] ?? 0) > 0.95 * Double(failed), "\(causes)")
    }

    @Test("without a planted cause every call is served")
    func sound() { #expect(causes(Self.conversation()).isEmpty) }

    @Test("a line that ruins every word is found to be the hearing")
    func hearing() {
        expect(.hearing, Self.conversation(ear: WordErrorEar(rate: 0.9)), atLeast: 250)
    }

    @Test("a classifier that takes two wishes for each other is found to be the understanding")
    func understanding() {
        let swapped = Self.conversation(
            change: { model in
                let swap: [IntentID: IntentID] = [
                    IntentID(0): IntentID(1), IntentID(1): IntentID(0),
                ]
                if let classifier = model.classifier {
                    model.classifier = Swapped(classifier: classifier, swap: swap)
                }
            })
        expect(.understanding, swapped, atLeast: 100)
    }

    @Test("answers that take ten seconds, to callers who bear four, are found to be the timing")
    func timing() {
        let slow = Self.conversation(
            latency: LatencyLaw(stages: [.init(name: "model", body: .deterministic(10))]),
            persona: { $0.silencePatience = .deterministic(4) })
        expect(.timing, slow, atLeast: 250)
    }

    @Test("a tool that always fails is found to be the tool")
    func tool() { expect(.tool, Self.conversation(failures: 1), atLeast: 250) }

    @Test("a rule that gives up after two turns is the policy, whatever is put right")
    func policy() {
        let strict = Self.conversation(change: { $0.fallback.maximumTurns = 2 })
        expect(.policy, strict, atLeast: 250)
    }

    /// Of two causes that would each do alone the later substitution cures; the order is the cause's.
    @Test("a failing tool behind a ruined line is the tool: nothing before it cures the call")
    func both() {
        expect(
            .tool, Self.conversation(ear: WordErrorEar(rate: 0.9), failures: 1), atLeast: 250)
    }

    /// Takes some wishes for others.
    private struct Swapped: IntentUnderstanding {
        let classifier: any IntentUnderstanding
        let swap: [IntentID: IntentID]

        func rank(_ text: String) -> RankedIntents {
            var ranked = classifier.rank(text)
            for place in ranked.candidates.indices {
                let intent = ranked.candidates[place].intent
                ranked.candidates[place].intent = swap[intent] ?? intent
            }
            return ranked
        }
    }
}
