import ContactCenter
import ContactCenterEvents
import Distributions
import ResponseStations
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Faults of stations that the turns of voice agents pass through.
@Suite("Faults of stations")
struct StationFaultTests {
    private let voice = VoicePoolID(0)

    private func fault(
        _ condition: StationCondition, at start: Double, for length: Double
    ) -> FaultPlan {
        FaultPlan(
            name: "fault", timing: .planned(start: start, length: length),
            effects: [(voice, FaultEffect())], stations: [(0, condition)])
    }

    /// Callers of one turn, which they have spoken 6 s after they came; then one server works 5 s.
    private func events(
        _ arrivals: [Double], _ faults: [FaultPlan], client: ClientRules = ClientRules()
    ) -> [TimedEvent] {
        var pool = SmallCenter.pool(turns: 1)
        pool.turn = TurnGraph(stages: [.init(name: "model", place: .station(0), after: [])])
        var twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace(arrivals), firstServedBy: voice)
            ],
            groups: [
                SmallCenter.group("people", size: 5, skills: [Skill(talk: .deterministic(60))])
            ],
            pools: [pool], plan: OperatingPlan(faults: faults), horizonSeconds: 3600)
        twin.stations = [
            StationConfiguration(
                name: "model",
                service: .servers(.init(count: 1, time: ServiceTime(body: .deterministic(5)))),
                client: client)
        ]
        return SmallCenter.events(twin)
    }

    private func latencies(_ events: [TimedEvent]) -> [Double] {
        events.compactMap { timed in
            if case .promptStarted(let fact) = timed.event { fact.latency.seconds } else { nil }
        }
    }

    @Test("a station that is down takes up nothing until it is mended; who is served goes on")
    func down() {
        let found = events([0, 2, 100], [fault(StationCondition(capacity: 0), at: 7, for: 33)])
        // Spoken at 6, 8 and 106 s. The first is in service when the fault comes; the second waits
        // until 40 s.
        #expect(latencies(found) == [5, 37, 5])
        let told = found.compactMap { timed -> String? in
            switch timed.event {
            case .faultStarted(let fact): "started \(timed.time.seconds) \(fact.pool.rawValue)"
            case .faultEnded(let fact): "ended \(timed.time.seconds) \(fact.pool.rawValue)"
            default: nil
            }
        }
        #expect(told == ["started 7.0 0", "ended 40.0 0"])
    }

    @Test("what begins while two faults are there takes the product of their factors")
    func slow() {
        let found = events(
            [0, 100, 200, 300],
            [
                fault(StationCondition(slowdown: 2), at: 50, for: 200),
                fault(StationCondition(slowdown: 3), at: 150, for: 100),
            ])
        #expect(latencies(found) == [5, 10, 30, 5])
    }

    @Test("requests that a fault makes fail give the turn up, and afterwards none does")
    func errors() {
        let found = events([0, 100], [fault(StationCondition(failures: 1), at: 0, for: 50)])
        let outcomes = found.compactMap { timed in
            if case .stageServed(let fact) = timed.event { fact.outcome } else { nil }
        }
        #expect(outcomes.first == .failed && outcomes.last == .answered)
        let accepted = found.compactMap { timed in
            if case .utteranceUnderstood(let fact) = timed.event { fact.accepted } else { nil }
        }
        #expect(accepted.first == false && accepted.last == true)
    }

    @Test("a fault of a station that changes nothing leaves all other events as they are")
    func nothing() {
        func others(_ faults: [FaultPlan]) -> [TimedEvent] {
            events((0..<200).map { Double($0) * 7 }, faults).filter {
                $0.event.kind != .faultStarted && $0.event.kind != .faultEnded
            }
        }
        #expect(others([fault(StationCondition(), at: 100, for: 500)]) == others([]))
    }
}
