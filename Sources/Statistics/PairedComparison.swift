/// Two measurements of each of the same cases: how far they agree.
///
/// Where both values of every case are 0 or 1, half a case is added to each of the four cells of the
/// table of pairs, so that few or no discordant pairs leave an interval with its coverage; source:
/// Agresti and Min, Statistics in Medicine 24 (2005) 729-740. Otherwise intervals are Student's, of
/// the differences; their error is that of the normal law for a mean.
public struct PairedComparison: Sendable {
    /// Cases.
    public let count: Int
    /// Mean of the first measurement.
    public let firstMean: Double
    /// Mean of the second measurement.
    public let secondMean: Double
    /// Estimated mean of first - second; for shares drawn a little to 0 by the half cases.
    public let difference: Double
    /// Standard error of `difference`.
    public let standardError: Double
    /// Correlation of the two over the cases; nil where one of them never changes.
    public let correlation: Double?
    /// Cases in which only the first, or only the second, is 1; nil unless all values are 0 or 1.
    public let discordant: (first: Int, second: Int)?
    /// Moments of each, and of their product, for the interval of the ratio.
    private let variances: (first: Double, second: Double, both: Double)

    /// Compares measurements.
    ///
    /// - Parameters:
    ///   - first: A value for each case.
    ///   - second: The other value, in the same order.
    /// - Throws: `StatisticsError` for lists of unequal lengths, or fewer than three cases.
    public init(_ first: [Double], _ second: [Double]) throws(StatisticsError) {
        guard first.count == second.count else {
            throw .unequalLengths(
                what: "paired comparison", first: first.count, second: second.count)
        }
        guard first.count >= 3 else {
            throw .tooFew(what: "paired comparison", needed: 3, got: first.count)
        }
        count = first.count
        let one = RunningMoments(first)
        let other = RunningMoments(second)
        firstMean = one.mean
        secondMean = other.mean
        let degrees = Double(count - 1)
        let cross = zip(first, second).reduce(0) {
            $0 + ($1.0 - one.mean) * ($1.1 - other.mean)
        }
        let spread = (one.squaredDeviations * other.squaredDeviations).squareRoot()
        correlation = spread > 0 ? cross / spread : nil
        variances = (
            one.squaredDeviations / degrees, other.squaredDeviations / degrees, cross / degrees
        )
        let isShare = (first + second).allSatisfy { $0 == 0 || $0 == 1 }
        guard isShare else {
            discordant = nil
            difference = one.mean - other.mean
            let squares =
                one.squaredDeviations + other.squaredDeviations - 2 * cross
            standardError = (max(squares, 0) / degrees / Double(count)).squareRoot()
            return
        }
        let onlyFirst = zip(first, second).count { $0 == 1 && $1 == 0 }
        let onlySecond = zip(first, second).count { $0 == 0 && $1 == 1 }
        discordant = (onlyFirst, onlySecond)
        let total = Double(count) + Self.addedCases
        let shift = Double(onlyFirst - onlySecond)
        difference = shift / total
        let changed = Double(onlyFirst + onlySecond) + Self.addedCases / 2
        standardError = (changed - shift * shift / total).squareRoot() / total
    }

    /// Half a case for each of the four cells.
    private static let addedCases = 2.0

    /// The two-sided 95 % interval of the mean difference; cut off at -1 and 1 where all values are 0 or 1.
    public var interval: (lower: Double, upper: Double) {
        let half = StudentQuantile.twoSided95(Double(count - 1)) * standardError
        let most = discordant == nil ? Double.infinity : 1
        return (max(difference - half, -most), min(difference + half, most))
    }

    /// The p-value of two one-sided tests that the difference is inside a margin; see `PValue.equivalence`.
    ///
    /// - Parameter margin: Greatest difference that counts as none, > 0.
    /// - Returns: In [0, 1].
    public func equivalencePValue(margin: Double) -> Double {
        PValue.equivalence(
            difference, standardError: standardError, margin: margin,
            degreesOfFreedom: Double(count - 1))
    }

    /// As `equivalencePValue(margin:)`, for the ratio of the means: whether first / second lies
    /// between 1 - margin and 1 + margin; source: Sasabuchi, Biometrika 67 (1980) 429-439.
    ///
    /// - Parameter margin: Greatest part by which the first mean may differ, in (0, 1).
    /// - Returns: The p-value: the greater of the two.
    public func ratioEquivalencePValue(margin: Double) -> Double {
        precondition(margin > 0 && margin < 1, "a part of a mean lies between 0 and 1")
        return max(
            tail(standardised(against: 1 - margin)), tail(-standardised(against: 1 + margin)))
    }

    /// Mean of first - ratio x second over its standard error.
    private func standardised(against ratio: Double) -> Double {
        let variance =
            variances.first - 2 * ratio * variances.both + ratio * ratio * variances.second
        let error = (max(variance, 0) / Double(count)).squareRoot()
        return error > 0
            ? (firstMean - ratio * secondMean) / error
            : firstMean > ratio * secondMean ? .infinity : -.infinity
    }

    private func tail(_ t: Double) -> Double {
        PValue.studentUpperTail(t, degreesOfFreedom: Double(count - 1))
    }
}
