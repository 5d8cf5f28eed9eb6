import Foundation
import GSL

/// Fits gamma busyness to counts: each count is Poisson with mean (its group's mean) x B, where B is
/// gamma with mean 1.
///
/// Groups are such as weekdays: counts of one group share a mean, all share the law of B.
/// Sources: Whitt, Operations Research Letters 24 (1999) 205-212; Jongbloed, Koole, Applied
/// Stochastic Models in Business and Industry 17 (2001) 307-318.
public struct GammaPoissonFitter: Sendable {
    /// Group of each count; nil for one group.
    public let groups: [Int]?

    /// Stores the groups.
    ///
    /// - Parameter groups: Group of each count, such as its weekday, or nil for a single group.
    public init(groups: [Int]? = nil) { self.groups = groups }

    /// Maximum likelihood of the negative binomial law with the groups' means as means.
    ///
    /// The shape is within about 1e-6 relative, by Brent's method on its logarithm. Biased towards
    /// steady days when groups are small: `momentCV` corrects for the fitted means.
    ///
    /// - Parameter counts: Counts, 0 or more.
    /// - Returns: The fit; counts no more dispersed than Poisson give an infinite shape.
    /// - Throws: `StatisticsError` for too few counts, negative ones or lists that do not fit.
    public func fit(_ counts: [Int]) throws(StatisticsError) -> FittedGammaPoisson {
        let keys = groups ?? Array(repeating: 0, count: counts.count)
        guard keys.count == counts.count else {
            throw .unequalLengths(what: "gamma-Poisson", first: counts.count, second: keys.count)
        }
        if let least = counts.min(), least < 0 {
            throw .outOfRange(what: "count", got: Double(least), allowed: "0 or more")
        }
        var sums: [Int: (sum: Double, size: Double)] = [:]
        for (key, count) in zip(keys, counts) {
            let old = sums[key] ?? (0, 0)
            sums[key] = (old.sum + Double(count), old.size + 1)
        }
        let freedom = counts.count - sums.count
        guard freedom >= 1 else {
            throw .tooFew(what: "counts", needed: sums.count + 1, got: counts.count)
        }
        let means = keys.map { key in sums[key].map { $0.sum / $0.size } ?? 0 }
        let items = zip(counts, means).map { (count: Double($0), mean: $1) }.filter { $0.mean > 0 }
        guard !items.isEmpty else {
            throw .noEstimate(what: "gamma-Poisson", reason: "all counts are 0")
        }
        let (shape, value) = try maximumLikelihood(items)
        // E (x - mean of n)^2 summed over a group = (n - 1) (m + m^2 cv^2).
        var excess = 0.0
        var weight = 0.0
        for key in sums.keys.sorted() {
            guard let group = sums[key], group.size > 1 else { continue }
            let mean = group.sum / group.size
            weight += (group.size - 1) * mean * mean
            excess -= (group.size - 1) * mean
        }
        for item in items { excess += (item.count - item.mean) * (item.count - item.mean) }
        return FittedGammaPoisson(
            mean: items.reduce(0) { $0 + $1.count } / Double(counts.count), shape: shape,
            logLikelihood: value, momentCV: max(excess / weight, 0).squareRoot())
    }

    /// The shape with the greatest likelihood, and the log-likelihood there.
    private func maximumLikelihood(
        _ items: [(count: Double, mean: Double)]
    ) throws(StatisticsError) -> (shape: Double, value: Double) {
        func negated(_ logShape: Double) -> Double {
            -items.reduce(0.0) {
                $0 + Self.logProbability(of: $1.count, mean: $1.mean, shape: exp(logShape))
            }
        }
        let steps = stride(from: -7.0, through: 16.0, by: 0.5).map { $0 }
        let values = steps.map(negated)
        let best = values.indices.min { values[$0] < values[$1] } ?? 0
        guard best + 1 < steps.count else {
            let value = items.reduce(0.0) {
                $0 + Self.logPoisson($1.count, mean: $1.mean)
            }
            return (.infinity, value)
        }
        guard best > 0 else {
            throw .noEstimate(what: "gamma-Poisson", reason: "the shape tends to 0")
        }
        let bracket = steps[best - 1]...steps[best + 1]
        let found = try StatisticsError.numerically { () throws(GSLError) in
            try Minimization.minimum(
                in: bracket, guess: steps[best], absoluteTolerance: 1e-7, negated)
        }
        return (exp(found.point), -found.value)
    }

    /// Log-probability of a count under the negative binomial law with a mean and a shape.
    static func logProbability(of count: Double, mean: Double, shape: Double) -> Double {
        let part =
            logGamma(count + shape) - logGamma(shape) - logGamma(count + 1)
            - shape * log1p(mean / shape)
        return count > 0 ? part + count * log(mean / (mean + shape)) : part
    }

    private static func logPoisson(_ count: Double, mean: Double) -> Double {
        count * log(mean) - mean - logGamma(count + 1)
    }

    private static func logGamma(_ x: Double) -> Double {
        (try? SpecialFunctions.logGamma(x)) ?? .nan
    }
}

/// Gamma busyness fitted to counts.
public struct FittedGammaPoisson: Equatable, Sendable {
    /// Mean of the counts.
    public let mean: Double
    /// Shape of the gamma law of busyness; infinite when the counts vary no more than Poisson's.
    public let shape: Double
    /// Log-likelihood of the negative binomial law.
    public let logLikelihood: Double
    /// Coefficient of variation of busyness by moments: the sum of squared deviations from the
    /// groups' means, less what Poisson counts give, corrected for the fitted means.
    public let momentCV: Double

    /// Coefficient of variation of busyness by maximum likelihood, 1 / sqrt(shape).
    public var busynessCV: Double { 1 / shape.squareRoot() }
    /// Shape by moments, 1 / momentCV^2.
    public var momentShape: Double { 1 / (momentCV * momentCV) }
}
