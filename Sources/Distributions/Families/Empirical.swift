import TwinPrimitives

/// Formulas of the law given by points of its distribution function.
package struct EmpiricalFormula: LawFormula {
    private let values: [Double]
    private let probabilities: [Double]

    package init(_ law: EmpiricalLaw) {
        values = law.values
        probabilities = law.probabilities
    }

    package var lowerEnd: Double { values[0] }
    package var upperEnd: Double { values[values.count - 1] }

    /// Sums over the segments, on each of which the law is uniform.
    private func sum(_ term: (_ share: Double, _ from: Double, _ to: Double) -> Double) -> Double {
        var total = 0.0
        for index in 1..<values.count {
            let share = probabilities[index] - probabilities[index - 1]
            total += term(share, values[index - 1], values[index])
        }
        return total
    }

    package var mean: Double { sum { $0 * ($1 + ($2 - $1) / 2) } }
    package var variance: Double {
        let mean = mean
        return sum { share, from, to in
            let (low, high) = (from - mean, to - mean)
            return share * (low * low + low * high + high * high) / 3
        }
    }
    package func cdf(_ x: Double) -> Double {
        if x < lowerEnd { return 0 }
        if x >= upperEnd { return 1 }
        let index = lastIndex(of: values) { $0 <= x }
        let part = (x - values[index]) / (values[index + 1] - values[index])
        return probabilities[index] + part * (probabilities[index + 1] - probabilities[index])
    }
    package func survival(_ x: Double) -> Double { 1 - cdf(x) }
    package func density(_ x: Double) -> Double {
        if x < lowerEnd || x > upperEnd { return 0 }
        let index = min(lastIndex(of: values) { $0 <= x }, values.count - 2)
        if index > 0, values[index] == x, values[index - 1] == x { return .infinity }
        let width = values[index + 1] - values[index]
        return width == 0 ? .infinity : (probabilities[index + 1] - probabilities[index]) / width
    }
    package func quantile(lower: Double, upper: Double) -> Double {
        let index = min(lastIndex(of: probabilities) { $0 < lower }, values.count - 2)
        let share = probabilities[index + 1] - probabilities[index]
        let part = (lower - probabilities[index]) / share
        return min(values[index] + part * (values[index + 1] - values[index]), values[index + 1])
    }
    package func meanExcess(_ x: Double) -> Double {
        sum { share, from, to in
            if x >= to { return 0 }
            if x <= from { return share * (from + (to - from) / 2 - x) }
            return share * (to - x) * (to - x) / (2 * (to - from))
        }
    }
}
