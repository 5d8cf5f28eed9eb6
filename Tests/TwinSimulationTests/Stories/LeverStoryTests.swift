import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Sessions of three turns of 7 s each, 21 s; one agent who talks 10 s.
@Suite("Hand-computed levers and faults")
struct LeverStoryTests {
    private let voice = VoicePoolID(0)

    private func story(
        _ arrivals: [Double], plan: OperatingPlan = OperatingPlan(),
        pools: [VoicePoolConfiguration] = [SmallCenter.pool()],
        _ change: (inout ContactTypeConfiguration) -> Void = { _ in }
    ) -> [String] {
        let calls = type(arrivals) {
            $0.firstServedBy = voice
            change(&$0)
        }
        return Story(
            SmallCenter.twin(
                types: [calls], groups: [SmallCenter.group("group", size: 1, skills: [skill(10)])],
                pools: pools, plan: plan, horizonSeconds: 1000)
        ).lines
    }

    private func lever(_ at: Double, _ changes: LeverChange...) -> LeverPlan {
        LeverPlan(pool: voice, moment: .at(at), changes: changes)
    }

    private func fault(_ at: Double, lasts: Double, _ effect: FaultEffect) -> FaultPlan {
        FaultPlan(
            name: "fault", timing: .planned(start: at, length: lasts), effects: [(voice, effect)])
    }

    @Test("switched off to drain, a pool ends its sessions and takes nobody else")
    func drain() {
        let plan = OperatingPlan(levers: [lever(10, LeverChange(.operation, 1))])
        #expect(
            story([0, 20], plan: plan) == [
                "0.0 arrived 0", "10.0 lever 0 operation 1 planned", "20.0 arrived 1",
                "20.0 answered 1 by 0", "21.0 session resolved", "30.0 ended 1",
            ])
    }

    @Test("switched off to hand over, it gives its callers to people at once, the oldest first")
    func handOver() {
        let plan = OperatingPlan(levers: [
            lever(10, LeverChange(.operation, 2)), lever(40, LeverChange(.operation, 0)),
        ])
        #expect(
            story([0, 5, 50], plan: plan) == [
                "0.0 arrived 0", "5.0 arrived 1", "10.0 lever 0 operation 2 planned",
                "10.0 session escalated", "10.0 answered 0 by 0", "10.0 session escalated",
                "10.0 queued 1", "20.0 ended 0", "20.0 answered 1 by 0", "30.0 ended 1",
                "40.0 lever 1 operation 0 planned", "50.0 arrived 2", "71.0 session resolved",
            ])
    }

    /// Every turn is wrong and acted on: the second one, at 14 s of a session, raises the alarm.
    private func takenOver(_ arrivals: [Double], after seconds: Double) -> [String] {
        var pool = SmallCenter.pool(defects: 1, fallback: Fallback(accept: 0))
        pool.takeover = TakeoverRule(
            afterMisunderstood: 2, noticedAfter: .deterministic(seconds))
        return story(arrivals, pools: [pool])
    }

    @Test("who listens in takes over the session that raised an alarm, and no other one")
    func takeover() {
        #expect(
            takenOver([0, 5], after: 3) == [
                "0.0 arrived 0", "5.0 arrived 1", "17.0 session escalated", "17.0 answered 0 by 0",
                "22.0 session escalated", "22.0 queued 1", "27.0 ended 0", "27.0 answered 1 by 0",
                "37.0 ended 1",
            ])
    }

    @Test("an alarm that is seen too late is for nothing; at the last instant it is in time")
    func lateTakeover() {
        let late = takenOver([0], after: 8)
        #expect(late == ["0.0 arrived 0", "21.0 session falselyContained"])
        let last = takenOver([0], after: 7)
        #expect(last.contains("21.0 session escalated"), "\(last)")
    }

    @Test("a lower cap lets sessions in progress go on; a higher one takes effect at once")
    func cap() {
        let plan = OperatingPlan(levers: [
            lever(10, LeverChange(.sessions, 1)), lever(30, LeverChange(.sessions, 2)),
        ])
        let lines = story([0, 5, 22, 30, 31], plan: plan)
        // At 22 one of two sessions is left: the cap is 1. At 30 there is none.
        #expect(
            lines.filter { $0.contains("refused") || $0.contains("answered") }
                == ["22.0 refused 2", "22.0 answered 2 by 0"])
        #expect(lines.filter { $0.contains("session resolved") }.count == 4)
    }

    @Test("levers of one instant move in the order of the file, after faults, before arrivals")
    func order() {
        let plan = OperatingPlan(
            levers: [
                lever(7, LeverChange(.operation, 1)),
                lever(7, LeverChange(.operation, 0), LeverChange(.share, 0)),
            ],
            faults: [
                fault(7, lasts: 3, FaultEffect()), fault(1, lasts: 6, FaultEffect()),
            ])
        #expect(
            story([0, 7], plan: plan).prefix(9) == [
                "0.0 arrived 0", "1.0 fault 1 of 0", "7.0 mended 1 of 0", "7.0 fault 0 of 0",
                "7.0 lever 0 operation 1 planned", "7.0 lever 1 operation 0 planned",
                "7.0 lever 1 share 0 planned", "7.0 arrived 1", "7.0 answered 1 by 0",
            ])
    }

    @Test("a stricter threshold rejects from the turn in progress on")
    func threshold() {
        let pool = SmallCenter.pool(
            right: .deterministic(0.6), fallback: Fallback(accept: 0.5, consecutiveFailures: 2))
        let plan = OperatingPlan(levers: [lever(8, LeverChange(.accept, 700))])
        // Turns end at 7, 14 and 21: the first is accepted, the next two are not.
        #expect(
            story([0], plan: plan, pools: [pool]).filter { $0.contains("session") }
                == ["21.0 session escalated"])
    }

    @Test("a full pool passes on to another one, which passes on to people")
    func overflow() {
        var first = SmallCenter.pool(sessions: 1)
        first.whenFull = .pool(VoicePoolID(1))
        var second = SmallCenter.pool(turns: 1, sessions: 1)
        second.name = "second"
        #expect(
            story([0, 1, 2], pools: [first, second]) == [
                "0.0 arrived 0", "1.0 arrived 1", "1.0 refused 1", "2.0 arrived 2",
                "2.0 refused 2", "2.0 refused 2", "2.0 answered 2 by 0", "8.0 session resolved",
                "12.0 ended 2", "21.0 session resolved",
            ])
    }

    @Test("a closed pool loses, or passes on; an opening belongs to its hours, a closing does not")
    func hours() {
        var pool = SmallCenter.pool(turns: 1)
        pool.hours = OpenHours([10..<20])
        pool.whenClosed = .lost
        #expect(
            story([9, 10, 20], pools: [pool]) == [
                "9.0 arrived 0", "9.0 blocked 0", "10.0 arrived 1", "17.0 session resolved",
                "20.0 arrived 2", "20.0 blocked 2",
            ])
    }

    @Test("a fault that drops sessions ends them, and those cut off call again")
    func drop() {
        let plan = OperatingPlan(
            faults: [fault(10, lasts: 5, FaultEffect(dropsSessions: 1, refusesSessions: 1))])
        let lines = story([0, 12], plan: plan) {
            $0.returns.afterCutOff = Redial(probability: 1, delay: .deterministic(20))
        }
        #expect(
            lines == [
                "0.0 arrived 0", "10.0 fault 0 of 0", "10.0 session cutOff", "10.0 redial in 20.0",
                "12.0 arrived 1", "12.0 answered 1 by 0", "15.0 mended 0 of 0", "22.0 ended 1",
                "30.0 arrived 2 afterUnresolved attempt 1", "51.0 session resolved",
            ])
    }

    @Test("latency grows by a factor during a fault and fades in a straight line after it")
    func latency() {
        var slow = fault(7, lasts: 10, FaultEffect(latencyFactor: 5))
        slow.recoverySeconds = 20
        // Turns begin at 0 (1 s latency), 7 (5 s), 18 (mended at 17: 1 + 4 x 19/20 = 4.8 s).
        #expect(
            story([0], plan: OperatingPlan(faults: [slow])).last == "28.8 session resolved")
    }

    @Test("a rule is met after its time at stated looks, and its end restores what was before")
    func rule() {
        let rule = LeverRule(
            waitingAbove: 1, holdsSeconds: 20, waitingBelow: 1, everySeconds: 10)
        var pool = SmallCenter.pool()
        pool.share = 0
        let plan = OperatingPlan(levers: [
            LeverPlan(
                pool: voice, moment: .rule(rule),
                changes: [LeverChange(.share, LeverMoved.wholeShare)])
        ])
        // Talks of 10 s from 1 on; of five callers at 1 four wait, one fewer at 11, 21, 31 and 41.
        // More than one waits at the looks at 10, 20 and 30; nobody does at 50.
        let lines = story([1, 1, 1, 1, 1, 35, 55], plan: plan, pools: [pool])
        #expect(
            lines.filter { $0.contains("lever") } == [
                "30.0 lever 0 share 1000000 ruleMet", "50.0 lever 0 share 0 ruleOver",
            ])
        #expect(lines.contains("56.0 session resolved"))
        #expect(lines.contains("55.0 answered 6 by 0"))
    }

    @Test("two rules on one setting, whose ends come in one look, leave the pool as planned")
    func twoRules() {
        func rule(above: Int, _ share: UInt32) -> LeverPlan {
            LeverPlan(
                pool: voice,
                moment: .rule(LeverRule(waitingAbove: above, waitingBelow: 1, everySeconds: 10)),
                changes: [LeverChange(.share, share)])
        }
        var pool = SmallCenter.pool()
        pool.share = 0
        let plan = OperatingPlan(levers: [
            rule(above: 1, 5), rule(above: 3, 9), lever(25, LeverChange(.share, 3)),
        ])
        // Talks of 10 s; at 10 two wait, at 20 four do, at 60 nobody. Of a million callers the pool gets a
        // few: none of these.
        let lines = story([1, 2, 3, 15, 15, 15], plan: plan, pools: [pool])
        #expect(
            lines.filter { $0.contains("lever") } == [
                "10.0 lever 0 share 5 ruleMet", "20.0 lever 1 share 9 ruleMet",
                "25.0 lever 2 share 3 planned", "60.0 lever 0 share 3 ruleOver",
                "60.0 lever 1 share 3 ruleOver",
            ])
    }

    @Test("a lever at the start acts before the callers who are there from the start")
    func atTheStart() {
        let plan = OperatingPlan(levers: [lever(0, LeverChange(.operation, 1))])
        let lines = story([], plan: plan) { $0.initialContacts = 1 }
        #expect(
            lines == [
                "0.0 lever 0 operation 1 planned", "0.0 arrived 0", "0.0 answered 0 by 0",
                "10.0 ended 0",
            ])
    }

    @Test("fewer sessions by a lever make those in progress no slower")
    func fewerSessions() {
        var pool = SmallCenter.pool(sessions: 2)
        if case .surrogate(var dialogue) = pool.tier {
            dialogue.latency.underLoad = LatencyUnderLoad(full: 4, steepness: 20, midpoint: 0.8)
            pool.tier = .surrogate(dialogue)
        }
        func end(_ change: LeverChange) -> String? {
            story([0], plan: OperatingPlan(levers: [lever(3, change)]), pools: [pool])
                .first { $0.hasSuffix("session resolved") }
        }
        #expect(end(LeverChange(.sessions, 0)) != nil)
        #expect(end(LeverChange(.sessions, 0)) == end(LeverChange(.operation, 1)))
    }

    @Test("two faults on one share act alike in either order")
    func twoFaults() {
        let whole = FaultEffect(defects: 0.5)
        let tenth = FaultEffect(defects: 0.1)
        let double = FaultEffect(defectsFactor: 2)
        for (effects, expected) in [
            ([whole, tenth], 0.5), ([tenth, double], 0.1), ([double, double], 0.16),
            ([whole, double], 0.5),
        ] {
            for order in [effects, effects.reversed()] {
                var state = FaultState(
                    order.map {
                        FaultPlan(
                            name: "f", timing: .planned(start: 0, length: 9), effects: [(voice, $0)]
                        )
                    })
                for number in order.indices {
                    state.evolve(
                        .faultStarted(
                            FaultStarted(fault: UInt16(number), occurrence: 0, pool: voice)),
                        at: SimulationTime(seconds: Double(number)))
                }
                let share = state.disturbance(
                    of: voice, defects: 0.04, at: SimulationTime(seconds: 5))?.defects
                #expect(abs((share ?? -1) - expected) < 1e-12)
            }
        }
    }

    @Test("a fault beside another one comes at the same instants as alone")
    func namedDraws() {
        func starts(_ names: [String]) -> [SimulationTime] {
            let faults = names.map {
                FaultPlan(
                    name: $0, timing: .random(perDay: 2000, length: .exponential(mean: 20)),
                    effects: [(voice, FaultEffect())])
            }
            let place = UInt16(names.count - 1)
            let twin = SmallCenter.twin(
                types: [type([0]) { $0.firstServedBy = voice }],
                groups: [SmallCenter.group("group", size: 1, skills: [skill(10)])],
                pools: [SmallCenter.pool()], plan: OperatingPlan(faults: faults),
                horizonSeconds: 1000)
            return SmallCenter.events(twin).compactMap { timed in
                guard case .faultStarted(let fact) = timed.event, fact.fault == place
                else { return nil }
                return timed.time
            }
        }
        #expect(starts(["noise"]).count > 10)
        #expect(starts(["other", "noise"]) == starts(["noise"]))
    }

    @Test("a fault that does nothing leaves all other events as they are")
    func nothing() {
        func events(_ plan: OperatingPlan) -> [TimedEvent] {
            let calls = ContactTypeConfiguration(
                name: "call", arrivals: SmallCenter.poisson(perHour: 200, hours: 5),
                patience: .exponential(mean: 60), firstServedBy: voice)
            return SmallCenter.events(
                SmallCenter.twin(
                    types: [calls],
                    groups: [
                        SmallCenter.group(
                            "group", size: 2, skills: [Skill(talk: .exponential(mean: 120))])
                    ],
                    pools: [
                        SmallCenter.pool(
                            defects: 0.2, fallback: Fallback(accept: 0.5, consecutiveFailures: 1),
                            sessions: 3, hangupPerTurn: 0.05)
                    ], plan: plan, horizonSeconds: 18_000))
        }
        let idle = OperatingPlan(faults: [
            fault(3600, lasts: 3600, FaultEffect()),
            FaultPlan(
                name: "often", timing: .random(perDay: 100, length: .exponential(mean: 60)),
                recoverySeconds: 60, effects: [(voice, FaultEffect())]),
        ])
        let with = events(idle)
        let others = with.filter { timed in
            switch timed.event {
            case .faultStarted, .faultEnded: false
            default: true
            }
        }
        #expect(others == events(OperatingPlan()))
        #expect(with.count > others.count + 20)
    }
}
