import CallerModel
import Conversations
import DialogueEngine
import Distributions
import Testing
import TwinPrimitives

@Suite("Random conversations")
struct RandomConversationTests {
    static let personas: [Persona] =
        [
            .ideal, .everyday, .tauVoiceRegular, .tauVoiceControl, .pyDial,
        ] + Persona.Behaviour.allCases.dropFirst().map(Persona.strange)

    static func conversation(
        _ ear: any Ear = PerfectEar(), personas: [Persona] = personas, replication: UInt32 = 0,
        latency: LatencyLaw = .cascaded
    ) -> Conversation {
        let model = SmallModel.make()
        return Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 7, replication: replication)),
            profile: SmallCallers.profile(personas), ear: ear, latency: latency,
            world: RecordsWorld(
                model: model, delay: .lognormal(mu: 0, sigma: 0.8), failureRate: 0.05))
    }

    @Test(
        "every call of sound and strange callers ends for a declared reason, within its budgets",
        arguments: [0.0, 0.1, 0.3])
    func everyCallEnds(rate: Double) {
        let conversation = Self.conversation(WordErrorEar(rate: rate))
        for ordinal in 0..<3400 {
            let record = conversation.run(SmallCallers.context(ordinal))
            #expect(
                record.defects.isEmpty, "caller \(ordinal), \(record.persona): \(record.defects)")
            #expect(record.endedAt >= record.startedAt)
        }

    }
}
