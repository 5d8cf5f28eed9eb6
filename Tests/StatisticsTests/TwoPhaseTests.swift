import Statistics
import Testing
import TwinPrimitives

/// Two-phase sampling against sums over all samples.
@Suite("Two-phase sampling")
struct TwoPhaseTests {
    @Test("Neyman's rule shares in proportion to size times deviation, rounded to the budget")
    func neyman() {
        // 60 x (100, 400, 900) / 1400 = 4.29, 17.14, 38.57.
        #expect(
            TwoPhaseAllocation.neyman(
                sizes: [100, 200, 300], deviations: [1, 2, 3], budget: 60, least: [0, 0, 0])
                == [4, 17, 39])
        // The first takes its bound, and 50 x (400, 900) / 1300 = 15.4, 34.6 are left.
        #expect(
            TwoPhaseAllocation.neyman(
                sizes: [100, 200, 300], deviations: [1, 2, 3], budget: 60, least: [10, 0, 0])
                == [10, 15, 35])
    }

    @Test("an allocation keeps sum, bounds and sizes, whatever is asked")
    func bounds() {
        for budget in 0...40 {
            for deviations in [[0.0, 0, 0], [1, 0, 5], [0.001, 1000, 1]] {
                let sizes = [7, 3, 20]
                let found = TwoPhaseAllocation.neyman(
                    sizes: sizes, deviations: deviations, budget: budget, least: [2, 2, 2])
                #expect(found.reduce(0, +) == min(budget, 30), "\(budget) \(deviations)")
                #expect(zip(found, sizes).allSatisfy { $0 <= $1 && $0 >= 0 })
                if budget >= 6 { #expect(found.allSatisfy { $0 >= 2 }) }
            }
        }
    }

    @Test("an estimate of two strata is as computed by hand")
    func byHand() throws {
        let estimate = try TwoPhaseEstimate(
            [
                TwoPhaseStratum(size: 4, forecastMean: 1, forecasts: [1, 1], costly: [1, 0]),
                TwoPhaseStratum(
                    size: 6, forecastMean: 0, forecasts: [0, 0, 0], costly: [0, 1, 0]),
            ], range: .share)
        #expect(abs(estimate.value - 0.4) < 1e-12)
        #expect(estimate.correlationInStrata == nil)
        // 0.16 x 0.5 x 0.5 / 2 + 0.36 x 0.5 x (1/3) / 3
        #expect(abs(estimate.varianceOfPairs - 0.04) < 1e-12)
        // (0.4 (0.5 + 0.01) + 0.6 (1/3 + 1/225)) / 10
        #expect(abs(estimate.varianceOfUnits - 0.0406666666666666) < 1e-12)
        let interval = estimate.interval()
        #expect(interval.lowerBound > 0 && interval.upperBound < 1)
    }

    @Test("over all samples the estimate's mean is the truth and its variance what is estimated")
    func allSamples() throws {
        let strata = [[3.0, 5, 10, 4], [1.0, 0, 2]]
        let units = 7.0
        let truth = strata.flatMap { $0 }.reduce(0, +) / units
        var (values, variances): ([Double], [Double]) = ([], [])
        for first in Self.pairs(of: strata[0]) {
            for second in Self.pairs(of: strata[1]) {
                let estimate = try TwoPhaseEstimate(
                    [
                        TwoPhaseStratum(
                            size: 4, forecastMean: 0, forecasts: [0, 0], costly: first),
                        TwoPhaseStratum(
                            size: 3, forecastMean: 0, forecasts: [0, 0], costly: second),
                    ])
                values.append(estimate.value)
                variances.append(estimate.varianceOfPairs)
            }
        }
        #expect(values.count == 18)
        let mean = values.reduce(0, +) / 18
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 18
        #expect(abs(mean - truth) < 1e-12)
        #expect(abs(variance - variances.reduce(0, +) / 18) < 1e-12)
    }

    private static func pairs(of values: [Double]) -> [[Double]] {
        values.indices.flatMap { first in
            ((first + 1)..<values.count).map { [values[first], values[$0]] }
        }
    }

    @Test("a costly value that is its forecast and a constant is known without error")
    func constant() throws {
        let forecasts = [[1.0, 2, 4, 7], [10.0, 12, 11, 15]]
        let estimate = try TwoPhaseEstimate(
            zip(forecasts, [3.0, 13]).map { values, mean in
                TwoPhaseStratum(
                    size: 100, forecastMean: mean, forecasts: values, costly: values.map { $0 + 1 }
                )
            })
        #expect(abs(estimate.value - 9) < 1e-9)
        #expect(estimate.varianceOfPairs < 1e-12 && estimate.varianceOfUnits > 0)
        #expect(abs(try #require(estimate.correlation) - 1) < 1e-9)
    }

    /// Forecasts that know the pairs move the value, 5 + 3 - 2; what tells of the error are those that do not: they
    /// miss by 2 and 0, so (1 - 2 / 10) x 2 / 2.
    @Test("forecasts that know the pairs give the value, those by the others its variance")
    func leftOut() throws {
        let estimate = try TwoPhaseEstimate([
            TwoPhaseStratum(
                size: 10, forecastMean: 5, forecasts: [1, 3], leftOut: [0, 4], costly: [2, 4])
        ])
        #expect(abs(estimate.value - 6) < 1e-12)
        #expect(abs(estimate.varianceOfPairs - 0.8) < 1e-12)
        #expect(abs(estimate.varianceOfUnits - 0.2) < 1e-12)
    }

    /// All eleven pairs are as foretold, which leaves half an exception among twelve: 1/24, with the variance 23/576.
    @Test("shares whose pairs were all foretold have the variance of half an exception among them")
    func foretold() throws {
        let other = (0..<8).map { Double($0 % 2) }
        let estimate = try TwoPhaseEstimate(
            [
                TwoPhaseStratum(
                    size: 80, forecastMean: 0.05, forecasts: [0, 0, 0], costly: [0, 0, 0]),
                TwoPhaseStratum(
                    size: 20, forecastMean: 0.5, forecasts: other, costly: other),
            ], range: .share)
        let ofUnits = 0.64 * (1 - 3.0 / 80) / 3 + 0.04 * (1 - 8.0 / 20) / 8
        #expect(abs(estimate.varianceOfPairs - ofUnits * 23 / 576) < 1e-12)
        #expect(abs(estimate.value - 0.14) < 1e-12)
        #expect(estimate.interval().upperBound > 0.3)
    }

    @Test("none of twenty is an interval up to that of Clopper and Pearson for as many pairs")
    func none() throws {
        let zeros = [Double](repeating: 0, count: 20)
        let stratum = TwoPhaseStratum(size: 200, forecastMean: 0, forecasts: zeros, costly: zeros)
        let found = try TwoPhaseEstimate([stratum], range: .share).intervalOfDrawn()
        // A tenth is held, so twenty pairs are worth 20 / 0.9.
        let upper = BinomialInference.upperOfNone(trials: 20 / 0.9)
        #expect(found.lowerBound == 0 && abs(found.upperBound - upper) < 1e-12)
        let ones = [Double](repeating: 1, count: 20)
        let all = TwoPhaseStratum(size: 200, forecastMean: 0, forecasts: zeros, costly: ones)
        let other = try TwoPhaseEstimate([all], range: .share).intervalOfDrawn()
        #expect(other.upperBound == 1 && abs(1 - other.lowerBound - upper) < 1e-12)
    }

    @Test("an interval of what is never below 0 is symmetric on the scale of the logarithm")
    func logarithm() throws {
        let strata = [
            TwoPhaseStratum(
                size: 1000, forecastMean: 0, forecasts: [0, 0, 0, 0], costly: [20, 30, 25, 45])
        ]
        let plain = try TwoPhaseEstimate(strata).interval()
        let scaled = try TwoPhaseEstimate(strata, range: .nonnegative).interval()
        #expect(abs(scaled.lowerBound * scaled.upperBound - 900) < 1e-9)
        // exp(w / 30) is the factor, w being half of the plain interval.
        let reach = PortableMath.log(scaled.upperBound / 30) * 30
        #expect(abs(reach - (plain.upperBound - 30)) < 1e-9)
    }

    /// Forecasts lead to the value 1, beside half a width of 3.2 x sqrt(0.9 x 1400 / 3 / 4) and more.
    @Test("an interval of a value near 0 begins near 0, and ends along the tangent of its scale")
    func nearZero() throws {
        let strata = [
            TwoPhaseStratum(
                size: 40, forecastMean: 0, forecasts: [29, 29, 29, 29], costly: [10, 30, 20, 60])
        ]
        let width = try TwoPhaseEstimate(strata).interval().upperBound - 1
        #expect(width > 25)
        let scaled = try TwoPhaseEstimate(strata, range: .nonnegative).interval()
        #expect(scaled.lowerBound > 0 && scaled.lowerBound < 1e-13)
        #expect(abs(scaled.upperBound / (PortableMath.exp(1) * width) - 1) < 1e-12)
    }

    @Test("a count of none in twenty sessions is an interval as far as that of a share of none")
    func noCounts() throws {
        let zeros = [Double](repeating: 0, count: 20)
        let stratum = TwoPhaseStratum(size: 200, forecastMean: 0, forecasts: zeros, costly: zeros)
        let count = try TwoPhaseEstimate([stratum], range: .nonnegative).intervalOfDrawn()
        // 1 - 0.025^(0.9 / 20)
        #expect(count.lowerBound == 0 && abs(count.upperBound - 0.152953) < 1e-6)
    }

    @Test("a share that forecasts lead below 0 is 0, with an interval that begins there")
    func clamped() throws {
        let six = [1.0, 1, 1, 1, 1, 1, 0, 0, 0, 0]
        let one = [1.0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        // 0.1 - 0.6 and 0 - 0.5 are more than the shares 0.1 and 0.5 together.
        let estimate = try TwoPhaseEstimate(
            [
                TwoPhaseStratum(size: 500, forecastMean: 0.1, forecasts: six, costly: one),
                TwoPhaseStratum(
                    size: 500, forecastMean: 0, forecasts: [0, 1, 0, 1], costly: [0, 1, 0, 1]),
            ], range: .share)
        #expect(estimate.value == 0)
        #expect(estimate.interval().lowerBound == 0 && estimate.interval().upperBound > 0)
    }

    @Test("a stratum with one pair of several units gives no estimate")
    func refused() {
        #expect(throws: StatisticsError.self) {
            try TwoPhaseEstimate([
                TwoPhaseStratum(size: 5, forecastMean: 0, forecasts: [1], costly: [1])
            ])
        }
        #expect(throws: StatisticsError.self) { try TwoPhaseEstimate([]) }
    }

    @Test("over all draws the rescaled bootstrap has the variance of a mean")
    func bootstrap() {
        let values = [2.0, 3, 7]
        var means: [Double] = []
        for first in 0..<3 {
            for second in 0..<3 {
                let weights = RescaledBootstrap.weights(3) { [first, second][$0] }
                #expect(abs(weights.reduce(0, +) - 3) < 1e-12)
                means.append(zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / 3)
            }
        }
        let mean = means.reduce(0, +) / 9
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
        // s^2 = 7, n = 3
        #expect(abs(mean - 4) < 1e-12 && abs(variance - 7.0 / 3) < 1e-12)
        #expect(RescaledBootstrap.weights(1) { _ in 0 } == [1])
    }

    @Test("a two-way table parts what is the treatments' from what is the blocks'")
    func twoWay() throws {
        // Treatments 0 and 2, blocks 1, 10, 100, and no rest.
        let exact = try TwoWayTable([[1, 10, 100], [3, 12, 102]])
        #expect(abs(exact.restVariance) < 1e-12)
        #expect(abs(exact.treatmentVariance - 2) < 1e-12)
        // All of it a mean square of two treatments: one degree of freedom.
        #expect(abs(exact.treatmentDegreesOfFreedom - 1) < 1e-9)
        // Row means 0 and 4 differ with variance 8; four rests of 1/2 leave 1, half of it per block.
        let mixed = try TwoWayTable([[1, -1], [4, 4]])
        #expect(abs(mixed.rawTreatmentVariance - 7.5) < 1e-12)
        #expect(abs(mixed.treatmentDegreesOfFreedom - 7.5 * 7.5 / (64 + 0.25)) < 1e-12)
        // No treatment: 1, -1 against -1, 1 is rest alone, of variance 4.
        let rest = try TwoWayTable([[1, -1], [-1, 1]])
        #expect(rest.restVariance == 4 && rest.rawTreatmentVariance == -2)
        #expect(rest.treatmentVariance == 0 && rest.treatmentDegreesOfFreedom == 0)
    }
}
