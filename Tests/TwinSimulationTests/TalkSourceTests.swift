import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Conversation times drawn in blocks")
struct TalkSourceTests {
    /// Three times the load of one agent: the queue grows all day.
    private func overloaded(talks: [Law], levels: [Int]) -> TwinConfiguration {
        SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: 1_080, hours: 3),
                    patience: .never)
            ],
            groups: zip(talks, levels).enumerated().map { number, group in
                SmallCenter.group(
                    "group \(number)", size: 1, skills: [Skill(talk: group.0, level: group.1)])
            },
            horizonSeconds: 3 * 3_600)
    }

    @Test(
        "every conversation is as long as the caller's own uniform number says",
        arguments: [
            [.exponential(mean: 10)],
            [.lognormal(mu: 2, sigma: 0.5), .lognormal(mu: 2, sigma: 0.5)],
            [.exponential(mean: 10), .gamma(shape: 2, scale: 4)],
        ] as [[Law]])
    func drawnFromOwnStream(talks: [Law]) {
        let twin = overloaded(talks: talks, levels: talks.map { _ in 1 })
        let streams = RandomStreams(seed: 3, replication: 0)
        var answers: [ContactID: (SimulationTime, AgentID)] = [:]
        var callers: [ContactID: CallerKey] = [:]
        var checked = 0
        for timed in SmallCenter.events(twin, seed: 3) {
            switch timed.event {
            case .contactArrived(let fact): callers[fact.contact] = fact.caller
            case .contactAnswered(let fact):
                answers[fact.contact] = (timed.time, fact.agent)
            case .contactEnded(let fact):
                guard let (start, agent) = answers[fact.contact], let caller = callers[fact.contact]
                else {
                    Issue.record("contact \(fact.contact) ended without an answer")
                    continue
                }
                let law = talks[talks.count == 1 ? 0 : Int(agent.rawValue)]
                let uniform = streams.uniform(.service, caller)
                #expect(
                    timed.time - start == SimulationDuration(seconds: law.quantile(uniform)))
                checked += 1
            default: break
            }
        }
        #expect(checked > 3_000)
    }

    /// 2 500 callers give up while the first one talks: more than are remembered at once.
    @Test("after a jump over thousands of callers the next conversation is still the caller's own")
    func jump() throws {
        let law = Law.exponential(mean: 60)
        let arrivals = [0.0] + (1...2_500).map { 0.001 * Double($0) } + [500, 501]
        let center = SmallCenter.scripted(
            arrivals: arrivals, agents: 1, talk: law, patience: .deterministic(0.000_5))
        let streams = RandomStreams(seed: 3, replication: 0)
        var answered: [ContactID: SimulationTime] = [:]
        var talks: [UInt32: SimulationDuration] = [:]
        for timed in SmallCenter.events(center, seed: 3) {
            if case .contactAnswered(let fact) = timed.event { answered[fact.contact] = timed.time }
            if case .contactEnded(let fact) = timed.event, let start = answered[fact.contact] {
                talks[fact.contact.rawValue] = timed.time - start
            }
        }
        #expect(talks.keys.contains(2_501) && talks.count < 10)
        for (ordinal, talk) in talks {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
            let uniform = streams.uniform(.service, caller)
            #expect(talk == SimulationDuration(seconds: law.quantile(uniform)), "\(ordinal)")
        }
    }
}
