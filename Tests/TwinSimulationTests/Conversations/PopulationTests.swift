import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Centers whose callers are drawn from few.
@Suite("Centers of few callers")
struct PopulationTests {
    private static let population = CallerPopulation(callers: 20, attempts: 1, seed: 77)

    private static func tier(_ population: CallerPopulation?) -> ConversationTier {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let plain = ConversationCenter.tier(
            turns: 3, fallback: rules, errorRate: 0.3,
            latency: LatencyLaw(stages: [
                LatencyLaw.Stage(
                    name: "answer", body: .exponential(mean: 1), tailProbability: 0,
                    tail: .deterministic(0), tailScale: 1)
            ]))
        return ConversationTier(
            conversation: plain.conversation, firstDay: plain.firstDay, fingerprint: "population",
            population: population)
    }

    /// What a session is to the center, and how long it lasts.
    private struct Session: Hashable {
        var outcome: SessionOutcome
        var nanoseconds: Int64
    }

    private func sessions(_ events: [TimedEvent]) -> [Session] {
        var started: [UInt32: SimulationTime] = [:]
        var found: [Session] = []
        for timed in events {
            switch timed.event {
            case .sessionStarted(let fact): started[fact.contact.rawValue] = timed.time
            case .sessionEnded(let fact):
                guard let start = started[fact.contact.rawValue] else { continue }
                found.append(
                    Session(
                        outcome: fact.outcome, nanoseconds: (timed.time - start).nanoseconds))
            default: break
            }
        }
        return found
    }

    /// The members' calls held alone, with nothing of a center around them.
    private var members: [Session] {
        let plain = Self.tier(nil).drawing(from: Self.population.streams)
        return Self.population.members.map { key in
            let session = RecordedSession(plain, of: key, at: .zero)
            let last = session.notes.last?.time.nanoseconds ?? 0
            return Session(outcome: session.summary.outcome, nanoseconds: last)
        }
    }

    @Test("every session is that of a member alone, in all replications, and each member comes")
    func alone() {
        let known = members
        #expect(Set(known).count > 15, "members differ, or the test tells nothing")
        let twin = ConversationCenter.twin(
            Self.tier(Self.population), perHour: 200, hours: 2, sessions: 200)
        for replication in 0..<2 as Range<UInt32> {
            let found = sessions(SmallCenter.events(twin, replication: replication))
            #expect(found.count > 300)
            #expect(Set(found) == Set(known))
        }
    }

    /// The share is that of the members, to the error of drawing some 800 of them.
    @Test("the share contained is that of the members, not that of all callers")
    func share() {
        let known = members
        let truth = Double(known.count { $0.outcome == .resolved }) / Double(known.count)
        let twin = ConversationCenter.twin(
            Self.tier(Self.population), perHour: 400, hours: 2, sessions: 400)
        let found = sessions(SmallCenter.events(twin))
        let share = Double(found.count { $0.outcome == .resolved }) / Double(found.count)
        #expect(abs(share - truth) < 4.4 * (truth * (1 - truth) / Double(found.count)).squareRoot())
        let others = sessions(
            SmallCenter.events(
                ConversationCenter.twin(Self.tier(nil), perHour: 400, hours: 2, sessions: 400)))
        #expect(Set(others).count > 700, "without a population every caller is a new one")
    }

    @Test("other seeds of the members are other members, other seeds of the run are not")
    func seeds() {
        func known(_ seed: UInt64, replication: UInt32) -> Set<Session> {
            let population = CallerPopulation(callers: 20, attempts: 1, seed: seed)
            let twin = ConversationCenter.twin(
                Self.tier(population), perHour: 200, hours: 2, sessions: 200)
            return Set(sessions(SmallCenter.events(twin, replication: replication)))
        }
        #expect(known(77, replication: 0) == known(77, replication: 5))
        #expect(known(77, replication: 0).isDisjoint(with: known(78, replication: 0)))
    }
}
