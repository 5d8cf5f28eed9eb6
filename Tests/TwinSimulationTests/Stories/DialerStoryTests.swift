import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Hand-computed dialers")
struct DialerStoryTests {
    /// A dialer that is on from 10 to 50; everybody is reached.
    private func dialled(
        _ rule: DialingRule, agents: Double, talk: Double = 30, patience: Law = .deterministic(5),
        _ change: (inout Outbound) -> Void = { _ in }
    ) -> Story {
        var outbound = Outbound(
            windows: [Outbound.Window(start: 10, end: 50)], reached: 1, rule: rule)
        change(&outbound)
        return Story(
            center(
                [
                    type([]) {
                        $0.outbound = outbound
                        $0.patience = patience
                    }
                ], [(agents, [skill(talk)])]))
    }

    @Test("one number at a time: when the dialer starts, and after each contact while it is on")
    func one() {
        #expect(
            dialled(.one, agents: 2) { $0.retrySeconds = 1000 }.lines == [
                "10.0 dialled", "10.0 arrived 0 dialled", "10.0 answered 0 by 0", "40.0 ended 0",
                "40.0 dialled", "40.0 arrived 1 dialled", "40.0 answered 1 by 1", "70.0 ended 1",
            ])
    }

    @Test("while an agent is idle the dialer calls again after the retry time")
    func retry() {
        let story = dialled(.one, agents: 2) { $0.retrySeconds = 5 }
        #expect(
            story.lines.prefix(6) == [
                "10.0 dialled", "10.0 arrived 0 dialled", "10.0 answered 0 by 0", "15.0 dialled",
                "15.0 arrived 1 dialled", "15.0 answered 1 by 1",
            ])
    }

    @Test("one number per idle agent")
    func perIdleAgent() {
        #expect(
            dialled(.perIdleAgent(1), agents: 2).lines(with: "dialled", "answered").count == 12)
        #expect(
            dialled(.perIdleAgent(1), agents: 2).lines(with: "answered") == [
                "10.0 answered 0 by 0", "10.0 answered 1 by 1", "40.0 answered 2 by 0",
                "40.0 answered 3 by 1",
            ])
    }

    @Test("more numbers than idle agents: who finds nobody within the patience is lost")
    func power() {
        #expect(
            dialled(.perIdleAgent(2), agents: 1).lines == [
                "10.0 dialled", "10.0 arrived 0 dialled", "10.0 answered 0 by 0", "10.0 dialled",
                "10.0 arrived 1 dialled", "10.0 queued 1", "15.0 abandoned 1", "40.0 ended 0",
                "40.0 dialled", "40.0 arrived 2 dialled", "40.0 answered 2 by 0", "40.0 dialled",
                "40.0 arrived 3 dialled", "40.0 queued 3", "45.0 abandoned 3", "70.0 ended 2",
            ])
    }

    @Test("predictive: as many numbers as leave one customer reached per idle agent")
    func predictive() {
        let story = dialled(.predictive(lost: 0.03), agents: 2) { $0.reached = 0.25 }
        #expect(story.lines(with: "10.0 dialled").count == 8)
    }

    @Test("predictive: more lost than allowed slows the dialer in proportion")
    func predictiveSlows() {
        let rule = DialingRule.predictive(lost: 0.03)
        #expect(rule.numbers(idle: 10, reached: 0.3, lostShare: 0) == 33)
        #expect(rule.numbers(idle: 10, reached: 0.3, lostShare: 0.03) == 33)
        #expect(rule.numbers(idle: 10, reached: 0.3, lostShare: 0.06) == 16)
        #expect(rule.numbers(idle: 0, reached: 0.3, lostShare: 0) == 0)
        #expect(DialingRule.perIdleAgent(1.5).numbers(idle: 3, reached: 1, lostShare: 1) == 4)
        #expect(DialingRule.fixed(7).numbers(idle: 1, reached: 1, lostShare: 0) == 7)
        #expect(DialingRule.fixed(7).numbers(idle: 0, reached: 1, lostShare: 0) == 0)
        #expect(DialingRule.one.numbers(idle: 5, reached: 0.1, lostShare: 0) == 1)
    }

    @Test("the dialer holds its hand while fewer agents are idle than it wants")
    func leastIdle() {
        // After the first call two of three agents are idle, and three again when it ends.
        let story = dialled(.one, agents: 3) { $0.leastIdle = 3 }
        #expect(story.lines(with: "answered") == ["10.0 answered 0 by 0", "40.0 answered 1 by 1"])
        #expect(dialled(.one, agents: 3) { $0.leastIdle = 4 }.lines.isEmpty)
        #expect(dialled(.one, agents: 3) { $0.leastIdleAble = 4 }.lines.isEmpty)
    }

    @Test("idle agents who serve other types count for leastIdle, not for leastIdleAble")
    func leastIdleAble() {
        func answered(_ change: (inout Outbound) -> Void) -> [String] {
            var outbound = Outbound(
                windows: [Outbound.Window(start: 10, end: 11)], reached: 1, rule: .one)
            change(&outbound)
            return Story(
                center(
                    [type([]) { $0.outbound = outbound }, type([])],
                    [(1, [skill(30), nil]), (2, [nil, skill(30)])])
            ).lines(with: "answered")
        }
        #expect(answered { $0.leastIdle = 3 } == ["10.0 answered 0 by 0"])
        #expect(answered { $0.leastIdleAble = 2 }.isEmpty)
    }

    @Test("a freed agent first serves who waits; inbound callers come before new numbers")
    func blend() {
        var outbound = Outbound(
            windows: [Outbound.Window(start: 10, end: 500)], reached: 1, rule: .perIdleAgent(1))
        outbound.leastIdle = 1
        let story = Story(
            center(
                [
                    type([]) {
                        $0.outbound = outbound
                        $0.patience = .deterministic(5)
                    }, type([20, 21]),
                ], [(1, [skill(30), skill(200)])]))
        #expect(
            story.lines(with: "answered").prefix(4) == [
                "10.0 answered 0 by 0", "40.0 answered 1 by 0", "240.0 answered 2 by 0",
                "440.0 answered 3 by 0",
            ])
    }

    @Test("a wrong party takes its own time, and is neither put on hold nor passed on")
    func wrongParty() {
        let outbound = Outbound(
            windows: [Outbound.Window(start: 10, end: 11)], reached: 1, rule: .one, rightParty: 0,
            wrongPartyTalk: .deterministic(7))
        let story = Story(
            center(
                [type([]) { $0.outbound = outbound }, type([])],
                [
                    (
                        1,
                        [
                            skill(30) {
                                $0.transfer = Transfer(probability: 1, to: .init(1))
                                $0.hold = Hold(probability: 1, duration: .deterministic(5))
                            }, skill(40),
                        ]
                    )
                ]))
        #expect(
            story.lines == [
                "10.0 dialled", "10.0 arrived 0 dialled", "10.0 answered 0 by 0", "17.0 ended 0",
            ])
    }

    @Test("windows are half open, and each one starts the dialer anew")
    func windows() {
        let story = dialled(.one, agents: 1, talk: 30) {
            $0.windows = [.init(start: 10, end: 40), .init(start: 100, end: 130)]
        }
        #expect(story.lines(with: "answered") == ["10.0 answered 0 by 0", "100.0 answered 1 by 0"])
    }
}
