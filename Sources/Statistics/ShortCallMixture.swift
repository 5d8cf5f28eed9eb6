public import Distributions
import Foundation
import GSL

/// Fits service times by two parts: a spike of short calls and a lognormal body.
///
/// Services of a few seconds are partly agents who hang up; a single lognormal law misses them.
/// Source: Brown et al., Journal of the American Statistical Association 100 (2005) 36-50.
public struct ShortCallMixtureFitter: Equatable, Sendable {
    /// Times below are short calls, in seconds, above 0.
    public let threshold: Double
    /// Times above are left out of the shape of the body, in seconds; they still weigh in the mean.
    public let longest: Double

    /// Stores the limits.
    public init(threshold: Double = 10, longest: Double = 3600) {
        self.threshold = threshold
        self.longest = longest
    }

    /// Short calls become a uniform part on [0, 2 x their mean], or a fixed time of 0; the body is
    /// a lognormal with the logarithms' standard deviation and the mean of all other times.
    ///
    /// So the mixture has the mean of the sample exactly, and the body's median is
    /// exp(-sigma^2 / 2) times its mean.
    ///
    /// - Parameter times: Times in seconds, 0 or more, in any order.
    /// - Returns: The fit.
    /// - Throws: `StatisticsError` for fewer than two distinct times of the body.
    public func fit(_ times: [Double]) throws(StatisticsError) -> FittedShortCallMixture {
        let short = times.filter { $0 >= 0 && $0 < threshold }
        let long = times.filter { $0 >= threshold }
        let body = try LognormalFitter(range: threshold...max(longest, threshold)).fit(long)
        let mean = long.reduce(0, +) / Double(long.count)
        let shortMean = short.isEmpty ? 0 : short.reduce(0, +) / Double(short.count)
        let share = Double(short.count) / Double(short.count + long.count)
        let mu = log(mean) - body.sigma * body.sigma / 2
        let lognormal = Law.lognormal(mu: mu, sigma: body.sigma)
        let spike =
            shortMean > 0
            ? Law.uniform(lower: 0, upper: 2 * shortMean) : Law.deterministic(0)
        let law =
            short.isEmpty
            ? lognormal : Law.mixture(weights: [share, 1 - share], components: [spike, lognormal])
        let normal = NormalDistribution.standard
        let sorted = (short + long).sorted()
        let test = try KolmogorovSmirnovTest.compare(sorted: sorted) { time in
            let low = shortMean > 0 ? min(time / (2 * shortMean), 1) : 1
            let high = time > 0 ? normal.lowerTail((log(time) - mu) / body.sigma) : 0
            return share * low + (1 - share) * high
        }
        return FittedShortCallMixture(
            law: law, shortShare: share, shortMean: shortMean, body: body,
            bodyMean: mean, mean: share * shortMean + (1 - share) * mean, distance: test.distance)
    }
}

/// Service times as a spike of short calls and a lognormal body.
public struct FittedShortCallMixture: Equatable, Sendable {
    /// The mixture, with the sample's mean.
    public let law: Law
    /// Share of times below the threshold.
    public let shortShare: Double
    /// Mean of the short calls, in seconds.
    public let shortMean: Double
    /// Plain fit to the logarithms of the body.
    public let body: FittedLognormal
    /// Mean of the times that are not short, in seconds.
    public let bodyMean: Double
    /// Mean of all times, in seconds.
    public let mean: Double
    /// Kolmogorov-Smirnov distance of all times from the mixture.
    public let distance: Double
}
