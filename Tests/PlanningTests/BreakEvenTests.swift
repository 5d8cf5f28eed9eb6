import Experiments
import Planning
import Projections
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
        #expect(unit == "%" && low < value && value < high)
        #expect(base < 0.25 && value < 65, "the target is no news: \(base) at 70, \(value)")
        let there = try await rate(value)
        let below = try await rate(low)
        // What the interval of the value stands for, as a rate: from 95 % to 4.9 standard errors.
        let own = 2.5 * abs(below.value - there.value)
        #expect(
            abs(there.value - 0.3) < own + 4.9 * there.error,
            "\(there.value) at \(value) (\(low)..\(high))")
    }

    @Test("no value within four times turns some answers round, and prices never do")
    func others() async throws {
        let result = try await SmallProjection.result(hold: 0.9)
        #expect(try report(result, "inScope").breakEven == .beyond)
        #expect(try report(result, "cost.perMinute").breakEven == .noEffect)
        // Twenty sessions are never all in use.
        #expect(try report(result, "sessions").breakEven == .noEffect)
    }

    @Test("differences that are known soon take few replications, and prices none but the first's")
    func replications() async throws {
        let result = try await SmallProjection.result(replications: 100...100)
        let price = try report(result, "cost.perMinute")
        #expect(price.replications == 6)
        #expect(try report(result, "inScope").replications <= 40)
        let scope = try #require(
            try report(result, "inScope").elasticities.first { $0.kpi == "abandonmentRate" })
        // Known well enough, or as many replications as there may be.
        let spent = try report(result, "inScope").replications
        #expect(scope.halfWidth95 <= max(0.1, abs(scope.value) / 6) || spent == 40)
    }
}
