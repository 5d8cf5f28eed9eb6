import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("what counts, and in which interval")
struct WindowAndIntervalTests {
    private func configuration(
        warmUp: Double = 0, horizon: Double? = nil, timeOfDay: Double = 0,
        further: [Double] = [], perInterval: Bool = true
    ) -> CenterFoldConfiguration {
        CenterFoldConfiguration(
            contactTypes: 1, agentGroups: 1, voicePools: 1,
            interval: SimulationDuration(seconds: 1800),
            timeOfDayAtStart: SimulationDuration(seconds: timeOfDay),
            warmUp: SimulationTime(seconds: warmUp),
            horizon: horizon.map(SimulationTime.init(seconds:)) ?? .distantFuture,
            furtherAcceptableWaits: further.map(SimulationDuration.init(seconds:)),
            perInterval: perInterval)
    }

    @Test(
        "an interval contains its left end; a contact counts where it arrived, time where it passed"
    )
    func boundaries() {
        var script = EventScript()
        script.arrive(1799.999_999_999, 0)
        script.queue(1799.999_999_999, 0)
        script.arrive(1800, 1)
        script.queue(1800, 1)
        script.answer(3700, 0, AgentID(0))
        script.abandon(3700, 1)
        script.end(5500, 0, AgentID(0))
        let tally = script.tally(configuration())
        #expect(tally.intervals.map { $0.contacts[0].arrived } == [1, 1, 0, 0])
        #expect(tally.intervals.map { $0.contacts[0].answered } == [1, 0, 0, 0])
        #expect(tally.intervals.map { $0.contacts[0].abandoned } == [0, 1, 0, 0])
        #expect(
            tally.intervals.map { $0.time.waiting[0] } == [
                1, 3_600_000_000_000, 200_000_000_000, 0,
            ])
        #expect(
            tally.intervals.map { $0.time.talkingUnassigned } == [
                0, 0, 1_700_000_000_000, 100_000_000_000,
            ])
        #expect(tally.violation() == nil)
    }

    @Test("after-contact work that is known at its end is booked in the intervals that it covers")
    func workAcrossIntervals() {
        var script = EventScript()
        script.signIn(0, 0)
        script.arrive(1000, 0)
        script.answer(1000, 0, AgentID(0))
        script.end(1700, 0, AgentID(0))
        script.finishWork(5500, 0)
        let tally = script.tally(configuration())
        #expect(
            tally.intervals.map { $0.time.afterContact[0] } == [
                100_000_000_000, 1_800_000_000_000, 1_800_000_000_000, 100_000_000_000,
            ])
        let cut = script.tally(configuration(warmUp: 1750, horizon: 2000))
        #expect(cut.time.afterContact[0] == 250_000_000_000)
        #expect(cut.time.signedIn[0] == 250_000_000_000)
        #expect(cut.contacts[0].arrived == 0)
        #expect(cut.handlingTimes[0].count == 0)
    }

    @Test("contacts that arrive at the warm-up count, before it and at the horizon not")
    func window() {
        var script = EventScript()
        for (index, second) in [-5, 0, 99.999_999_999, 100, 500, 999.999_999_999, 1000, 1500]
            .enumerated()
        {
            script.arrive(second, UInt32(index))
            script.queue(second, UInt32(index))
            if second == 100 { script.abandon(150, 0) }
        }
        for contact in 1..<8 as Range<UInt32> { script.abandon(2000, contact) }
        for perInterval in [false, true] {
            let tally = script.tally(
                configuration(warmUp: 100, horizon: 1000, perInterval: perInterval))
            #expect(tally.contacts[0].arrived == 3)
            #expect(tally.contacts[0].abandoned == 3)
            #expect(tally.waits[0].count == 3)
            #expect(tally.contactsSeen == 8)
            // 50 s of contact 0, then 900 s twice, 900, 500 and 1 ns inside the window.
            #expect(tally.time.waiting[0] == 3_250_000_000_001)
            #expect(tally.time.observed == 900_000_000_000)
            #expect(tally.violation() == nil)
        }
    }

    @Test("intervals lie on the grid of local midnight, over midnight too")
    func midnight() {
        // Time 0 is 23:45: interval 0 is 23:30 to 24:00 and holds 15 minutes of the log.
        var script = EventScript()
        script.signIn(0, 0)
        script.arrive(899, 0)
        script.queue(899, 0)
        script.arrive(900, 1)
        script.queue(900, 1)
        script.abandon(910, 0)
        script.abandon(910, 1)
        script.signOut(4000, 0)
        let configuration = configuration(timeOfDay: 85_500)
        let tally = script.tally(configuration)
        #expect(configuration.intervalStart(0).seconds == -900)
        #expect(configuration.intervalStart(1).seconds == 900)
        #expect(configuration.intervalIndex(of: SimulationTime(seconds: 900)) == 1)
        #expect(tally.intervals.map { $0.contacts[0].arrived } == [1, 1, 0])
        #expect(tally.intervals.map { $0.time.observed / 1_000_000_000 } == [900, 1800, 1300])
        #expect(tally.intervals.map { $0.time.waiting[0] / 1_000_000_000 } == [1, 20, 0])
        #expect(tally.intervals.map { $0.time.signedIn[0] / 1_000_000_000 } == [900, 1800, 1300])
    }

    @Test("further acceptable waits are counted with <=, by abandonment and answer")
    func furtherWaits() {
        var script = EventScript()
        for (index, wait) in [0.0, 60, 60.000_000_001, 120].enumerated() {
            script.arrive(Double(index * 1000), UInt32(index))
            script.queue(Double(index * 1000), UInt32(index))
            if index == 1 {
                script.abandon(Double(index * 1000) + wait, UInt32(index))
            } else {
                script.answer(Double(index * 1000) + wait, UInt32(index), .unknown)
            }
        }
        script.arrive(9000, 4)
        script.answer(9000, 4, .unknown)
        let levels = script.tally(configuration(further: [60, 120])).furtherServiceLevels[0]
        #expect(levels.map(\.answeredWithin) == [2, 4])
        #expect(levels.map(\.abandonedWithin) == [1, 1])
    }

    @Test("a recorded log: no sign-in, unknown agents, missing durations, contacts without end")
    func recordedLog() {
        var script = EventScript()
        script.arrive(0, 0)
        script.answer(0, 0, .unknown)
        script.arrive(10, 1)
        script.answer(10, 1, AgentID(3))
        script.arrive(20, 2)
        script.answer(20, 2, AgentID(4))
        script.end(100, 0, .unknown)
        script.end(150, 1, AgentID(3), recorded: false)
        script.arrive(160, 3)
        script.queue(160, 3)
        script.add(1000, .runEnded(RunEnded(contacts: 4)))
        let tally = script.tally(configuration(perInterval: false))
        #expect(tally.contacts[0].answered == 3)
        #expect(tally.contacts[0].ended == 1)
        #expect(tally.contacts[0].endedUnrecorded == 1)
        #expect(tally.contacts[0].talkTime == 100_000_000_000)
        // 100 s of contact 0 and 980 s of contact 2, which goes on; contact 1 is taken back.
        #expect(tally.time.talkingUnassigned == 1_080_000_000_000)
        #expect(tally.inside[0].inService == 1)
        #expect(tally.inside[0].waiting == 1)
        #expect(tally.violation() == nil)
        let names = RunDescription(
            name: "r", start: nil, contactTypes: ["a"], agentGroups: ["g"], voicePools: ["p"])
        let rows = tally.kpiRows(.all, names: names)
        #expect(rows.first { $0.kpi == "occupancy" }?.value == nil)
        #expect(rows.first { $0.kpi == "handlingTime" }?.value == 100)
        // The one that still waits is in no rate.
        #expect(rows.first { $0.kpi == "abandonmentRate" }?.value == 0)
        #expect(rows.first { $0.kpi == "meanWait" }?.fraction?.denominator == 3)
        #expect(rows.first { $0.kpi == "delayProbability" }?.value == 0.25)
    }
}
