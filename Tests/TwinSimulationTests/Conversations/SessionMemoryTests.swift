import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Conversations held at once, and kept for other runs.
@Suite("Kept sessions")
struct SessionMemoryTests {
    private static func tier(errorRate: Double = 0.3) -> ConversationTier {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        return ConversationCenter.tier(
            turns: 3, fallback: rules, errorRate: errorRate,
            latency: LatencyLaw(stages: [
                LatencyLaw.Stage(
                    name: "answer", body: .exponential(mean: 1), tailProbability: 0,
                    tail: .deterministic(0), tailScale: 1)
            ]))
    }

    private static func twin(_ tier: ConversationTier, agents: Double = 4) -> TwinConfiguration {
        ConversationCenter.twin(tier, perHour: 200, hours: 2, agents: agents, sessions: 12)
    }

    @Test("a center that finds its sessions in a memory has the events of one that holds them")
    func sameEvents() {
        let memory = SessionMemory(limitBytes: 1 << 24, tiers: 1)
        let twin = Self.twin(Self.tier())
        let kept = twin.keepingSessions(in: memory)
        for replication in 0..<3 as Range<UInt32> {
            let held = SmallCenter.events(twin, replication: replication)
            for _ in 0..<2 {
                #expect(SmallCenter.events(kept, replication: replication) == held)
            }
        }
        #expect(memory.count > 600)
    }

    /// Who waits behind the voice agents reaches no session, so that every one is known already.
    @Test("another staffing holds no session anew, and has its own events")
    func anotherStaffing() {
        let memory = SessionMemory(limitBytes: 1 << 24, tiers: 1)
        let tier = Self.tier()
        _ = SmallCenter.events(Self.twin(tier, agents: 8).keepingSessions(in: memory))
        let known = memory.count
        #expect(known > 200)
        for agents in 1...4 {
            let twin = Self.twin(tier, agents: Double(agents))
            let kept = SmallCenter.events(twin.keepingSessions(in: memory))
            #expect(kept == SmallCenter.events(twin))
        }
        #expect(memory.count == known)
    }

    @Test("tiers and replications are kept apart; sessions of too many tiers are not kept")
    func apart() {
        let memory = SessionMemory(limitBytes: 1 << 24, tiers: 2)
        let tiers = [0.1, 0.3, 0.5].map { Self.tier(errorRate: $0) }
        var counts: [Int] = []
        for tier in tiers {
            let twin = Self.twin(tier)
            for replication in 0..<2 as Range<UInt32> {
                #expect(
                    SmallCenter.events(twin.keepingSessions(in: memory), replication: replication)
                        == SmallCenter.events(twin, replication: replication))
                counts.append(memory.count)
            }
        }
        #expect(zip(counts, counts.dropFirst()).prefix(3).allSatisfy { $0 < $1 })
        #expect(counts[3] == counts[5])
    }

    @Test("a full memory keeps no more, and changes no event")
    func full() {
        let memory = SessionMemory(limitBytes: 20_000, tiers: 1)
        let twin = Self.twin(Self.tier())
        let kept = twin.keepingSessions(in: memory)
        for replication in 0..<2 as Range<UInt32> {
            #expect(
                SmallCenter.events(kept, replication: replication)
                    == SmallCenter.events(twin, replication: replication))
        }
        #expect((10...78).contains(memory.count))
    }

    @Test("the instant of a session plays no part in it, its day does")
    func instants() {
        let memory = SessionMemory(limitBytes: 1 << 24, tiers: 1)
        let tier = Self.tier().drawing(from: RandomStreams(seed: 1, replication: 0))
            .keeping(in: memory)
        let key = DialogueKey(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 7), attempt: 0)
        let alone = RecordedSession(tier, of: key, at: SimulationTime(seconds: 61.5))
        for seconds in [60, 61.5, 119.9, 40_000] {
            let session = tier.session(of: key, at: SimulationTime(seconds: seconds))
            #expect(session.notes == alone.notes && session.summary == alone.summary)
        }
        #expect(memory.count == 1)
        _ = tier.session(of: key, at: SimulationTime(seconds: 90_000))
        #expect(memory.count == 2)
    }

    @Test("two readings of one tier have one description, which depends on no place in memory")
    func identity() {
        let twin = Self.twin(Self.tier())
        let again = Self.twin(Self.tier())
        #expect(String(describing: twin) == String(describing: again))
        let other = Self.twin(Self.tier(errorRate: 0.5))
        #expect(String(describing: twin) != String(describing: other))
        #expect(String(describing: twin).contains("chain 3 0.3"))
    }
}
