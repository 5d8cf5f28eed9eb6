import Planning
import Projections
import Scenarios
import TestSupport
import Testing

@Suite("Projector")
struct ProjectorTests {
    @Test("points run through the axes, the last fastest, and meet the same callers")
    func points() async throws {
        let result = try await SmallProjection.result()
        #expect(
            result.points.map { $0.at.map(\.value) }
                == [["2%", "0.45"], ["2%", "0.7"], ["40%", "0.45"], ["40%", "0.7"]])
        let first = try #require(result.points.first)
        #expect(first.differences.allSatisfy { ($0.mean ?? 0) == 0 && ($0.halfWidth95 ?? 0) == 0 })
        // Nothing that a voice agent does changes who calls: no redials here, so the differences in
        // arrivals are exactly 0 in every replication.
        for point in result.points {
            #expect(point.difference("offered")?.mean == 0)
            #expect(point.difference("offered")?.halfWidth95 == 0)
            #expect(point.replications == first.replications)
        }
    }

    /// With one failure allowed none, three turns needed and the scores above, a call is contained
    /// when it is in scope and each of its turns scores at or above `accept`.
    @Test("containment is the product of the chances of the turns, at every point")
    func containment() async throws {
        let result = try await SmallProjection.result(replications: 60...60)
        for (point, (defects, accept)) in zip(
            result.points, [(0.02, 0.45), (0.02, 0.7), (0.4, 0.45), (0.4, 0.7)])
        {
            let right = (1 - accept) / 0.6 > 1 ? 1 : (1 - accept) / 0.6
            let wrong = (0.8 - accept) / 0.8
            let turn = (1 - defects) * right + defects * wrong
            let estimate = try #require(point.estimate("containmentRate"))
            let error = try #require(estimate.standardError)
            let mean = try #require(estimate.mean)
            #expect(abs(mean - 0.7 * turn * turn * turn) < 4.9 * error, "\(point.at)")
            let resolved =
                0.7 * ((1 - defects) * right) * ((1 - defects) * right)
                * ((1 - defects) * right)
            let resolution = try #require(point.estimate("resolutionRate"))
            #expect(
                abs(try #require(resolution.mean) - resolved)
                    < 4.9 * (try #require(resolution.standardError)), "\(point.at)")
        }
    }

    @Test("a threshold that only rises buys fewer wrong actions with more abandonment")
    func tradeOff() async throws {
        let result = try await SmallProjection.result()
        for pair in [(0, 1), (2, 3)] {
            let (low, high) = (result.points[pair.0], result.points[pair.1])
            func mean(_ point: ProjectionPoint, _ kpi: String) throws -> Double {
                try #require(point.estimate(kpi)?.mean)
            }
            #expect(try mean(low, "wrongActionRate") > mean(high, "wrongActionRate"))
            #expect(try mean(low, "abandonmentRate") < mean(high, "abandonmentRate"))
            let needed = [low, high].map { $0.staffing.reduce(0) { $0 + $1.needed } }
            #expect(needed[0] < needed[1])
        }
        let intervals = 7_200 / result.intervalSeconds
        #expect(result.points.allSatisfy { $0.staffing.count == intervals })
        #expect(result.intervalsWithoutAnswer == 0)
    }

    /// The only money is what voice sessions cost by the minute: the cost is proportional to it.
    ///
    /// In scope or not is a factor on containment. Neither touches the other's figure.
    @Test("elasticities: 1 for a factor, exactly 0 for what cannot matter")
    func elasticities() async throws {
        let result = try await SmallProjection.result()
        func elasticity(_ path: String, _ kpi: String) throws -> Elasticity {
            let report = try #require(result.assumed.first { $0.input.path.hasSuffix(path) })
            return try #require(report.elasticities.first { $0.kpi == kpi })
        }
        let price = try elasticity("cost.perMinute", "costPerResolvedContact")
        #expect(abs(price.value - 1) < 1e-9 && price.halfWidth95 < 1e-9)
        let idle = try elasticity("cost.perMinute", "abandonmentRate")
        #expect(idle.value == 0 && idle.halfWidth95 == 0)
        let scope = try elasticity("inScope", "containmentRate")
        #expect(abs(scope.value - 1) < 3 * scope.halfWidth95 && scope.halfWidth95 < 0.2)
        // Sessions are whole: the step is one, and twenty are never all in use.
        let sessions = try elasticity("sessions", "containmentRate")
        #expect(sessions.value == 0)
    }

    @Test("an answer that turns round inside an assumed range is named; one that stands is not")
    func flips() async throws {
        let stands = try await SmallProjection.result(hold: 0.01)
        #expect(stands.inputsThatFlipTheAnswer.isEmpty)
        let turns = try await SmallProjection.result(hold: 0.25)
        #expect(
            turns.inputsThatFlipTheAnswer.map(\.input.path) == ["voiceAgents.voice.inScope"])
        let report = try #require(turns.inputsThatFlipTheAnswer.first)
        #expect(report.range == ["20%", "95%"])
        #expect(report.verdictsInRange == [.misses, .holds])
    }

    @Test("replications grow until the half-width is met, or it is said that it was not")
    func halfWidth() async throws {
        let met = try await SmallProjection.result(halfWidth: 0.015, replications: 20...400)
        let count = try #require(met.points.first?.replications)
        #expect(count > 20 && count < 400)
        #expect(met.pointsShortOfHalfWidth == 0)
        let short = try await SmallProjection.result(halfWidth: 0.001, replications: 20...30)
        #expect(short.points.first?.replications == 30)
        #expect(short.pointsShortOfHalfWidth == 4)
    }

    @Test("an end of an assumed range that the scenario cannot take is found before simulating")
    func badRange() async throws {
        let text = SmallProjection.scenario().replacing("20%..95%", with: "20%..195%")
        let scenario = try Scenario(text: text, path: "small.yaml")
        let request = ProjectionRequest(
            scenario: scenario,
            axes: [ProjectionAxis(path: "voiceAgents.voice.defects", values: ["2%"])],
            largestAbandonment: 0.1, groups: [0], seed: 1, jobs: 1)
        await #expect(throws: ScenarioError.self) {
            try await Projector(request) { _ in }.result()
        }
    }
}
