import ContactCenter
import Distributions
import Experiments
import Projections
import Statistics
import TestSupport
import Testing
import TwinSimulation

@Suite("Antithetic pairs")
struct AntitheticTests {
    private static let center = SmallCenter.twin(
        types: [
            ContactTypeConfiguration(
                name: "call", arrivals: SmallCenter.poisson(perHour: 60, hours: 4),
                patience: .exponential(mean: 180))
        ],
        groups: [
            SmallCenter.group("tellers", size: 5, skills: [Skill(talk: .exponential(mean: 240))])
        ], horizonSeconds: 14_400)

    private func estimates(antithetic: Bool, seed: UInt64) async throws -> KPISeries {
        let runner = try ReplicationRunner(
            Self.center, seed: seed, jobs: 2, antithetic: antithetic)
        let names = Self.center.description
        var series = KPISeries(antithetic: antithetic)
        for rows in await runner.run(0..<600, reduce: { $1.kpiRows(.all, names: names) }) {
            series.append(rows)
        }
        return series
    }

    /// 300 pairs against 600 single runs.
    ///
    /// Were pairs of no use, the ratio of the variance of the pairs' mean to that of the single runs
    /// would follow F(299, 599), whose one-in-a-million quantile is 0.61. Over 1 000 pairs it was
    /// 0.42 for the arrivals and 0.46 for the probability of waiting. The means are compared to 4.9
    /// standard errors: about 0.024 of a probability of waiting of 0.34.
    @Test("pairs have the mean of independent runs, and less variance where all is monotone")
    func variance() async throws {
        let single = try await estimates(antithetic: false, seed: 21)
        let paired = try await estimates(antithetic: true, seed: 22)
        for kpi in ["offered", "delayProbability"] {
            let one = try #require(single.estimate(kpi))
            let other = try #require(paired.estimate(kpi))
            #expect(one.residuals.count == 600 && other.residuals.count == 300)
            let (a, b) = (
                try #require(one.standardError), try #require(other.standardError)
            )
            #expect(abs(one.value - other.value) < 4.9 * (a * a + b * b).squareRoot(), "\(kpi)")
            #expect(b * b / (a * a) < 0.61, "\(kpi): \(b * b / (a * a))")
        }
    }

    @Test("the first of each pair is the replication of a run without pairs, the second is not")
    func pairing() async throws {
        let plain = try ReplicationRunner(Self.center, seed: 5, jobs: 1)
        let paired = try ReplicationRunner(Self.center, seed: 5, jobs: 1, antithetic: true)
        #expect(plain.tally(2) == paired.tally(2))
        #expect(plain.tally(3) != paired.tally(3))
        let many = await paired.run(0..<4) { $1 }
        #expect(many == (0..<4).map { paired.tally($0) })
    }

    @Test("a pair counts as one number: pair means 2 and 6 give 4 with standard error 2")
    func byHand() throws {
        var series = KPISeries(antithetic: true)
        for (abandoned, offered) in [(1, 1), (2, 3), (0, 5), (1, 7)] as [(Double, Double)] {
            series.append([row("abandonmentRate", abandoned, offered), row("offered", offered, 1)])
        }
        let offered = try #require(series.estimate("offered"))
        #expect(offered.value == 4 && offered.residuals == [-2, 2])
        #expect(abs(try #require(offered.standardError) - 2) < 1e-15)
        let rate = try #require(series.estimate("abandonmentRate"))
        #expect(abs(rate.value - 0.25) < 1e-15 && rate.residuals.count == 2)
        #expect(KPISeries(antithetic: true).replicationsPerUnit == 2)
        // Quotients 1, 2/3 | 0, 1/7: the mean of the pairs' means, not the ratio of sums.
        var ratios = KPISeries(antithetic: true)
        for (abandoned, offered) in [(1, 1), (2, 3), (0, 5), (1, 7)] as [(Double, Double)] {
            ratios.append([row("abandonmentRateMeanOfRatios", abandoned, offered)])
        }
        let mean = try #require(ratios.estimate("abandonmentRateMeanOfRatios"))
        #expect(abs(mean.value - (5.0 / 6 + 1.0 / 14) / 2) < 1e-15 && mean.residuals.count == 2)
        var half = KPISeries(antithetic: true)
        half.append([row("offered", 3, 1)])
        #expect(half.estimate("offered") == nil)
    }

    private func row(_ kpi: String, _ numerator: Double, _ denominator: Double) -> KPIRow {
        KPIRow(
            kpi: kpi, unit: "", scope: .all, contactType: "all", agentGroup: nil,
            fraction: KPIFraction(numerator, over: denominator))
    }
}
