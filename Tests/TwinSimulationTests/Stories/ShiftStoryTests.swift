import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinSimulation

@Suite("Hand-computed shifts")
struct ShiftStoryTests {
    /// One agent from 10 to 110 with a break from 40 to 60.
    private func worked(
        _ arrivals: [Double], talk: Double = 10, _ change: (inout Shift) -> Void = { _ in }
    ) -> [String] {
        var shift = Shift(
            starts: [10], length: 100, agents: 1, breaks: [Shift.Break(after: 30, length: 20)])
        change(&shift)
        return Story(
            center([type(arrivals)], [(0, [skill(talk)])]) {
                $0.center.agentGroups[0].shifts = [shift]
                $0.center.agentGroups[0].staffing = Staffing(planOf: [shift])
            }
        ).lines
    }

    @Test("an idle agent comes, breaks, returns and goes to the second")
    func idle() {
        #expect(worked([]) == ["10.0 in 0", "40.0 break 0", "60.0 back 0", "110.0 out 0"])
    }

    @Test("a break due while busy begins after the contact, and ends as planned")
    func breakWhileBusy() {
        #expect(
            worked([35, 50]) == [
                "10.0 in 0", "35.0 arrived 0", "35.0 answered 0 by 0", "45.0 ended 0",
                "45.0 break 0", "50.0 arrived 1", "50.0 queued 1", "60.0 back 0",
                "60.0 answered 1 by 0", "70.0 ended 1", "110.0 out 0",
            ])
    }

    @Test("a break that is over before the contact is missed, and a shift's end waits for it")
    func missedBreak() {
        #expect(
            worked([35, 75], talk: 40).filter { !$0.contains("arrived") } == [
                "10.0 in 0", "35.0 answered 0 by 0", "75.0 ended 0", "75.0 answered 1 by 0",
                "115.0 ended 1", "115.0 out 0",
            ])
    }

    @Test("a conversation that ends as the break begins, or as the shift ends, does not delay it")
    func ties() {
        let told = worked([30, 100])
        #expect(
            told.filter { !$0.contains("a") || $0.contains("break") || $0.contains("back") } == [
                "10.0 in 0", "40.0 ended 0", "40.0 break 0", "60.0 back 0", "110.0 ended 1",
                "110.0 out 0",
            ])
    }

    @Test("lateness delays signing in and coming back, never beyond the end")
    func late() {
        #expect(
            worked([]) { $0.lateness = .deterministic(5) }
                == ["15.0 in 0", "40.0 break 0", "65.0 back 0", "110.0 out 0"])
        // Too late for the break's beginning: it begins on arrival; too late for the shift: nothing.
        #expect(
            worked([]) { $0.lateness = .deterministic(35) }
                == ["100.0 in 0", "110.0 out 0"])
        #expect(worked([]) { $0.lateness = .deterministic(200) }.isEmpty)
    }

    @Test("who does not show up is away all day")
    func noShow() {
        #expect(worked([]) { $0.showUp = 0 }.isEmpty)
    }

    @Test("a shift that begins with the run is there for the contacts of its first instant")
    func fromTheBeginning() {
        let shift = Shift(starts: [0, 200], length: 100, agents: 1)
        let story = Story(
            center([type([]) { $0.initialContacts = 2 }], [(0, [skill(60)])]) {
                $0.center.agentGroups[0].shifts = [shift]
                $0.center.agentGroups[0].staffing = Staffing(planOf: [shift])
            })
        #expect(
            story.lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "0.0 arrived 1", "0.0 queued 1",
                "60.0 ended 0", "60.0 answered 1 by 0", "120.0 ended 1", "120.0 out 0",
                "200.0 in 0",
                "300.0 out 0",
            ])
    }

    @Test("an agent signs in before a caller's patience ends at that instant, and serves")
    func signInTie() {
        let shift = Shift(starts: [50], length: 100, agents: 1)
        let story = Story(
            center([type([20]) { $0.patience = .deterministic(30) }], [(0, [skill(60)])]) {
                $0.center.agentGroups[0].shifts = [shift]
                $0.center.agentGroups[0].staffing = Staffing(planOf: [shift])
            })
        #expect(story.lines(with: "in 0", "answered") == ["50.0 in 0", "50.0 answered 0 by 0"])
    }

    @Test("the plan of shifts counts heads, breaks left out")
    func plan() {
        let shift = Shift(
            starts: [10], length: 100, agents: 4, breaks: [Shift.Break(after: 30, length: 20)],
            showUp: 0.5)
        let plan = Staffing(planOf: [shift, Shift(starts: [50], length: 100, agents: 1)])
        #expect(plan.breaks == [0, 10, 40, 50, 60, 110, 150])
        #expect(plan.counts == [0, 2, 0, 1, 3, 1, 0])
    }
}
