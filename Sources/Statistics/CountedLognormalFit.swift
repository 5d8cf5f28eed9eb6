import Foundation
import TwinPrimitives

/// A lognormal law of a whole number, rounded and at least 1, fitted to counts of which some are only
/// known to be greater.
public struct FittedCountedLognormal: Equatable, Sendable {
    /// Mean of the logarithm before rounding.
    public let mu: Double
    /// Standard deviation of the logarithm before rounding.
    public let sigma: Double
    /// Standard error of `mu`.
    public let muStandardError: Double
    /// Standard error of log `sigma`.
    public let logSigmaStandardError: Double
}

/// Fits `FittedCountedLognormal` by maximum likelihood.
public enum CountedLognormalFitter {
    /// Fits.
    ///
    /// - Parameters:
    ///   - counts: Observed whole numbers, from 1.
    ///   - beyond: Numbers that others are known to exceed, from 0.
    /// - Returns: The fit; standard errors from the observed information.
    /// - Throws: `StatisticsError` with fewer than two different counts.
    public static func fit(
        _ counts: [Int], beyond: [Int]
    ) throws(StatisticsError) -> FittedCountedLognormal {
        guard let least = counts.min(), let most = counts.max(), least >= 1, least < most else {
            throw .noEstimate(what: "counts", reason: "they do not differ")
        }
        let seen = tally(counts)
        let exceeded = tally(beyond.filter { $0 > 0 })
        let logs = counts.map { log(Double($0)) }
        let mean = logs.reduce(0, +) / Double(logs.count)
        let square = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
        let fit = try LikelihoodFit(
            from: [mean, log(max(square.squareRoot(), 0.05))], steps: [0.2, 0.2]
        ) { point in
            let sigma = exp(point[1])
            func above(_ count: Int) -> Double {
                let standard = (log(Double(count) + 0.5) - point[0]) / sigma
                return PortableMath.normalCDF(-standard)
            }
            var sum = 0.0
            for (count, times) in seen {
                let share = (count == 1 ? 1 : above(count - 1)) - above(count)
                sum += Double(times) * log(share)
            }
            for (count, times) in exceeded { sum += Double(times) * log(above(count)) }
            return sum
        }
        return FittedCountedLognormal(
            mu: fit.point[0], sigma: exp(fit.point[1]), muStandardError: fit.standardErrors[0],
            logSigmaStandardError: fit.standardErrors[1])
    }

    private static func tally(_ values: [Int]) -> [(Int, Int)] {
        var found: [(Int, Int)] = []
        for value in values.sorted() {
            if let last = found.last, last.0 == value {
                found[found.count - 1].1 += 1
            } else {
                found.append((value, 1))
            }
        }
        return found
    }
}
