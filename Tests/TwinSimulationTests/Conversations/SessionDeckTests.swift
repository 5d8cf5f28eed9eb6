import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Sessions that were held alone and are played in a center.
@Suite("Decks of sessions in the center")
struct SessionDeckTests {
    static func tier() -> ConversationTier {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        return ConversationCenter.tier(
            turns: 3, fallback: rules, errorRate: 0.3,
            latency: LatencyLaw(stages: [
                LatencyLaw.Stage(
                    name: "answer", body: .exponential(mean: 1), tailProbability: 0,
                    tail: .deterministic(0), tailScale: 1)
            ]))
    }

    /// Callers of a short time, so few that each stands alone.
    static func arrivals(_ events: [TimedEvent]) -> [(key: DialogueKey, time: SimulationTime)] {
        events.compactMap { timed in
            guard case .contactArrived(let fact) = timed.event else { return nil }
            return (DialogueKey(caller: fact.caller, attempt: fact.attempt), timed.time)
        }
    }

    @Test("a session played from a deck gives the events that it gave when it was held")
    func sameEvents() throws {
        let tier = Self.tier()
        var checked = 0
        for seed in 0..<40 as Range<UInt64> {
            let twin = ConversationCenter.twin(tier, perHour: 1, hours: 1)
            let held = SmallCenter.events(twin, seed: seed)
            let callers = Self.arrivals(held)
            guard callers.count == 1, let caller = callers.first else { continue }
            let session = RecordedSession(
                tier.drawing(from: RandomStreams(seed: seed, replication: 0)), of: caller.key,
                at: caller.time)
            var other = twin
            other.voicePools[0].tier = .deck(
                SessionDeck(
                    first: [.init(session, weight: 1)], later: [], fingerprint: "one session"))
            #expect(SmallCenter.events(other, seed: seed) == held, "seed \(seed)")
            checked += 1
        }
        #expect(checked >= 10)
    }

    /// 4.9 standard errors of a share of 4000: 0.04 is the largest.
    @Test(
        "callers take sessions in proportion to their weights, later attempts from their own pile")
    func proportions() {
        func card(_ seconds: Double, _ weight: Double) -> SessionDeck.Card {
            let end = TimedNote(
                time: SimulationTime(seconds: seconds),
                note: .ended(.completed, isServed: true, wrongActions: 0))
            return .init(RecordedSession(notes: [end]), weight: weight)
        }
        let deck = SessionDeck(
            first: [card(1, 1), card(2, 0), card(3, 3)], later: [card(9, 0.5)],
            fingerprint: "three")
        let streams = RandomStreams(seed: 4, replication: 0)
        var counts: [Double: Double] = [:]
        for ordinal in 0..<4000 as Range<UInt32> {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
            let first = deck.session(
                of: DialogueKey(caller: caller, attempt: 0), streams: streams)
            counts[first.summary.seconds, default: 0] += 1
            let later = deck.session(
                of: DialogueKey(caller: caller, attempt: 1), streams: streams)
            #expect(later.summary.seconds == 9)
        }
        #expect(counts[2] == nil)
        #expect(abs((counts[1] ?? 0) / 4000 - 0.25) < 4.9 * (0.25 * 0.75 / 4000).squareRoot())
        #expect((counts[1] ?? 0) + (counts[3] ?? 0) == 4000)
    }
}
