import ContactCenter
import ContactCenterEvents
import Distributions
import QueueingTheory
import ResponseStations
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

@Suite("Turns whose answers come from stations")
struct StationTurnTests {
    private static func servers(_ count: Int?, _ law: Law) -> StationConfiguration {
        StationConfiguration(
            name: "model", service: .servers(.init(count: count, time: ServiceTime(body: law))))
    }

    private static func graph(filler: Filler? = nil) -> TurnGraph {
        TurnGraph(
            stages: [.init(name: "model", place: .station(0), after: [])], filler: filler)
    }

    private func center(
        arrivals: Arrivals, pool: VoicePoolConfiguration, stations: [StationConfiguration],
        hours: Double = 10, turn: TurnGraph = Self.graph()
    ) -> TwinConfiguration {
        var pool = pool
        pool.turn = turn
        var twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: arrivals, firstServedBy: VoicePoolID(0))
            ],
            groups: [
                SmallCenter.group("people", size: 5, skills: [Skill(talk: .deterministic(60))])
            ],
            pools: [pool], horizonSeconds: hours * 3600)
        twin.stations = stations
        return twin
    }

    @Test("one free station with a constant time gives the answers of a constant latency")
    func constant() {
        let arrivals = SmallCenter.poisson(perHour: 120, hours: 10)
        // The silence that callers bear is as long as the answer takes: they hear it.
        var pool = SmallCenter.pool(
            latency: Latency(body: .deterministic(1.5)), sessions: 3,
            silencePatience: .deterministic(1.5), hangupPerTurn: 0.02)
        if case .surrogate(var dialogue) = pool.tier {
            dialogue.hangupUnderLoad = HangupUnderLoad(full: 0.5, steepness: 10, midpoint: 0.6)
            pool.tier = .surrogate(dialogue)
        }
        var plain = center(arrivals: arrivals, pool: pool, stations: [])
        plain.voicePools[0].turn = nil
        let stations = center(
            arrivals: arrivals, pool: pool, stations: [Self.servers(nil, .deterministic(1.5))])
        let expected = SmallCenter.events(plain)
        let found = SmallCenter.events(stations).filter { $0.event.kind != .stageServed }
        #expect(found.count > 1000)
        #expect(found == expected)
    }

    @Test("at the instant at which a stage gives up and the caller too, the turn ends once")
    func giveUpTogether() {
        var station = Self.servers(nil, .deterministic(50))
        station.client = ClientRules(timeout: 3)
        // Turns end at 6 + 3 s. Were the first turn's place free twice, the later two would share it.
        let twin = center(
            arrivals: .trace([0, 20, 20]),
            pool: SmallCenter.pool(
                turns: 1, fallback: Fallback(accept: 0.5, totalFailures: 1),
                silencePatience: .deterministic(3)), stations: [station])
        let ends = SmallCenter.events(twin).compactMap { timed -> String? in
            guard case .sessionEnded(let fact) = timed.event else { return nil }
            return "\(timed.time.seconds) \(fact.contact.rawValue) \(fact.outcome)"
        }
        #expect(ends == ["9.0 0 escalated", "29.0 1 escalated", "29.0 2 escalated"])
    }

    @Test("a lever that hands over at the instant of the answer does not end the turn twice")
    func handedOverWithTheAnswer() {
        let hand = LeverPlan(
            pool: VoicePoolID(0), moment: .at(8), changes: [LeverChange(.operation, 2)])
        let on = LeverPlan(
            pool: VoicePoolID(0), moment: .at(10), changes: [LeverChange(.operation, 0)])
        var twin = center(
            arrivals: .trace([0, 20, 20]), pool: SmallCenter.pool(turns: 1),
            stations: [Self.servers(nil, .deterministic(2))])
        twin.plan = OperatingPlan(levers: [hand, on])
        let ends = SmallCenter.events(twin).compactMap { timed -> String? in
            guard case .sessionEnded(let fact) = timed.event else { return nil }
            return "\(timed.time.seconds) \(fact.contact.rawValue) \(fact.outcome)"
        }
        #expect(ends == ["8.0 0 escalated", "28.0 1 resolved", "28.0 2 resolved"])
    }

    @Test("a fault on what is understood begins and ends at its instants, whoever else speaks")
    func faultyTurns() {
        // One caller alone, then two: answers at 8, 16, ... s of each; the fault is there from 10 to 20.
        func rights(_ arrivals: [Double]) -> [Bool] {
            var twin = center(
                arrivals: .trace(arrivals),
                pool: SmallCenter.pool(turns: 4, fallback: Fallback(accept: 0, totalFailures: 9)),
                stations: [Self.servers(nil, .deterministic(2))])
            twin.plan = OperatingPlan(faults: [
                FaultPlan(
                    name: "deaf", timing: .planned(start: 10, length: 10),
                    effects: [(VoicePoolID(0), FaultEffect(defects: 1))])
            ])
            return SmallCenter.events(twin).compactMap { timed -> Bool? in
                guard case .utteranceUnderstood(let fact) = timed.event,
                    fact.contact == ContactID(0)
                else { return nil }
                return fact.right
            }
        }
        #expect(rights([0]) == [true, false, true, true])
        #expect(rights([0, 11]) == rights([0]))
    }

    @Test("callers who share one server wait for each other")
    func shared() {
        let twin = center(
            arrivals: .trace([0, 1, 2]), pool: SmallCenter.pool(turns: 1),
            stations: [Self.servers(1, .deterministic(5))])
        let latencies = SmallCenter.events(twin).compactMap { timed -> Double? in
            guard case .promptStarted(let fact) = timed.event else { return nil }
            return fact.latency.seconds
        }
        // They have spoken at 6, 7 and 8 s; the server is free at 6, 11 and 16 s.
        #expect(latencies == [5, 9, 13])
    }

    @Test("callers hang up as the exact law of latency and patience says")
    func hangups() throws {
        let median = 0.8
        let exact = try LatencyHangUp(
            latency: .lognormal(median: median, logDeviation: 0.9),
            patience: .weibull(shape: 2.5, scale: 6), turns: 8)
        let twin = center(
            arrivals: SmallCenter.poisson(perHour: 4000, hours: 5),
            pool: SmallCenter.pool(
                turns: 8, silencePatience: .weibull(shape: 2.5, scale: 6)),
            stations: [Self.servers(nil, .lognormal(mu: PortableMath.log(median), sigma: 0.9))],
            hours: 5)
        var ended = 0.0
        var hungUp = 0.0
        for timed in SmallCenter.events(twin) {
            guard case .sessionEnded(let fact) = timed.event else { continue }
            ended += 1
            if fact.outcome == .hungUp { hungUp += 1 }
        }
        // 20 000 calls: a standard error of 0.3 points.
        let error = (exact.perCall * (1 - exact.perCall) / ended).squareRoot()
        #expect(abs(hungUp / ended - exact.perCall) < 4.9 * error)
        #expect(error < 0.004)
    }

    @Test("a caller who hangs up takes the request along")
    func goneCallers() {
        let twin = center(
            arrivals: .trace([0]),
            pool: SmallCenter.pool(turns: 1, silencePatience: .deterministic(3)),
            stations: [Self.servers(1, .deterministic(50))])
        let events = SmallCenter.events(twin)
        let served = events.compactMap { timed -> StageServed? in
            guard case .stageServed(let fact) = timed.event else { return nil }
            return fact
        }
        #expect(served.map(\.outcome) == [.cancelled])
        #expect(served.map(\.served.seconds) == [3])
        #expect(events.contains { $0.event.kind == .promptStarted } == false)
    }

    @Test("a filler holds the caller, and the answer waits for its end")
    func filler() {
        func latency(_ filler: Filler?) -> [Double] {
            let twin = center(
                arrivals: .trace([0]),
                pool: SmallCenter.pool(turns: 1, silencePatience: .deterministic(3)),
                stations: [Self.servers(1, .deterministic(4))], turn: Self.graph(filler: filler))
            return SmallCenter.events(twin).compactMap { timed in
                guard case .promptStarted(let fact) = timed.event else { return nil }
                return fact.latency.seconds
            }
        }
        #expect(latency(nil) == [])
        #expect(latency(Filler(after: 2, lasts: 1)) == [4])
        #expect(latency(Filler(after: 2, lasts: 2.5)) == [4.5])
    }

    @Test("a turn whose stage gives up is not understood")
    func failedStage() {
        var station = Self.servers(1, .deterministic(9))
        station.client = ClientRules(timeout: 2)
        var pool = SmallCenter.pool(turns: 2, fallback: Fallback(accept: 0.5, totalFailures: 2))
        pool.turn = Self.graph()
        let twin = center(arrivals: .trace([0]), pool: pool, stations: [station])
        let heard = SmallCenter.events(twin).compactMap { timed -> UtteranceUnderstood? in
            guard case .utteranceUnderstood(let fact) = timed.event else { return nil }
            return fact
        }
        #expect(heard.map(\.accepted) == [false, false])
        #expect(heard.map(\.right) == [false, false])
    }

    @Test("a conversation whose stations take no time is the conversation without them")
    func conversation() {
        let tier = ConversationCenter.tier(
            turns: 4, fallback: ChainModel.noFallback, errorRate: 0.1)
        let plain = ConversationCenter.twin(tier, perHour: 60, hours: 3)
        var stations = plain
        stations.stations = [Self.servers(nil, .deterministic(0))]
        stations.voicePools[0].turn = Self.graph()
        let found = SmallCenter.events(stations).filter { $0.event.kind != .stageServed }
        #expect(found.count > 500)
        #expect(found == SmallCenter.events(plain))
    }

    @Test("a conversation waits for a busy station")
    func busyConversation() {
        let tier = ConversationCenter.tier(turns: 4, fallback: ChainModel.noFallback, errorRate: 0)
        var twin = ConversationCenter.twin(tier, perHour: 300, hours: 3)
        twin.voicePools[0].turn = Self.graph()
        func mean(_ servers: Int?) -> Double {
            twin.stations = [Self.servers(servers, .deterministic(0.6))]
            let latencies = SmallCenter.events(twin).compactMap { timed -> Double? in
                guard case .promptStarted(let fact) = timed.event else { return nil }
                return fact.latency.seconds
            }
            #expect(latencies.count > 1000)
            return latencies.reduce(0, +) / Double(latencies.count)
        }
        let free = mean(nil)
        // 300 calls of four turns an hour and 0.6 s each keep one server busy a fifth of the time.
        #expect(mean(1) > free + 0.02)
    }

    @Test("all arrivals come faster by the load")
    func load() {
        var twin = center(
            arrivals: SmallCenter.poisson(perHour: 1000, hours: 10),
            pool: SmallCenter.pool(turns: 1),
            stations: [Self.servers(nil, .deterministic(0))])
        twin.center.load = 1.5
        let count = SmallCenter.events(twin).count { $0.event.kind == .contactArrived }
        #expect(abs(Double(count) - 15_000) < 4.9 * 15_000.0.squareRoot())
    }
}
