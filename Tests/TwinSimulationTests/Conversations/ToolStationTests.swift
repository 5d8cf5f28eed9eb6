import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import QueueingTheory
import ResponseStations
import Statistics
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Tools of dialogues that wait at stations which all sessions share.
@Suite("Tools that wait at stations")
struct ToolStationTests {
    private func core(
        _ servers: Int?, _ law: Law, client: ClientRules = ClientRules()
    ) -> StationConfiguration {
        StationConfiguration(
            name: "core banking",
            service: .servers(.init(count: servers, time: ServiceTime(body: law))), client: client)
    }

    private func center(
        _ station: StationConfiguration?, arrivals: Arrivals, hours: Double = 1,
        fallback: FallbackRules = ChainModel.noFallback, plan: OperatingPlan = OperatingPlan()
    ) -> TwinConfiguration {
        let tier = ConversationCenter.tier(
            turns: 2, fallback: fallback, errorRate: 0, callsTool: true)
        var twin = ConversationCenter.twin(tier, perHour: 1, hours: hours)
        twin.center.contactTypes[0].arrivals = arrivals
        twin.plan = plan
        if let station {
            twin.stations = [station]
            twin.voicePools[0].toolStations = [
                ToolStation(.tool(ToolID(0)), name: "core", station: 0)
            ]
        }
        return twin
    }

    private func served(_ events: [TimedEvent]) -> [StageServed] {
        events.compactMap { timed in
            if case .stageServed(let fact) = timed.event { fact } else { nil }
        }
    }

    private func ends(_ events: [TimedEvent]) -> [(outcome: SessionOutcome, seconds: Double)] {
        events.compactMap { timed in
            guard case .sessionEnded(let fact) = timed.event else { return nil }
            return (fact.outcome, timed.time.seconds)
        }
    }

    @Test("a free station that takes what the world takes gives the same sessions")
    func asTheWorld() {
        let arrivals = SmallCenter.poisson(perHour: 200, hours: 1)
        func told(_ station: StationConfiguration?) -> [TimedEvent] {
            // The end of a run is its last notice, a void one here and there.
            SmallCenter.events(center(station, arrivals: arrivals)).filter {
                ![.stageServed, .flowEntered, .runEnded].contains($0.event.kind)
            }
        }
        let plain = told(nil)
        #expect(plain.count > 500)
        #expect(told(core(nil, RecordsWorld.usualDelay)) == plain)
    }

    @Test("callers whose tools share one server wait as Lindley's recursion says, and are served")
    func shared() {
        let events = SmallCenter.events(
            center(core(1, .deterministic(5)), arrivals: .trace((0..<40).map { Double($0) * 3 })))
        let calls = events.filter { $0.event.kind == .toolCalled }.map(\.time.seconds)
        #expect(calls.count == 40)
        var free = 0.0
        var waits: [Double] = []
        for call in calls {
            waits.append(max(0, free - call))
            free = max(free, call) + 5
        }
        let found = served(events).map(\.queued.seconds)
        #expect(found.count == waits.count)
        #expect(zip(found, waits).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect((waits.max() ?? 0) > 50)
        #expect(ends(events).allSatisfy { $0.outcome == .resolved })
        // Nobody's session ends before the tool has answered.
        let answered = zip(calls, waits).map { $0 + $1 + 5 }
        #expect(zip(ends(events).map(\.seconds), answered).allSatisfy { $0 > $1 })
    }

    /// Sessions are unlimited, and what comes before the call of the tool takes each caller a time that
    /// hangs on nothing outside: the calls are a Poisson stream as the callers are, and the station is
    /// M/M/c.
    @Test("tool calls of many conversations wait as Erlang C says")
    func erlangC() throws {
        let (perHour, mean, hours) = (720.0, 15.0, 3.0)
        let exact = try ErlangC(
            traffic: Traffic(arrivalsPerHour: perHour, meanHandlingSeconds: mean), agents: 4)
        var waits: [Double] = []
        var delays: [Double] = []
        for replication in 0..<24 {
            let events = SmallCenter.events(
                center(
                    core(4, .exponential(mean: mean)),
                    arrivals: SmallCenter.poisson(perHour: perHour, hours: hours), hours: hours),
                replication: UInt32(replication))
            // The first tenth is left out: the station begins empty.
            let facts = served(events)
            let counted = facts.dropFirst(facts.count / 10)
            #expect(counted.count > 1500)
            #expect(counted.allSatisfy { $0.outcome == .answered })
            let number = Double(counted.count)
            waits.append(counted.reduce(0) { $0 + $1.queued.seconds } / number)
            delays.append(Double(counted.count { $0.queued.nanoseconds > 0 }) / number)
        }
        // A mean wait 30 % off or a share of delayed calls 15 % off would be seen.
        for (values, truth, share) in [
            (waits, exact.meanWait, 0.06), (delays, exact.delayProbability, 0.03),
        ] {
            let estimate = ReplicatedEstimate(meanOf: values)
            let error = try #require(estimate.standardError)
            #expect(abs(estimate.value - truth) < 4.9 * error)
            #expect(error < share * truth)
        }
    }

    @Test("a request that is given up makes the tool fail, and the dialogue follows its model")
    func timedOut() {
        var rules = ChainModel.noFallback
        rules.toolFailures = 1
        let events = SmallCenter.events(
            center(
                core(1, .deterministic(50), client: ClientRules(timeout: 3, retries: 1)),
                arrivals: .trace([0]), fallback: rules))
        #expect(served(events).map(\.outcome) == [.timedOut, .timedOut])
        #expect(served(events).map(\.attempt) == [0, 1])
        #expect(ends(events).map(\.outcome) == [.escalated])
        let triggers = events.compactMap { timed in
            if case .fallbackTriggered(let fact) = timed.event { fact.trigger } else { nil }
        }
        #expect(triggers == [.tool])
    }

    @Test("a caller who is cut off takes the request of the tool along")
    func cutOff() {
        let plan = OperatingPlan(faults: [
            FaultPlan(
                name: "cut", timing: .planned(start: 60, length: 60),
                effects: [(VoicePoolID(0), FaultEffect(dropsSessions: 1))])
        ])
        let events = SmallCenter.events(
            center(core(1, .deterministic(500)), arrivals: .trace([0]), plan: plan))
        #expect(served(events).map(\.outcome) == [.cancelled])
        #expect(ends(events).map(\.outcome) == [.cutOff])
    }

    @Test("the flow that the caller wished for is told before its answers, once")
    func flow() {
        let events = SmallCenter.events(center(core(1, .deterministic(1)), arrivals: .trace([0])))
        let kinds = events.map(\.event.kind).filter { $0 == .flowEntered || $0 == .promptStarted }
        #expect(kinds.first == .flowEntered)
        #expect(kinds.count { $0 == .flowEntered } == 1)
        #expect(kinds.count >= 2)
    }
}
