import ContactCenterEvents
import Experiments
import Foundation
import Scenarios
import TestSupport
import Testing
import TwinPrimitives

/// Rows of docs/operations-checklist.md that compare the shipped bank with itself, one thing changed.
///
/// All settings meet the same callers. A claim holds when two shares differ by more than 4.9 standard
/// errors of independent samples: for callers in pairs that is on the safe side. With some 1300
/// sessions, differences from 9 points on are found.
@Suite("Rows of the operations checklist")
struct ChecklistTests {
    private static let bank = Result {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/bank-dialogue.yaml").path
        return try Scenario(path: path)
    }

    /// What became of the sessions of one replication.
    private struct Shares {
        var sessions = 0.0
        var counts: [SessionOutcome: Double] = [:]

        func of(_ outcome: SessionOutcome) -> Double { (counts[outcome] ?? 0) / sessions }

        /// By how many standard errors a share is larger than that of others.
        func above(_ other: Shares, _ outcome: SessionOutcome) -> Double {
            let (here, there) = (of(outcome), other.of(outcome))
            let variance = here * (1 - here) / sessions + there * (1 - there) / other.sessions
            return (here - there) / variance.squareRoot()
        }
    }

    private static let band = 4.9

    private func shares(line: String = "noise20", _ values: [String: String] = [:]) throws -> Shares
    {
        var scenario = try Self.bank.get().varying(path: "voiceAgents.voice.line", to: line)
        for (path, value) in values.sorted(by: { $0.key < $1.key }) {
            scenario = try scenario.varying(path: "voiceAgents.voice." + path, to: value)
        }
        var shares = Shares()
        for timed in SmallCenter.events(scenario.twin, seed: 1) {
            guard case .sessionEnded(let fact) = timed.event else { continue }
            shares.sessions += 1
            shares.counts[fact.outcome, default: 0] += 1
        }
        #expect(shares.sessions > 1000)
        return shares
    }

    @Test("21: what passes without a line does not on a noisy one")
    func cleanTests() throws {
        let (clean, noisy) = (try shares(line: "perfect"), try shares(line: "babble10"))
        #expect(clean.above(noisy, .resolved) > Self.band)
        #expect(clean.of(.resolved) > 2 * noisy.of(.resolved))
    }

    @Test("25: a dialogue that forgets values serves fewer callers the more it forgets")
    func context() throws {
        let keeps = try shares()
        let forgets = try shares(["dialogueValues.memory.fidelity": "60%"])
        #expect(keeps.above(forgets, .resolved) > Self.band)
        let less = try shares(["dialogueValues.memory.fidelity": "85%"])
        #expect(keeps.of(.resolved) > less.of(.resolved))
        #expect(less.of(.resolved) > forgets.of(.resolved))
    }

    @Test("59: with repair switched off, most of what repair would save goes to people")
    func repair() throws {
        let repairs = try shares()
        let gives = try shares(["dialogueValues.fallback.noMatch": "1"])
        #expect(repairs.above(gives, .resolved) > Self.band)
        #expect(gives.above(repairs, .escalated) > Self.band)
    }

    @Test("11: without the rule that counts no-matches callers hang up in place of being passed on")
    func ablation() throws {
        let rule = try shares()
        let without = try shares(["dialogueValues.fallback.noMatch": "0"])
        #expect(rule.above(without, .escalated) > Self.band)
        #expect(without.above(rule, .hungUp) > Self.band)
    }
}
