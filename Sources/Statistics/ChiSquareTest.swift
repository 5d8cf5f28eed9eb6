import GSL

/// Pearson's chi-square test of counts.
public struct ChiSquareTest: Equatable, Sendable {
    /// Sum of (observed - expected)^2 / expected.
    public let statistic: Double
    /// Cells after pooling, less 1, less the number of fitted parameters.
    public let degreesOfFreedom: Double
    /// P(a statistic at least this large).
    public let pValue: Double
    /// Cells after pooling.
    public let cells: Int

    /// Compares counts with their expectations.
    ///
    /// - Parameters:
    ///   - observed: Counts, 0 or more.
    ///   - expected: Their expectations, 0 or more, as many, with about the same sum.
    ///   - fittedParameters: Parameters estimated from the same counts.
    ///   - leastExpected: Neighbouring cells are pooled until each expects at least this; 5 keeps
    ///     the limit law good to about a fifth of a small p-value.
    /// - Returns: Statistic and p-value.
    /// - Throws: `StatisticsError` for lists that do not fit or too few cells.
    public static func compare(
        observed: [Double], expected: [Double], fittedParameters: Int = 0,
        leastExpected: Double = 5
    ) throws(StatisticsError) -> ChiSquareTest {
        guard observed.count == expected.count else {
            throw .unequalLengths(
                what: "chi-square", first: observed.count, second: expected.count)
        }
        var cells: [(observed: Double, expected: Double)] = []
        var open = (observed: 0.0, expected: 0.0)
        for (count, expectation) in zip(observed, expected) {
            guard count >= 0, expectation >= 0, expectation.isFinite else {
                throw .outOfRange(
                    what: "chi-square cell", got: min(count, expectation), allowed: "0...")
            }
            open.observed += count
            open.expected += expectation
            if open.expected >= leastExpected, open.expected > 0 {
                cells.append(open)
                open = (0, 0)
            }
        }
        if !cells.isEmpty {
            cells[cells.count - 1].observed += open.observed
            cells[cells.count - 1].expected += open.expected
        }
        let freedom = cells.count - 1 - fittedParameters
        guard freedom >= 1 else {
            throw .tooFew(
                what: "pooled cells of a chi-square test", needed: fittedParameters + 2,
                got: cells.count)
        }
        let statistic = cells.reduce(0.0) {
            $0 + ($1.observed - $1.expected) * ($1.observed - $1.expected) / $1.expected
        }
        let law = try StatisticsError.numerically { () throws(GSLError) in
            try ChiSquaredDistribution(degreesOfFreedom: Double(freedom))
        }
        return ChiSquareTest(
            statistic: statistic, degreesOfFreedom: Double(freedom),
            pValue: law.upperTail(statistic), cells: cells.count)
    }
}
