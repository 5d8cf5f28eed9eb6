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
    private static let bank = Result { try scenario("bank-dialogue.yaml") }

    private static func scenario(_ name: String) throws -> Scenario {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/\(name)").path
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

    private func shares(
        line: String = "noise20", hours: String = "4h", _ values: [String: String] = [:]
    ) throws -> Shares {
        var scenario = try Self.bank.get().varying(path: "voiceAgents.voice.line", to: line)
            .varying(path: "horizon.duration", to: hours)
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

    /// Slope of the share contained over the rate of answers in part, with its variance.
    ///
    /// Least squares through four rates at equal distances, which are known exactly.
    private func slope(_ values: [String: String]) throws -> (value: Double, variance: Double) {
        let rates = [0.0, 0.2, 0.4, 0.6]
        var (value, variance) = (0.0, 0.0)
        for rate in rates {
            let everyday = "callerValues.personas.everyday.underInforms"
            let found = try shares(
                line: "perfect", hours: "12h",
                values.merging([everyday: "\(Int((rate * 100).rounded()))%"]) { $1 })
            let weight = (rate - 0.3) / 0.2
            let share = found.of(.resolved) + found.of(.falselyContained)
            value += weight * share
            variance += weight * weight * share * (1 - share) / found.sessions
        }
        return (value, variance)
    }

    /// Nobody is misheard: what differs is what callers say.
    @Test("22: a linear flow loses more by each answer in part than one that repairs")
    func linearFlow() throws {
        let repair = try slope(["dialogueValues.fallback.noMatch": "3"])
        let linear = try slope(["dialogueValues.fallback.noMatch": "1"])
        #expect(repair.value < -Self.band * repair.variance.squareRoot(), "\(repair)")
        let error = (repair.variance + linear.variance).squareRoot()
        #expect(linear.value - repair.value < -Self.band * error, "\(linear) \(repair)")
    }

    @Test("11: without the rule that counts no-matches callers hang up in place of being passed on")
    func ablation() throws {
        let rule = try shares()
        let without = try shares(["dialogueValues.fallback.noMatch": "0"])
        #expect(rule.above(without, .escalated) > Self.band)
        #expect(without.above(rule, .hungUp) > Self.band)
    }

    /// What became of one class of callers.
    private struct ClassOfCallers: Equatable {
        var sessions = 0.0
        var contained = 0.0
        var askedForPerson = 0.0
        var answered = 0.0
        var abandoned = 0.0

        /// By how many standard errors a share is larger than that of others.
        func above(
            _ other: ClassOfCallers, _ share: (Self) -> (part: Double, of: Double)
        ) -> Double {
            let parts = [share(self), share(other)].map { ($0.part / $0.of, $0.of) }
            let variance = parts.reduce(0) { $0 + $1.0 * (1 - $1.0) / $1.1 }
            return (parts[0].0 - parts[1].0) / variance.squareRoot()
        }
    }

    /// Calm callers and urgent ones of a day.
    private func classes(_ values: [String: String]) throws -> [ClassOfCallers] {
        var scenario = try Self.scenario("bank-urgency.yaml")
            .varying(path: "horizon.duration", to: "24h")
        for (path, value) in values.sorted(by: { $0.key < $1.key }) {
            scenario = try scenario.varying(path: path, to: value)
        }
        var found = Array(repeating: ClassOfCallers(), count: 2)
        var types: [UInt32: Int] = [:]
        func change(_ contact: ContactID, _ body: (inout ClassOfCallers) -> Void) {
            if let type = types[contact.rawValue] { body(&found[type]) }
        }
        for timed in SmallCenter.events(scenario.twin, seed: 1) {
            switch timed.event {
            case .contactArrived(let fact):
                types[fact.contact.rawValue] = Int(fact.contactType.rawValue)
            case .sessionEnded(let fact):
                change(fact.contact) {
                    $0.sessions += 1
                    $0.contained +=
                        fact.outcome == .resolved || fact.outcome == .falselyContained ? 1 : 0
                }
            case .fallbackTriggered(let fact) where fact.trigger == .askedForPerson:
                change(fact.contact) { $0.askedForPerson += 1 }
            case .contactAnswered(let fact): change(fact.contact) { $0.answered += 1 }
            case .contactAbandoned(let fact): change(fact.contact) { $0.abandoned += 1 }
            default: break
            }
        }
        return found
    }

    /// Urgency moves what it should, and nothing of the other class's sessions: those callers are the same.
    @Test("56: the more urgent callers are, the more want a person, and fewer are contained")
    func urgency() throws {
        let wants = "voiceAgents.urgent.callerValues.personas.everyday.wantsPerson"
        let levels = try ["5%", "30%", "60%"].map { try classes([wants: $0]) }
        for (less, more) in zip(levels, levels.dropFirst()) {
            #expect(more[1].above(less[1]) { ($0.askedForPerson, $0.sessions) } > Self.band)
            #expect(less[1].contained > more[1].contained)
            #expect(less[0].contained == more[0].contained)
            #expect(less[0].askedForPerson == more[0].askedForPerson)
        }
        #expect(levels[0][1].above(levels[2][1]) { ($0.contained, $0.sessions) } > Self.band)
        let patience = "contactTypes.urgent.patience.mean"
        let (short, long) = (try classes([patience: "30s"]), try classes([patience: "4min"]))
        #expect(short[1].above(long[1]) { ($0.abandoned, $0.abandoned + $0.answered) } > Self.band)
        #expect(short[1].contained == long[1].contained)
    }
}
