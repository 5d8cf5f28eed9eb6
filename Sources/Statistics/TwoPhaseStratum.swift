/// One stratum of a two-phase sample: many units looked at cheaply, some of them at cost too.
public struct TwoPhaseStratum: Hashable, Sendable {
    /// Units looked at cheaply, >= 1.
    public var size: Int
    /// Mean of the cheap value over all of them.
    public var cheapMean: Double
    /// The cheap value of those that were looked at twice, drawn at random without replacement.
    public var cheap: [Double]
    /// Their costly value, in the same order.
    public var costly: [Double]

    /// Stores a stratum.
    ///
    /// - Parameters:
    ///   - size: Units looked at cheaply.
    ///   - cheapMean: Mean of the cheap value over all of them.
    ///   - cheap: The cheap value of those that were looked at twice.
    ///   - costly: Their costly value, in the same order.
    public init(size: Int, cheapMean: Double, cheap: [Double], costly: [Double]) {
        precondition(
            cheap.count == costly.count && cheap.count <= size, "pairs come from the units")
        self.size = size
        self.cheapMean = cheapMean
        self.cheap = cheap
        self.costly = costly
    }

    /// Units that were looked at twice.
    var pairs: Int { costly.count }

    /// Share of the stratum's variance that the pairs leave open.
    var openShare: Double { 1 - Double(pairs) / Double(size) }

    var cheapMeanOfPairs: Double { RunningMoments(cheap).mean }

    /// Covariance of both values, divisor pairs - 1; 0 for fewer than two.
    var covariance: Double {
        guard pairs > 1 else { return 0 }
        let (left, right) = (RunningMoments(cheap).mean, RunningMoments(costly).mean)
        let cross = zip(cheap, costly).reduce(0) { $0 + ($1.0 - left) * ($1.1 - right) }
        return cross / Double(pairs - 1)
    }

    var cheapVariance: Double { RunningMoments(cheap).variance ?? 0 }
    var costlyVariance: Double { RunningMoments(costly).variance ?? 0 }

    /// Variance of costly - coefficient x cheap among the pairs.
    func variance(coefficient: Double) -> Double {
        guard coefficient != 0 else { return costlyVariance }
        return RunningMoments(zip(cheap, costly).map { $1 - coefficient * $0 }).variance ?? 0
    }
}
