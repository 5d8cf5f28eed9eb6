import Statistics
import TwinPrimitives

/// The law of one stage's times, fitted to measured requests.
public struct StageFit: Sendable {
    /// Name of the stage.
    public let name: String
    /// Requests that it was fitted to.
    public let requests: Int
    /// Calls that they belong to.
    public let calls: Int
    /// The body's median, seconds.
    public let median: Double
    /// The body's log standard deviation.
    public let sigma: Double
    /// Share of stalls; 0 for none.
    public let stallShare: Double
    /// Quantiles of their length beyond the body's median at `stallProbabilities`, seconds; empty
    /// without stalls.
    public let stalls: [Double]
    /// Share of the log variance that a call's requests have in common; nil: no call has two.
    public let withinCall: Double?
    /// Quantiles (as in `compared`) and mean of the requests, seconds.
    public let measured: [Double]
    /// The same of the law.
    public let fitted: [Double]
    /// Greatest distance between both distribution functions.
    public let distance: Double

    /// Least requests that a stage is fitted to.
    public static let fewest = 20
    /// Probabilities of the quantiles that stalls are told by.
    public static let stallProbabilities = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
    /// Probabilities that measured and fitted times are compared at.
    public static let compared = [0.5, 0.95, 0.99]
}

/// Fits `StageFit`.
///
/// The body is lognormal through the quartiles, so that stalls do not pull it. Times beyond the
/// body's 99.5 % point count as stalls when there are more of them than the body explains (by more
/// than three standard deviations): quantiles of what they have beyond the body's median are their
/// law. The share that a call's requests have in common is the intraclass correlation of their
/// normal scores (one-way analysis of variance), cut at 0 and 1. Errors of the method: shorter
/// stalls count to the body, and none is longer than the longest that was measured.
///
/// Source: Donner, International Statistical Review 54 (1986) 67-82, for the correlation.
public enum StageFitter {
    /// Share of the body beyond which a time may be a stall.
    private static let beyond = 0.005
    /// Standard deviations of a count beyond which chance does not explain it.
    private static let clearlyMore = 3.0

    /// Fits a stage.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - samples: Its requests.
    /// - Returns: Its law.
    /// - Throws: `nothing` when they are fewer than `StageFit.fewest`, or all alike.
    public static func fit(
        _ name: String, _ samples: [StageSamples.Sample]
    ) throws(CalibrationError) -> StageFit {
        let times = samples.map(\.seconds).sorted()
        guard times.count >= StageFit.fewest else {
            throw .nothing(
                what: "\(StageFit.fewest) requests of stage '\(name)', only \(times.count)")
        }
        func quantile(_ share: Double) -> Double { SampleQuantile.value(share, ofSorted: times) }
        guard quantile(0.25) > 0, quantile(0.75) > quantile(0.25) else {
            throw .nothing(what: "spread in the times of stage '\(name)'")
        }
        let median = quantile(0.5)
        let sigma =
            (PortableMath.log(quantile(0.75)) - PortableMath.log(quantile(0.25)))
            / (2 * PortableMath.inverseNormal(0.75))
        let stalls = stalls(times, median: median, sigma: sigma)
        let law = ComposedLaw(
            median: median, sigma: sigma, share: stalls.share, stalls: stalls.quantiles)
        let count = Double(times.count)
        return StageFit(
            name: name, requests: times.count,
            calls: Dictionary(grouping: samples, by: \.call).count, median: median, sigma: sigma,
            stallShare: stalls.share, stalls: stalls.quantiles, withinCall: correlation(samples),
            measured: StageFit.compared.map(quantile) + [times.reduce(0, +) / count],
            fitted: StageFit.compared.map(law.quantile) + [law.mean],
            distance: distance(times, law))
    }

    /// The share of stalls and quantiles of their length, in seconds; none where the body explains
    /// them.
    private static func stalls(
        _ times: [Double], median: Double, sigma: Double
    ) -> (share: Double, quantiles: [Double]) {
        let edge = median * PortableMath.exp(sigma * PortableMath.inverseNormal(1 - beyond))
        let count = Double(times.count)
        let long = times.filter { $0 > edge }.map { $0 - median }
        let expected = count * beyond
        guard Double(long.count) > expected + clearlyMore * expected.squareRoot() + 1 else {
            return (0, [])
        }
        let quantiles = StageFit.stallProbabilities.map {
            max(edge - median, SampleQuantile.value($0, ofSorted: long))
        }
        return ((Double(long.count) / count - beyond) / (1 - beyond), quantiles)
    }

    /// Greatest distance between the distribution functions of ordered times and of a law.
    private static func distance(_ times: [Double], _ law: ComposedLaw) -> Double {
        let count = Double(times.count)
        return times.enumerated().reduce(0) { greatest, time in
            let exact = law.cdf(time.element)
            return max(
                greatest, abs(exact - Double(time.offset) / count),
                abs(exact - Double(time.offset + 1) / count))
        }
    }

    /// Intraclass correlation of the normal scores of requests by call; nil when no call has two.
    private static func correlation(_ samples: [StageSamples.Sample]) -> Double? {
        let order = samples.indices.sorted {
            (samples[$0].seconds, $0) < (samples[$1].seconds, $1)
        }
        var scores = [Double](repeating: 0, count: samples.count)
        for (rank, place) in order.enumerated() {
            scores[place] = PortableMath.inverseNormal(
                (Double(rank) + 0.5) / Double(samples.count))
        }
        var sums: [String: (count: Double, sum: Double, squares: Double)] = [:]
        var names: [String] = []
        for (sample, score) in zip(samples, scores) {
            if sums[sample.call] == nil { names.append(sample.call) }
            let old = sums[sample.call] ?? (0, 0, 0)
            sums[sample.call] = (old.count + 1, old.sum + score, old.squares + score * score)
        }
        let groups = names.compactMap { sums[$0] }
        let all = Double(samples.count)
        let number = Double(groups.count)
        guard all > number, number > 1 else { return nil }
        let total = groups.reduce(0) { $0 + $1.sum }
        let between =
            groups.reduce(0) { $0 + $1.sum * $1.sum / $1.count } - total * total / all
        let within = groups.reduce(0) { $0 + $1.squares - $1.sum * $1.sum / $1.count }
        let size = (all - groups.reduce(0) { $0 + $1.count * $1.count } / all) / (number - 1)
        let (meanBetween, meanWithin) = (between / (number - 1), within / (all - number))
        let share = (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin)
        return min(max(share, 0), 1)
    }
}

/// A lognormal body with stalls on top, where a stall's body is taken for its median.
struct ComposedLaw {
    let median: Double
    let sigma: Double
    let share: Double
    /// Quantiles of the stalls at `StageFit.stallProbabilities`.
    let stalls: [Double]

    func cdf(_ time: Double) -> Double {
        guard time > 0 else { return 0 }
        let body = PortableMath.normalCDF(
            (PortableMath.log(time) - PortableMath.log(median)) / sigma)
        return share > 0 ? (1 - share) * body + share * stalled(time - median) : body
    }

    /// Share of the stalls that are no longer.
    private func stalled(_ extra: Double) -> Double {
        let steps = StageFit.stallProbabilities
        guard let place = stalls.firstIndex(where: { $0 > extra }) else { return 1 }
        guard place > 0 else { return 0 }
        let part = (extra - stalls[place - 1]) / (stalls[place] - stalls[place - 1])
        return steps[place - 1] + part * (steps[place] - steps[place - 1])
    }

    var mean: Double {
        let body = median * PortableMath.exp(sigma * sigma / 2)
        let steps = StageFit.stallProbabilities
        let stall = stalls.indices.dropFirst().reduce(0.0) { sum, place in
            sum + (steps[place] - steps[place - 1]) * (stalls[place] + stalls[place - 1]) / 2
        }
        return body + share * stall
    }

    /// By bisection, to 1e-9 of itself.
    func quantile(_ probability: Double) -> Double {
        var (low, high) = (0.0, median)
        while cdf(high) < probability, high < Self.longest { high *= 2 }
        while high - low > 1e-9 * high {
            let middle = (low + high) / 2
            if cdf(middle) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Seconds beyond which no time of a stage is looked for.
    private static let longest = 1e9
}
