import Foundation
import GSL
import Statistics
import Testing

@Suite("Goodness of fit") struct GoodnessOfFitTests {
    @Test("distances of two samples meet two_sample_distances-01")
    func distances() throws {
        let item = try StatisticsCase("two_sample_distances-01")
        let (a, b) = (try item.numbers("a"), try item.numbers("b"))
        let test = try KolmogorovSmirnovTest.compare(a, b)
        #expect(try item.agrees(test.distance, with: "KS_D"))
        #expect(try item.agrees(TwoSampleDistance.wasserstein(a, b), with: "wasserstein1"))
        #expect(try item.agrees(TwoSampleDistance.energy(a, b), with: "energy_distance"))
        #expect(
            try item.agrees(
                TwoSampleDistance.andersonDarling(a, b), with: "anderson_darling_k_sample_midrank"))
        #expect(
            try item.agrees(TwoSampleDistance.cramerVonMises(a, b), with: "cramer_von_mises_T"))
    }

    @Test("the bound of a distance is where its p-value is the level")
    func bound() {
        // Kolmogorov's 5 % point is 1.3581; Stephens: (sqrt(100) + 0.12 + 0.011) D = 1.3581.
        let test = KolmogorovSmirnovTest(distance: 0.2, effectiveSize: 100)
        #expect(abs(test.bound(at: 0.05) - 1.3581 / 10.131) < 1e-5)
        let atBound = KolmogorovSmirnovTest(
            distance: test.bound(at: 0.01), effectiveSize: 100)
        #expect(abs(atBound.pValue - 0.01) < 1e-7)
    }

    @Test("distances are symmetric, zero between equal samples, and exact in tiny cases")
    func tiny() throws {
        let a = [1.0, 2, 2, 5], b = [2.0, 3]
        #expect(
            try TwoSampleDistance.wasserstein(a, b) == TwoSampleDistance.wasserstein(b, a))
        #expect(try TwoSampleDistance.energy(a, a) == 0)
        #expect(try KolmogorovSmirnovTest.compare(a, a).distance == 0)
        // Two points a distance 3 apart: W1 = 3, energy = sqrt(2 x 3), KS = 1.
        #expect(try TwoSampleDistance.wasserstein([1], [4]) == 3)
        #expect(abs(try TwoSampleDistance.energy([1], [4]) - 6.0.squareRoot()) < 1e-15)
        #expect(try KolmogorovSmirnovTest.compare([1], [4]).distance == 1)
        #expect(throws: StatisticsError.tooFew(what: "sample", needed: 1, got: 0)) {
            try TwoSampleDistance.energy([], [1])
        }
    }

    @Test("the distance from a law is the greatest step, from either side, ties taken together")
    func oneSample() throws {
        // Uniform law, sample .1, .4, .4, .9: just below .4 the gap is .4 - .25 = .15, at .4 it is
        // .75 - .4 = .35.
        let test = try KolmogorovSmirnovTest.compare(sorted: [0.1, 0.4, 0.4, 0.9]) { $0 }
        #expect(abs(test.distance - 0.35) < 1e-15)
        #expect(test.effectiveSize == 4)
    }

    @Test("Kolmogorov's law at tabulated points, both series agreeing where they meet")
    func kolmogorov() {
        // Smirnov's table (1948): P(K > 1.2238) = .10, P(K > 1.3581) = .05, P(K > 1.6276) = .01.
        #expect(abs(KolmogorovSmirnovTest.kolmogorovTail(1.2238479) - 0.10) < 1e-6)
        #expect(abs(KolmogorovSmirnovTest.kolmogorovTail(1.3580986) - 0.05) < 1e-6)
        #expect(abs(KolmogorovSmirnovTest.kolmogorovTail(1.6276236) - 0.01) < 1e-6)
        let below = KolmogorovSmirnovTest.kolmogorovTail(1.18.nextDown)
        #expect(abs(below - KolmogorovSmirnovTest.kolmogorovTail(1.18)) < 1e-14)
        #expect(KolmogorovSmirnovTest.kolmogorovTail(0.01) == 1)
        #expect(KolmogorovSmirnovTest.kolmogorovTail(40) == 0)
    }

    @Test("p-values of uniform samples are uniform")
    func pValues() throws {
        // 2000 samples of 20: a share at .1 has standard error .0067, x 4.9 = .033, plus .01 of the
        // approximation. Detects a rejection rate of 5 % or 15 % where 10 % is due.
        var uniforms = TestUniforms(seed: 3)
        var rejected = 0
        for _ in 0..<2000 {
            let sample = (0..<20).map { _ in uniforms.next() }.sorted()
            if try KolmogorovSmirnovTest.compare(sorted: sample, cdf: { $0 }).pValue < 0.1 {
                rejected += 1
            }
        }
        #expect(abs(Double(rejected) / 2000 - 0.1) < 0.043)
    }

    @Test("chi-square of a die, and pooling of thin cells")
    func chiSquare() throws {
        let die = try ChiSquareTest.compare(
            observed: [22, 24, 38, 30, 46, 44], expected: Array(repeating: 34, count: 6))
        // (144 + 100 + 16 + 16 + 144 + 100) / 34 = 520 / 34 on 5 degrees of freedom.
        #expect(abs(die.statistic - 520.0 / 34) < 1e-12)
        #expect(die.degreesOfFreedom == 5)
        let law = try ChiSquaredDistribution(degreesOfFreedom: 5)
        #expect(die.pValue == law.upperTail(die.statistic))
        #expect(abs(die.pValue - 0.00915) < 5e-5)
        let pooled = try ChiSquareTest.compare(
            observed: [3, 4, 10, 1], expected: [2, 3, 11, 2])
        #expect(pooled.cells == 2)
        #expect(abs(pooled.statistic - (4.0 / 5 + 4.0 / 13)) < 1e-12)
        #expect(throws: StatisticsError.self) {
            try ChiSquareTest.compare(observed: [5], expected: [5])
        }
        #expect(throws: StatisticsError.unequalLengths(what: "chi-square", first: 1, second: 2)) {
            try ChiSquareTest.compare(observed: [5], expected: [5, 6])
        }
    }
}
