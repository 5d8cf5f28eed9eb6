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

/// Levers and faults where sessions are conversations with the engine.
@Suite("Levers and faults of conversations")
struct ConversationLeverTests {
    private let voice = VoicePoolID(0)

    private func events(
        _ plan: OperatingPlan, arrivals: Arrivals = .trace([0, 1, 2]),
        latency: LatencyLaw = .none, errorRate: Double = 0, patience: Law = .never,
        takeover: TakeoverRule? = nil
    ) -> [TimedEvent] {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let tier = ConversationCenter.tier(
            turns: 4, fallback: rules, errorRate: errorRate, latency: latency)
        var pool = VoicePoolConfiguration(name: "voice", tier: .conversation(tier))
        pool.takeover = takeover
        return SmallCenter.events(
            SmallCenter.twin(
                types: [
                    ContactTypeConfiguration(
                        name: "call", arrivals: arrivals, patience: patience, firstServedBy: voice)
                ],
                groups: [
                    SmallCenter.group("agents", size: 3, skills: [Skill(talk: .deterministic(50))])
                ],
                pools: [pool], plan: plan, horizonSeconds: 3600))
    }

    private func lever(_ at: Double, _ changes: LeverChange...) -> OperatingPlan {
        OperatingPlan(levers: [LeverPlan(pool: voice, moment: .at(at), changes: changes)])
    }

    private func fault(_ effect: FaultEffect, at start: Double = 0) -> OperatingPlan {
        OperatingPlan(faults: [
            FaultPlan(
                name: "fault", timing: .planned(start: start, length: 7200),
                effects: [(voice, effect)])
        ])
    }

    private func outcomes(_ events: [TimedEvent]) -> [SessionOutcome] {
        events.compactMap { timed in
            if case .sessionEnded(let fact) = timed.event { fact.outcome } else { nil }
        }
    }

    @Test("a kill switch that hands over gives every conversation to people, and each is served")
    func handOver() {
        let events = events(lever(4, LeverChange(.operation, 2)))
        #expect(outcomes(events) == [.escalated, .escalated, .escalated])
        let triggers = events.compactMap { timed in
            if case .fallbackTriggered(let fact) = timed.event { fact.trigger } else { nil }
        }
        #expect(triggers == [.lever, .lever, .lever])
        let ended = events.compactMap { timed in
            if case .contactEnded(let fact) = timed.event { fact.contact.rawValue } else { nil }
        }
        #expect(Set(ended) == [0, 1, 2] && ended.count == 3)
    }

    /// Nothing is understood: alarms rise at the first turns, before the rule of two no-matches.
    @Test("a conversation that somebody takes over is handed over with what is known of it")
    func takeover() {
        let rule = TakeoverRule(afterMisunderstood: 1, noticedAfter: .deterministic(0.5))
        let events = events(OperatingPlan(), errorRate: 1, takeover: rule)
        #expect(outcomes(events) == [.escalated, .escalated, .escalated])
        var alarms: [UInt32: SimulationTime] = [:]
        var taken = 0
        for timed in events {
            switch timed.event {
            case .utteranceUnderstood(let fact):
                let first = alarms[fact.contact.rawValue] ?? timed.time
                alarms[fact.contact.rawValue] = first
            case .fallbackTriggered(let fact):
                #expect(fact.trigger == .lever)
                let alarm = alarms[fact.contact.rawValue] ?? .zero
                #expect(abs((timed.time - alarm).seconds - 0.5) < 1e-6)
            case .handoffContextGiven(let fact):
                #expect(fact.misunderstood == 1)
                taken += 1
            default: break
            }
        }
        #expect(taken == 3)
        // A rule that nothing meets leaves every event as it is.
        let idle = TakeoverRule(afterMisunderstood: 1000, noticedAfter: .deterministic(0))
        let arrivals = SmallCenter.poisson(perHour: 300, hours: 1)
        #expect(
            self.events(OperatingPlan(), arrivals: arrivals, errorRate: 0.3, takeover: idle)
                == self.events(OperatingPlan(), arrivals: arrivals, errorRate: 0.3))
    }

    @Test("thresholds that are set to what they are change nothing but that the lever moved")
    func sameThresholds() {
        let arrivals = SmallCenter.poisson(perHour: 300, hours: 1)
        func others(_ plan: OperatingPlan) -> [TimedEvent] {
            events(plan, arrivals: arrivals, errorRate: 0.3, patience: .exponential(mean: 60))
                .filter {
                    if case .leverMoved = $0.event { false } else { true }
                }
        }
        let rules = ChainModel.make(turns: 4, fallback: ChainModel.noFallback).decisions
        let moved = lever(
            900, LeverChange(.accept, UInt32(rules.accept.steps)),
            LeverChange(.confirm, UInt32(rules.confirm.steps)))
        #expect(others(moved) == others(OperatingPlan()))
    }

    @Test("a fault that cuts off ends conversations at once, and no later notice wakes them")
    func cutOff() throws {
        let events = events(fault(FaultEffect(dropsSessions: 1), at: 4))
        #expect(outcomes(events) == [.cutOff, .cutOff, .cutOff])
        let last = events.lastIndex { $0.event.kind == .sessionEnded }
        let after = events[(try #require(last) + 1)...].map(\.event.kind)
        #expect(after == [.faultEnded, .runEnded])
    }

    @Test("latencies are longer by the factor, turn by turn")
    func latency() {
        func latencies(_ plan: OperatingPlan) -> [Double] {
            events(plan, arrivals: .trace([0]), latency: .cascaded).compactMap { timed in
                if case .promptStarted(let fact) = timed.event { fact.latency.seconds } else { nil }
            }
        }
        let plain = latencies(OperatingPlan())
        let slow = latencies(fault(FaultEffect(latencyFactor: 3)))
        #expect(plain.count >= 3 && slow.count == plain.count)
        for (less, more) in zip(plain, slow) { #expect(abs(more - 3 * less) < 1e-6) }
    }

    @Test("a fault that does nothing leaves all other events as they are")
    func nothing() {
        let arrivals = SmallCenter.poisson(perHour: 300, hours: 1)
        func others(_ plan: OperatingPlan) -> [TimedEvent] {
            events(
                plan, arrivals: arrivals, latency: .cascaded, errorRate: 0.3,
                patience: .exponential(mean: 60)
            ).filter {
                switch $0.event {
                case .faultStarted, .faultEnded, .runEnded: false
                default: true
                }
            }
        }
        #expect(others(fault(FaultEffect(), at: 600)) == others(OperatingPlan()))
    }
}
