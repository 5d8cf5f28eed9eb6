import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinSimulation

@Suite("Hand-computed conditions of skills")
struct ConditionStoryTests {
    /// One agent at all times, one who helps after 30 s.
    private func overflow(
        _ arrivals: [Double], _ change: (inout ContactTypeConfiguration) -> Void = { _ in }
    ) -> TwinConfiguration {
        center(
            [type(arrivals, change)],
            [(1, [skill(100)]), (1, [skill(100) { $0.afterSeconds = 30 }])])
    }

    @Test("after: the second group takes a contact the instant it has waited long enough")
    func after() {
        #expect(
            Story(overflow([0, 10])).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 queued 1",
                "40.0 answered 1 by 1", "100.0 ended 0", "140.0 ended 1",
            ])
    }

    @Test("after: a caller whose patience ends at that very instant is saved")
    func afterTie() {
        let story = Story(overflow([0, 10]) { $0.patience = .deterministic(30) })
        #expect(story.lines(with: "abandoned", "by 1") == ["40.0 answered 1 by 1"])
    }

    @Test("after: a head start counts as waiting")
    func afterHeadStart() {
        let story = Story(overflow([0, 10]) { $0.headStartSeconds = 20 })
        #expect(story.lines(with: "by 1") == ["20.0 answered 1 by 1"])
    }

    @Test("after: each caller behind the first gets an own search, first come first served")
    func afterTwo() {
        let twin = center(
            [type([0, 10, 12])], [(1, [skill(100)]), (2, [skill(100) { $0.afterSeconds = 30 }])])
        #expect(
            Story(twin).lines(with: "answered") == [
                "0.0 answered 0 by 0", "40.0 answered 1 by 1", "42.0 answered 2 by 2",
            ])
    }

    @Test("after: an agent freed before the instant stays idle until then")
    func afterFreed() {
        let twin = center(
            [type([0, 10]), type([0])],
            [
                (1, [skill(100), nil]),
                (1, [skill(100) { $0.afterSeconds = 30 }, skill(35)]),
            ])
        #expect(
            Story(twin).lines(with: "answered", "ended 1") == [
                "0.0 answered 0 by 0", "0.0 answered 1 by 1", "35.0 ended 1",
                "40.0 answered 2 by 1",
            ])
    }

    @Test("whenWaiting: the second caller opens the route, and the first in the queue goes through")
    func whenWaiting() {
        let twin = center(
            [type([0, 10, 20])],
            [(1, [skill(100)]), (1, [skill(100) { $0.whenWaiting = 2 }])])
        #expect(
            Story(twin).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 queued 1",
                "20.0 arrived 2", "20.0 queued 2", "20.0 answered 1 by 1", "100.0 ended 0",
                "100.0 answered 2 by 0", "120.0 ended 1", "200.0 ended 2",
            ])
    }

    @Test("whenWaiting: a freed agent helps only while so many wait")
    func whenWaitingFreed() {
        // The second agent is busy with the other type until 50; one caller waits then, two at 60.
        let twin = center(
            [type([0, 10, 60]), type([0])],
            [
                (1, [skill(200), nil]), (1, [skill(100) { $0.whenWaiting = 2 }, skill(50)]),
            ])
        #expect(
            Story(twin).lines(with: "answered") == [
                "0.0 answered 0 by 0", "0.0 answered 1 by 1", "60.0 answered 2 by 1",
                "200.0 answered 3 by 0",
            ])
    }

    @Test("reserve: the group keeps an agent for its own type, and helps when two are idle")
    func reserve() {
        let twin = center(
            [type([0, 10]), type([20])], [(2, [skill(100) { $0.reserve = 1 }, skill(100)])])
        #expect(
            Story(twin).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 queued 1",
                "20.0 arrived 2 type 1", "20.0 answered 2 by 1", "100.0 ended 0", "120.0 ended 2",
                "120.0 answered 1 by 1", "220.0 ended 1",
            ])
    }

    @Test("all conditions together: each part must hold")
    func together() {
        // From 40 on the first caller has waited 30 s; the second joins at 50 and makes two.
        let twin = center(
            [type([0, 10, 50])],
            [
                (1, [skill(500)]),
                (
                    2,
                    [
                        skill(100) {
                            $0.afterSeconds = 30
                            $0.whenWaiting = 2
                            $0.reserve = 1
                        }
                    ]
                ),
            ])
        #expect(
            Story(twin).lines(with: "answered") == [
                "0.0 answered 0 by 0", "50.0 answered 1 by 1", "500.0 answered 2 by 0",
            ])
    }

    @Test("rank: an agent looks at the queues in the order of its group")
    func rank() {
        let types = [type([0, 10]), type([20])]
        let skills = [skill(100) { $0.rank = 2 }, skill(100)]
        func order(_ word: String) -> [String] {
            Story(center(types, [(1, skills)]) { $0.center.routing.contactFor = word })
                .lines(with: "answered")
        }
        let byRank = ["0.0 answered 0 by 0", "100.0 answered 2 by 0", "200.0 answered 1 by 0"]
        #expect(order("queuePriority") == byRank)
        #expect(order("preference") == byRank)
        #expect(
            order("longestWait")
                == ["0.0 answered 0 by 0", "100.0 answered 1 by 0", "200.0 answered 2 by 0"])
    }

    @Test("priorityAfter: from the wait on, that instant included, a contact passes higher types")
    func priorityAfter() {
        func answers(_ arrival: Double) -> [String] {
            let rising = type([0, arrival]) {
                $0.prioritySteps = [PriorityStep(afterSeconds: 50, priority: 2)]
            }
            return Story(
                center(
                    [rising, type([20]) { $0.priority = 1 }], [(1, [skill(100), skill(100)])])
            ).lines(with: "answered")
        }
        // At 100 contact 2 has waited exactly 50 s, or 49 s.
        #expect(
            answers(50)
                == ["0.0 answered 0 by 0", "100.0 answered 2 by 0", "200.0 answered 1 by 0"])
        #expect(
            answers(51)
                == ["0.0 answered 0 by 0", "100.0 answered 1 by 0", "200.0 answered 2 by 0"])
    }
}
