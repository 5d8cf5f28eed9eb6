import Planning
import Projections
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Findings of a projection")
struct ProjectionFindingsTests {
    /// Chance that a turn of the small projection is accepted.
    private static func turn(_ defects: Double, _ accept: Double) -> Double {
        (1 - defects) * min(1, (1 - accept) / 0.6) + defects * (0.8 - accept) / 0.8
    }

    @Test("amplification of containment by defects is that of the product of the chances of turns")
    func amplification() async throws {
        let result = try await SmallProjection.result(replications: 60...60)
        let row = try #require(
            result.amplifications.first { $0.path == "voiceAgents.voice.defects" })
        #expect(row.from == "2%" && row.to == "40%")
        let factor = try #require(row.factors.first { $0.kpi == "containmentRate" })
        func cube(_ x: Double) -> Double { x * x * x }
        let low = cube(Self.turn(0.02, 0.45))
        let high = cube(Self.turn(0.4, 0.45))
        let exact = ((high - low) / ((high + low) / 2)) / ((0.4 - 0.02) / 0.21)
        #expect(exact < -0.1)
        #expect(abs(factor.value - exact) < 2.5 * factor.halfWidth95, "\(factor) \(exact)")
        #expect(factor.halfWidth95 < 0.1)
        // Each axis has one pair of neighbours, at the other's first value.
        #expect(result.amplifications.count == 2)
    }

    /// Containment is 0.7 times the cube of the chance of a turn; its four values have exact shares.
    @Test("shares of the variance of containment are those of the four exact values")
    func shares() async throws {
        let result = try await SmallProjection.result(replications: 60...60)
        let found = try #require(
            result.varianceShares.first { $0.kpi == "containmentRate" }?.parts)
        let exact = [(0.02, 0.45), (0.02, 0.7), (0.4, 0.45), (0.4, 0.7)].map { at in
            let turn = Self.turn(at.0, at.1)
            return 0.7 * turn * turn * turn
        }
        let effects = [
            (exact[2] + exact[3] - exact[0] - exact[1]) / 4,
            (exact[1] + exact[3] - exact[0] - exact[2]) / 4,
            (exact[0] + exact[3] - exact[1] - exact[2]) / 4,
        ]
        let whole = effects.reduce(0) { $0 + $1 * $1 }
        for (part, effect) in zip(found.components, effects) {
            let share = try #require(part.share)
            let half = try #require(part.shareHalfWidth95)
            // 2.5 half-widths of 95 % are 4.9 standard errors.
            #expect(abs(share - effect * effect / whole) < 2.5 * half, "\(part)")
            #expect(half < 0.05)
        }
    }

    @Test("the best option costs least, its margins are paired, and a dearer twin is dominated")
    func choices() async throws {
        let path = "voiceAgents.voice.cost.perMinute"
        let result = try await SmallProjection.result(
            hold: 0.9,
            axes: [("voiceAgents.voice.defects", ["2%", "40%"]), (path, ["0.10", "0.30"])],
            chosen: [path])
        #expect(result.choices.map { $0.given.map(\.value) } == [["2%"], ["40%"]])
        for report in result.choices {
            #expect(report.best == 0 && report.criterion == .cost)
            #expect(report.options.map(\.mayBeBest) == [true, false])
            #expect(report.options.map(\.isEfficient) == [true, false])
            // Money by the minute is the only cost: three times the price costs twice the cost more.
            let cheap = try #require(
                result.points[report.options[0].point].estimate("costPerResolvedContact")?.mean)
            let above = try #require(report.options[1].costAboveBest)
            #expect(abs(above - 2 * cheap) < 1e-9 * cheap)
            #expect(report.options[0].costAboveBest == 0)
            #expect(report.notToldApart.isEmpty)
        }
    }

    @Test("a threshold trades wrong actions against containment: neither end is dominated")
    func frontier() async throws {
        let path = "voiceAgents.voice.fallback.accept"
        let result = try await SmallProjection.result(hold: 0.9, chosen: [path])
        #expect(result.choices.count == 2)
        for report in result.choices {
            #expect(report.options.map(\.isEfficient) == [true, true])
            let costs = report.options.compactMap {
                result.points[$0.point].estimate("costPerResolvedContact")?.mean
            }
            let best = try #require(report.best)
            #expect(costs[best] == costs.min())
        }
        #expect(try await SmallProjection.result().choices.isEmpty)
    }

    @Test("an option that misses the target is no candidate; where all do, agent hours decide")
    func candidates() async throws {
        let path = "voiceAgents.voice.fallback.accept"
        let none = try await SmallProjection.result(hold: 0.01, chosen: [path])
        for report in none.choices {
            #expect(report.options.allSatisfy { none.verdict(none.points[$0.point]) == .misses })
            let best = try #require(report.best)
            let hours = report.options.compactMap { none.agentHoursNeeded(none.points[$0.point]) }
            #expect(hours.count == 2 && hours[best] == hours.min())
            #expect(report.criterion == .agentHours && report.notToldApart.isEmpty)
        }
        // A target between the two thresholds of the first case: the other one is no candidate.
        let rates = none.points.compactMap { $0.estimate("abandonmentRate") }
        let between = (try #require(rates[0].mean) + (try #require(rates[1].mean))) / 2
        let split = try await SmallProjection.result(
            hold: between, halfWidth: 0.01, replications: 100...400, chosen: [path])
        let report = try #require(split.choices.first)
        #expect(
            report.options.map { split.verdict(split.points[$0.point]) } == [.holds, .misses])
        #expect(report.best == 0 && report.criterion == .cost)
        #expect(report.options.map(\.mayBeBest) == [true, false])
    }

    @Test("hours of a search that gave up are no hours needed, and dominate nothing")
    func gaveUp() async throws {
        var result = try await SmallProjection.result()
        #expect(result.agentHoursNeeded(result.points[0]) != nil)
        result.points[0].staffing[0].holdsTarget = false
        #expect(result.agentHoursNeeded(result.points[0]) == nil)
        let hours = result.agentHours(result.points[0], "agents")
        #expect(!hours.isReached && hours.hours > 0)
        result.points[0].staffing = []
        #expect(result.agentHoursNeeded(result.points[0]) == nil)
    }

    @Test("an axis from 0 has an amplification; one that mixes units is named as left out")
    func axes() async throws {
        let zero = try await SmallProjection.result(
            axes: [("voiceAgents.voice.defects", ["0%", "40%"])])
        let row = try #require(zero.amplifications.first)
        // Arc elasticity: the input changes by twice its mean.
        let factor = try #require(row.factors.first { $0.kpi == "containmentRate" })
        let (low, high) = (
            try #require(zero.points[0].estimate("containmentRate")?.mean),
            try #require(zero.points[1].estimate("containmentRate")?.mean)
        )
        #expect(abs(factor.value - (high - low) / ((high + low) / 2) / 2) < 0.02)
        #expect(zero.axesWithoutAmplification.isEmpty)
        let mixed = try await SmallProjection.result(
            axes: [("voiceAgents.voice.defects", ["0.02", "40%"])])
        #expect(mixed.amplifications.isEmpty)
        #expect(mixed.axesWithoutAmplification.map(\.path) == ["voiceAgents.voice.defects"])
    }

    @Test("a point holds, misses or leaves open a target by its whole interval")
    func verdicts() async throws {
        for (hold, verdict) in [(0.9, TargetVerdict.holds), (0.001, .misses)] {
            let result = try await SmallProjection.result(hold: hold)
            #expect(result.points.allSatisfy { result.verdict($0) == verdict })
        }
        let first = try await SmallProjection.result()
        let rate = try #require(first.points[0].estimate("abandonmentRate")?.mean)
        let open = try await SmallProjection.result(hold: rate)
        #expect(open.verdict(open.points[0]) == .open)
    }

    @Test("a chosen path that is no axis is an error that names the axes")
    func unknownChoice() throws {
        let text = SmallProjection.scenario() + "\n  choose: [voiceAgents.voice.accept]\n"
        do {
            _ = try Scenario(text: text, path: "small.yaml")
            Issue.record("accepted")
        } catch {
            #expect("\(error)".contains("names no axis; known: voiceAgents.voice.defects"))
        }
        let good = SmallProjection.scenario() + "\n  choose: [voiceAgents.voice.defects]\n"
        let scenario = try Scenario(text: good, path: "small.yaml")
        #expect(scenario.project?.choose == ["voiceAgents.voice.defects"])
    }
}
