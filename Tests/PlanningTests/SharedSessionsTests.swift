import ContactCenter
import Conversations
import DialogueEngine
import Distributions
import Planning
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Sessions that a search of the staffing holds once.
@Suite("Shared sessions")
struct SharedSessionsTests {
    private static func center() -> TwinConfiguration {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let model = ChainModel.make(turns: 3, fallback: rules)
        let tier = ConversationTier(
            conversation: Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 0, replication: 0)),
                profile: ChainModel.profile(turns: 3) { _ in },
                ear: StubEar(model: model, errorRate: 0.4)),
            firstDay: CivilDate(dayNumber: 20_000), fingerprint: "chain")
        return SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: 150, hours: 1.5),
                    patience: .exponential(mean: 120),
                    returns: Returns(
                        afterAbandon: Redial(probability: 0.5, delay: .exponential(mean: 300))),
                    firstServedBy: VoicePoolID(0))
            ],
            groups: [
                SmallCenter.group(
                    "agents", size: 3, skills: [Skill(talk: .exponential(mean: 180))])
            ],
            pools: [VoicePoolConfiguration(name: "voice", tier: .conversation(tier))],
            horizonSeconds: 5400)
    }

    @Test("a search whose sessions are shared finds what one finds that holds each anew")
    func sameRequirements() async throws {
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 1)
        func found(_ center: TwinConfiguration) async throws -> [StaffingRequirement] {
            try await StaffingSearch(
                center, group: 0, target: 0.05, replications: 6, seed: 4, jobs: 2
            ).requirements()
        }
        let alone = try await found(Self.center())
        let shared = try await found(Self.center().keepingSessions(in: memory))
        #expect(alone == shared)
        #expect(alone.contains { $0.needed > 1 })
        #expect(memory.count > 6 * 150)
    }
}
