import ContactCenterEvents
import Distributions
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

/// The small scenario with lines added before its contact types.
private func small(_ lines: String, pool: String = "") -> String {
    smallScenario
        .replacing("contactTypes:\n", with: lines + "\ncontactTypes:\n")
        .replacing("    escalateTo: tellers", with: "    escalateTo: tellers" + pool)
}

@Suite("Levers and faults in scenarios")
struct LeverLanguageTests {
    private let voice = VoicePoolID(0)

    @Test("levers move at an instant or by a rule, their settings in a fixed order")
    func levers() throws {
        let scenario = try Scenario(
            text: small(
                """
                levers:
                  - {name: stop, pool: voice, after: 2h, set: {share: 25%, operation: handOver, accept: 0.7}}
                  - {name: relief, pool: voice, when: {waitingAbove: 20, for: 2min, waitingBelow: 5}, set: {sessions: 40}}
                """), path: "small.yaml")
        #expect(
            scenario.plan.levers == [
                LeverPlan(
                    pool: voice, moment: .at(7200),
                    changes: [
                        // 0.7 x 1024 is 716.8: the least whole score that reaches it is 717.
                        LeverChange(.operation, 2), LeverChange(.share, 250_000),
                        LeverChange(.accept, 717),
                    ]),
                LeverPlan(
                    pool: voice,
                    moment: .rule(
                        LeverRule(
                            waitingAbove: 20, holdsSeconds: 120, waitingBelow: 5, everySeconds: 30)),
                    changes: [LeverChange(.sessions, 40)]),
            ])
        #expect(scenario.description.levers == ["stop", "relief"])
        #expect(scenario.description.faults == nil)
        let moved = try scenario.varying(path: "levers.stop.set.operation", to: "on")
        #expect(moved.plan.levers[0].changes[0] == LeverChange(.operation, 0))
    }

    @Test("people who listen in take sessions over some time after an alarm")
    func takeover() throws {
        let law = "{distribution: exponential, mean: 20s}"
        let rule = "\n    takeover: {afterMisunderstood: 2, noticedAfter: \(law)}"
        let scenario = try Scenario(text: small("", pool: rule), path: "small.yaml")
        #expect(
            scenario.voicePools[0].takeover
                == TakeoverRule(afterMisunderstood: 2, noticedAfter: .exponential(mean: 20)))
        let later = try scenario.varying(
            path: "voiceAgents.voice.takeover.afterMisunderstood", to: "3")
        #expect(later.voicePools[0].takeover?.afterMisunderstood == 3)
        let none = rule.replacing("Misunderstood: 2", with: "Misunderstood: 0")
        #expect(throws: (any Error).self) {
            try Scenario(text: small("", pool: none), path: "small.yaml")
        }
        #expect(try Scenario(text: small(""), path: "small.yaml").voicePools[0].takeover == nil)
    }

    @Test("faults come once or by chance, on one pool or several")
    func faults() throws {
        let scenario = try Scenario(
            text: small(
                """
                faults:
                  - {name: slow, pool: voice, after: 1h, lasts: 20min, recovery: 5min, effect: {latencyFactor: 4, defectsFactor: 3}}
                  - {name: line, pool: [voice], perDay: 6, duration: {distribution: exponential, mean: 5min}, effect: {dropsSessions: 80%, refusesSessions: 100%}}
                """), path: "small.yaml")
        #expect(
            scenario.plan.faults == [
                FaultPlan(
                    name: "slow", timing: .planned(start: 3600, length: 1200),
                    recoverySeconds: 300,
                    effects: [(voice, FaultEffect(latencyFactor: 4, defectsFactor: 3))]),
                FaultPlan(
                    name: "line", timing: .random(perDay: 6, length: .exponential(mean: 300)),
                    effects: [(voice, FaultEffect(dropsSessions: 0.8, refusesSessions: 1))]),
            ])
    }

    @Test("pools have hours, shares and targets for those whom they do not take")
    func access() throws {
        let scenario = try Scenario(
            text: small(
                "",
                pool: """

                        sessions: 3
                        whenFull: lost
                        share: 40%
                        hours: {open: "02:00", close: "03:00"}
                        whenClosed: lost
                    """), path: "small.yaml")
        let pool = scenario.voicePools[0]
        #expect(pool.whenFull == .lost && pool.whenClosed == .lost && pool.otherwise == .human)
        #expect(pool.share == 0.4)
        for (seconds, isOpen) in [(7199.0, false), (7200, true), (10_799, true), (10_800, false)] {
            #expect(pool.hours?.contains(SimulationTime(seconds: seconds)) == isOpen)
        }
    }

    /// What is added to the small scenario, what is added to its pool, and the end of the message.
    struct Wrong: Sendable, CustomTestStringConvertible {
        var lines: String
        var pool = ""
        var message: String
        var testDescription: String { message }
    }

    static let wrong: [Wrong] = [
        Wrong(
            lines: "levers: [{name: a, pool: vice, after: 1h, set: {share: 1}}]",
            message: "did you mean 'voice'"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, after: 10h, set: {share: 1}}]",
            message: "levers.a.after is not before the end of what is simulated"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, at: \"10:00\", set: {share: 1}}]",
            message: "levers.a.at needs a calendar; say after, as time from the start"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, set: {share: 1}}]",
            message: "levers.a needs exactly one of at, after or when"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, after: 1h, set: {}}]",
            message: "levers.a.set changes nothing"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, after: 1h, set: {confirm: 0.3}}]",
            message:
                "levers.a.set.confirm has no effect: at fidelity surrogate nothing is confirmed"),
        Wrong(
            lines: "levers: [{name: a, pool: voice, when: {waitingAbove: 3, waitingBelow: 9}, "
                + "set: {share: 1}}]",
            message: "or the rule is met and over at once"),
        Wrong(
            lines: "faults: [{name: a, pool: voice, after: 1h, lasts: 1h, effect: {failure: 1}}]",
            message: "there are no tools and no line; say defects or latencyFactor"),
        Wrong(
            lines: "faults: [{name: a, pool: voice, after: 1h, effect: {latencyFactor: 2}}]",
            message: "faults.a needs key 'lasts'"),
        Wrong(
            lines:
                "faults: [{name: a, pool: voice, perDay: 1, lasts: 1h, effect: {latencyFactor: 2}}]",
            message: "faults.a.lasts has no effect: with perDay say duration"),
        Wrong(
            lines: "faults: [{name: a, pool: voice, after: 1h, lasts: 1h, recovery: 1h, "
                + "effect: {dropsSessions: 1}}]",
            message: "faults.a.recovery has no effect: what the fault does cannot fade"),
        Wrong(
            lines: "faults: [{name: a, pool: voice, after: 1h, lasts: 1h, "
                + "effect: {defects: 1, defectsFactor: 2}}]",
            message: "defectsFactor has no effect: defects stands instead of the pool's share"),
        Wrong(
            lines: "", pool: "\n    whenClosed: lost",
            message:
                "voiceAgents.voice.whenClosed has no effect: the pool is always open (hours, a "
                + "lever's operation, a fault that refuses sessions)"),
        Wrong(
            lines: "", pool: "\n    otherwise: lost",
            message:
                "voiceAgents.voice.otherwise has no effect: all of its callers are offered to it "
                + "(share)"),
        Wrong(
            lines: "", pool: "\n    sessions: 3\n    whenFull: voice",
            message: "voiceAgents.voice passes contacts on to pools that pass them back to it; let "
                + "one of them end with human or lost"),
    ]

    @Test("what would do nothing, or never end, is refused with its place", arguments: wrong)
    func refused(_ wrong: Wrong) {
        do {
            _ = try Scenario(text: small(wrong.lines, pool: wrong.pool), path: "small.yaml")
            Issue.record("accepted")
        } catch {
            let text = "\(error)"
            #expect(text.hasPrefix("small.yaml:") && text.contains(wrong.message), "\(text)")
        }
    }
}
