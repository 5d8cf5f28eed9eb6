import CGSL
import Glibc
import Testing
import TwinPrimitives

/// Relative distance of two numbers; 0 when equal.
private func gap(_ value: Double, _ reference: Double) -> Double {
    value == reference ? 0 : abs(value - reference) / abs(reference)
}

@Suite("the portable normal and gamma functions agree with independent ones")
struct NormalAndGammaTests {
    init() { gsl_set_error_handler_off() }

    @Test("the normal distribution function agrees with erfc to 2e-15, in the tail too")
    func normalDistribution() {
        var words = Words(11)
        var largest = 0.0
        for _ in 0..<50_000 {
            let x = words.uniform(-37, 9)
            #if arch(x86_64)
                // In extended precision the rounding of x / sqrt 2 does not swamp the tail.
                let exact = Double(erfcl(-Float80(x) * Float80(0.5).squareRoot()) / 2)
            #else
                let exact = erfc(-x / 2.0.squareRoot()) / 2
            #endif
            largest = max(largest, gap(PortableMath.normalCDF(x), exact))
        }
        #expect(largest < Self.normalBound)
        #expect(PortableMath.normalCDF(0) == 0.5)
        #expect(PortableMath.normalCDF(-.infinity) == 0 && PortableMath.normalCDF(.infinity) == 1)
        #expect(PortableMath.normalCDF(.nan).isNaN)
        #expect(gap(PortableMath.normalDensity(1), 0.24197072451914335) < 2e-15)
        #expect(gap(PortableMath.normalDensity(-30), 1.4736461348785476e-196) < 2e-15)
    }

    #if arch(x86_64)
        private static let normalBound = 2e-15
    #else
        private static let normalBound = 4e-13
    #endif

    @Test("the normal quantile inverts the distribution function to 2e-15")
    func normalQuantile() {
        var words = Words(12)
        var largest = 0.0
        var againstGSL = 0.0
        var unequal = 0
        for index in 0..<50_000 {
            let p = index % 2 == 0 ? words.uniform(0, 0.5) : exp(words.uniform(-700, -0.7))
            let x = PortableMath.inverseNormal(p)
            // A Newton step measures the error: the distribution function is accurate to 2e-15 and
            // its relative error divided by |x| density / p is that of x.
            let step = (PortableMath.normalCDF(x) - p) / PortableMath.normalDensity(x)
            if x != 0 { largest = max(largest, abs(step / x)) }
            againstGSL = max(againstGSL, gap(x, gsl_cdf_ugaussian_Pinv(p)))
            // In the tails the upper side mirrors the lower one bit for bit.
            if p < 0.07, PortableMath.inverseNormal(lower: 1 - p, upper: p) != -x { unequal += 1 }
        }
        #expect(largest < 1e-14)
        #expect(againstGSL < 1e-14)
        #expect(unequal == 0)
        #expect(PortableMath.inverseNormal(0.5) == 0)
        #expect(gap(PortableMath.inverseNormal(0.975), 1.959963984540054) < 4e-16)
        #expect(PortableMath.inverseNormal(0) == -.infinity)
        #expect(PortableMath.inverseNormal(1) == .infinity)
        #expect(PortableMath.inverseNormal(.nan).isNaN && PortableMath.inverseNormal(-1).isNaN)
    }

    @Test("the logarithm of gamma agrees with GSL and with factorials")
    func logGamma() {
        var words = Words(13)
        var largest = 0.0
        for index in 0..<20_000 {
            let x = index % 2 == 0 ? words.uniform(0, 30) : exp(words.uniform(-40, 40))
            let exact = gsl_sf_lngamma(x)
            largest = max(largest, abs(PortableMath.logGamma(x) - exact) / max(1, abs(exact)))
        }
        #expect(largest < 1e-14)
        var factorial = 1.0
        for n in 1...20 {
            #expect(abs(PortableMath.logGamma(Double(n)) - log(factorial)) < 4e-14)
            factorial *= Double(n)
        }
        #expect(PortableMath.logGamma(0) == .infinity && PortableMath.logGamma(-1).isNaN)
    }

    @Test(
        "the incomplete gamma functions agree with GSL",
        arguments: [1e-3, 0.04, 0.25, 0.5, 1, 1.7, 4, 15.9, 16.1, 25, 99, 400, 1e4, 1e6])
    func incompleteGamma(shape: Double) {
        let function = IncompleteGamma(shape: shape)
        let width = max(shape.squareRoot(), 1)
        var largest = 0.0
        for step in -80...240 {
            let x = shape + Double(step) / 10 * width
            guard x > 0 else { continue }
            for (mine, exact) in [
                (function.lower(x), gsl_sf_gamma_inc_P(shape, x)),
                (function.upper(x), gsl_sf_gamma_inc_Q(shape, x)),
            ] where exact > 1e-280 {
                // Where the function is 1 minus the other one the error is absolute.
                let scale = exact > 0.4 || (shape < 1 && x < 1) ? 1 : exact
                largest = max(largest, abs(mine - exact) / scale)
            }
        }
        #expect(largest < 2e-13)
    }

    @Test("the Erlang law is a Poisson sum, an identity that needs no gamma function")
    func poissonSum() {
        for (shape, x) in [(1, 0.3), (3, 2.0), (7, 9.5), (20, 12.0), (40, 61.0)] {
            var term = exp(-x)
            var sum = 0.0
            for k in 0..<shape {
                sum += term
                term *= x / Double(k + 1)
            }
            #expect(gap(PortableMath.incompleteGammaQ(Double(shape), x), sum) < 1e-14)
        }
    }

    @Test(
        "the inverse incomplete gamma function returns to its probability",
        arguments: [0.04, 0.25, 0.5, 0.75, 1, 1.7, 4, 15.9, 16.1, 25, 99, 400, 1e4, 1e6])
    func inverse(shape: Double) {
        let function = IncompleteGamma(shape: shape)
        var largest = 0.0
        var previous = 0.0
        for step in -600...600 {
            // Probabilities from 1e-13 to 1 - 1e-13, by the logistic curve.
            let lower = 1 / (1 + exp(-Double(step) / 20))
            let upper = 1 / (1 + exp(Double(step) / 20))
            let x = function.inverse(lower: lower, upper: upper)
            #expect(x >= previous, "falls at \(lower)")
            previous = x
            guard x > 1e-290 else { continue }
            // Error of x from the error of the smaller probability and the density.
            let density = function.factor(x) * shape / x
            let miss =
                lower < upper ? function.lower(x) - lower : upper - function.upper(x)
            largest = max(largest, abs(miss / density / x))
        }
        #expect(largest < 1e-13)
        #expect(function.inverse(lower: 0, upper: 1) == 0)
        #expect(function.inverse(lower: 1, upper: 0) == .infinity)
        #expect(function.inverse(lower: .nan, upper: 0).isNaN)
    }
}
