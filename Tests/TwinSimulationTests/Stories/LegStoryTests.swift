import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Hand-computed holds, transfers and paces")
struct LegStoryTests {
    @Test("a hold begins inside the conversation and is added to it")
    func hold() {
        let twin = center(
            [type([0, 500])],
            [
                (
                    1,
                    [
                        skill(100) { $0.hold = Hold(probability: 1, duration: .deterministic(20)) }
                    ]
                )
            ])
        let events = SmallCenter.events(twin)
        var starts: [Double] = []
        var ends: [Double] = []
        for timed in events {
            if case .holdStarted = timed.event { starts.append(timed.time.seconds) }
            if case .holdEnded = timed.event { ends.append(timed.time.seconds) }
        }
        #expect(starts.count == 2)
        for (start, begin) in zip(starts, [0.0, 500]) {
            #expect(start > begin && start < begin + 100)
        }
        #expect(zip(starts, ends).allSatisfy { abs($1 - $0 - 20) < 2e-9 })
        #expect(Story(twin).lines(with: "ended") == ["120.0 ended 0", "620.0 ended 1"])
    }

    /// Type 0 at group 0, which passes it on to type 1 at group 1.
    private func transferring(
        _ first: [Double], other: [Double] = [], patience: Law = .never,
        _ transfer: Transfer, change: (inout TwinConfiguration) -> Void = { _ in }
    ) -> Story {
        Story(
            center(
                [
                    type(first) {
                        $0.returns.afterAbandon = Redial(
                            probability: 1, delay: .deterministic(2000), limit: 1)
                    },
                    type(other) { $0.patience = patience },
                ],
                [
                    (
                        1,
                        [
                            skill(100) {
                                $0.afterContact = .deterministic(10)
                                $0.transfer = transfer
                            }, nil,
                        ]
                    ), (1, [nil, skill(70)]),
                ], change))
    }

    private func to(_ type: UInt16, stays: Double = 0, conference: Law? = nil) -> Transfer {
        Transfer(
            probability: 1, to: ContactTypeID(type), served: 0.4, delay: .deterministic(5),
            stays: stays, conference: conference, briefing: .deterministic(15))
    }

    @Test(
        "a transfer without consultation: part of the talk, the delay, after-contact work; a briefing"
    )
    func blind() {
        #expect(
            transferring([0], to(1)).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "45.0 passed on 0 by 0 to 1",
                "45.0 answered 0 by 1", "55.0 free 0", "130.0 ended 0",
            ])
    }

    @Test(
        "a transfer with consultation: the first agent waits with the caller and stays in conference"
    )
    func consultation() {
        // The second agent is busy until 70; the conference ends at 90.
        #expect(
            transferring([0], other: [0], to(1, stays: 1, conference: .deterministic(20))).lines
                == [
                    "0.0 arrived 0", "0.0 answered 0 by 0", "0.0 arrived 1 type 1",
                    "0.0 answered 1 by 1", "45.0 passed on 0 by 0 to 1 staying", "45.0 queued 0",
                    "70.0 ended 1", "70.0 answered 0 by 1", "90.0 released 0 from 0",
                    "100.0 free 0",
                    "160.0 ended 0",
                ])
    }

    @Test("a transferred caller who abandons leaves the agent who stayed with after-contact work")
    func abandonsInConsultation() {
        let story = transferring(
            [0], other: [0], patience: .deterministic(10),
            to(1, stays: 1, conference: .deterministic(20)))
        #expect(
            story.lines.dropFirst(4) == [
                "45.0 passed on 0 by 0 to 1 staying", "45.0 queued 0", "55.0 released 0 from 0",
                "55.0 abandoned 0", "55.0 redial in 2000.0", "65.0 free 0", "70.0 ended 1",
            ])
    }

    @Test("closing cuts a kept caller off; the agent who stayed takes none of the others")
    func cutOffInConsultation() {
        // The group of the first agent could take type 1, whose caller is to be cut off too.
        let story = Story(
            center(
                [type([0]), type([0, 20]), type([30])],
                [
                    (
                        1,
                        [
                            skill(100) { $0.transfer = to(1, stays: 1) }, nil, skill(10),
                        ]
                    ), (1, [nil, skill(70), nil]),
                ]
            ) { $0.center.closing = .cutOff([50]) })
        #expect(
            story.lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "0.0 arrived 1 type 1",
                "0.0 answered 1 by 1",
                "20.0 arrived 2 type 1", "20.0 queued 2", "30.0 arrived 3 type 2", "30.0 queued 3",
                "45.0 passed on 0 by 0 to 1 staying", "45.0 queued 0", "50.0 cut off 2",
                "50.0 released 0 from 0", "50.0 cut off 0", "50.0 cut off 3", "70.0 ended 1",
            ])
    }

    @Test("a conference is not shortened by the share that the next agent serves before passing on")
    func conferenceThenTransfer() {
        // The second agent serves nothing but the conference: both leave at 65, the first one first.
        let twin = center(
            [type([0]), type([]), type([])],
            [
                (
                    1,
                    [
                        skill(100) {
                            $0.transfer = to(1, stays: 1, conference: .deterministic(20))
                        },
                        nil, nil,
                    ]
                ),
                (
                    1,
                    [
                        nil,
                        skill(70) {
                            $0.transfer = Transfer(probability: 1, to: ContactTypeID(2), served: 0)
                        }, nil,
                    ]
                ),
                (1, [nil, nil, skill(30)]),
            ])
        #expect(
            Story(twin).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "45.0 passed on 0 by 0 to 1 staying",
                "45.0 answered 0 by 1", "65.0 released 0 from 0", "65.0 passed on 0 by 1 to 2",
                "65.0 answered 0 by 2", "95.0 ended 0",
            ])
    }

    @Test("a transferred contact is never refused, and its first agent takes the next one at once")
    func transferMeetsFullQueue() {
        let story = transferring([0, 10], other: [0, 1], to(1)) {
            $0.center.contactTypes[1].queueCapacity = 1
        }
        #expect(story.lines(with: "blocked").isEmpty)
        #expect(
            story.lines(with: "queued", "answered") == [
                "0.0 answered 0 by 0", "0.0 answered 1 by 1", "1.0 queued 2", "10.0 queued 3",
                "45.0 queued 0", "55.0 answered 3 by 0", "70.0 answered 2 by 1", "100.0 queued 3",
                "140.0 answered 0 by 1", "225.0 answered 3 by 1",
            ])
    }

    @Test("a caller may be passed back, and the pace of an agent holds for talk and work after it")
    func pace() {
        let twin = center(
            [type([0])], [(1, [skill(100) { $0.afterContact = .deterministic(10) }])]
        ) { $0.center.agentGroups[0].pace = .deterministic(2) }
        #expect(
            Story(twin).lines.suffix(2) == ["200.0 ended 0", "220.0 free 0"])
        let back = center(
            [type([0]), type([])],
            [
                (
                    1,
                    [
                        skill(100) { $0.transfer = Transfer(probability: 1, to: ContactTypeID(1)) },
                        skill(30),
                    ]
                )
            ])
        #expect(
            Story(back).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "100.0 passed on 0 by 0 to 1",
                "100.0 answered 0 by 0", "130.0 ended 0",
            ])
    }
}
