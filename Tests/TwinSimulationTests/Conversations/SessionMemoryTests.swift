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
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 1)
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
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 1)
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
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 2)
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

    /// Two lines of equal model, of which each caller has one: whoever keeps it has the same session.
    @Test("under another set defect rate only those are held anew whose line is another one")
    func lines() {
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 2)
        let plain = Self.tier()
        let model = plain.conversation.reducer.model
        func tier(_ share: Double) -> ConversationTier {
            let mix = LineMix(better: 0, worseShare: share)
            let ears = [0.1, 0.6].map { StubEar(model: model, errorRate: $0) }
            let known = plain.conversation
            return ConversationTier(
                conversation: Conversation(
                    reducer: known.reducer, profile: known.profile,
                    ear: MixedLinesEar(ears: ears, mix: mix), latency: known.latency),
                firstDay: plain.firstDay, fingerprint: "share \(share)",
                defects: SetDefects(
                    rate: share, found: FoundLineMix(mix: mix, halfWidth95: 0, callers: 0),
                    lines: ["good", "bad"], contentOfCalls: "chain"))
        }
        var counts: [Int] = []
        for share in [0.25, 0.5] {
            let twin = ConversationCenter.twin(tier(share), perHour: 200, hours: 2, sessions: 200)
            let kept = SmallCenter.events(twin.keepingSessions(in: memory))
            #expect(kept == SmallCenter.events(twin))
            counts.append(memory.count)
        }
        // A quarter of the callers has another line: of some 400 a share of 0.25, +-4.9 x 0.022.
        let anew = Double(counts[1] - counts[0]) / Double(counts[0])
        #expect(abs(anew - 0.25) < 4.9 * (0.25 * 0.75 / Double(counts[0])).squareRoot())
    }

    @Test("forgotten sessions are held again, those of kept replications are not")
    func forgetting() {
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 1)
        let twin = Self.twin(Self.tier())
        let kept = twin.keepingSessions(in: memory)
        let first = SmallCenter.events(kept)
        let known = memory.count
        _ = SmallCenter.events(kept, replication: 1)
        #expect(memory.count > known)
        memory.forgetAll(but: [RandomStreams(seed: 1, replication: 0)])
        #expect(memory.count == known)
        #expect(SmallCenter.events(kept) == first && memory.count == known)
    }

    @Test("a full memory keeps no more, and changes no event")
    func full() {
        let memory = SessionMemory(limitBytes: 20_000, kinds: 1)
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
        let memory = SessionMemory(limitBytes: 1 << 24, kinds: 1)
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
