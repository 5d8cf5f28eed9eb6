import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Keeps the abandonments only: a run of 16 million contacts has no room for more.
private struct AbandonmentRecorder: EventSink {
    var seconds: [Double] = []
    var contacts: [UInt32] = []

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        guard case .contactAbandoned(let fact) = event else { return }
        seconds.append(time.seconds)
        contacts.append(fact.contact.rawValue)
    }
}

@Suite("Limits of a replication")
struct SimulationLimitTests {
    /// Runs until the end or a limit; the events so far, and what stopped the run.
    private func run(
        _ configuration: TwinConfiguration, _ limits: SimulationLimits
    ) -> (events: [TimedEvent], failure: SimulationError?) {
        let receiver = SinkReceiver(EventRecorder())
        do throws(SimulationError) {
            var simulation = try CenterSimulation(
                configuration, seed: 1, replication: 0, receivers: [receiver], limits: limits)
            try simulation.runToEnd()
            return (receiver.sink.events, nil)
        } catch {
            return (receiver.sink.events, error)
        }
    }

    private func arrivals(_ events: [TimedEvent]) -> Int {
        events.count { if case .contactArrived = $0.event { true } else { false } }
    }

    @Test("a contact may stay until the span is used up, and not a contact longer")
    func contactSpan() {
        let limits = SimulationLimits(contactSpan: 2048)
        for (count, failure) in [
            (2048, nil), (2049, SimulationError.tooManyContactsInside(limit: 2048)),
        ] as [(Int, SimulationError?)] {
            // The first is served for as long as others arrive; nobody gives up.
            let twin = SmallCenter.scripted(
                arrivals: (0..<count).map { Double($0) }, agents: 1, talk: .deterministic(3000))
            let (events, stopped) = run(twin, limits)
            #expect(stopped == failure)
            #expect(arrivals(events) == 2048)
            // Nothing is said to have ended that has not.
            let ended = events.contains { if case .runEnded = $0.event { true } else { false } }
            #expect(ended == (failure == nil))
        }
        let brief = SmallCenter.scripted(
            arrivals: (0..<9000).map { Double($0) }, agents: 2, talk: .deterministic(1.5))
        #expect(run(brief, limits).failure == nil)
    }

    @Test("callers in orbit, contacts and agents have limits of their own")
    func others() {
        let redial = Redial(probability: 1, delay: .deterministic(1000))
        let twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace((0..<6).map { Double($0) }),
                    patience: .deterministic(10), returns: Returns(afterAbandon: redial))
            ],
            groups: [
                SmallCenter.group("agents", size: 1, skills: [Skill(talk: .deterministic(1e6))])
            ],
            horizonSeconds: 900_000)
        // One is served; the first of the others gives up at 11 s, the fourth at 14 s.
        let (events, failure) = run(twin, SimulationLimits(callersInOrbit: 3))
        #expect(failure == .tooManyCallersInOrbit(limit: 3))
        #expect(events.last?.time == SimulationTime(seconds: 14))
        #expect(
            run(twin, SimulationLimits(contacts: 4)).failure == .tooManyContacts(limit: 4))
        #expect(
            run(twin, SimulationLimits(agents: 0)).failure
                == .tooManyAgents(planned: 1, limit: 0))
        #expect(run(twin, SimulationLimits(agents: 1, contacts: 6)).events.count > 6)
    }

    @Test("the turns of a dialogue count as notices")
    func turns() {
        let twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace([0]), firstServedBy: VoicePoolID(0))
            ],
            groups: [
                SmallCenter.group("agents", size: 1, skills: [Skill(talk: .deterministic(1))])
            ],
            pools: [SmallCenter.pool(defects: 1)],
            horizonSeconds: 10)
        let (events, failure) = run(twin, SimulationLimits(notices: 1000))
        #expect(failure == .tooManyNotices(limit: 1000))
        #expect(events.count > 2000)
    }

    @Test("a stale patience notice spares the contact 2^24 numbers later")
    func staleNotice() throws {
        let span = 1 << 24
        // Contact 0 keeps the agent until 10 s. Contact 1 comes at 1 s, is answered at 10 s, and
        // leaves a notice at 1001 s behind. The agent goes home at 25 s; all that come at 30 s balk.
        // Contact 1 + 2^24 comes at 990 s and waits until 1990 s. Contact 2 gives up at 1026 s and comes
        // again at 1030 s as 2 + 2^24, with half its patience: until 1530 s.
        func type(_ name: String, _ arrivals: [Double], balk: Double) -> ContactTypeConfiguration {
            ContactTypeConfiguration(
                name: name, arrivals: .trace(arrivals), patience: .deterministic(1000), balk: balk,
                returns: Returns(
                    afterAbandon: name == "again"
                        ? Redial(probability: 1, delay: .deterministic(4), limit: 1) : nil,
                    patiencePerAttempt: 0.5), headStartSeconds: 60)
        }
        let twin = SmallCenter.twin(
            types: [
                type("few", [0, 1, 990], balk: 0),
                type("many", Array(repeating: 30, count: span - 2), balk: 1),
                type("again", [26], balk: 0),
            ],
            groups: [
                AgentGroupConfiguration(
                    name: "agents", staffing: Staffing(breaks: [0, 25], counts: [1, 0]),
                    skills: [10, 1, 1].map { Skill(talk: .deterministic($0)) })
            ],
            horizonSeconds: 10_000)
        let receiver = SinkReceiver(AbandonmentRecorder())
        var simulation = try CenterSimulation(
            twin, seed: 1, replication: 0, receivers: [receiver])
        try simulation.runToEnd()
        #expect(receiver.sink.contacts == [2, UInt32(span + 2), UInt32(span + 1)])
        #expect(receiver.sink.seconds == [1026, 1530, 1990])
    }

    @Test("each limit says what to change")
    func texts() {
        let errors: [SimulationError] = [
            .tooManyAgents(planned: 2, limit: 1), .tooManyContactsInside(limit: 1),
            .tooManyCallersInOrbit(limit: 1), .tooManyContacts(limit: 1), .tooManyNotices(limit: 1),
        ]
        for error in errors {
            #expect("\(error)".contains(": ") && !"\(error)".contains("\n"))
        }
    }
}
