import ContactCenter
import Foundation
import Scenarios
import Testing

@Suite("Wrong scenarios of routing, returns, transfers, shifts and dialers")
struct RoutingWrongInputTests {
    @Test("the scenario of the desk itself is right")
    func right() throws {
        let scenario = try Scenario(text: deskScenario, path: "desk.yaml")
        #expect(scenario.center.contactTypes[0].callback?.accept == 0.4)
        #expect(scenario.center.agentGroups[1].shifts?.count == 1)
    }

    @Test(
        "each wrong input, and each that would silently do nothing, has its one-line message",
        arguments: routingWrongInputs + noEffectInputs)
    func wrong(_ input: WrongInput) throws {
        #expect(deskScenario.contains(input.old))
        let text = deskScenario.replacing(input.old, with: input.new, maxReplacements: 1)
        let error = #expect(throws: ScenarioError.self) {
            _ = try Scenario(text: text, path: "desk.yaml")
        }
        #expect(error?.description == input.message)
        #expect(error?.exitCode == 65)
    }

    /// The desk after several replacements.
    private func problem(_ changes: (old: String, new: String)...) -> String? {
        var text = deskScenario
        for change in changes {
            #expect(text.contains(change.old), "\(change.old)")
            text = text.replacing(change.old, with: change.new, maxReplacements: 1)
        }
        do throws(ScenarioError) {
            _ = try Scenario(text: text, path: "desk.yaml")
            return nil
        } catch {
            return error.description
        }
    }

    private let patience = (
        old: "    patience: {distribution: exponential, mean: 3min}\n", new: ""
    )
    private let announcement = (
        old: "    announcement: {predictor: lastWait, tolerance: {distribution: exponential, mean: "
            + "5min}}\n", new: ""
    )

    @Test("nobody abandons whose patience never ends, in any queue that a contact may go on to")
    func leavers() {
        #expect(
            problem(patience, announcement)
                == "desk.yaml:9: error: contactTypes.sales.redial.afterAbandon has no effect: "
                + "patience never ends, so nobody abandons")
        // A callback may lapse, and a transferred caller may hang up in the other queue.
        #expect(
            problem(
                patience, announcement,
                ("reserve: 1}", "reserve: 1, patience: {distribution: exponential, mean: 1h}}"))
                == nil)
        #expect(
            problem(
                patience, announcement,
                ("priority: 1", "priority: 1\n    patience: {distribution: exponential, mean: 9s}"))
                == nil)
    }

    @Test("refusals need a limit on lines or places, or a pool that loses")
    func refusals() {
        let blocked = (
            old: "afterAbandon: {probability: 30%", new: "afterBlocked: {probability: 30%"
        )
        #expect(problem(blocked) == nil)
        #expect(
            problem(
                blocked, ("    queueCapacity: 20\n", ""), ("\nqueueCapacity: 50", ""))
                == "desk.yaml:10: error: contactTypes.sales.redial.afterBlocked has no effect: "
                + "nothing refuses contacts (trunks, queueCapacity, whenFull: lost)")
    }

    @Test("the last callers must not wait for ever for company")
    func lastOnes() {
        let lonely = (old: "repair: {talk", new: "repair: {whenWaiting: 2, talk")
        #expect(
            problem(lonely)
                == "desk.yaml:13: error: contactTypes.repair: every group that serves it has "
                + "whenWaiting above 1, so the last callers would wait for ever; give them patience, "
                + "or a group without it")
        #expect(
            problem(
                lonely,
                ("priority: 1", "priority: 1\n    patience: {distribution: exponential, mean: 9s}"))
                == nil)
    }

    @Test("transfers that never end are named; a way out makes them right")
    func endlessTransfers() {
        let back = (
            old: "repair: {talk: {distribution: exponential, mean: 5min}}",
            new: "repair: {talk: {distribution: exponential, mean: 5min}, transfer: {probability: "
                + "100%, to: sales}}"
        )
        let on = (old: "transfer: {probability: 10%", new: "transfer: {probability: 100%")
        let other = (
            old: "mean: 4min}, after: 30s",
            new: "mean: 4min}, transfer: {probability: 1, to: repair}, after: 30s"
        )
        #expect(
            problem(back, on, other)
                == "desk.yaml:5: error: contactTypes.sales: every agent passes every contact on, and "
                + "so do those who get it then: nobody ever serves it to the end")
        #expect(problem(back, on) == nil)
    }

    @Test("shifts on days that are not simulated, and shares above the whole, are named")
    func otherWaste() {
        let calendar = (
            old: "horizon: {duration: 10h}",
            new: "calendar: {start: 2024-03-04, open: \"01:00\", close: \"11:00\"}"
        )
        #expect(problem(calendar) == nil)
        #expect(
            problem(calendar, ("agents: 3", "agents: 3, weekdays: [tue]"))
                == "desk.yaml:23: error: agentGroups.field.shifts.day.weekdays has no effect: no such "
                + "day is simulated, so nobody works the shift")
        #expect(
            problem(
                ("priority: 1", "queueShare: 70%"),
                ("    priorityAfter: {waits: [1min, 2min], priorities: [2, 3]}\n", ""),
                ("    queueCapacity: 20", "    queueShare: 40%"),
                ("queueCapacity: 50", "routing: {contactFor: queueRatio}"))
                == "desk.yaml:14: error: contactTypes.repair.queueShare and those before it add up to "
                + "110.0%, above 100%")
    }

    @Test("a sweep over strategies may hold what only some of them look at")
    func sweep() throws {
        let ranked = (old: "after: 30s,", new: "after: 30s, rank: 2,")
        #expect(
            problem(
                ranked,
                (
                    "queueCapacity: 50",
                    "project: {axes: {routing.contactFor: [priorityThenLongestWait, queuePriority]}}"
                )) == nil)
        let text = deskScenario.replacing(ranked.old, with: ranked.new).replacing(
            "queueCapacity: 50", with: "routing: {contactFor: queuePriority}"
        ).replacing("    priorityAfter: {waits: [1min, 2min], priorities: [2, 3]}\n", with: "")
            .replacing("    priority: 1\n", with: "")
        let scenario = try Scenario(text: text, path: "desk.yaml")
        let varied = try scenario.varying(path: "routing.contactFor", to: "longestWait")
        #expect(varied.center.routing.contactFor == "longestWait")
    }

    @Test("every scenario that comes with the project is right")
    func models() throws {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models")
        let files = FileManager.default.enumerator(at: models, includingPropertiesForKeys: nil)
        var count = 0
        while let file = files?.nextObject() as? URL {
            // Dialogue models, callers, scripts and channels are no scenarios.
            let isOther = ["dialogue", "callers", "channels"].contains {
                file.path.contains("/models/\($0)/")
            }
            guard file.pathExtension == "yaml", !isOther else { continue }
            _ = try Scenario(path: file.path)
            count += 1
        }
        #expect(count > 20)
    }
}
