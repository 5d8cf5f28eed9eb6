import TwinPrimitives

/// Formulas of the exponential law.
package struct ExponentialFormula: LawFormula {
    package let mean: Double

    package init(mean: Double) { self.mean = mean }

    package var variance: Double { mean * mean }

    package func cdf(_ x: Double) -> Double { x <= 0 ? 0 : -PortableMath.expm1(-x / mean) }
    package func survival(_ x: Double) -> Double { x <= 0 ? 1 : PortableMath.exp(-x / mean) }
    package func density(_ x: Double) -> Double {
        x < 0 ? 0 : PortableMath.exp(-x / mean) / mean
    }
    package func cumulativeHazard(_ x: Double) -> Double { x <= 0 ? 0 : x / mean }
    package func quantile(lower: Double, upper: Double) -> Double {
        mean * PortableMath.unitExponential(lower: lower, upper: upper)
    }
    package func inverseCumulativeHazard(_ e: Double) -> Double { mean * e }
    package func meanExcess(_ x: Double) -> Double { x <= 0 ? mean - x : mean * survival(x) }
}
