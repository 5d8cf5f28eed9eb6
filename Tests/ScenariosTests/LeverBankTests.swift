import ContactCenterEvents
import Experiments
import Foundation
import Scenarios
import TestSupport
import Testing
import TwinPrimitives

/// Faults of the shipped bank's systems.
@Suite("Faults of a dialogue's tools")
struct LeverBankTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/bank-outage.yaml").path

    @Test("the shipped outage: tools that fail leave fewer served, one that never fails none")
    func tools() throws {
        var plain = try Scenario(path: Self.path)
        for (path, value) in [
            ("levers.killSwitch.set.operation", "on"),
            ("faults.bankDown.effect.dropsSessions", "0.000001%"),
        ] { plain = try plain.varying(path: path, to: value) }
        func resolved(_ failure: String) throws -> (Int, [TimedEvent]) {
            let scenario = try plain.varying(
                path: "faults.bankDown.effect.failure", to: failure)
            let events = SmallCenter.events(scenario.twin)
            let count = events.count { timed in
                if case .sessionEnded(let fact) = timed.event {
                    fact.outcome == .resolved
                } else {
                    false
                }
            }
            return (count, events)
        }
        let (none, quiet) = try resolved("0%")
        let (some, _) = try resolved("50%")
        let (all, _) = try resolved("100%")
        // Twenty minutes at near 400 calls an hour, of which a third is resolved, half or so by one of the
        // tools: 22, with a standard deviation below 4.7 (of so many single calls).
        #expect(all < some && some < none && none - all > 8, "\(none), \(some), \(all)")
        #expect(quiet.contains { if case .faultStarted = $0.event { true } else { false } })
    }

    @Test("a conversation that is cut off tells the tools it called wrongly, not its wrong turns")
    func cutOffActions() throws {
        let scenario = try Scenario(path: Self.path).varying(
            path: "faults.bankDown.effect.dropsSessions", to: "100%"
        ).varying(path: "voiceAgents.voice.line", to: "babble10")
        var wrongTools: [ContactID: Int] = [:]
        var wrongTurns: Set<ContactID> = []
        var cutAfterWrongTurns = 0
        for timed in SmallCenter.events(scenario.twin) {
            switch timed.event {
            case .utteranceUnderstood(let fact) where fact.accepted && !fact.right:
                wrongTurns.insert(fact.contact)
            case .toolCalled(let fact) where fact.wrong: wrongTools[fact.contact, default: 0] += 1
            case .sessionEnded(let fact) where fact.outcome == .cutOff:
                #expect(Int(fact.wrongActions) == wrongTools[fact.contact] ?? 0)
                cutAfterWrongTurns += wrongTurns.contains(fact.contact) ? 1 : 0
            default: break
            }
        }
        #expect(cutAfterWrongTurns > 0)
    }
}
