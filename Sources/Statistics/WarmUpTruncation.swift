/// Where the warm-up of one long run ends, by the marginal standard error rule on batches (MSER).
///
/// Source: White, Simulation 69 (1997) 323-334; batches of 5: Spratt's thesis (1998).
public struct WarmUpTruncation: Equatable, Sendable {
    /// Batches to drop.
    public let batches: Int
    /// Observations to drop.
    public let observations: Int
    /// Mean of what is kept.
    public let mean: Double
    /// The rule's statistic for 0, 1, … dropped batches; its least value decides.
    public let statistics: [Double]
    /// True if the least value lies at the last allowed truncation: the run is too short to tell.
    public let isAtLimit: Bool
}

/// Finds the warm-up by minimising the estimated squared standard error of the mean kept.
public struct MarginalStandardErrorRule: Equatable, Sendable {
    /// Observations in a batch, at least 1.
    public var batchSize: Int

    /// Stores the size of a batch.
    public init(batchSize: Int = 5) { self.batchSize = batchSize }

    /// Applies the rule: of all d up to half of the m batch means z, the one that minimises
    /// sum over i > d of (z - mean)^2 / (m - d)^2; the smallest such d in a tie.
    ///
    /// - Parameter series: Observations in order of time; an incomplete last batch is left out.
    /// - Returns: The truncation.
    /// - Throws: `StatisticsError.tooFew` for fewer than two batches, `.outOfRange` for a bad size.
    public func truncation(of series: [Double]) throws(StatisticsError) -> WarmUpTruncation {
        guard batchSize >= 1 else {
            throw .outOfRange(what: "batch size", got: Double(batchSize), allowed: "1...")
        }
        let count = series.count / batchSize
        guard count >= 2 else { throw .tooFew(what: "batches", needed: 2, got: count) }
        let means = (0..<count).map { batch in
            series[(batch * batchSize)..<((batch + 1) * batchSize)].reduce(0, +)
                / Double(batchSize)
        }
        var kept = RunningMoments()
        var statistics = [Double](repeating: 0, count: count / 2 + 1)
        var best = (index: count / 2, mean: 0.0)
        for dropped in stride(from: count - 1, through: 0, by: -1) {
            kept.add(means[dropped])
            guard dropped < statistics.count else { continue }
            let size = Double(count - dropped)
            statistics[dropped] = kept.squaredDeviations / (size * size)
            if dropped == count / 2 || statistics[dropped] <= statistics[best.index] {
                best = (dropped, kept.mean)
            }
        }
        return WarmUpTruncation(
            batches: best.index, observations: best.index * batchSize, mean: best.mean,
            statistics: statistics, isAtLimit: best.index == count / 2)
    }
}
