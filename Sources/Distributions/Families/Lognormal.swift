import TwinPrimitives

/// Formulas of the lognormal law.
package struct LognormalFormula: LawFormula {
    package let mu: Double
    package let sigma: Double

    package init(mu: Double, sigma: Double) {
        self.mu = mu
        self.sigma = sigma
    }

    package var mean: Double { PortableMath.exp(mu + sigma * sigma / 2) }
    package var variance: Double {
        PortableMath.exp(2 * mu + sigma * sigma) * PortableMath.expm1(sigma * sigma)
    }

    private func score(_ x: Double) -> Double { (PortableMath.log(x) - mu) / sigma }

    package func cdf(_ x: Double) -> Double { x <= 0 ? 0 : PortableMath.normalCDF(score(x)) }
    package func survival(_ x: Double) -> Double { x <= 0 ? 1 : PortableMath.normalCDF(-score(x)) }
    package func density(_ x: Double) -> Double {
        x <= 0 ? 0 : PortableMath.normalDensity(score(x)) / (sigma * x)
    }
    @inline(__always)
    package func quantile(lower: Double, upper: Double) -> Double {
        PortableMath.exp(mu + sigma * PortableMath.inverseNormal(lower: lower, upper: upper))
    }
    package func meanExcess(_ x: Double) -> Double {
        if x <= 0 { return mean - x }
        let z = score(x)
        return mean * PortableMath.normalCDF(sigma - z) - x * PortableMath.normalCDF(-z)
    }
}
