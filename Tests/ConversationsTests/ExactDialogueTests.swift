import CallerModel
import Conversations
import DialogueEngine
import Distributions
import Foundation
import TestSupport
import Testing
import TwinPrimitives

/// The engine itself, with an ear that fails at random, against absorbing Markov chains and
/// quadrature (`models/theory/exact_cases.json`).
@Suite("Exact dialogues")
struct ExactDialogueTests {
    static let replications: UInt32 = 20
    static let callsPerReplication = 300
    /// Standard errors of the tolerance: a false alarm in a million.
    static let width = 4.9

    struct Tally {
        var calls = 0.0
        var completed = 0.0
        var handedOff = 0.0
        var hungUp = 0.0
        var turns = 0.0

        mutating func add(_ record: ConversationRecord) {
            calls += 1
            turns += Double(record.callerTurns)
            switch record.outcome {
            case .completed: completed += 1
            case .handedOff: handedOff += 1
            case .hungUp: hungUp += 1
            case .unresolved: break
            }
        }
    }

    static func tally(
        turns: Int, fallback: FallbackRules, errorRate: Double, latency: LatencyLaw,
        persona: (inout Persona) -> Void
    ) -> Tally {
        let model = ChainModel.make(turns: turns, fallback: fallback)
        let profile = ChainModel.profile(turns: turns, persona)
        var tally = Tally()
        for replication in 0..<replications {
            let conversation = Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 3, replication: replication)),
                profile: profile, ear: StubEar(model: model, errorRate: errorRate),
                latency: latency)
            for ordinal in 0..<callsPerReplication {
                let record = conversation.run(SmallCallers.context(ordinal))
                #expect(record.defects.isEmpty)
                tally.add(record)
            }
        }
        return tally
    }

    /// Smallest difference found in 6000 calls: 4.9 sqrt(p (1 - p) / 6000), 0.012 at p = 0.038.
    static func expect(share count: Double, of calls: Double, is p: Double, _ what: String) {
        let tolerance = width * (p * (1 - p) / calls).squareRoot() + 1e-12
        #expect(abs(count / calls - p) <= tolerance, "\(what): \(count / calls), exact \(p)")
    }

    static let fallbackCases: [ExactCase] =
        (try? ExactCases.load(families: ["dialogue_fallback"])) ?? []

    @Test("the file has the three fallback cases")
    func fallbackCasesAreThere() { #expect(Self.fallbackCases.count == 3) }

    @Test("fallback rules end dialogues as often as their Markov chain", arguments: fallbackCases)
    func fallback(exact: ExactCase) throws {
        let numbers = exact.numbers
        let rule = try #require(exact.texts["escalate_rule"])
        let limit = try #require(rule.split(separator: " ").last.flatMap { Int($0) })
        var rules = ChainModel.noFallback
        if rule.hasPrefix("consecutive") {
            rules.noMatch = limit
        } else {
            rules.scoreLimit = Double(limit)
        }
        let hangup = try #require(numbers["p_hangup_per_turn"])
        let tally = Self.tally(
            turns: Int(try #require(numbers["turns_needed"])), fallback: rules,
            errorRate: try #require(numbers["p_turn_defect"]), latency: .none
        ) { $0.turnHangup = hangup }
        func output(_ name: String) throws -> Double { try #require(exact.outputs[name]) }
        Self.expect(
            share: tally.completed, of: tally.calls, is: try output("P_completed"), "completed")
        Self.expect(
            share: tally.handedOff, of: tally.calls, is: try output("P_escalated"), "escalated")
        Self.expect(share: tally.hungUp, of: tally.calls, is: try output("P_hangup"), "hung up")
        let mean = tally.turns / tally.calls
        let tolerance = Self.width * (try output("SD_turns")) / tally.calls.squareRoot()
        #expect(abs(mean - (try output("E_turns"))) <= tolerance, "turns \(mean)")
    }

    // MARK: Latency

    struct LatencyCase: Sendable, CustomStringConvertible {
        var id: String
        var latency: Law
        var patience: Law
        var turns: Int
        var hangup: Double
        var description: String { id }
    }

    static let latencyCases: [LatencyCase] = {
        let file = ExactCases.package.appendingPathComponent("models/theory/exact_cases.json")
        guard let data = try? Data(contentsOf: file),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let cases = root["cases"] as? [[String: Any]]
        else { return [] }
        return cases.compactMap { entry in
            guard entry["family"] as? String == "latency_hangup",
                let parameters = entry["params"] as? [String: Any],
                let latency = parameters["latency"] as? [String: Any],
                let patience = parameters["silence_patience"] as? [String: Any],
                let outputs = entry["outputs"] as? [String: Double],
                let id = entry["id"] as? String,
                let median = latency["median_s"] as? Double,
                let sigma = latency["sigma_log"] as? Double,
                let shape = patience["shape"] as? Double,
                let scale = patience["scale_s"] as? Double,
                let turns = parameters["turns"] as? Int, let hangup = outputs["P_hangup_in_call"]
            else { return nil }
            return LatencyCase(
                id: id, latency: .lognormal(mu: PortableMath.log(median), sigma: sigma),
                patience: .weibull(shape: shape, scale: scale), turns: turns, hangup: hangup)
        }
    }()

    @Test("the file has the two latency cases")
    func latencyCasesAreThere() { #expect(Self.latencyCases.count == 2) }

    @Test("callers hang up on latency as often as the quadrature says", arguments: latencyCases)
    func latency(exact: LatencyCase) {
        let tally = Self.tally(
            turns: exact.turns, fallback: ChainModel.noFallback, errorRate: 0,
            latency: LatencyLaw(stages: [LatencyLaw.Stage(name: "all", body: exact.latency)])
        ) { $0.silencePatience = exact.patience }
        Self.expect(share: tally.hungUp, of: tally.calls, is: exact.hangup, exact.id)
        #expect(tally.completed + tally.hungUp == tally.calls)
    }

    @Test("a constant hazard of hanging up spends one exponential over all silences of a call")
    func exponentialHazard() {
        // Survival of a call is the product over its turns of E exp(-rate x latency): here by the
        // midpoint rule over quantiles, whose error is far below the sampling error.
        let law = Law.lognormal(mu: 0, sigma: 0.7)
        let rate = 0.03
        let points = 20_000
        let kept = (0..<points).reduce(0.0) { sum, place in
            sum + PortableMath.exp(-rate * law.quantile((Double(place) + 0.5) / Double(points)))
        }
        let survival = PortableMath.pow(kept / Double(points), 8)
        let tally = Self.tally(
            turns: 8, fallback: ChainModel.noFallback, errorRate: 0,
            latency: LatencyLaw(stages: [LatencyLaw.Stage(name: "all", body: law)])
        ) { $0.hazards[.hangUp] = HazardRule(silent: rate, talking: 0) }
        Self.expect(share: tally.hungUp, of: tally.calls, is: 1 - survival, "hung up")
    }
}
