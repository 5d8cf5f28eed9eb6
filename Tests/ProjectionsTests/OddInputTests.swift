import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("odd input changes nothing and is counted")
struct OddInputTests {
    static let description = RunDescription(
        name: "x", start: "1999-08-02T07:00:00", contactTypes: ["a"], agentGroups: ["g"],
        voicePools: ["v"])

    @Test("events that do not fit their contact's state are ignored")
    func misfits() {
        let configuration = CenterFoldConfiguration(
            contactTypes: 1, agentGroups: 1, voicePools: 1)
        var script = EventScript()
        script.arrive(0, 0)
        script.arrive(1, 0)
        script.arrive(1, 1, type: 7)
        script.abandon(2, 0)
        script.queue(3, 0)
        script.queue(4, 0)
        script.startSession(4, 0)
        script.endSession(5, 0, .resolved)
        script.end(5, 0, AgentID(0))
        script.abandon(6, 0)
        script.abandon(7, 0)
        script.answer(7, 99, AgentID(0))
        script.finishWork(8, 0)
        script.signOut(9, 0)
        script.signIn(9, 0, group: 5)
        script.signIn(9, .max)
        script.redial(9, 42, .afterAbandonment)
        script.turn(9, 42, right: true, accepted: true, latency: 1)
        let tally = script.tally(configuration)
        #expect(tally.ignoredEvents == 16)
        #expect(tally.contacts[0].abandoned == 1)
        #expect(tally.contacts[0].arrived == 1)
        #expect(tally.violation() == nil)
    }

    @Test("any shuffle of a stream's facts keeps every contact accounted for")
    func shuffles() {
        for seed in 0..<20 as Range<UInt64> {
            var stream = RandomEventStream(seed: seed, recorded: false)
            var script = stream.make(steps: 1500, drain: true)
            var generator = TestGenerator(state: seed + 99)
            let facts = script.events.map(\.event)
            for index in script.events.indices {
                script.events[index].event = facts[generator.below(facts.count)]
            }
            let tally = script.tally(
                CenterFoldConfiguration(
                    contactTypes: 2, agentGroups: 1, voicePools: 1, perInterval: true))
            #expect(tally.ignoredEvents > 0)
            for (type, contacts) in tally.contacts.enumerated() {
                #expect(contacts.arrived == contacts.left + tally.inside[type].total)
                #expect(tally.time.waiting[type] == tally.waitInsideWindow[type])
            }
        }
    }

    @Test("a log that jumps to the end of time, or far ahead, is read in bounded memory")
    func farAhead() {
        for horizon in [SimulationTime.distantFuture, SimulationTime(seconds: 1e6)] {
            let configuration = CenterFoldConfiguration(
                contactTypes: 1, agentGroups: 1, voicePools: 0,
                interval: SimulationDuration(seconds: 1), horizon: horizon, perInterval: true)
            var script = EventScript()
            script.arrive(0, 0)
            script.queue(0, 0)
            script.events.append(
                (
                    .contactAbandoned(ContactAbandoned(contact: ContactID(0))),
                    SimulationTime(nanoseconds: .max)
                ))
            script.events.append(
                (.runEnded(RunEnded(contacts: 1)), SimulationTime(nanoseconds: .max)))
            let tally = script.tally(configuration)
            #expect(tally.intervals.count <= configuration.maximumIntervals + 1)
            #expect(tally.contacts[0].abandoned == 1)
            #expect(tally.violation() == nil)
        }
    }

    @Test("a description that makes no sense is refused with what is allowed")
    func descriptions() throws {
        func expectError(
            _ error: ProjectionError, _ change: (inout RunDescription) -> Void
        ) {
            var description = Self.description
            change(&description)
            #expect(throws: error) {
                try CenterFoldConfiguration(description, perInterval: true)
            }
        }
        expectError(.intervalSeconds(0)) { $0.intervalSeconds = 0 }
        let tooLong = RunDescription.longestInterval + 1
        expectError(.intervalSeconds(tooLong)) { $0.intervalSeconds = tooLong }
        expectError(.warmUpSeconds(-1)) { $0.warmUpSeconds = -1 }
        expectError(.warmUpSeconds(10)) {
            $0.warmUpSeconds = 10
            $0.horizonSeconds = 10
        }
        expectError(.horizonSeconds(0)) { $0.horizonSeconds = 0 }
        expectError(.serviceLevelSeconds(-2)) { $0.serviceLevelSeconds = -2 }
        expectError(.count(of: "contact types", got: 0)) { $0.contactTypes = [] }
        for start in ["yesterday", "1999-08-02T7:00:00", "1999-08-02T24:00:00", "1999-08-02"] {
            expectError(.start(start)) { $0.start = start }
        }
        var nan = Self.description
        nan.warmUpSeconds = .nan
        #expect(throws: ProjectionError.self) {
            try CenterFoldConfiguration(nan, perInterval: false)
        }
        let configuration = try CenterFoldConfiguration(Self.description, perInterval: true)
        #expect(configuration.timeOfDayAtStart.seconds == 25_200)
        #expect(configuration.horizon == .distantFuture)
        #expect("\(ProjectionError.warmUpSeconds(-1))".contains("allowed"))
    }

    @Test("each violated law is told in one line")
    func violations() {
        var stream = RandomEventStream(seed: 1, recorded: false)
        let tally = stream.make(steps: 2000, drain: false).tally(
            CenterFoldConfiguration(contactTypes: 3, agentGroups: 2, voicePools: 2))
        #expect(tally.violation() == nil)
        var lost = tally
        lost.contacts[1].arrived += 1
        #expect(lost.violation()?.contains("contact type 1") == true)
        var time = tally
        time.time.waiting[2] += 1
        #expect(time.violation()?.contains("integral") == true)
        var end = tally
        end.contactsReported = 1
        #expect(end.violation()?.contains("reports 1 contacts") == true)
        var waits = tally
        waits.waits[0] = DurationHistogram()
        #expect(waits.violation()?.contains("waits") == true)
    }
}
