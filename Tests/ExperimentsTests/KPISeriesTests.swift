import Experiments
import Projections
import Testing

@Suite("Estimates from replications")
struct KPISeriesTests {
    private func row(_ kpi: String, _ numerator: Double, over denominator: Double) -> KPIRow {
        KPIRow(
            kpi: kpi, unit: "", scope: .all, contactType: "all", agentGroup: nil,
            fraction: KPIFraction(numerator, over: denominator))
    }

    private func series(_ rows: [(Double, Double)]) -> KPISeries {
        var series = KPISeries()
        for (abandoned, sought) in rows {
            series.append([
                row("abandonmentRate", abandoned, over: sought), row("offered", sought, over: 1),
            ])
        }
        return series
    }

    /// Ratio 6/30 = 0.2; residuals (1-2, 2-2, 3-2)/10 = -0.1, 0, 0.1; s = 0.1;
    /// se = 0.1/sqrt 3 = 0.0577350; t(2, 0.975) = 4.302653.
    @Test("a rate is the ratio of expectations, with its delta-method interval")
    func ratio() throws {
        let rate = try #require(
            series([(1, 10), (2, 10), (3, 10)]).estimates().first { $0.kpi == "abandonmentRate" })
        #expect(abs(try #require(rate.mean) - 0.2) < 1e-15)
        #expect(abs(try #require(rate.standardError) - 0.057735026918963) < 1e-14)
        #expect(abs(try #require(rate.halfWidth95) - 0.248413771175033) < 1e-9)
    }

    @Test("a rate weighs replications by their contacts; a count does not")
    func weights() throws {
        let estimates = series([(10, 20), (0, 80)]).estimates()
        #expect(try #require(estimates[0].mean) == 0.1)
        #expect(try #require(estimates[1].mean) == 50)
    }

    @Test("the paired difference of a series from itself is exactly zero, without error")
    func pairing() throws {
        let one = series([(1, 10), (2, 12), (3, 9)])
        for difference in one.differences(from: one) {
            #expect(difference.mean == 0)
            #expect(difference.standardError == 0)
        }
        // Differences of counts 1, 2, 3 from 0, 1, 2 are 1, 1, 1: no spread is left.
        let counts = series([(0, 1), (0, 2), (0, 3)])
        let shifted = series([(0, 2), (0, 3), (0, 4)])
        let difference = try #require(
            shifted.differences(from: counts).first { $0.kpi == "offered" })
        #expect(difference.mean == 1)
        #expect(difference.standardError == 0)
    }

    @Test("one replication has no interval")
    func single() {
        #expect(series([(1, 10)]).estimates()[0].halfWidth95 == nil)
    }

    /// Ratios 0.5, 0.1 and none: mean 0.3, s = 0.4/sqrt 2, se = s/sqrt 2 = 0.2; the ratio of sums
    /// is 15/70.
    @Test("a mean of ratios weighs replications alike and passes over those without a value")
    func meanOfRatios() throws {
        var series = KPISeries()
        for (abandoned, sought) in [(10, 20), (5, 50), (0, 0)] as [(Double, Double)] {
            series.append([
                row("abandonmentRate", abandoned, over: sought),
                row("abandonmentRateMeanOfRatios", abandoned, over: sought),
            ])
        }
        let estimates = series.estimates()
        #expect(abs(try #require(estimates[0].mean) - 15.0 / 70) < 1e-15)
        #expect(abs(try #require(estimates[1].mean) - 0.3) < 1e-15)
        #expect(abs(try #require(estimates[1].standardError) - 0.2) < 1e-15)
        var empty = KPISeries()
        empty.append([row("abandonmentRateMeanOfRatios", 0, over: 0)])
        #expect(empty.estimates()[0].mean == nil)
    }
}
