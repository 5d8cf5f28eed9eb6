import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Hand-computed chats: agents who serve several contacts at once")
struct ChatStoryTests {
    /// Contacts of which an agent may have two in hand.
    private func chats(_ arrivals: [Double]) -> ContactTypeConfiguration {
        type(arrivals) {
            $0.channel = .chat
            $0.atOnce = 2
        }
    }

    @Test("an agent freed from a call takes as many chats as there is room for")
    func afterCall() {
        let twin = center([type([0]), chats([10, 11, 12])], [(1, [skill(100), skill(50)])])
        #expect(
            Story(twin).lines(with: "answered", "ended") == [
                "0.0 answered 0 by 0", "100.0 ended 0", "100.0 answered 1 by 0",
                "100.0 answered 2 by 0", "150.0 ended 1", "150.0 answered 3 by 0",
                "150.0 ended 2", "200.0 ended 3",
            ])
    }

    @Test("so does one who is done with the work after a call, or with a conference")
    func afterWork() {
        let work = center(
            [type([0]), chats([10, 11])],
            [(1, [skill(100) { $0.afterContact = .deterministic(20) }, skill(50)])])
        #expect(
            Story(work).lines(with: "answered 1", "answered 2") == [
                "120.0 answered 1 by 0", "120.0 answered 2 by 0",
            ])
        let conference = center(
            [type([0]), chats([10, 11]), type([])],
            [
                (
                    1,
                    [
                        skill(100) {
                            $0.transfer = Transfer(
                                probability: 1, to: ContactTypeID(2), stays: 1,
                                conference: .deterministic(30))
                        }, skill(50), nil,
                    ]
                ), (1, [nil, nil, skill(40)]),
            ])
        #expect(
            Story(conference).lines(with: "released", "answered 1", "answered 2") == [
                "130.0 released 0 from 0", "130.0 answered 1 by 0", "130.0 answered 2 by 0",
            ])
    }

    /// Two agents whose plan changes.
    private func planned(
        _ types: [ContactTypeConfiguration], _ skills: [Skill?], breaks: [Double],
        counts: [Double]
    ) -> Story {
        Story(
            center(types, [(2, skills)]) {
                $0.center.agentGroups[0].staffing = Staffing(breaks: breaks, counts: counts)
            })
    }

    @Test("above the plan only the agents with the highest numbers take no more, until they leave")
    func abovePlan() {
        let story = planned(
            [chats([0, 1, 60, 61])], [skill(100)], breaks: [0, 50], counts: [2, 1])
        #expect(
            story.lines(with: "answered", "out") == [
                "0.0 answered 0 by 0", "1.0 answered 1 by 1", "60.0 answered 2 by 0",
                "100.0 answered 3 by 0", "101.0 out 1",
            ])
    }

    @Test("when the plan rises again, who was above it takes chats at once")
    func planRises() {
        let story = planned(
            [chats([0, 1, 60, 61])], [skill(100)], breaks: [0, 50, 80], counts: [2, 1, 2])
        #expect(
            story.lines(with: "answered", "out") == [
                "0.0 answered 0 by 0", "1.0 answered 1 by 1", "60.0 answered 2 by 0",
                "80.0 answered 3 by 1",
            ])
    }

    @Test("when another agent leaves, who was above the plan takes chats at once")
    func colleagueLeaves() {
        let story = planned(
            [type([0]), chats([1, 60])], [skill(70), skill(200)], breaks: [0, 50],
            counts: [2, 1])
        #expect(
            story.lines(with: "answered", "out") == [
                "0.0 answered 0 by 0", "1.0 answered 1 by 1", "70.0 out 0",
                "70.0 answered 2 by 1",
            ])
    }

    @Test("after a break that a chat filled there is room again")
    func breakPassed() {
        let twin = center([chats([0, 60])], [(1, [skill(100)])]) {
            let shifts = [
                Shift(
                    starts: [0], length: 900, agents: 1,
                    breaks: [Shift.Break(after: 50, length: 20)])
            ]
            $0.center.agentGroups[0].shifts = shifts
            $0.center.agentGroups[0].staffing = Staffing(planOf: shifts)
        }
        #expect(
            Story(twin).lines(with: "answered") == [
                "0.0 answered 0 by 0", "70.0 answered 1 by 0",
            ])
    }

    @Test("a wait that a skill asks for opens room without an idle agent")
    func afterWaiting() {
        let twin = center(
            [chats([0, 50, 51])], [(1, [skill(100) { $0.afterSeconds = 20 }])])
        #expect(
            Story(twin).lines(with: "answered") == [
                "20.0 answered 0 by 0", "70.0 answered 1 by 0", "120.0 answered 2 by 0",
            ])
    }
}
