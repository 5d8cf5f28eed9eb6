import ContactCenter
import Distributions
import TestSupport
import Testing
import TwinSimulation

@Suite("Hand-computed callbacks")
struct CallbackStoryTests {
    private func offered(
        _ arrivals: [Double], _ offer: CallbackOffer,
        _ change: (inout ContactTypeConfiguration) -> Void = { _ in }
    ) -> ContactTypeConfiguration {
        type(arrivals) {
            $0.callback = offer
            change(&$0)
        }
    }

    @Test("a freed agent serves the queue first, then calls back, and talks the factor shorter")
    func order() {
        let types = [offered([0, 10], CallbackOffer(accept: 1, talkFactor: 0.5)), type([20])]
        #expect(
            Story(center(types, [(1, [skill(100), skill(100)])])).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 arrived 1", "10.0 offered callback 1",
                "10.0 accepted callback 1", "20.0 arrived 2 type 1", "20.0 queued 2",
                "100.0 ended 0", "100.0 answered 2 by 0", "200.0 ended 2",
                "200.0 called back 1 by 0", "200.0 answered 1 by 0", "250.0 ended 1",
            ])
    }

    @Test("callers are called back in the order in which they accepted, over all types")
    func firstAccepted() {
        let offer = CallbackOffer(accept: 1)
        let types = [offered([0, 20], offer), offered([10], offer)]
        #expect(
            Story(center(types, [(1, [skill(100), skill(100)])])).lines(with: "called back")
                == ["100.0 called back 1 by 0", "200.0 called back 2 by 0"])
    }

    @Test("who declines waits in the queue")
    func declined() {
        let story = Story(
            center([offered([0, 10], CallbackOffer(accept: 0))], [(1, [skill(100)])]))
        #expect(
            story.lines(with: "offered", "queued", "answered 1")
                == ["10.0 offered callback 1", "10.0 queued 1", "100.0 answered 1 by 0"])
    }

    @Test("a caller whose patience for the callback ends is gone, and may redial")
    func patience() {
        let calls = offered(
            [0, 10], CallbackOffer(accept: 1, patience: .deterministic(30))
        ) {
            $0.returns.afterAbandon = Redial(probability: 1, delay: .deterministic(500), limit: 1)
        }
        #expect(
            Story(center([calls], [(1, [skill(100)])])).lines.suffix(6) == [
                "40.0 abandoned 1", "40.0 redial in 500.0", "100.0 ended 0",
                "540.0 arrived 2 afterAbandonment attempt 1", "540.0 answered 2 by 0",
                "640.0 ended 2",
            ])
    }

    @Test("an agent freed at the very instant at which that patience ends still calls back")
    func patienceTie() {
        let calls = offered([0, 10], CallbackOffer(accept: 1, patience: .deterministic(90)))
        let story = Story(center([calls], [(1, [skill(100)])]))
        #expect(story.lines(with: "called back", "abandoned") == ["100.0 called back 1 by 0"])
    }

    @Test("offers depend on the queue's length and on the predicted wait")
    func conditions() {
        let byLength = offered([0, 10, 20, 30], CallbackOffer(whenWaiting: 1, accept: 1))
        #expect(
            Story(center([byLength], [(1, [skill(100)])])).lines(with: "queued", "offered")
                == ["10.0 queued 1", "20.0 offered callback 2", "30.0 offered callback 3"])
        // The first in the queue has waited 49 s at 59, and 50 s at 60.
        let byWait = offered(
            [0, 10, 59, 60],
            CallbackOffer(whenPredictedSeconds: 50, predictor: .headOfLine, accept: 1))
        #expect(
            Story(center([byWait], [(1, [skill(100)])])).lines(with: "queued", "offered")
                == ["10.0 queued 1", "59.0 queued 2", "60.0 offered callback 3"])
    }

    @Test("a reserve leaves one agent to those who call")
    func reserve() {
        let calls = offered([0, 5, 10], CallbackOffer(accept: 1, reserve: 1))
        // At 100 one agent is idle, at 105 two are.
        #expect(
            Story(center([calls], [(2, [skill(100)])])).lines(with: "called back")
                == ["105.0 called back 2 by 1"])
    }

    @Test("a group that helps after 30 s calls back 30 s after the acceptance, idle all the while")
    func overflow() {
        let twin = center(
            [offered([0, 10], CallbackOffer(accept: 1))],
            [(1, [skill(500)]), (1, [skill(100) { $0.afterSeconds = 30 }])])
        #expect(
            Story(twin).lines(with: "back") == [
                "10.0 offered callback 1", "10.0 accepted callback 1", "40.0 called back 1 by 1",
            ])
    }

    @Test("a group that helps when two wait calls back the first of two, idle until then")
    func overflowByLength() {
        let twin = center(
            [offered([0, 10, 25], CallbackOffer(accept: 1))],
            [(1, [skill(500)]), (1, [skill(100) { $0.whenWaiting = 2 }])])
        #expect(
            Story(twin).lines(with: "called back")
                == ["25.0 called back 1 by 1", "500.0 called back 2 by 0"])
    }

    @Test("chats take no line, before a callback and after it: a call gets in beside two of them")
    func chatsTakeNoLine() {
        let chats = offered([0, 10, 20], CallbackOffer(accept: 1)) { $0.channel = .chat }
        let twin = center([chats, type([30, 31])], [(1, [skill(100), skill(100)])]) {
            $0.center.trunks = 1
        }
        #expect(
            Story(twin).lines(with: "blocked", "queued") == ["30.0 queued 3", "31.0 blocked 4"])
    }

    @Test("callers to be called back hold no line")
    func trunks() {
        let twin = center([offered([0, 10, 20], CallbackOffer(accept: 1))], [(1, [skill(100)])]) {
            $0.center.trunks = 2
        }
        #expect(Story(twin).lines(with: "blocked").isEmpty)
    }
}
