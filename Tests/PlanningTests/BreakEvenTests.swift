import Experiments
import Planning
import Projections
import QueueingTheory
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("How wrong an assumed input would have to be")
struct BreakEvenTests {
    private func report(
        _ result: ProjectionResult, _ path: String
    ) throws -> AssumedInputReport {
        try #require(result.assumed.first { $0.input.path.hasSuffix(path) })
    }

    /// Abandonment of other callers at a value of the input: 400 replications of some 240 calls.
    private func rate(_ inScope: Double) async throws -> (value: Double, error: Double) {
        let scenario = try Scenario(text: SmallProjection.scenario(), path: "small.yaml")
            .varying(path: "voiceAgents.voice.defects", to: "2%")
            .varying(path: "voiceAgents.voice.fallback.accept", to: "0.45")
            .varying(path: "voiceAgents.voice.inScope", to: "\(inScope)%")
        let runner = try ReplicationRunner(scenario.twin, seed: 4711, jobs: 2)
        var series = KPISeries()
        for rows in await runner.run(
            0..<400,
            reduce: { _, tally in
                tally.kpiRows(.all, names: scenario.description)
            })
        {
            series.append(rows)
        }
        let estimate = try #require(series.estimate("abandonmentRate"))
        return (estimate.value, try #require(estimate.standardError))
    }

    /// The value is far from the one of the file (70 %), the rate is convex in it, and other callers
    /// abandon at the value as often as the target says: within 4.9 standard errors of both.
    @Test("at the value that is told, other callers abandon as often as the target")
    func value() async throws {
        let result = try await SmallProjection.result(hold: 0.3, replications: 100...100)
        let base = try #require(result.points.first?.estimate("abandonmentRate")?.mean)
        guard
            case .at(let value, let low, let high, let unit) = try report(result, "inScope")
                .breakEven
        else {
            Issue.record("no value was found")
            return
        }
        let bounds = (low: try #require(low), high: try #require(high))
        #expect(unit == "%" && bounds.low < value && value < bounds.high)
        #expect(base < 0.25 && value < 65, "the target is no news: \(base) at 70, \(value)")
        let there = try await rate(value)
        let below = try await rate(bounds.low)
        // What the interval of the value stands for, as a rate: from 95 % to 4.9 standard errors.
        let own = 2.5 * abs(below.value - there.value)
        #expect(
            abs(there.value - 0.3) < own + 4.9 * there.error,
            "\(there.value) at \(value) (\(bounds))")
    }

    /// A queue without voice agents whose arrivals nobody measured, at some load of ten agents.
    private func queue(
        erlangs: Double, hold: Double, duration: String = "12h, warmUp: 1h"
    ) async throws -> ProjectionResult {
        let text = """
            calltwin: 1
            name: Erlang A
            seed: 3
            horizon: {duration: \(duration)}
            contactTypes:
              - name: call
                arrivals:
                  process: poisson
                  rate: \(20 * erlangs)/h  # assumed
                patience: {distribution: exponential, mean: 2min}
            agentGroups:
              - name: agents
                size: 10
                skills: {call: {talk: {distribution: exponential, mean: 3min}}}
            """
        let request = ProjectionRequest(
            scenario: try Scenario(text: text, path: "queue.yaml"), axes: [],
            largestAbandonment: hold, groups: [], seed: 3, jobs: 2, halfWidth: 0.001)
        return try await Projector(request) { _ in }.result()
    }

    /// Abandonment is convex in the load: a straight line along the elasticity from 4 erlangs meets 5 % at
    /// seven times the load, from 3 erlangs at forty-five times; Erlang A says 1.90 and 2.53 times.
    ///
    /// The tolerance is 4.9 standard errors, 2.35 half-widths of the interval at 19 degrees of freedom, and
    /// the half-width itself below 3 %: a value off by 7 % would be found.
    @Test("far along a convex curve, the break-even is Erlang A's", arguments: [4.0, 3.0])
    func erlangA(_ erlangs: Double) async throws {
        let target = 0.05
        var (low, high) = (erlangs, 4 * erlangs)
        while high - low > 1e-9 {
            let middle = (low + high) / 2
            let rate = try ImpatientQueue(
                traffic: try Traffic(arrivalsPerHour: 20 * middle, meanHandlingSeconds: 180),
                agents: 10, patience: .exponential(mean: 120)
            ).performance().abandonment
            if rate <= target { low = middle } else { high = middle }
        }
        #expect(abs(low / erlangs - (erlangs == 4 ? 1.90 : 2.53)) < 0.01)
        let result = try await queue(erlangs: erlangs, hold: target)
        guard
            case .at(let value, let lower?, let upper?, let unit) = try report(result, "rate")
                .breakEven
        else {
            Issue.record("no value was found: \(try report(result, "rate").breakEven)")
            return
        }
        #expect(unit == "/h")
        #expect(
            abs(value - 20 * low) < 2.35 * (upper - lower) / 2,
            "\(value) (\(lower)..\(upper)), exact \(20 * low)")
        #expect(upper - lower < 0.06 * value)
        #expect(lower < value && value < upper)
    }

    /// Two calls an hour at ten agents: nobody abandons in any replication, nor at four times that.
    @Test("where too few calls were seen to tell, nothing is said to be beyond or without effect")
    func unknown() async throws {
        let result = try await queue(erlangs: 0.1, hold: 0.001, duration: "1h")
        #expect(result.points.first?.estimate("abandonmentRate")?.mean == 0)
        #expect(result.verdict(try #require(result.points.first)) == .open)
        let report = try report(result, "rate")
        #expect(report.breakEven == .unknown)
        #expect(!report.elasticities.contains { $0.kpi == "abandonmentRate" })
        // As many as there may be: an indicator that stayed at 0 is not known.
        #expect(report.replications == 20)
    }

    @Test("no value within four times turns some answers round, and prices never do")
    func others() async throws {
        let result = try await SmallProjection.result(hold: 0.9)
        #expect(try report(result, "inScope").breakEven == .beyond)
        #expect(try report(result, "cost.perMinute").breakEven == .noEffect)
        // Five sessions are as good as twenty here, or nearly: whichever it is, this target stands.
        let sessions = try report(result, "sessions").breakEven
        #expect(sessions == .beyond || sessions == .noEffect, "\(sessions)")
    }

    @Test("a share that no step up fits is moved to one side")
    func edge() async throws {
        let text = SmallProjection.scenario().replacing(
            "70%  # assumed 20%..95%", with: "97.5%  # assumed")
        let scenario = try Scenario(text: text, path: "small.yaml")
        let request = ProjectionRequest(
            scenario: scenario, axes: [], largestAbandonment: 0.9, groups: [], seed: 1, jobs: 2,
            replications: 40...40)
        let result = try await Projector(request) { _ in }.result()
        let effect = try #require(
            try report(result, "inScope").elasticities.first { $0.kpi == "containmentRate" })
        // In scope or not is a factor on containment.
        #expect(abs(effect.value - 1) < 2.5 * effect.halfWidth95 && effect.halfWidth95 < 0.3)
    }

    @Test("differences that are known soon take few replications, and prices none but the first's")
    func replications() async throws {
        let result = try await SmallProjection.result(replications: 100...100)
        let price = try report(result, "cost.perMinute")
        #expect(price.replications == 20)
        let scope = try #require(
            try report(result, "inScope").elasticities.first { $0.kpi == "abandonmentRate" })
        // Known well enough, or as many replications as there may be.
        let spent = try report(result, "inScope").replications
        #expect(spent == 20 || spent == 40)
        #expect(scope.halfWidth95 <= max(0.1, abs(scope.value) / 6) || spent == 40)
    }
}
