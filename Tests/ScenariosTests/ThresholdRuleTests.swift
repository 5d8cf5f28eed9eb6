import ContactCenterEvents
import Experiments
import Foundation
import Scenarios
import TestSupport
import Testing
import TwinPrimitives

/// A rule that lowers the threshold of a dialogue while people wait.
@Suite("A threshold that sees the queue")
struct ThresholdRuleTests {
    /// Scores from 0.6 to 0.9 are acted on at the threshold of the rule and not at the pool's own.
    ///
    /// Some thousand turns lie there; a share below a half or above three quarters is far from chance.
    @Test("the shipped rule acts on less while people wait, and on no less while none does")
    func threshold() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/bank-threshold.yaml").path
        let scenario = try Scenario(path: file).varying(
            path: "voiceAgents.voice.dialogueValues.decisions.accept", to: "0.9")
        func accepted(_ scenario: Scenario) -> (met: [Bool], usual: [Bool]) {
            var isMet = false
            var found: (met: [Bool], usual: [Bool]) = ([], [])
            for replication in UInt32(0)..<5 {
                isMet = false
                for timed in SmallCenter.events(scenario.twin, replication: replication) {
                    switch timed.event {
                    case .leverMoved(let fact): isMet = fact.cause == .ruleMet
                    case .utteranceUnderstood(let fact) where (620..<910).contains(fact.score):
                        if isMet {
                            found.met.append(fact.accepted)
                        } else {
                            found.usual.append(fact.accepted)
                        }
                    default: break
                    }
                }
            }
            return found
        }
        func share(_ turns: [Bool]) -> Double {
            Double(turns.count { $0 }) / Double(max(turns.count, 1))
        }
        let off = accepted(scenario)
        #expect(off.met.isEmpty && off.usual.count > 1000)
        let on = accepted(
            try scenario.varying(path: "levers.relief.when.waitingAbove", to: "0"))
        #expect(on.met.count > 200)
        #expect(
            share(on.met) > 0.75 && share(on.usual) < 0.5, "\(share(on.met)), \(share(on.usual))")
    }
}
