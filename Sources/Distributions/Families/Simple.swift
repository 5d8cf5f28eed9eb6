import TwinPrimitives

/// Formulas of the law with one value.
package struct DeterministicFormula: LawFormula {
    package let value: Double

    package init(value: Double) { self.value = value }

    package var lowerEnd: Double { value }
    package var upperEnd: Double { value }
    package var mean: Double { value }
    package var variance: Double { 0 }
    package func cdf(_ x: Double) -> Double { x >= value ? 1 : 0 }
    package func survival(_ x: Double) -> Double { x >= value ? 0 : 1 }
    package func density(_ x: Double) -> Double { x == value ? .infinity : 0 }
    package func quantile(lower: Double, upper: Double) -> Double { value }
    package func meanExcess(_ x: Double) -> Double { max(value - x, 0) }
}

/// Formulas of the event that never happens.
package struct NeverFormula: LawFormula {
    package init() {}

    package var lowerEnd: Double { .infinity }
    package var mean: Double { .infinity }
    package var variance: Double { .infinity }
    package func cdf(_ x: Double) -> Double { x == .infinity ? 1 : 0 }
    package func survival(_ x: Double) -> Double { x == .infinity ? 0 : 1 }
    package func density(_ x: Double) -> Double { 0 }
    package func quantile(lower: Double, upper: Double) -> Double { .infinity }
    package func meanExcess(_ x: Double) -> Double { .infinity }
}

/// Formulas of the uniform law.
package struct UniformFormula: LawFormula {
    package let lower: Double
    package let upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    package var lowerEnd: Double { lower }
    package var upperEnd: Double { upper }
    package var mean: Double { lower + (upper - lower) / 2 }
    package var variance: Double { (upper - lower) * (upper - lower) / 12 }
    package func cdf(_ x: Double) -> Double {
        x >= upper ? 1 : (x <= lower ? 0 : (x - lower) / (upper - lower))
    }
    package func survival(_ x: Double) -> Double {
        x >= upper ? 0 : (x <= lower ? 1 : (upper - x) / (upper - lower))
    }
    package func density(_ x: Double) -> Double {
        x < lower || x > upper ? 0 : 1 / (upper - lower)
    }
    package func quantile(lower p: Double, upper q: Double) -> Double {
        min(lower + (upper - lower) * p, upper)
    }
    package func meanExcess(_ x: Double) -> Double {
        if x >= upper { return 0 }
        if x <= lower { return mean - x }
        return (upper - x) * (upper - x) / (2 * (upper - lower))
    }
}

/// Formulas of the Pareto law of the second kind (Lomax).
package struct ParetoFormula: LawFormula {
    let shape: Double
    package let scale: Double
    package let inverseShape: Double

    package init(shape: Double, scale: Double) {
        self.shape = shape
        self.scale = scale
        inverseShape = 1 / shape
    }

    package var mean: Double { shape > 1 ? scale / (shape - 1) : .infinity }
    package var variance: Double {
        guard shape > 2 else { return .infinity }
        return scale * scale * shape / ((shape - 1) * (shape - 1) * (shape - 2))
    }
    package func cdf(_ x: Double) -> Double { -PortableMath.expm1(-cumulativeHazard(x)) + 0 }
    package func survival(_ x: Double) -> Double { PortableMath.exp(-cumulativeHazard(x)) }
    package func density(_ x: Double) -> Double {
        x < 0 ? 0 : shape / (scale + x) * survival(x)
    }
    package func cumulativeHazard(_ x: Double) -> Double {
        x <= 0 ? 0 : shape * PortableMath.log1p(x / scale)
    }
    package func quantile(lower: Double, upper: Double) -> Double {
        inverseCumulativeHazard(PortableMath.unitExponential(lower: lower, upper: upper))
    }
    @inline(__always)
    package func inverseCumulativeHazard(_ e: Double) -> Double {
        scale * PortableMath.expm1(e * inverseShape)
    }
    package func meanExcess(_ x: Double) -> Double {
        guard shape > 1 else { return .infinity }
        return x <= 0 ? mean - x : survival(x) * (scale + x) / (shape - 1)
    }
}
