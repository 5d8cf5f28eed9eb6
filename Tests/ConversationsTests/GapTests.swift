import CallerModel
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives

/// What a long gap before an answer does to turn-taking, besides hang-ups.
@Suite("Gaps before answers")
struct GapTests {
    private func panel(gap: Double) -> (panel: InteractionPanel, hungUp: Int) {
        let model = ChainModel.make(turns: 5, fallback: ChainModel.noFallback)
        let stage = LatencyLaw.Stage(name: "answer", body: .deterministic(gap))
        let conversation = Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 11, replication: 0)),
            profile: ChainModel.profile(turns: 5) { persona in
                persona.hazards = Persona.everyday.hazards
            },
            ear: StubEar(model: model, errorRate: 0), latency: LatencyLaw(stages: [stage]))
        var sum = InteractionPanel()
        var hungUp = 0
        for ordinal in 0..<300 {
            let record = conversation.run(
                CallContext(
                    caller: CallerKey(
                        contactType: ContactTypeID(0), ordinal: UInt32(ordinal)), attempt: 0,
                    today: CivilDate(dayNumber: 20_000), minuteOfDay: 600))
            sum.add(record.panel)
            if record.outcome == .hungUp { hungUp += 1 }
        }
        return (sum, hungUp)
    }

    @Test("longer ones make dead air, and callers who speak again before the answer comes")
    func gaps() {
        let (short, middle, long) = (panel(gap: 0.8), panel(gap: 2.5), panel(gap: 6))
        func again(_ panel: InteractionPanel) -> Double {
            Double(panel.unanswered + panel.talkOvers) / Double(panel.callerTurns)
        }
        #expect(short.panel.callerTurns > 1000)
        #expect(short.panel.deadAirs < long.panel.deadAirs)
        #expect(again(short.panel) < again(middle.panel))
        #expect(again(middle.panel) < again(long.panel))
        #expect(short.hungUp < long.hungUp)
    }
}
