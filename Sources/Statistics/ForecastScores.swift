/// Scores of forecasts against what happened.
///
/// Source: Gneiting, Raftery, Journal of the American Statistical Association 102 (2007) 359-378.
public enum ForecastScores {
    /// Sum of absolute errors / sum of actual values.
    ///
    /// - Parameters:
    ///   - actual: What happened, with a sum above 0.
    ///   - forecast: As many forecasts.
    /// - Returns: A fraction.
    /// - Throws: `StatisticsError` for lists that do not fit or a sum of 0.
    public static func weightedAbsolutePercentageError(
        actual: [Double], forecast: [Double]
    ) throws(StatisticsError) -> Double {
        let sum = try total(actual, forecast)
        return zip(actual, forecast).reduce(0) { $0 + abs($1.1 - $1.0) } / sum
    }

    /// Mean of absolute errors / actual values.
    ///
    /// - Parameters:
    ///   - actual: What happened, each above 0.
    ///   - forecast: As many forecasts.
    /// - Returns: A fraction.
    /// - Throws: `StatisticsError` for lists that do not fit or an actual value of 0 or less.
    public static func meanAbsolutePercentageError(
        actual: [Double], forecast: [Double]
    ) throws(StatisticsError) -> Double {
        _ = try total(actual, forecast)
        if let bad = actual.first(where: { $0 <= 0 }) {
            throw .outOfRange(what: "actual value", got: bad, allowed: "above 0")
        }
        let sum = zip(actual, forecast).reduce(0) { $0 + abs($1.1 - $1.0) / $1.0 }
        return sum / Double(actual.count)
    }

    /// Sum of errors (forecast - actual) / sum of actual values.
    ///
    /// - Parameters:
    ///   - actual: What happened, with a sum above 0.
    ///   - forecast: As many forecasts.
    /// - Returns: A fraction; positive for forecasts that are too high.
    /// - Throws: `StatisticsError` for lists that do not fit or a sum of 0.
    public static func bias(
        actual: [Double], forecast: [Double]
    ) throws(StatisticsError) -> Double {
        let sum = try total(actual, forecast)
        return zip(actual, forecast).reduce(0) { $0 + $1.1 - $1.0 } / sum
    }

    /// Mean pinball loss of forecasts of a quantile.
    ///
    /// - Parameters:
    ///   - actual: What happened.
    ///   - quantile: As many forecasts of the quantile.
    ///   - probability: Which quantile, in (0, 1).
    /// - Returns: In the unit of the values; least in expectation for the true quantile.
    /// - Throws: `StatisticsError` for lists that do not fit.
    public static func pinball(
        actual: [Double], quantile: [Double], probability: Double
    ) throws(StatisticsError) -> Double {
        try check(actual, quantile)
        let sum = zip(actual, quantile).reduce(0) { sum, pair in
            let above = pair.0 - pair.1
            return sum + max(probability * above, (probability - 1) * above)
        }
        return sum / Double(actual.count)
    }

    /// Share of actual values within their intervals, ends included.
    ///
    /// - Parameters:
    ///   - actual: What happened.
    ///   - lower: As many lower ends.
    ///   - upper: As many upper ends.
    /// - Returns: A fraction.
    /// - Throws: `StatisticsError` for lists that do not fit.
    public static func coverage(
        actual: [Double], lower: [Double], upper: [Double]
    ) throws(StatisticsError) -> Double {
        try check(actual, lower)
        try check(actual, upper)
        let inside = actual.indices.filter { lower[$0] <= actual[$0] && actual[$0] <= upper[$0] }
        return Double(inside.count) / Double(actual.count)
    }

    /// Mean interval score: width plus 2 / (1 - level) times what an actual value lies outside.
    ///
    /// - Parameters:
    ///   - actual: What happened.
    ///   - lower: As many lower ends.
    ///   - upper: As many upper ends.
    ///   - level: Coverage that the intervals claim, in (0, 1).
    /// - Returns: In the unit of the values; less is better.
    /// - Throws: `StatisticsError` for lists that do not fit or a level outside (0, 1).
    public static func intervalScore(
        actual: [Double], lower: [Double], upper: [Double], level: Double
    ) throws(StatisticsError) -> Double {
        try check(actual, lower)
        try check(actual, upper)
        guard level > 0, level < 1 else {
            throw .outOfRange(what: "coverage", got: level, allowed: "(0, 1)")
        }
        let penalty = 2 / (1 - level)
        let sum = actual.indices.reduce(0.0) { sum, index in
            let (low, high, value) = (lower[index], upper[index], actual[index])
            return sum + high - low + penalty * (max(low - value, 0) + max(value - high, 0))
        }
        return sum / Double(actual.count)
    }

    /// Continuous ranked probability score of an ensemble.
    ///
    /// - Parameters:
    ///   - ensemble: Equally likely outcomes, at least one (two when fair).
    ///   - actual: What happened.
    ///   - isFair: Whether to estimate the score of the law behind the ensemble, with divisor
    ///     m (m - 1) instead of m^2.
    /// - Returns: E|X - actual| - E|X - X'| / 2, in the unit of the values. O(m log m).
    /// - Throws: `StatisticsError.tooFew` for too small an ensemble.
    public static func rankedProbability(
        ensemble: [Double], actual: Double, isFair: Bool = false
    ) throws(StatisticsError) -> Double {
        let least = isFair ? 2 : 1
        guard ensemble.count >= least else {
            throw .tooFew(what: "ensemble", needed: least, got: ensemble.count)
        }
        let count = Double(ensemble.count)
        let distance = ensemble.reduce(0) { $0 + abs($1 - actual) } / count
        // The i-th of m sorted members exceeds i - 1 of them and is below m - i.
        let spread = ensemble.sorted().enumerated().reduce(0.0) { sum, item in
            sum + item.element * (2 * Double(item.offset) - count + 1)
        }
        return distance - spread / (count * (isFair ? count - 1 : count))
    }

    private static func check(_ first: [Double], _ second: [Double]) throws(StatisticsError) {
        guard first.count == second.count else {
            throw .unequalLengths(what: "forecast", first: first.count, second: second.count)
        }
        guard !first.isEmpty else { throw .tooFew(what: "forecasts", needed: 1, got: 0) }
    }

    private static func total(
        _ actual: [Double], _ forecast: [Double]
    ) throws(StatisticsError) -> Double {
        try check(actual, forecast)
        let sum = actual.reduce(0, +)
        guard sum > 0 else {
            throw .outOfRange(what: "sum of actual values", got: sum, allowed: "above 0")
        }
        return sum
    }
}
