import Foundation
import TwinPrimitives

/// A latency with a lognormal body and, in some turns, a Lomax stall on top.
public struct FittedStalledLatency: Equatable, Sendable {
    /// Mean of the logarithm of the body, in seconds.
    public let mu: Double
    /// Standard deviation of the logarithm of the body.
    public let sigma: Double
    /// Probability of a stall; 0 when the sample shows none.
    public let stallProbability: Double
    /// Scale of the stall, in seconds; its shape is that of the fitter.
    public let stallScale: Double
    /// Standard errors of mu, log sigma, logit of the probability and log of the scale; the last two
    /// missing without stalls.
    public let standardErrors: [Double]
}

/// Fits `FittedStalledLatency` by maximum likelihood to binned latencies.
public struct StalledLatencyFitter: Equatable, Sendable {
    /// Shape of the stall: a few hundred turns do not tell it.
    public let shape: Double

    /// Bins of the logarithm per unit: a bin is 2.5 % wide.
    private static let binsPerUnit = 40.0
    /// Points of the body's law at which the convolution is summed: the stall's density is smooth.
    private static let points = 64
    /// Gain in log-likelihood below which stalls are noise: 95 % of a chi-square with two degrees of
    /// freedom, halved.
    private static let leastGain = 3.0

    /// Makes a fitter.
    ///
    /// - Parameter shape: Shape of the stall, > 1.
    public init(shape: Double = 2.5) { self.shape = shape }

    /// Fits.
    ///
    /// - Parameter latencies: Seconds, > 0, at least 20.
    /// - Returns: The fit, with stalls if they make the sample likelier by far.
    /// - Throws: `StatisticsError` with fewer latencies, or latencies without spread.
    public func fit(_ latencies: [Double]) throws(StatisticsError) -> FittedStalledLatency {
        let least = 20
        guard latencies.count >= least else {
            throw .tooFew(what: "latencies", needed: least, got: latencies.count)
        }
        guard latencies.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .outOfRange(what: "latency", got: latencies.min() ?? 0, allowed: "above 0")
        }
        let bins = Self.bins(latencies)
        guard bins.count > 2 else { throw .noEstimate(what: "latencies", reason: "no spread") }
        let ordered = latencies.sorted()
        func quantile(_ share: Double) -> Double {
            ordered[Int(share * Double(ordered.count - 1))]
        }
        let median = log(quantile(0.5))
        let spread = max((log(quantile(0.75)) - log(quantile(0.25))) / 1.349, 0.02)
        let plain = try LikelihoodFit(from: [median, log(spread)], steps: [0.2, 0.2]) { point in
            bins.reduce(0) {
                $0 + $1.count * log(Self.body($1.seconds, point[0], exp(point[1])))
            }
        }
        let extra = max(quantile(0.99) - exp(median), 0.1)
        let nodes = (0..<Self.points).map {
            PortableMath.inverseNormal((Double($0) + 0.5) / Double(Self.points))
        }
        let stalled = try? LikelihoodFit(
            from: [median, log(spread), -3, log(extra)], steps: [0.2, 0.2, 0.5, 0.5]
        ) { point in
            let (sigma, scale) = (exp(point[1]), exp(point[3]))
            let share = 1 / (1 + exp(-point[2]))
            let bodies = nodes.map { exp(point[0] + sigma * $0) }
            return bins.reduce(0) { sum, bin in
                let body = Self.body(bin.seconds, point[0], sigma)
                let stall = bodies.reduce(0) { density, body in
                    let rest = bin.seconds - body
                    guard rest > 0 else { return density }
                    return density + shape / scale * pow(1 + rest / scale, -shape - 1)
                }
                let mixed = (1 - share) * body + share * stall / Double(Self.points)
                return sum + bin.count * log(max(mixed, .leastNormalMagnitude))
            }
        }
        guard let stalled, stalled.logLikelihood - plain.logLikelihood > Self.leastGain else {
            return FittedStalledLatency(
                mu: plain.point[0], sigma: exp(plain.point[1]), stallProbability: 0,
                stallScale: 0, standardErrors: plain.standardErrors)
        }
        return FittedStalledLatency(
            mu: stalled.point[0], sigma: exp(stalled.point[1]),
            stallProbability: 1 / (1 + exp(-stalled.point[2])), stallScale: exp(stalled.point[3]),
            standardErrors: stalled.standardErrors)
    }

    /// The density of a lognormal law.
    private static func body(_ seconds: Double, _ mu: Double, _ sigma: Double) -> Double {
        let standard = (log(seconds) - mu) / sigma
        return exp(-standard * standard / 2) / (seconds * sigma * 2.5066282746310002)
    }

    private static func bins(_ latencies: [Double]) -> [(seconds: Double, count: Double)] {
        let numbers = latencies.map { Int((log($0) * binsPerUnit).rounded()) }.sorted()
        var found: [(number: Int, count: Double)] = []
        for number in numbers {
            if let last = found.last, last.number == number {
                found[found.count - 1].count += 1
            } else {
                found.append((number, 1))
            }
        }
        return found.map { (exp(Double($0.number) / binsPerUnit), $0.count) }
    }
}
