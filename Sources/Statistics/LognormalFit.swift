public import Distributions
import Foundation
import GSL

/// A lognormal law fitted to times.
public struct FittedLognormal: Equatable, Sendable {
    /// Mean of the logarithms.
    public let mu: Double
    /// Standard deviation of the logarithms (divisor n, maximum likelihood).
    public let sigma: Double
    /// Times used.
    public let count: Int
    /// Kolmogorov-Smirnov distance of the times used from the law.
    public let distance: Double

    /// The law.
    public var law: Law { .lognormal(mu: mu, sigma: sigma) }
    /// Standard error of `mu`.
    public var muStandardError: Double { sigma / Double(count).squareRoot() }
    /// Standard error of `sigma`.
    public var sigmaStandardError: Double { sigma / (2 * Double(count)).squareRoot() }
    /// Mean of the law, in the times' unit.
    public var mean: Double { exp(mu + sigma * sigma / 2) }
}

/// Fits a lognormal law to the times within a range.
public struct LognormalFitter: Equatable, Sendable {
    /// Times outside are left out, in seconds; the lower end is above 0.
    public let range: ClosedRange<Double>

    /// Service times of 10 s to an hour: shorter ones are mostly agents who hang up, longer ones
    /// records that were not closed.
    public static let serviceRange = 10.0...3600.0

    /// Stores the range.
    public init(range: ClosedRange<Double> = serviceRange) { self.range = range }

    /// Mean and standard deviation of the logarithms.
    ///
    /// - Parameter times: Times in seconds, in any order.
    /// - Returns: The fit.
    /// - Throws: `StatisticsError` for fewer than two distinct times above 0 within the range.
    public func fit(_ times: [Double]) throws(StatisticsError) -> FittedLognormal {
        let used = times.filter { $0 > 0 && range.contains($0) }.sorted()
        guard used.count >= 2 else {
            throw .tooFew(what: "times within \(range)", needed: 2, got: used.count)
        }
        let moments = RunningMoments(used.lazy.map { log($0) })
        let sigma = (moments.squaredDeviations / Double(used.count)).squareRoot()
        guard sigma > 0 else {
            throw .noEstimate(what: "lognormal law", reason: "all times are equal")
        }
        let normal = NormalDistribution.standard
        let test = try KolmogorovSmirnovTest.compare(sorted: used) {
            normal.lowerTail((log($0) - moments.mean) / sigma)
        }
        return FittedLognormal(
            mu: moments.mean, sigma: sigma, count: used.count, distance: test.distance)
    }
}
