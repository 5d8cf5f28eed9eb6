/// An estimate from the batches of one long run.
public struct BatchedEstimate: Equatable, Sendable {
    /// The estimate, with one residual per batch.
    public let estimate: ReplicatedEstimate
    /// Observations in a batch.
    public let batchSize: Int
    /// Correlation of the residuals of neighbouring batches.
    public let lagOneCorrelation: Double
    /// Whether batches, of at most half this size, passed the test of independence.
    ///
    /// If not, the run is too short; the interval is widened by the correlation that is left, and is
    /// still a guess.
    public let isIndependent: Bool

    /// Batches.
    public var batches: Int { estimate.residuals.count }
    /// The estimate.
    public var value: Double { estimate.value }

    /// Factor on the standard error for the correlation left between dependent batches.
    ///
    /// That of an autoregression of order one, sqrt((1 + r) / (1 - r)), r at most 0.9.
    private var inflation: Double {
        guard !isIndependent, lagOneCorrelation > 0 else { return 1 }
        let correlation = min(lagOneCorrelation, 0.9)
        return ((1 + correlation) / (1 - correlation)).squareRoot()
    }

    /// Standard error.
    public var standardError: Double? { estimate.standardError.map { $0 * inflation } }

    /// Half the width of the two-sided Student-t interval on batches - 1 degrees of freedom.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: The half-width in the value's unit.
    public func halfWidth(level: Double = 0.95) -> Double? {
        estimate.halfWidth(level: level).map { $0 * inflation }
    }
}

/// Batch means with an automatic batch size, for one long run in steady state.
///
/// Neighbouring observations of a queue depend on each other; means of long enough batches hardly
/// do. The size is found with many batches and used with few: from single observations on, the size
/// is doubled until von Neumann's ratio of at least 64 batches no longer shows a positive correlation
/// (one-sided test at `testLevel`; Fishman, Management Science 24 (1978) 510-521); then neighbours
/// are joined until 32 to 63 batches are left, so that what the test may have missed at the smaller
/// size is diluted (Law, Carson, Operations Research 27 (1979) 1011-1025) and little is lost
/// (Schmeiser, Operations Research 30 (1982) 556-568: beyond 30 batches the interval hardly shrinks).
/// A ratio is the quotient of the sums over all batches, with residuals by the delta method. Bias of
/// the interval: the batches of a finite run keep some correlation, so coverage is slightly below its
/// level for short runs of slow processes; `isIndependent` tells the worst.
public struct BatchMeansMethod: Equatable, Sendable {
    /// Chance to go on although the batches are independent.
    public var testLevel: Double

    /// Fewest batches on which independence is tested.
    public static let fewestTested = 64

    /// Stores the level of the test.
    ///
    /// - Parameter testLevel: In (0, 1).
    public init(testLevel: Double = 0.1) { self.testLevel = testLevel }

    /// The mean of a series.
    ///
    /// - Parameter series: Observations in order of time, at least 64, without their warm-up.
    /// - Returns: The estimate; up to 62 observations at the start that fill no batch are left out.
    /// - Throws: `StatisticsError` for too few observations or a bad level.
    public func mean(of series: [Double]) throws(StatisticsError) -> BatchedEstimate {
        try ratio(of: series, to: Array(repeating: 1, count: series.count))
    }

    /// The ratio of the means of two series.
    ///
    /// - Parameters:
    ///   - numerators: One number per observation in order of time, at least 64.
    ///   - denominators: As many.
    /// - Returns: The estimate; up to 62 observations at the start that fill no batch are left out.
    /// - Throws: `StatisticsError` for too few observations, lists of unequal length, denominators
    ///   that sum to 0 and a bad level.
    public func ratio(
        of numerators: [Double], to denominators: [Double]
    ) throws(StatisticsError) -> BatchedEstimate {
        let count = numerators.count
        guard denominators.count == count else {
            throw .unequalLengths(what: "batch means", first: count, second: denominators.count)
        }
        guard count >= Self.fewestTested else {
            throw .tooFew(
                what: "observations of batch means", needed: Self.fewestTested, got: count)
        }
        guard testLevel > 0, testLevel < 1 else {
            throw .outOfRange(what: "level of the test", got: testLevel, allowed: "(0, 1)")
        }
        var size = 1
        var isIndependent = false
        while !isIndependent, count / size >= Self.fewestTested {
            let residuals = try batched(numerators, denominators, size: size).residuals
            isIndependent = Autocorrelation.vonNeumannPValue(of: residuals) > testLevel
            if !isIndependent { size *= 2 }
        }
        var batches = max(count / size, Self.fewestTested / 2)
        while batches >= Self.fewestTested { batches /= 2 }
        let estimate = try batched(numerators, denominators, size: count / batches)
        return BatchedEstimate(
            estimate: estimate, batchSize: count / batches,
            lagOneCorrelation: Autocorrelation.lagOne(of: estimate.residuals),
            isIndependent: isIndependent)
    }

    /// Batches of a size, counted from the end.
    private func batched(
        _ numerators: [Double], _ denominators: [Double], size: Int
    ) throws(StatisticsError) -> ReplicatedEstimate {
        let batches = numerators.count / size
        let first = numerators.count - batches * size
        func sums(_ list: [Double]) -> [Double] {
            (0..<batches).map { batch in
                list[(first + batch * size)..<(first + (batch + 1) * size)].reduce(0, +)
            }
        }
        guard
            let estimate = ReplicatedEstimate(
                ratioOf: sums(numerators), to: sums(denominators))
        else { throw .noEstimate(what: "batch means", reason: "the denominators sum to 0") }
        return estimate
    }
}
