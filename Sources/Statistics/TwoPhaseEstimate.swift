import GSL
import TwinPrimitives

/// What is estimated of a costly value by two-phase sampling.
///
/// Two-phase (double) sampling for stratification and difference: all units are looked at cheaply, which
/// parts them into strata and foretells the costly value of each; some of each stratum are looked at twice. With
/// shares W of the strata,
///
///     estimate = sum over strata of W x (mean forecast of all + mean of costly - forecast over the pairs).
///
/// Its variance is that of the pairs, sum of W^2 (1 - n / N) s^2 / n with s^2 that of costly - forecast by
/// the other pairs, plus that of the units themselves, S^2 / N. Where units weigh differently, N in the
/// latter is the sum of their weights: so many sessions of a center were drawn, and each unit is a call
/// that as many of them are as it weighs. Unbiased where forecasts know nothing of the pairs; where a
/// regression on them foretells, it is the generalised regression estimator, with a bias of order 1 / pairs.
/// Sources: Cochran, "Sampling techniques" (1977), section 12.2; Särndal, Swensson, Wretman, "Model
/// assisted survey sampling" (1992), chapter 9; leaving out for the variance: Yung, Rao, Survey Methodology 22 (1996)
/// 23-31; intervals of shares: Korn, Graubard, Survey Methodology 24 (1998) 193-201.
public struct TwoPhaseEstimate: Hashable, Sendable {
    /// The estimate.
    public let value: Double
    /// Correlation of both values over all units, forecasts being those by the other pairs; nil where one of them
    /// never changes.
    public let correlation: Double?
    /// Their correlation inside strata; nil where one of them never changes there.
    public let correlationInStrata: Double?
    /// Part of the variance that more pairs would lessen.
    public let varianceOfPairs: Double
    /// Part of the variance that more units would lessen.
    public let varianceOfUnits: Double
    /// Degrees of freedom of the standard error (Satterthwaite).
    public let degreesOfFreedom: Double
    /// Variance that the mean would have by as many units, drawn plainly and all looked at at cost.
    public let plainVariance: Double
    /// What values of units can be.
    public let range: ValueRange
    /// Plainly drawn units whose mean would be known as well, were all as variable.
    private let effectivePairs: Double

    /// What values of units can be, which says on what scale an interval is symmetric.
    public enum ValueRange: Hashable, Sendable {
        /// Any number: as it is.
        case real
        /// Never below 0, as times and counts are, whose sums are skewed: the logarithm.
        case nonnegative
        /// 0 or 1: the logit of their share.
        case share
    }

    /// Estimates the mean of the costly value.
    ///
    /// - Parameters:
    ///   - strata: At least one, each with a pair.
    ///   - range: What the units' costly values can be.
    /// - Throws: `StatisticsError` without strata, and for a stratum with one pair of more units.
    public init(
        _ strata: [TwoPhaseStratum], range: ValueRange = .real
    ) throws(StatisticsError) {
        for stratum in strata {
            let needed = stratum.size > 1 ? 2 : 1
            guard stratum.pairs >= needed else {
                throw .tooFew(what: "pairs of a stratum", needed: needed, got: stratum.pairs)
            }
        }
        guard !strata.isEmpty else { throw .tooFew(what: "strata", needed: 1, got: 0) }
        self.range = range
        let units = strata.reduce(0) { $0 + $1.weight }
        let weights = strata.map { $0.weight / units }
        value = Self.clamped(
            zip(weights, strata).reduce(0) { $0 + $1.0 * $1.1.value }, range)
        correlationInStrata = Self.correlationInside(strata, weights)
        let whole = WholeMoments(strata, weights)
        correlation = whole.correlation
        let pairs = strata.reduce(0) { $0 + $1.pairs }
        let different = Double(strata.reduce(0) { $0 + $1.size })
        plainVariance =
            whole.costlyVariance / Double(pairs)
            + whole.costlyVariance * (1 / units - 1 / different)
        varianceOfUnits = whole.costlyVariance / units
        var (variance, freedom, ofUnits) = (0.0, 0.0, 0.0)
        for (weight, stratum) in zip(weights, strata) where stratum.isOpen {
            let part = weight * weight * stratum.errorVariance
            variance += part
            freedom += part * part / Double(max(stratum.pairs - 1, 1))
            ofUnits += weight * weight * stratum.errorVariance(ofValuesWith: 1)
        }
        effectivePairs = 1 / ofUnits
        varianceOfPairs =
            range == .share ? max(variance, Self.varianceOfNone(among: pairs) * ofUnits) : variance
        // Where the pairs told of no error they told nothing of its degrees of freedom either.
        freedom = max(
            freedom, varianceOfPairs * varianceOfPairs / Double(max(pairs - strata.count, 1)))
        let all = varianceOfPairs + varianceOfUnits
        freedom += varianceOfUnits * varianceOfUnits / max(units - 1, 1)
        degreesOfFreedom = freedom > 0 ? max(all * all / freedom, 1) : Double(max(pairs - 1, 1))
    }

    /// Standard error for the mean over all units that might have been drawn.
    public var standardError: Double { (varianceOfPairs + varianceOfUnits).squareRoot() }

    /// Two-sided interval for the mean over all units that might have been drawn.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: By Student's t on the scale that `range` names, so that it stays inside it. Above, the logarithm goes as
    ///   far as the value itself and along its tangent beyond, as an exponential has no bound: a rule, not a theorem.
    ///   Where a share or a count is 0, its upper end is that of Clopper and Pearson for none, of things of 1.
    public func interval(level: Double = 0.95) -> ClosedRange<Double> {
        interval(standardError, level, degreesOfFreedom)
    }

    /// Two-sided interval where clusters of units might have been drawn otherwise too.
    ///
    /// - Parameters:
    ///   - clusters: What is known of their spread.
    ///   - level: Coverage, in (0, 1).
    /// - Returns: As `interval`, with the clusters' variance added (Satterthwaite).
    public func interval(
        with clusters: ClusteredMean, level: Double = 0.95
    ) -> ClosedRange<Double> {
        let own = varianceOfPairs + varianceOfUnits
        let all = own + clusters.variance
        let freedom =
            own * own / degreesOfFreedom
            + clusters.variance * clusters.variance / clusters.degreesOfFreedom
        return interval(
            all.squareRoot(), level, freedom > 0 ? max(all * all / freedom, 1) : degreesOfFreedom)
    }

    /// Two-sided interval for the mean over just the units that were drawn, which a census can check.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: As `interval`.
    package func intervalOfDrawn(level: Double = 0.95) -> ClosedRange<Double> {
        interval(varianceOfPairs.squareRoot(), level, degreesOfFreedom)
    }

    private func interval(
        _ error: Double, _ level: Double, _ freedom: Double
    ) -> ClosedRange<Double> {
        let law = try? StudentTDistribution(degreesOfFreedom: freedom)
        let width = error * (law?.upperTailInverse((1 - level) / 2) ?? .infinity)
        let isInside = value > 0 && width.isFinite && (range != .share || value < 1)
        guard range != .real, isInside else { return atTheEdge(width, level) }
        guard range == .share else {
            let ratio = width / value
            let factor = PortableMath.exp(min(ratio, 1)) * max(ratio, 1)
            return (value / PortableMath.exp(min(ratio, Self.most)))...(value * factor)
        }
        let middle = PortableMath.log(value / (1 - value))
        let reach = width / (value * (1 - value))
        func share(_ logit: Double) -> Double { 1 / (1 + PortableMath.exp(-logit)) }
        return share(middle - reach)...share(middle + reach)
    }

    /// Least logarithm of a value over the lower end of its interval: more is 0 in any print.
    private static let most = 100.0

    /// An interval on the scale of the values, cut off where they end.
    ///
    /// Of a share of none or all it reaches as far as that of Clopper and Pearson for as many pairs as these are worth, and of
    /// a count of none as if what was not seen counted 1.
    private func atTheEdge(_ width: Double, _ level: Double) -> ClosedRange<Double> {
        guard range != .real else { return (value - width)...(value + width) }
        let unseen = BinomialInference.upperOfNone(trials: effectivePairs, level: level)
        let isAtEnd = value <= 0 || (range == .share && value >= 1)
        let reach = isAtEnd ? max(width, unseen) : width
        return max(0, value - reach)...min(range == .share ? 1 : .infinity, value + reach)
    }

    /// A line can lead out of the range of values.
    private static func clamped(_ value: Double, _ range: ValueRange) -> Double {
        switch range {
        case .real: value
        case .nonnegative: max(value, 0)
        case .share: min(max(value, 0), 1)
        }
    }

    /// Variance that forecasts of 0s and 1s leave at least: few pairs without an exception do not mean that there is none.
    ///
    /// That of a share of (0 + 1/2) / (n + 1) exceptions among n pairs (Jeffreys).
    private static func varianceOfNone(among pairs: Int) -> Double {
        let share = 0.5 / Double(pairs + 1)
        return share * (1 - share)
    }

    /// Correlation of what the strata leave of both values.
    private static func correlationInside(
        _ strata: [TwoPhaseStratum], _ weights: [Double]
    ) -> Double? {
        var (cross, forecast, costly) = (0.0, 0.0, 0.0)
        for (weight, stratum) in zip(weights, strata) where stratum.pairs > 1 {
            cross += weight * weight * stratum.errorCovariance
            forecast += weight * weight * stratum.forecastErrorVariance
            costly += weight * weight * stratum.costlyErrorVariance
        }
        return forecast > 0 && costly > 0 ? cross / (forecast * costly).squareRoot() : nil
    }
}

/// Moments over all units, as far as pairs of strata tell.
private struct WholeMoments {
    var costlyVariance: Double
    var correlation: Double?

    init(_ strata: [TwoPhaseStratum], _ weights: [Double]) {
        let forecastMean = zip(weights, strata).reduce(0) { $0 + $1.0 * $1.1.means.forecast }
        let costlyMean = zip(weights, strata).reduce(0) { $0 + $1.0 * $1.1.means.costly }
        var (forecast, costly, cross) = (0.0, 0.0, 0.0)
        for (weight, stratum) in zip(weights, strata) {
            let left = stratum.means.forecast - forecastMean
            let right = stratum.means.costly - costlyMean
            forecast += weight * (stratum.forecastVariance + left * left)
            costly += weight * (stratum.costlyVariance + right * right)
            cross += weight * (stratum.covariance + left * right)
        }
        costlyVariance = costly
        let product = forecast * costly
        correlation = product > 0 ? cross / product.squareRoot() : nil
    }
}
