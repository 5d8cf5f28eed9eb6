import TwinPrimitives

/// Formulas of the normal law cut to an interval.
package struct TruncatedNormalFormula: LawFormula {
    private let center: Double
    private let deviation: Double
    private let lower: Double
    private let upper: Double
    /// Standardised ends.
    private let first: Double
    private let last: Double
    /// Normal probability below and above each end.
    private let belowLower: Double
    private let belowUpper: Double
    private let aboveLower: Double
    private let aboveUpper: Double
    /// Normal probability of the interval.
    private let kept: Double

    package init(mean: Double, deviation: Double, lower: Double, upper: Double) {
        center = mean
        self.deviation = deviation
        self.lower = lower
        self.upper = upper
        first = (lower - mean) / deviation
        last = (upper - mean) / deviation
        belowLower = PortableMath.normalCDF(first)
        belowUpper = PortableMath.normalCDF(last)
        aboveLower = PortableMath.normalCDF(-first)
        aboveUpper = PortableMath.normalCDF(-last)
        kept = Self.probability(first, last)
    }

    /// Normal probability between two standardised numbers, from the tail that keeps digits.
    private static func probability(_ from: Double, _ to: Double) -> Double {
        from > 0
            ? PortableMath.normalCDF(-from) - PortableMath.normalCDF(-to)
            : PortableMath.normalCDF(to) - PortableMath.normalCDF(from)
    }

    package var lowerEnd: Double { lower }
    package var upperEnd: Double { upper }

    package var mean: Double {
        let shift = (PortableMath.normalDensity(first) - PortableMath.normalDensity(last)) / kept
        return center + deviation * shift
    }
    package var variance: Double {
        let (low, high) = (PortableMath.normalDensity(first), PortableMath.normalDensity(last))
        let shift = (low - high) / kept
        let lowTerm = low == 0 ? 0 : first * low
        let highTerm = high == 0 ? 0 : last * high
        return deviation * deviation * (1 + (lowTerm - highTerm) / kept - shift * shift)
    }
    package func cdf(_ x: Double) -> Double {
        if x <= lower { return 0 }
        if x >= upper { return 1 }
        return min(Self.probability(first, (x - center) / deviation) / kept, 1)
    }
    package func survival(_ x: Double) -> Double {
        if x < lower { return 1 }
        if x >= upper { return 0 }
        return min(Self.probability((x - center) / deviation, last) / kept, 1)
    }
    package func density(_ x: Double) -> Double {
        if x < lower || x > upper { return 0 }
        return PortableMath.normalDensity((x - center) / deviation) / (deviation * kept)
    }
    package func quantile(lower p: Double, upper q: Double) -> Double {
        // Both probabilities are sums of positive terms: nothing cancels.
        let below = belowLower * q + belowUpper * p
        let above = aboveLower * q + aboveUpper * p
        let z = PortableMath.inverseNormal(lower: below, upper: above)
        return min(max(center + deviation * z, lower), upper)
    }
    package func meanExcess(_ x: Double) -> Double {
        if x >= upper { return 0 }
        if x <= lower { return mean - x }
        let z = (x - center) / deviation
        let shift = PortableMath.normalDensity(z) - PortableMath.normalDensity(last)
        return ((center - x) * Self.probability(z, last) + deviation * shift) / kept
    }
}
