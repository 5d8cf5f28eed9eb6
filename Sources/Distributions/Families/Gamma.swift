import TwinPrimitives

/// Formulas of the gamma law.
package struct GammaFormula: LawFormula {
    let function: IncompleteGamma
    let scale: Double

    package init(shape: Double, scale: Double) {
        function = IncompleteGamma(shape: shape)
        self.scale = scale
    }

    package var mean: Double { function.shape * scale }
    package var variance: Double { function.shape * scale * scale }

    package func cdf(_ x: Double) -> Double { function.lower(x / scale) }
    package func survival(_ x: Double) -> Double { function.upper(x / scale) }
    package func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 {
            return function.shape < 1 ? .infinity : (function.shape == 1 ? 1 / scale : 0)
        }
        return function.factor(x / scale) * function.shape / x
    }
    package func quantile(lower: Double, upper: Double) -> Double {
        scale * function.inverse(lower: lower, upper: upper)
    }
    package func meanExcess(_ x: Double) -> Double {
        if x <= 0 { return mean - x }
        // E[X; X > x] = mean Q(a + 1, y), and Q(a + 1, y) = Q(a, y) + y^a e^-y / gamma(a + 1).
        let y = x / scale
        return (mean - x) * function.upper(y) + mean * function.factor(y)
    }
}
