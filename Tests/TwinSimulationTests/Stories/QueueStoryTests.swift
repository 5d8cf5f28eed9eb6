import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

@Suite("Hand-computed queues")
struct QueueStoryTests {
    /// One agent who talks 100 s.
    private func single(
        _ arrivals: [Double], agents: Double = 1,
        _ change: (inout ContactTypeConfiguration) -> Void
    ) -> Story {
        Story(center([type(arrivals, change)], [(agents, [skill(100)])]))
    }

    @Test("announcement of the last wait: nobody knows a long wait before there was one")
    func lastWait() {
        let story = single([0, 10, 110]) {
            $0.announcement = Announcement(predictor: .lastWait, tolerance: .deterministic(50))
        }
        // Contact 1 is told 0 s and waits 90 s; contact 2 is told 90 s.
        #expect(
            story.lines(with: "queued", "balked", "answered") == [
                "0.0 answered 0 by 0", "10.0 queued 1", "100.0 answered 1 by 0", "110.0 balked 2",
            ])
    }

    @Test("announcement of the first one's wait so far; a wait equal to the tolerance is borne")
    func headOfLine() {
        let story = single([0, 10, 60, 61]) {
            $0.announcement = Announcement(predictor: .headOfLine, tolerance: .deterministic(50))
        }
        #expect(
            story.lines(with: "queued", "balked")
                == ["10.0 queued 1", "60.0 queued 2", "61.0 balked 3"])
    }

    @Test("announcement of the expected delay: places in the queue over the rate of service")
    func expectedDelay() {
        // Two agents end 1 / 50 s: the first in the queue is told 50 s, the second 100 s.
        let story = single([0, 0, 10, 11], agents: 2) {
            $0.announcement = Announcement(predictor: .expectedDelay, tolerance: .deterministic(75))
        }
        #expect(story.lines(with: "queued", "balked") == ["10.0 queued 2", "11.0 balked 3"])
    }

    @Test("an announcement may shorten the patience of those who stay")
    func patienceFactor() {
        let story = single([0, 10]) {
            $0.patience = .deterministic(60)
            $0.announcement = Announcement(predictor: .lastWait, patienceFactor: 0.5)
        }
        #expect(story.lines(with: "abandoned") == ["40.0 abandoned 1"])
    }

    /// exp(-100) is 4e-44, below the least uniform number (2^-53): everybody hangs up.
    @Test("callers balk at the length of the queue, and come back as after abandonment")
    func balkPerWaiting() {
        let story = single([0, 10]) {
            $0.balkPerWaiting = 100
            $0.returns.afterAbandon = Redial(probability: 1, delay: .deterministic(95), limit: 1)
        }
        #expect(
            story.lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 balked 1",
                "10.0 redial in 95.0", "100.0 ended 0",
                "105.0 arrived 2 afterAbandonment attempt 1",
                "105.0 answered 2 by 0", "205.0 ended 2",
            ])
    }

    @Test("a full queue refuses; a refused caller tries as often as the limit says")
    func capacity() {
        let story = single([0, 1, 2]) {
            $0.queueCapacity = 1
            $0.returns.afterBlocked = Redial(probability: 1, delay: .deterministic(10), limit: 2)
        }
        #expect(
            story.lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "1.0 arrived 1", "1.0 queued 1",
                "2.0 arrived 2", "2.0 blocked 2", "2.0 redial in 10.0",
                "12.0 arrived 3 afterBlocking attempt 1", "12.0 blocked 3", "12.0 redial in 10.0",
                "22.0 arrived 4 afterBlocking attempt 2", "22.0 blocked 4", "100.0 ended 0",
                "100.0 answered 1 by 0", "200.0 ended 1",
            ])
    }

    @Test("the capacity of all queues together counts every type; callbacks take no place in it")
    func totalCapacity() {
        let types = [
            type([0, 2]), type([1]),
            type([0.5]) { $0.callback = CallbackOffer(accept: 1) },
        ]
        let story = Story(
            center(types, [(1, [skill(100), skill(100), skill(100)])]) {
                $0.center.queueCapacity = 1
            })
        #expect(
            story.lines(with: "accepted", "queued", "blocked")
                == ["0.5 accepted callback 1", "1.0 queued 2", "2.0 blocked 3"])
    }

    @Test("trunks: a refused caller comes in on a later attempt when a line is free")
    func retrialGetsIn() {
        let arrivals = type([0, 10]) {
            $0.returns.afterBlocked = Redial(probability: 1, delay: .deterministic(45))
        }
        let story = Story(center([arrivals], [(1, [skill(100)])]) { $0.center.trunks = 1 })
        #expect(
            story.lines(with: "arrived", "blocked", "answered 3") == [
                "0.0 arrived 0", "10.0 arrived 1", "10.0 blocked 1",
                "55.0 arrived 2 afterBlocking attempt 1", "55.0 blocked 2",
                "100.0 arrived 3 afterBlocking attempt 2", "100.0 answered 3 by 0",
            ])
    }

    @Test("closing with cut-off ends waits and callbacks, never a conversation")
    func cutOff() {
        let types = [
            type([0, 10, 120]), type([20]) { $0.callback = CallbackOffer(accept: 1) },
        ]
        let story = Story(
            center(types, [(1, [skill(100), skill(100)])]) { $0.center.closing = .cutOff([50]) })
        #expect(
            story.lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 queued 1",
                "20.0 arrived 2 type 1", "20.0 offered callback 2", "20.0 accepted callback 2",
                "50.0 cut off 1", "50.0 cut off 2", "100.0 ended 0", "120.0 arrived 3",
                "120.0 answered 3 by 0", "220.0 ended 3",
            ])
    }

    @Test("a conversation that ends at closing time saves the first who waits")
    func cutOffTie() {
        let story = Story(
            center([type([0, 10, 20])], [(1, [skill(100)])]) { $0.center.closing = .cutOff([100]) })
        #expect(
            story.lines(with: "cut off", "answered 1") == [
                "100.0 answered 1 by 0", "100.0 cut off 2",
            ])
    }

    @Test("initial contacts are there before the first arrival, and wait in order")
    func initialContacts() {
        let story = Story(
            center([type([0]) { $0.initialContacts = 2 }], [(1, [skill(100)])]))
        #expect(
            story.lines.prefix(6) == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "0.0 arrived 1", "0.0 queued 1",
                "0.0 arrived 2", "0.0 queued 2",
            ])
        #expect(
            story.lines(with: "answered").suffix(2)
                == ["100.0 answered 1 by 0", "200.0 answered 2 by 0"])
    }

    @Test("a pool that loses when full refuses for good; the caller tries again")
    func poolLoses() {
        var pool = SmallCenter.pool(sessions: 1)
        pool.whenFull = .lost
        let calls = type([0, 1]) {
            $0.firstServedBy = .init(0)
            $0.returns.afterBlocked = Redial(probability: 1, delay: .deterministic(30), limit: 1)
        }
        let twin = SmallCenter.twin(
            types: [calls], groups: [SmallCenter.group("group", size: 1, skills: [skill(10)])],
            pools: [pool], horizonSeconds: 100)
        #expect(
            Story(twin).lines == [
                "0.0 arrived 0", "1.0 arrived 1", "1.0 refused 1", "1.0 blocked 1",
                "1.0 redial in 30.0", "21.0 session resolved",
                "31.0 arrived 2 afterBlocking attempt 1", "52.0 session resolved",
            ])
    }

    /// With a steep curve the probability is 0 at half load and 1 at full load.
    @Test("sessions that are all in use make callers hang up in their turn")
    func hangupUnderLoad() {
        let pool = SmallCenter.pool(
            sessions: 2,
            hangupUnderLoad: HangupUnderLoad(full: 1, steepness: 10_000, midpoint: 0.75))
        let twin = SmallCenter.twin(
            types: [type([0, 8]) { $0.firstServedBy = .init(0) }],
            groups: [SmallCenter.group("group", size: 1, skills: [skill(10)])],
            pools: [pool], horizonSeconds: 100)
        // Turns of contact 0 begin at 0 and 7, with one session in use, and at 14 with two; contact 1
        // begins its first at 8.
        #expect(
            Story(twin).lines(with: "session") == ["15.0 session hungUp", "21.0 session hungUp"])
    }

    /// With a steep curve the factor is 1 at half load and 5 at full load.
    @Test("sessions that are all in use slow the answers")
    func latencyUnderLoad() {
        let pool = SmallCenter.pool(
            latency: Latency(
                body: .deterministic(1),
                underLoad: LatencyUnderLoad(full: 5, steepness: 10_000, midpoint: 0.75)),
            sessions: 2)
        let twin = SmallCenter.twin(
            types: [type([0, 8]) { $0.firstServedBy = .init(0) }],
            groups: [SmallCenter.group("group", size: 1, skills: [skill(10)])],
            pools: [pool], horizonSeconds: 100)
        // A turn is 6 s and the latency. Contact 0 begins turns at 0 and 7 alone, at 14 not; contact
        // 1 begins turns at 8 and 19 not alone, at 30 alone.
        #expect(
            Story(twin).lines(with: "session") == [
                "25.0 session resolved", "37.0 session resolved",
            ])
    }
}
