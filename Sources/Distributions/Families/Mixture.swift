import TwinPrimitives

/// Formulas of the mixture of laws.
package struct MixtureFormula: LawFormula {
    private let weights: [Double]
    private let components: [any LawFormula]

    package init(weights: [Double], components: [Law]) {
        // A component without weight must not widen the bracket or the support.
        let used = weights.indices.filter { weights[$0] > 0 }
        self.weights = used.map { weights[$0] }
        self.components = used.map { components[$0].formula }
    }

    private func sum(_ term: (any LawFormula) -> Double) -> Double {
        var total = 0.0
        for index in weights.indices { total += weights[index] * term(components[index]) }
        return total
    }

    package var lowerEnd: Double { components.reduce(.infinity) { min($0, $1.lowerEnd) } }
    package var upperEnd: Double { components.reduce(-.infinity) { max($0, $1.upperEnd) } }
    package var mean: Double { sum { $0.mean } }
    package var variance: Double {
        let mean = mean
        guard mean < .infinity else { return .infinity }
        return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
    }
    package func cdf(_ x: Double) -> Double { sum { $0.cdf(x) } }
    package func survival(_ x: Double) -> Double { sum { $0.survival(x) } }
    package func density(_ x: Double) -> Double { sum { $0.density(x) } }
    package func meanExcess(_ x: Double) -> Double { sum { $0.meanExcess(x) } }

    /// Newton's iteration inside a bracket that starts at the components' own quantiles.
    ///
    /// The bracket always holds the result. It ends with a step below 2^-50 of x or, at an atom,
    /// with neighbouring numbers, of which the upper one is the atom itself.
    package func quantile(lower p: Double, upper q: Double) -> Double {
        var low = Double.infinity
        var high = -Double.infinity
        for component in components {
            let x = component.quantile(lower: p, upper: q)
            low = min(low, x)
            high = max(high, x)
        }
        if low == high { return low }
        if reaches(low, p, q) { return low }
        if high == .infinity {
            // A share of the mixture never happens: search upwards, or find that p is beyond it.
            high = max(2 * low, 1)
            while !reaches(high, p, q) {
                if high == .infinity { return .infinity }
                low = high
                high = high < 1e300 ? high * 16 : .infinity
            }
            if high == .infinity { return .infinity }
        }
        return solve(p, q, low, high)
    }

    /// Whether at least p lies at or below x, judged on the smaller probability.
    private func reaches(_ x: Double, _ p: Double, _ q: Double) -> Bool {
        p <= q ? cdf(x) >= p : survival(x) <= q
    }

    private func solve(_ p: Double, _ q: Double, _ from: Double, _ to: Double) -> Double {
        var (low, high) = (from, to)
        var x = low + (high - low) / 2
        var previous = high - low
        for _ in 0..<Self.steps {
            let gap = p <= q ? cdf(x) - p : q - survival(x)
            if gap >= 0 { high = x } else { low = x }
            let step = gap / density(x)
            let newton = x - step
            if abs(step) <= 0x1p-50 * abs(x) { return min(max(newton, from), to) }
            if newton > low, newton < high, abs(step) < 0.5 * previous {
                previous = abs(step)
                x = newton
            } else {
                previous = high - low
                let middle = low + (high - low) / 2
                if middle <= low || middle >= high { return high }
                x = middle
            }
        }
        return high
    }

    /// Limit of steps: more than the halvings that exhaust the numbers.
    private static let steps = 2200
}
