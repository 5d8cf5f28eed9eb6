import TwinPrimitives

/// The formulas of one family, with what depends on the parameters alone computed once.
///
/// `Law` answers through its formula, and `RandomVariates` draws through the same code, so that a
/// draw and `Law.quantile` agree bit for bit.
package protocol LawFormula: Sendable {
    /// Smallest value.
    var lowerEnd: Double { get }
    /// Largest value; infinity when there is none.
    var upperEnd: Double { get }
    /// Mean, infinity where it is infinite.
    var mean: Double { get }
    /// Variance, infinity where it is infinite.
    var variance: Double { get }
    /// P(X <= x).
    func cdf(_ x: Double) -> Double
    /// P(X > x), accurate in the tail.
    func survival(_ x: Double) -> Double
    /// Density at x; infinity at an atom.
    func density(_ x: Double) -> Double
    /// -log P(X > x).
    func cumulativeHazard(_ x: Double) -> Double
    /// The smallest x with P(X <= x) >= lower; upper is 1 - lower, both in (0, 1).
    func quantile(lower: Double, upper: Double) -> Double
    /// The smallest x whose cumulative hazard is at least e > 0.
    func inverseCumulativeHazard(_ e: Double) -> Double
    /// E[max(X - x, 0)].
    func meanExcess(_ x: Double) -> Double
}

extension LawFormula {
    package var lowerEnd: Double { 0 }
    package var upperEnd: Double { .infinity }

    package func cumulativeHazard(_ x: Double) -> Double { -PortableMath.log(survival(x)) + 0 }

    package func inverseCumulativeHazard(_ e: Double) -> Double {
        quantile(lower: -PortableMath.expm1(-e), upper: PortableMath.exp(-e))
    }
}

extension PortableMath {
    /// The unit exponential that leaves probability `lower` below it; upper is 1 - lower.
    ///
    /// The first branch, exact, serves every draw: 1 - u has no rounding for the uniform numbers of
    /// `RandomStreams`.
    @inline(__always)
    package static func unitExponential(lower: Double, upper: Double) -> Double {
        if 1 - upper == lower && 1 - lower == upper { return -log(upper) }
        return lower < 0.5 ? -log1p(-lower) : -log(upper)
    }
}
