import TwinPrimitives

/// Formulas of the law with a piecewise constant hazard and an atom at 0.
package struct PiecewiseHazardFormula: LawFormula {
    private let breaks: [Double]
    private let hazards: [Double]
    /// Cumulative hazard at each break, the atom's included.
    private let accumulated: [Double]
    private let balk: Double

    package init(_ hazard: PiecewiseHazard) {
        breaks = hazard.breaks
        hazards = hazard.hazards
        balk = hazard.balk
        var sums = [-PortableMath.log1p(-hazard.balk) + 0]
        for piece in hazard.breaks.indices.dropFirst() {
            let length = hazard.breaks[piece] - hazard.breaks[piece - 1]
            sums.append(sums[piece - 1] + hazard.hazards[piece - 1] * length)
        }
        accumulated = sums
    }

    /// The last piece that starts at or before x >= 0.
    private func piece(_ x: Double) -> Int {
        lastIndex(of: breaks) { $0 <= x }
    }

    package var upperEnd: Double { .infinity }

    package func cumulativeHazard(_ x: Double) -> Double {
        if x < 0 { return 0 }
        let piece = piece(x)
        return hazards[piece] == 0
            ? accumulated[piece] : accumulated[piece] + hazards[piece] * (x - breaks[piece])
    }
    package func cdf(_ x: Double) -> Double { -PortableMath.expm1(-cumulativeHazard(x)) + 0 }
    package func survival(_ x: Double) -> Double { PortableMath.exp(-cumulativeHazard(x)) }
    package func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0, balk > 0 { return .infinity }
        return hazards[piece(x)] * survival(x)
    }
    package func quantile(lower: Double, upper: Double) -> Double {
        inverseCumulativeHazard(PortableMath.unitExponential(lower: lower, upper: upper))
    }
    package func inverseCumulativeHazard(_ e: Double) -> Double {
        if e <= accumulated[0] { return 0 }
        // The last piece that starts below e: pieces without hazard are passed over.
        let piece = lastIndex(of: accumulated) { $0 < e }
        if hazards[piece] == 0 { return .infinity }
        let x = breaks[piece] + (e - accumulated[piece]) / hazards[piece]
        return piece + 1 < breaks.count ? min(x, breaks[piece + 1]) : x
    }

    package var mean: Double { meanExcess(0) }
    package var variance: Double {
        // E[X^2] = 2 times the integral of x S(x).
        var second = 0.0
        for piece in breaks.indices {
            let survival = PortableMath.exp(-accumulated[piece])
            guard survival > 0 else { break }
            let last = piece + 1 == breaks.count
            let hazard = hazards[piece]
            if hazard == 0 {
                if last { return .infinity }
                let (from, to) = (breaks[piece], breaks[piece + 1])
                second += survival * (to - from) * (to + from)
            } else {
                let length = last ? Double.infinity : breaks[piece + 1] - breaks[piece]
                let drop = -PortableMath.expm1(-hazard * length)
                let rest = last ? 0 : length * (1 - drop)
                second += 2 * survival * (breaks[piece] * drop + drop / hazard - rest) / hazard
            }
        }
        let mean = mean
        return second - mean * mean
    }
    package func meanExcess(_ x: Double) -> Double {
        if x < 0 { return mean - x }
        var total = 0.0
        for index in piece(x)..<breaks.count {
            let start = max(x, breaks[index])
            let survival = survival(start)
            guard survival > 0 else { break }
            let last = index + 1 == breaks.count
            let length = last ? Double.infinity : breaks[index + 1] - start
            total +=
                hazards[index] == 0
                ? survival * length
                : survival * -PortableMath.expm1(-hazards[index] * length) / hazards[index]
        }
        return total
    }
}

/// The last index whose element satisfies a condition that the first does and later ones cease to.
@inline(__always)
func lastIndex(of list: [Double], where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = list.count
    while high - low > 1 {
        let middle = (low + high) / 2
        if holds(list[middle]) { low = middle } else { high = middle }
    }
    return low
}
