import Distributions
import Glibc
import Testing

private func near(_ value: Double, _ exact: Double, _ tolerance: Double = 1e-14) -> Bool {
    abs(value - exact) <= tolerance * max(abs(exact), 1)
}

@Suite("laws by hand")
struct HandComputedLawTests {
    /// Balk 10 %, no hazard for 5 s, 0.1/s for 10 s, then 0.5/s.
    private let patience = Law.piecewiseHazard(
        PiecewiseHazard(breaks: [0, 5, 15], hazards: [0, 0.1, 0.5], balk: 0.1))

    @Test("a piecewise hazard has the cumulative hazard of its pieces and its atom")
    func piecewiseHazard() {
        let atom = -log(0.9)
        #expect(near(patience.cdf(0), 0.1) && patience.cdf(-1e-9) == 0)
        #expect(near(patience.cumulativeHazard(4.9), atom))
        #expect(near(patience.cumulativeHazard(10), atom + 0.5))
        #expect(near(patience.cumulativeHazard(15), atom + 1))
        #expect(near(patience.cumulativeHazard(17), atom + 2))
        #expect(near(patience.survival(17), 0.9 * exp(-2)))
        #expect(near(patience.hazard(3), 0) && near(patience.hazard(10), 0.1))
        #expect(near(patience.hazard(15), 0.5) && patience.hazard(0) == .infinity)
        #expect(patience.inverseCumulativeHazard(0.1) == 0)
        #expect(patience.inverseCumulativeHazard(atom) == 0)
        #expect(near(patience.inverseCumulativeHazard(atom + 1e-9), 5 + 1e-8))
        #expect(near(patience.inverseCumulativeHazard(atom + 0.5), 10))
        #expect(near(patience.inverseCumulativeHazard(atom + 2), 17))
        #expect(patience.quantile(0) == 0 && patience.quantile(0.0999) == 0)
        #expect(near(patience.quantile(1 - 0.9 * exp(-2)), 17))
        #expect(patience.quantile(1) == .infinity)
    }

    @Test("the moments of a piecewise hazard are the areas under its survival function")
    func piecewiseMoments() {
        // 0.9 (5 + 10 (1 - 1/e) + 2/e).
        let mean = 0.9 * (5 + 10 * (1 - exp(-1)) + 2 * exp(-1))
        #expect(near(patience.mean, mean))
        // 2 * integral of x S: 12.5; (150 - 250/e) ; (30 + 4) / e on the three pieces.
        let second = 2 * 0.9 * (12.5 + (150 - 250 * exp(-1)) + 34 * exp(-1))
        #expect(near(patience.variance, second - mean * mean))
        #expect(near(patience.meanResidualLife(20), 2))
        #expect(near(patience.meanResidualLife(5), 10 * (1 - exp(-1)) + 2 * exp(-1)))
        #expect(near(patience.meanResidualLife(0), mean / 0.9))
    }

    @Test("a hazard that ends leaves some waiting for ever")
    func defectiveHazard() {
        let law = Law.piecewiseHazard(PiecewiseHazard(breaks: [0, 10], hazards: [0.05, 0]))
        #expect(near(law.survival(1e9), exp(-0.5)))
        #expect(law.quantile(0.5) == .infinity && near(law.quantile(0.25), -20 * log(0.75)))
        #expect(law.inverseCumulativeHazard(0.6) == .infinity)
        #expect(law.mean == .infinity && law.variance == .infinity)
    }

    @Test("one piece without an atom is the exponential law")
    func onePiece() {
        let law = Law.piecewiseHazard(PiecewiseHazard(breaks: [0], hazards: [0.25]))
        let same = Law.exponential(mean: 4)
        for p in [1e-9, 0.1, 0.5, 0.9, 1 - 1e-9] {
            #expect(near(law.quantile(p), same.quantile(p)))
        }
        #expect(near(law.mean, 4) && near(law.variance, 16))
    }

    @Test("an empirical law is linear between its points, with ties as atoms")
    func empirical() {
        // Uniform on [0, 2] with 0.4, the value 2 with 0.2, uniform on [2, 6] with 0.4.
        let law = Law.empirical(
            EmpiricalLaw(values: [0, 2, 2, 6], probabilities: [0, 0.4, 0.6, 1]))
        #expect(near(law.quantile(0.2), 1) && law.quantile(0.4) == 2 && law.quantile(0.5) == 2)
        #expect(law.quantile(0.6) == 2 && near(law.quantile(0.7), 3))
        #expect(law.quantile(0) == 0 && law.quantile(1) == 6)
        #expect(near(law.cdf(1), 0.2) && near(law.cdf(2), 0.6) && near(law.cdf(2.0.nextDown), 0.4))
        #expect(law.cdf(-1) == 0 && law.cdf(6) == 1 && near(law.survival(4), 0.2))
        #expect(law.hazard(2) == .infinity && near(law.hazard(1), 0.2 / 0.8))
        #expect(near(law.mean, 0.4 * 1 + 0.2 * 2 + 0.4 * 4))
        // 0.4 * 4/3 + 0.2 * 4 + 0.4 * 52/3 less the squared mean.
        #expect(near(law.variance, 0.4 * 4 / 3 + 0.8 + 0.4 * 52 / 3 - 2.4 * 2.4))
        #expect(near(law.meanResidualLife(4), 1) && law.meanResidualLife(6) == 0)
    }

    @Test("a mixture with atoms and with a share that never happens")
    func mixture() {
        let law = Law.mixture(
            weights: [0.25, 0.5, 0.25],
            components: [.deterministic(3), .uniform(lower: 0, upper: 4), .never])
        #expect(near(law.cdf(2), 0.25) && near(law.cdf(3), 0.625) && near(law.cdf(9), 0.75))
        #expect(near(law.quantile(0.25), 2) && near(law.quantile(0.5), 3))
        #expect(near(law.quantile(0.7), 3.6) && law.quantile(0.8) == .infinity)
        #expect(law.mean == .infinity)
        let two = Law.mixture(
            weights: [0.5, 0.5], components: [.deterministic(1), .deterministic(2)])
        #expect(two.quantile(0.5) == 1 && two.quantile(0.51) == 2 && near(two.variance, 0.25))
        let same = Law.mixture(
            weights: [0.4, 0.6, 0],
            components: [.exponential(mean: 2), .exponential(mean: 2), .never])
        #expect(near(same.quantile(0.3), Law.exponential(mean: 2).quantile(0.3)))
        #expect(same.quantile(1 - 1e-12) < 60)
    }

    @Test("the event that never happens, and the value that always comes")
    func degenerate() {
        #expect(Law.never.quantile(0.5) == .infinity && Law.never.quantile(0) == .infinity)
        #expect(Law.never.inverseCumulativeHazard(1e-9) == .infinity)
        #expect(Law.never.cdf(1e300) == 0 && Law.never.survival(1e300) == 1)
        #expect(Law.never.hazard(5) == 0 && Law.never.cumulativeHazard(5) == 0)
        #expect(Law.never.mean == .infinity)
        let three = Law.deterministic(3)
        #expect(three.quantile(0.01) == 3 && three.inverseCumulativeHazard(9) == 3)
        #expect(three.cdf(3) == 1 && three.cdf(2.999) == 0 && three.variance == 0)
        #expect(three.meanResidualLife(1) == 2 && three.meanResidualLife(3) == 0)
        #expect(three.cumulativeHazard(2) == 0 && three.cumulativeHazard(3) == .infinity)
    }

    @Test("a hyperexponential law with means a million apart is inverted as well")
    func stiffHyperexponential() {
        let law = Law.hyperexponential(probabilities: [1e-6, 1 - 1e-6, 0], means: [1e6, 1, 5])
        for e in [1e-12, 0.1, 1, 5, 13, 13.8, 14, 20, 40, 300] {
            let x = law.inverseCumulativeHazard(e)
            #expect(abs(law.cumulativeHazard(x) - e) < 1e-12 * max(e, 1e-3), "e = \(e)")
        }
    }

    @Test("a normal law cut in its far tail keeps its digits")
    func farTail() {
        // Far out the tail decays like an exponential: hazard 30 + 1/30 - ... at 30.
        let law = Law.truncatedNormal(mean: 0, standardDeviation: 1, lower: 30, upper: 31)
        #expect(near(law.hazard(30), 30.033259667433676, 1e-12))
        #expect(law.quantile(1e-12) >= 30 && law.quantile(1 - 1e-12) <= 31)
        for p in [0.01, 0.5, 0.99] { #expect(near(law.cdf(law.quantile(p)), p, 1e-12)) }
    }

    @Test("planners' parameters give the mean and the coefficient of variation asked for")
    func planners() {
        for cv in [0.05, 0.5, 1, 2, 5] {
            for law in [Law.lognormal(mean: 186, cv: cv), .gamma(mean: 186, cv: cv)] {
                #expect(near(law.mean, 186, 1e-12) && law.validate() == nil)
                #expect(near(law.variance.squareRoot() / law.mean, cv, 1e-12))
            }
        }
        for shape in [0.3, 0.8, 1, 4] {
            #expect(near(Law.weibull(mean: 60, shape: shape).mean, 60, 1e-12))
        }
        #expect(near(Law.lognormal(median: 40, sigma: 1.3).quantile(0.5), 40, 1e-13))
        #expect(Law.gamma(mean: 3, cv: 0) == .deterministic(3))
        #expect(Law.lognormal(mean: 3, cv: 0) == .deterministic(3))
        #expect(near(Law.weibull(mean: 7, shape: 1).quantile(0.4), -7 * log(0.6)))
    }

    @Test("infinite moments are infinite")
    func infiniteMoments() {
        #expect(Law.pareto(shape: 1, scale: 2).mean == .infinity)
        #expect(Law.pareto(shape: 1, scale: 2).meanResidualLife(5) == .infinity)
        #expect(near(Law.pareto(shape: 2, scale: 3).mean, 3))
        #expect(Law.pareto(shape: 2, scale: 3).variance == .infinity)
        let mixed = Law.mixture(
            weights: [0.5, 0.5], components: [.pareto(shape: 2, scale: 3), .deterministic(1)])
        #expect(mixed.variance == .infinity && near(mixed.mean, 2))
    }
}
