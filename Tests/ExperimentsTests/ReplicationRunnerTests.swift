import ContactCenter
import ContactCenterEvents
import Distributions
import EventLog
import Experiments
import Projections
import RunLogs
import Statistics
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// A center with a menu, a voice agent, two types, two groups, redials and a falling plan.
func mixedCenter(
    defects: Double = 0.1, accept: Double = 0.7, tailScale: Double = 1, agents: Double = 5
) -> TwinConfiguration {
    let redial = Redial(probability: 0.5, delay: .lognormal(mean: 900, cv: 1), limit: 5)
    let talk = Law.lognormal(mean: 180, cv: 1.2)
    func type(_ name: String, perHour: Double, pool: VoicePoolID?) -> ContactTypeConfiguration {
        ContactTypeConfiguration(
            name: name, arrivals: SmallCenter.poisson(perHour: perHour, hours: 8),
            menu: Menu(duration: .exponential(mean: 15), hangup: 0.05),
            patience: .weibull(shape: 0.8, scale: 240), balk: 0.02,
            returns: Returns(
                afterAbandon: redial, afterUnresolved: pool == nil ? nil : redial),
            firstServedBy: pool)
    }
    let pool = VoicePoolConfiguration(
        name: "voice", sessions: 20,
        tier: .surrogate(
            SurrogateConfiguration(
                turnsNeeded: .uniform(lower: 2, upper: 6), defects: defects,
                scoreWhenRight: .truncatedNormal(
                    mean: 0.87, standardDeviation: 0.17, lower: 0, upper: 1),
                scoreWhenWrong: .truncatedNormal(
                    mean: 0.6, standardDeviation: 0.23, lower: 0, upper: 1),
                fallback: Fallback(accept: accept, consecutiveFailures: 2, turnLimit: 20),
                latency: Latency(
                    body: .lognormal(median: 1.2, sigma: 0.5), tailProbability: 0.05,
                    tail: .pareto(shape: 2.5, scale: 3), tailScale: tailScale),
                silencePatience: .weibull(shape: 2.5, scale: 6),
                callerSpeech: .exponential(mean: 3), prompt: .deterministic(4), inScope: 0.85,
                asksForPerson: 0.1)),
        handoff: HandoffEffect(talkFactor: 1.1), cost: VoiceCost(perMinute: 0.07, perSession: 0.01))
    let group = AgentGroupConfiguration(
        name: "tellers",
        staffing: Staffing(breaks: [0, 14_400, 21_600], counts: [agents, agents + 3, agents - 2]),
        presence: Presence(mean: 0.95, dayCV: 0.05),
        skills: [
            Skill(talk: talk, afterContact: .exponential(mean: 20)), Skill(talk: talk, level: 2),
        ], costPerHour: 38)
    let second = AgentGroupConfiguration(
        name: "desk", staffing: Staffing(breaks: [0], counts: [2]),
        skills: [nil, Skill(talk: talk)],
        costPerHour: 45)
    return SmallCenter.twin(
        types: [
            type("regular", perHour: 120, pool: VoicePoolID(0)),
            type("internet", perHour: 30, pool: nil),
        ],
        groups: [group, second], pools: [pool], horizonSeconds: 8 * 3600, trunks: 40)
}

@Suite("Replications")
struct ReplicationRunnerTests {
    @Test("one worker and three give the same statistics, to the last bit")
    func workers() async throws {
        let alone = try ReplicationRunner(mixedCenter(), seed: 5, jobs: 1, perInterval: true)
        let many = try ReplicationRunner(mixedCenter(), seed: 5, jobs: 3, perInterval: true)
        let first = await alone.run(0..<7) { $1 }
        let second = await many.run(0..<7) { $1 }
        #expect(first == second)
        #expect(first[0] != first[1])
        let third = await many.run(3..<5) { $1 }
        #expect(third == [first[3], first[4]])
    }

    /// Raise `behaviourVersion` and write the new head here when the simulator is meant to change.
    @Test("a busy day of every feature has the chain head of its behaviour version")
    func goldenRun() throws {
        #expect(behaviourVersion == 5)
        let center = mixedCenter()
        let sink = SinkReceiver(
            try LogSink(
                directory: "log", description: center.description,
                run: RunStarted(seed: 11, replication: 3, behaviourVersion: behaviourVersion),
                source: [], files: SimulatedFiles()))
        _ = try ReplicationRunner(center, seed: 11, jobs: 1).tally(3, alsoTo: [sink])
        let summary = try sink.sink.finish()
        #expect(summary.eventCount > 10_000)
        #expect(
            summary.chainHead.description
                == "3de3b6ad9db8725c028b69e0d9e1d1f58a60bd82b12704d43ec08d952330f618")
    }

    @Test("no contact is lost and Little's law holds exactly, in many random centers")
    func invariants() throws {
        for seed in 0..<30 {
            let streams = RandomStreams(seed: UInt64(seed), replication: 0)
            func uniform(_ draw: UInt32) -> Double {
                streams.uniform(
                    .testing, CallerKey(contactType: ContactTypeID(0), ordinal: draw))
            }
            let center = mixedCenter(
                defects: uniform(1), accept: uniform(2), tailScale: 4 * uniform(3),
                agents: (2 + 8 * uniform(4)).rounded())
            let tally = try ReplicationRunner(center, seed: UInt64(seed), jobs: 1).tally(0)
            #expect(tally.violation() == nil, "seed \(seed)")
            #expect(tally.ignoredEvents == 0, "seed \(seed)")
            #expect(tally.inside.allSatisfy { $0.total == 0 }, "seed \(seed)")
            #expect(tally.allContacts.arrived > 500, "seed \(seed)")
        }
    }

    @Test("a change of policy leaves the callers as they are (common random numbers)")
    func commonCallers() {
        func firstArrivals(_ center: TwinConfiguration) -> [Int64] {
            SmallCenter.events(center, seed: 3).compactMap { timed in
                guard case .contactArrived(let fact) = timed.event else { return nil }
                guard fact.attempt == 0 else { return nil }
                return timed.time.nanoseconds
            }
        }
        let few = firstArrivals(mixedCenter(agents: 3))
        #expect(few == firstArrivals(mixedCenter(defects: 0.4, agents: 9)))
        #expect(few.count > 1000)
    }
}

/// Every input of the voice agent that a projection sweeps must move what it is about.
///
/// The acceptance threshold must be a trade-off, not a free lunch. All comparisons are paired.
@Suite("What a voice agent's inputs do")
struct VoiceAgentSensitivityTests {
    private func series(_ center: TwinConfiguration) async throws -> KPISeries {
        var series = KPISeries()
        let runner = try ReplicationRunner(center, seed: 11, jobs: 2)
        for tally in await runner.run(0..<12, reduce: { $1 }) {
            series.append(tally.kpiRows(.all, names: center.description))
        }
        return series
    }

    /// The paired difference of an indicator in units of its standard error.
    private func z(_ kpi: String, _ changed: KPISeries, _ base: KPISeries) throws -> Double {
        let difference = try #require(changed.estimate(kpi)).difference(
            from: #require(base.estimate(kpi)))
        return try difference.value / max(#require(difference.standardError), 1e-12)
    }

    @Test("more defects: more wrong turns, more wrong actions, less true containment")
    func defects() async throws {
        let base = try await series(mixedCenter(defects: 0.05))
        let changed = try await series(mixedCenter(defects: 0.15))
        #expect(try z("turnDefectRate", changed, base) > 10)
        #expect(try z("wrongActionRate", changed, base) > 5)
        #expect(try z("escalationRate", changed, base) > 5)
        #expect(try z("resolutionRate", changed, base) < -5)
        #expect(try z("repeatContactRate", changed, base) > 3)
        // Outcomes of turns are independent of what went before, so the ratio of expectations is the
        // stated rate however dialogues end. The standard error is about 0.002.
        let rate = try #require(changed.estimate("turnDefectRate"))
        #expect(abs(rate.value - 0.15) < 4.9 * (try #require(rate.standardError)))
        #expect(try #require(rate.standardError) < 0.004)
    }

    @Test("a higher threshold: fewer wrong actions, paid with more escalations")
    func threshold() async throws {
        let low = try await series(mixedCenter(accept: 0.5))
        let high = try await series(mixedCenter(accept: 0.8))
        #expect(try z("wrongActionRate", high, low) < -5)
        #expect(try z("escalationRate", high, low) > 5)
        #expect(try z("containmentRate", high, low) < -5)
        #expect(try z("falseContainmentRate", high, low) < -5)
    }

    /// Only answered turns have a latency, so a longer tail shows first in those who do not wait for
    /// the answer.
    @Test("a longer tail: more hang-ups in the silence, less resolved, more callers who come back")
    func tail() async throws {
        let base = try await series(mixedCenter(tailScale: 1))
        let changed = try await series(mixedCenter(tailScale: 4))
        #expect(try z("abandonedInVoiceAgent", changed, base) > 5)
        #expect(try z("resolutionRate", changed, base) < -5)
        #expect(try z("repeatContactRate", changed, base) > 2)
    }

    @Test("fewer agents: longer waits and more abandonment")
    func agents() async throws {
        let base = try await series(mixedCenter(agents: 7))
        let changed = try await series(mixedCenter(agents: 4))
        #expect(try z("abandonmentRate", changed, base) > 5)
        #expect(try z("meanWait", changed, base) > 5)
    }
}
