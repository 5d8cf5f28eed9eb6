import TwinPrimitives

/// Formulas of the mixture of exponentials.
package struct HyperexponentialFormula: LawFormula {
    let probabilities: [Double]
    let means: [Double]
    /// Log of each probability.
    private let logs: [Double]
    /// Hazard at 0, the largest of all.
    private let firstHazard: Double

    package init(probabilities: [Double], means: [Double]) {
        self.probabilities = probabilities
        self.means = means
        logs = probabilities.map(PortableMath.log)
        var hazard = 0.0
        for (probability, mean) in zip(probabilities, means) { hazard += probability / mean }
        firstHazard = hazard
    }

    private func sum(_ term: (_ probability: Double, _ mean: Double) -> Double) -> Double {
        var total = 0.0
        for index in means.indices { total += term(probabilities[index], means[index]) }
        return total
    }

    package var mean: Double { sum { $0 * $1 } }
    package var variance: Double {
        let mean = mean
        return 2 * sum { $0 * $1 * $1 } - mean * mean
    }
    package func cdf(_ x: Double) -> Double {
        x <= 0 ? 0 : sum { -$0 * PortableMath.expm1(-x / $1) }
    }
    package func survival(_ x: Double) -> Double {
        x <= 0 ? 1 : sum { $0 * PortableMath.exp(-x / $1) }
    }
    package func density(_ x: Double) -> Double {
        x < 0 ? 0 : sum { $0 / $1 * PortableMath.exp(-x / $1) }
    }
    package func quantile(lower: Double, upper: Double) -> Double {
        inverseCumulativeHazard(PortableMath.unitExponential(lower: lower, upper: upper))
    }

    /// Newton's iteration on the cumulative hazard, which is concave.
    ///
    /// From a start below the root every step stays below it, so the steps increase and converge.
    package func inverseCumulativeHazard(_ e: Double) -> Double {
        var x = e / firstHazard
        for index in means.indices { x = max(x, means[index] * (e + logs[index])) }
        for _ in 0..<Self.steps {
            // Terms relative to e^-e, so that nothing underflows far out.
            var survival = 0.0
            var density = 0.0
            for index in means.indices {
                let term = probabilities[index] * PortableMath.exp(e - x / means[index])
                survival += term
                density += term / means[index]
            }
            let step = PortableMath.log(survival) * survival / density
            let next = x + step
            if step <= 0x1p-26 * x { return max(next, x) }
            x = next
        }
        return x
    }

    /// Limit of Newton steps; in practice fewer than ten are taken.
    private static let steps = 200

    package func meanExcess(_ x: Double) -> Double {
        x <= 0 ? mean - x : sum { $0 * $1 * PortableMath.exp(-x / $1) }
    }
}
