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
    /// Standard errors of mu, log sigma, logit of the probability and log of the scale; the last
    /// two missing without stalls.
    public let standardErrors: [Double]
}

/// Fits `FittedStalledLatency` by maximum likelihood to binned latencies.
public struct StalledLatencyFitter: Equatable, Sendable {
    /// Shape of the stall: a few hundred turns do not tell it.
    public let shape: Double
    /// Bins of the logarithm per unit.
    private let binsPerUnit: Double
    /// Points of the body's law at which the convolution is summed: the stall's density is smooth.
    private let points: Int

    /// Gain in log-likelihood below which stalls are noise: 95 % of a chi-square with two degrees
    /// of freedom, halved.
    private static let leastGain = 3.0
    /// Least latencies.
    private static let least = 20
    /// Half the step of the scores' differences.
    private static let scoreStep = 0.005

    /// Makes a fitter whose bins are 2.5 % wide.
    ///
    /// - Parameter shape: Shape of the stall, > 1.
    public init(shape: Double = 2.5) { self.init(shape: shape, binsPerUnit: 40, points: 64) }

    private init(shape: Double, binsPerUnit: Double, points: Int) {
        (self.shape, self.binsPerUnit, self.points) = (shape, binsPerUnit, points)
    }

    /// The same with bins of 10 %: some ten times as fast, for fits to many simulated samples.
    ///
    /// Bins of width w add w^2 / 12 to the variance of the logarithm: 0.4 % of it at a sigma of
    /// 0.45.
    public var coarse: StalledLatencyFitter {
        StalledLatencyFitter(shape: shape, binsPerUnit: 10, points: 16)
    }

    /// Fits latencies in groups, such as the turns of one session, that may be alike.
    ///
    /// - Parameter groups: Seconds, > 0, at least 20 in all; empty groups are ignored.
    /// - Returns: The fit, with stalls if they make the sample likelier by far; standard errors are
    ///   those between groups, and none less than of latencies that have nothing in common.
    /// - Throws: `StatisticsError` with fewer latencies, or latencies without spread.
    public func fit(groups: [[Double]]) throws(StatisticsError) -> FittedStalledLatency {
        let latencies = groups.flatMap { $0 }
        guard latencies.count >= Self.least else {
            throw .tooFew(what: "latencies", needed: Self.least, got: latencies.count)
        }
        guard latencies.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .outOfRange(what: "latency", got: latencies.min() ?? 0, allowed: "above 0")
        }
        let bins = Bins(latencies, perUnit: binsPerUnit)
        guard bins.seconds.count > 2 else {
            throw .noEstimate(what: "latencies", reason: "no spread")
        }
        let ordered = latencies.sorted()
        func quantile(_ share: Double) -> Double {
            ordered[Int(share * Double(ordered.count - 1))]
        }
        let median = log(quantile(0.5))
        let spread = max((log(quantile(0.75)) - log(quantile(0.25))) / 1.349, 0.02)
        let plain = try LikelihoodFit(from: [median, log(spread)], steps: [0.2, 0.2]) {
            bins.sum(Self.logBodies(bins, $0))
        }
        let extra = max(quantile(0.99) - exp(median), 0.1)
        let nodes = (0..<points).map {
            PortableMath.inverseNormal((Double($0) + 0.5) / Double(points))
        }
        let stalled = try? LikelihoodFit(
            from: [median, log(spread), -3, log(extra)], steps: [0.2, 0.2, 0.5, 0.5]
        ) { Self.isStall($0) ? bins.sum(logMixtures(bins, nodes, $0)) : -.infinity }
        guard let stalled, stalled.logLikelihood - plain.logLikelihood > Self.leastGain else {
            return FittedStalledLatency(
                mu: plain.point[0], sigma: exp(plain.point[1]), stallProbability: 0,
                stallScale: 0,
                standardErrors: errors(plain, groups, bins) { Self.logBodies(bins, $0) })
        }
        return FittedStalledLatency(
            mu: stalled.point[0], sigma: exp(stalled.point[1]),
            stallProbability: 1 / (1 + exp(-stalled.point[2])), stallScale: exp(stalled.point[3]),
            standardErrors: errors(stalled, groups, bins) { logMixtures(bins, nodes, $0) })
    }

    /// Whether a mixture tells of stalls: less often than not, and of the length of the body's spread
    /// at least.
    ///
    /// Shorter ones are part of the body, and the sum over points of the body would follow single
    /// latencies with them.
    private static func isStall(_ point: [Double]) -> Bool {
        point[2] < 0 && exp(point[3]) >= exp(point[0] + point[1])
    }

    /// Standard errors between groups, from differences of the bins' log densities.
    private func errors(
        _ fit: LikelihoodFit, _ groups: [[Double]], _ bins: Bins,
        _ logDensities: ([Double]) -> [Double]
    ) -> [Double] {
        let slopes = fit.point.indices.map { index in
            func moved(_ by: Double) -> [Double] {
                var point = fit.point
                point[index] += by
                return logDensities(point)
            }
            return zip(moved(Self.scoreStep), moved(-Self.scoreStep)).map {
                ($0 - $1) / (2 * Self.scoreStep)
            }
        }
        let scores = groups.filter { !$0.isEmpty }.map { group in
            let places = group.map(bins.place)
            return slopes.map { slope in places.reduce(0) { $0 + slope[$1] } }
        }
        return scores.count > 1 ? fit.standardErrors(scores: scores) : fit.standardErrors
    }

    /// Log densities of a lognormal law at the bins.
    private static func logBodies(_ bins: Bins, _ point: [Double]) -> [Double] {
        bins.seconds.map { log(body($0, point[0], exp(point[1]))) }
    }

    /// Log densities at the bins of a body that some turns have a stall on top of.
    private func logMixtures(_ bins: Bins, _ nodes: [Double], _ point: [Double]) -> [Double] {
        let (sigma, scale) = (exp(point[1]), exp(point[3]))
        let share = 1 / (1 + exp(-point[2]))
        let bodies = nodes.map { exp(point[0] + sigma * $0) }
        return bins.seconds.map { seconds in
            let stall = bodies.reduce(0) { density, body in
                let rest = seconds - body
                guard rest > 0 else { return density }
                return density + shape / scale * pow(1 + rest / scale, -shape - 1)
            }
            let mixed =
                (1 - share) * Self.body(seconds, point[0], sigma)
                + share * stall / Double(nodes.count)
            return log(max(mixed, .leastNormalMagnitude))
        }
    }

    /// The density of a lognormal law.
    private static func body(_ seconds: Double, _ mu: Double, _ sigma: Double) -> Double {
        let standard = (log(seconds) - mu) / sigma
        return exp(-standard * standard / 2) / (seconds * sigma * 2.5066282746310002)
    }

    /// Latencies counted in bins of their logarithm, ascending.
    private struct Bins {
        let seconds: [Double]
        private let counts: [Double]
        private let numbers: [Int]
        private let perUnit: Double

        init(_ latencies: [Double], perUnit: Double) {
            var found: [(number: Int, count: Double)] = []
            for number in latencies.map({ Int((log($0) * perUnit).rounded()) }).sorted() {
                if let last = found.last, last.number == number {
                    found[found.count - 1].count += 1
                } else {
                    found.append((number, 1))
                }
            }
            self.perUnit = perUnit
            numbers = found.map(\.number)
            counts = found.map(\.count)
            seconds = found.map { exp(Double($0.number) / perUnit) }
        }

        /// Place of the bin of a latency that was counted.
        func place(_ latency: Double) -> Int {
            let number = Int((log(latency) * perUnit).rounded())
            var (low, high) = (0, numbers.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < number { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// The sum over all latencies of what each bin has.
        func sum(_ values: [Double]) -> Double {
            zip(counts, values).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }
}
