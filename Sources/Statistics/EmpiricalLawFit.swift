public import Distributions

/// Condenses a sample to a law on a grid of quantiles, keeping its mean.
public struct EmpiricalLawFitter: Equatable, Sendable {
    /// Probabilities of the grid, strictly ascending from 0 to 1.
    public let probabilities: [Double]

    /// A grid of 1/50, finer towards both ends: 0, .001, .0025, .005, .01, .02, …, .995, .9975,
    /// .999, .9995, 1.
    public static let standardGrid: [Double] =
        [0, 0.001, 0.0025, 0.005, 0.01] + (1...49).map { Double($0) / 50 }
        + [0.99, 0.995, 0.9975, 0.999, 0.9995, 1]

    /// Stores the grid.
    ///
    /// - Parameter probabilities: Strictly ascending from 0 to 1.
    /// - Throws: `StatisticsError.outOfRange` for any other list.
    public init(probabilities: [Double] = standardGrid) throws(StatisticsError) {
        guard probabilities.first == 0, probabilities.last == 1 else {
            throw .outOfRange(
                what: "end of the grid", got: probabilities.first ?? .nan, allowed: "0 … 1")
        }
        for (left, right) in zip(probabilities, probabilities.dropFirst()) where !(right > left) {
            throw .outOfRange(what: "grid", got: right, allowed: "above \(left)")
        }
        self.probabilities = probabilities
    }

    /// The sample's quantiles (type 7) on the grid, with the mean of the sample.
    ///
    /// The last point is put where the last cell keeps the mean of the numbers in it, since a
    /// straight line to the greatest number of a long tail would double it; then one factor on all
    /// points makes up for the curvature of the other cells.
    ///
    /// - Parameter sample: Numbers of 0 or more, in any order, at least two.
    /// - Returns: The law and the factor.
    /// - Throws: `StatisticsError` for a sample that is too small, negative or all 0.
    public func fit(_ sample: [Double]) throws(StatisticsError) -> FittedEmpiricalLaw {
        guard sample.count >= 2 else {
            throw .tooFew(what: "sample", needed: 2, got: sample.count)
        }
        let sorted = sample.sorted()
        guard let least = sorted.first, let greatest = sorted.last, least >= 0, greatest.isFinite
        else {
            throw .outOfRange(what: "number", got: sorted.first ?? .nan, allowed: "0 or more")
        }
        let mean = sorted.reduce(0, +) / Double(sorted.count)
        guard mean > 0 else { throw .noEstimate(what: "empirical law", reason: "all are 0") }
        var values = probabilities.map { SampleQuantile.value($0, ofSorted: sorted) }
        let lastStart = values[values.count - 2]
        let tail = sorted.drop { $0 < lastStart }
        let tailMean = tail.reduce(0, +) / Double(tail.count)
        values[values.count - 1] = max(2 * tailMean - lastStart, lastStart)
        let raw = Self.mean(values, probabilities)
        let factor = mean / raw
        return FittedEmpiricalLaw(
            empirical: EmpiricalLaw(
                values: values.map { $0 * factor }, probabilities: probabilities),
            factor: factor, mean: mean)
    }

    private static func mean(_ values: [Double], _ probabilities: [Double]) -> Double {
        var mean = 0.0
        for index in 1..<values.count {
            let weight = probabilities[index] - probabilities[index - 1]
            mean += weight * (values[index] + values[index - 1]) / 2
        }
        return mean
    }
}

/// A law on a grid of quantiles.
public struct FittedEmpiricalLaw: Equatable, Sendable {
    /// The points of the distribution function.
    public let empirical: EmpiricalLaw
    /// What all quantiles were multiplied by to keep the mean; near 1 for a grid that fits.
    public let factor: Double
    /// Mean of the sample and of the law.
    public let mean: Double

    /// The law.
    public var law: Law { .empirical(empirical) }
}
