import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// What a person is told shortens or lengthens their conversation.
@Suite("Contexts of handoffs")
struct HandoffContextTests {
    /// Three values, none of which is ever understood: the first failure hands over.
    private func events(
        _ effect: HandoffEffect, errorRate: Double = 1, patience: Law = .never, agents: Double = 1,
        arrivals: [Double] = [0]
    ) -> [TimedEvent] {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let tier = ConversationCenter.tier(turns: 4, fallback: rules, errorRate: errorRate)
        return SmallCenter.events(
            SmallCenter.twin(
                types: [
                    ContactTypeConfiguration(
                        name: "call", arrivals: .trace(arrivals), patience: patience,
                        firstServedBy: VoicePoolID(0))
                ],
                groups: [
                    SmallCenter.group(
                        "agents", size: agents, skills: [Skill(talk: .deterministic(100))])
                ],
                pools: [
                    VoicePoolConfiguration(
                        name: "voice", tier: .conversation(tier), handoff: effect)
                ], horizonSeconds: 10_000))
    }

    private func talk(_ events: [TimedEvent]) throws -> Double {
        var answered: SimulationTime?
        for timed in events {
            switch timed.event {
            case .contactAnswered: answered = timed.time
            case .contactEnded: return (timed.time - (try #require(answered))).seconds
            default: break
            }
        }
        return .nan
    }

    /// By hand: the wish needs three values and the package (content: nothing) has none; two turns were
    /// misunderstood; nothing needs a verification.
    @Test("missing values, misunderstood turns and the flat factor add up as written")
    func talkTime() throws {
        let plain = events(HandoffEffect())
        let contexts = plain.compactMap { timed in
            if case .handoffContextGiven(let fact) = timed.event { fact } else { nil }
        }
        #expect(
            contexts == [
                HandoffContextGiven(
                    contact: ContactID(0), known: 0, missing: 3, verified: true, misunderstood: 2)
            ])
        #expect(abs(try talk(plain) - 100) < 1e-6)
        let effect = HandoffEffect(
            talkFactor: 1.5, perMisunderstoodTurn: 0.1, perMissingValue: 12, unverified: 1000)
        // 100 x 1.5 x (1 + 0.1 x 2) + 12 x 3.
        #expect(abs(try talk(events(effect)) - 216) < 1e-6)
    }

    @Test("only the first person after the voice agent pays for what was not told")
    func transferred() throws {
        func seconds(_ effect: HandoffEffect) -> Double {
            var rules = ChainModel.noFallback
            rules.noMatch = 2
            let tier = ConversationCenter.tier(turns: 4, fallback: rules, errorRate: 1)
            let transfer = Transfer(probability: 1, to: ContactTypeID(1), served: 1)
            let events = SmallCenter.events(
                SmallCenter.twin(
                    types: [
                        ContactTypeConfiguration(
                            name: "call", arrivals: .trace([0]), firstServedBy: VoicePoolID(0)),
                        ContactTypeConfiguration(name: "second", arrivals: .trace([])),
                    ],
                    groups: [
                        SmallCenter.group(
                            "agents", size: 1,
                            skills: [
                                Skill(talk: .deterministic(100), transfer: transfer),
                                Skill(talk: .deterministic(100)),
                            ])
                    ],
                    pools: [
                        VoicePoolConfiguration(
                            name: "voice", tier: .conversation(tier), handoff: effect)
                    ], horizonSeconds: 10_000))
            let first = events.first { $0.event.kind == .contactAnswered }?.time.seconds ?? .nan
            return (events.last { $0.event.kind == .contactEnded }?.time.seconds ?? .nan) - first
        }
        // 12 s for each of three missing values, once.
        #expect(
            abs(seconds(HandoffEffect(perMissingValue: 12)) - seconds(HandoffEffect()) - 36) < 1e-6)
    }

    /// Both callers are handed over at the same age; the second waits for the only agent, who is busy
    /// for 100 s, with a patience of 80 s: worn to 80 x 0.5^2 = 20 s, whatever is left of it counts.
    @Test("misunderstood turns wear the patience in the queue")
    func wornPatience() throws {
        func abandonedAfter(_ factor: Double) throws -> Double {
            var effect = HandoffEffect()
            effect.patiencePerMisunderstoodTurn = factor
            let events = events(effect, patience: .deterministic(80), arrivals: [0, 1])
            var queued: SimulationTime?
            for timed in events {
                switch timed.event {
                case .contactQueued: queued = timed.time
                case .contactAbandoned: return (timed.time - (try #require(queued))).seconds
                default: break
                }
            }
            return .nan
        }
        #expect(abs(try abandonedAfter(1) - 80) < 1e-6)
        #expect(abs(try abandonedAfter(0.5) - 20) < 1e-6)
    }
}
