import Foundation
import GSL
import Testing

/// Relative difference, absolute below 1.
private func gap(_ got: Double, _ wanted: Double) -> Double {
    abs(got - wanted) / max(1e-300, abs(wanted))
}

@Suite("Probability laws") struct DistributionTests {
    // Wanted values: closed forms, or 30-digit arithmetic rounded to 15 digits.
    @Test("Student's t: one and two degrees of freedom have closed forms")
    func studentT() throws {
        let cauchy = try StudentTDistribution(degreesOfFreedom: 1)
        #expect(gap(cauchy.lowerTail(1), 0.75) < 1e-14)
        #expect(gap(cauchy.quantile(0.9), tan(0.4 * .pi)) < 1e-12)
        let two = try StudentTDistribution(degreesOfFreedom: 2)
        #expect(gap(two.lowerTail(1.5), 0.5 + 1.5 / (2 * (2 + 2.25).squareRoot())) < 1e-14)
        // t(0.975, 2) = 0.95 sqrt(2 / (4 x 0.975 x 0.025))
        #expect(gap(two.quantile(0.975), 0.95 * (2 / (4 * 0.975 * 0.025)).squareRoot()) < 1e-12)
    }

    @Test("normal: the body and the far tail")
    func normal() throws {
        let law = NormalDistribution.standard
        #expect(gap(law.lowerTail(1.959963984540054), 0.975) < 1e-14)
        #expect(gap(law.upperTailInverse(0.025), 1.959963984540054) < 1e-14)
        #expect(gap(law.upperTail(10), 7.61985302416052e-24) < 1e-13)
        let shifted = try NormalDistribution(mean: 5, standardDeviation: 2)
        #expect(gap(shifted.quantile(0.975), 5 + 2 * 1.959963984540054) < 1e-14)
    }

    @Test("chi-squared with two degrees of freedom is exponential with mean two")
    func chiSquared() throws {
        let law = try ChiSquaredDistribution(degreesOfFreedom: 2)
        #expect(gap(law.upperTail(7), exp(-3.5)) < 1e-14)
        #expect(gap(law.quantile(0.95), -2 * log(0.05)) < 1e-12)
    }

    @Test("F with two and ten degrees of freedom has a closed form")
    func fisher() throws {
        let law = try FDistribution(numerator: 2, denominator: 10)
        let x = 3.7
        #expect(gap(law.upperTail(x), pow(1 + 2 * x / 10, -5)) < 1e-13)
        #expect(gap(law.upperTailInverse(0.05), 5 * (pow(0.05, -0.2) - 1)) < 1e-10)
    }

    @Test("gamma with shape three is a sum of three exponentials")
    func gamma() throws {
        let law = try GammaDistribution(shape: 3, scale: 2)
        #expect(gap(law.upperTail(5), exp(-2.5) * (1 + 2.5 + 3.125)) < 1e-14)
        #expect(gap(law.lowerTail(law.quantile(0.3)), 0.3) < 1e-12)
    }

    @Test("beta(2, 3) is a polynomial")
    func beta() throws {
        let law = try BetaDistribution(alpha: 2, beta: 3)
        let x = 0.4
        #expect(gap(law.lowerTail(x), 6 * x * x - 8 * x * x * x + 3 * x * x * x * x) < 1e-14)
        #expect(gap(law.quantile(law.lowerTail(x)), x) < 1e-12)
    }

    @Test("every inverse undoes its tail")
    func inverses() throws {
        let laws: [any ContinuousDistribution] = [
            NormalDistribution.standard, try StudentTDistribution(degreesOfFreedom: 7.5),
            try ChiSquaredDistribution(degreesOfFreedom: 9),
            try FDistribution(numerator: 3, denominator: 8),
            try GammaDistribution(shape: 0.6, scale: 40), try BetaDistribution(alpha: 0.7, beta: 4),
        ]
        for law in laws {
            for p in [1e-6, 0.01, 0.2, 0.5, 0.8, 0.99] {
                #expect(gap(law.lowerTail(law.lowerTailInverse(p)), p) < 1e-9, "\(law) at \(p)")
                #expect(gap(law.upperTail(law.upperTailInverse(p)), p) < 1e-9, "\(law) at \(p)")
            }
        }
    }

    @Test("a probability outside 0...1 has no quantile")
    func outside() throws {
        #expect(NormalDistribution.standard.quantile(1.1).isNaN)
        #expect(try GammaDistribution(shape: 2, scale: 1).upperTailInverse(-0.1).isNaN)
        #expect(try StudentTDistribution(degreesOfFreedom: 3).quantile(.nan).isNaN)
    }

    @Test("parameters outside the domain are refused")
    func badParameters() {
        #expect(throws: GSLError.self) { try NormalDistribution(mean: 0, standardDeviation: 0) }
        #expect(throws: GSLError.self) { try StudentTDistribution(degreesOfFreedom: 0) }
        #expect(throws: GSLError.self) { try ChiSquaredDistribution(degreesOfFreedom: -1) }
        #expect(throws: GSLError.self) { try FDistribution(numerator: 1, denominator: .nan) }
        #expect(throws: GSLError.self) { try GammaDistribution(shape: .infinity, scale: 1) }
        #expect(throws: GSLError.self) { try BetaDistribution(alpha: 1, beta: 0) }
    }
}

@Suite("Special functions") struct SpecialFunctionTests {
    @Test("log gamma meets the factorials, and refuses its poles")
    func logGamma() throws {
        #expect(gap(try SpecialFunctions.logGamma(11), log(3_628_800)) < 1e-14)
        #expect(gap(try SpecialFunctions.logGamma(0.5), 0.5 * log(.pi)) < 1e-14)
        #expect(throws: GSLError.self) { try SpecialFunctions.logGamma(-3) }
    }

    @Test("the incomplete gamma functions meet a Poisson sum and add to one")
    func incompleteGamma() throws {
        let upper = try SpecialFunctions.upperGammaRatio(shape: 4, 2.5)
        let poisson = exp(-2.5) * (1 + 2.5 + 3.125 + 2.5 * 2.5 * 2.5 / 6)
        #expect(gap(upper, poisson) < 1e-14)
        #expect(gap(try SpecialFunctions.lowerGammaRatio(shape: 4, 2.5), 1 - poisson) < 1e-14)
        #expect(try SpecialFunctions.upperGammaRatio(shape: 1, 5000) == 0)
        #expect(throws: GSLError.self) { try SpecialFunctions.upperGammaRatio(shape: -1, 1) }
    }

    @Test("the incomplete beta function is x for two ones")
    func incompleteBeta() throws {
        #expect(gap(try SpecialFunctions.betaRatio(alpha: 1, beta: 1, 0.37), 0.37) < 1e-14)
        #expect(throws: GSLError.self) {
            try SpecialFunctions.betaRatio(alpha: 1, beta: 1, 1.5)
        }
    }

    @Test("erf and its complement")
    func errorFunctions() {
        #expect(gap(SpecialFunctions.errorFunction(0.5), 0.520499877813047) < 1e-14)
        #expect(gap(SpecialFunctions.complementaryErrorFunction(3), 2.20904969985854e-5) < 1e-13)
        #expect(SpecialFunctions.complementaryErrorFunction(60) == 0)
        let x = 60.0
        let asymptotic = -x * x - log(x * Double.pi.squareRoot()) + log1p(-0.5 / (x * x))
        #expect(gap(SpecialFunctions.logComplementaryErrorFunction(x), asymptotic) < 1e-9)
    }

    @Test("the normal hazard at 0, far right and far left")
    func hazard() {
        #expect(gap(SpecialFunctions.normalHazard(0), (2 / Double.pi).squareRoot()) < 1e-14)
        #expect(gap(SpecialFunctions.normalHazard(100), 100.009998000999) < 1e-12)
        #expect(SpecialFunctions.normalHazard(-60) == 0)
    }
}
