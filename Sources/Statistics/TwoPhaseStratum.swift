/// One stratum of a two-phase sample: many units looked at cheaply, some of them at cost too.
///
/// What was seen cheaply of a unit is a forecast of its costly value. Where forecasts are fitted to the very units that
/// were looked at twice, they agree with these too well; what tells of the error is `leftOut`, the forecast of each
/// by the others alone.
///
/// A unit may weigh more than another, as a call does that several sessions of a center are, and then
/// may have been looked at with more probability. Means of the stratum are ratios of weighted sums (Hájek), exact in
/// the weights; their variance is that of the linearised ratio. Source: Särndal, Swensson, Wretman, "Model
/// assisted survey sampling" (1992), section 5.7; Rosén, Journal of Statistical Planning and Inference 62 (1997)
/// 159-191, for units drawn in proportion to their weights.
public struct TwoPhaseStratum: Hashable, Sendable {
    /// Units looked at cheaply, >= 1.
    public var size: Int
    /// Sum of the weights of all of them; their number where each weighs 1.
    public var weight: Double
    /// Mean forecast of all of them, by weight.
    public var forecastMean: Double
    /// The forecast of those that were looked at twice.
    public var forecasts: [Double]
    /// The same without what was seen of the unit itself.
    public var leftOut: [Double]
    /// Their costly value, in the same order.
    public var costly: [Double]
    /// What each of them stands for, > 0: its weight over the probability of having been looked at.
    public var weights: [Double]
    /// One less that probability, in [0, 1).
    public var open: [Double]

    /// Stores a stratum of units that weigh alike, some drawn at random without replacement.
    ///
    /// - Parameters:
    ///   - size: Units looked at cheaply.
    ///   - forecastMean: Mean forecast of all of them.
    ///   - forecasts: The forecast of those that were looked at twice.
    ///   - leftOut: The same without what was seen of the unit itself; nil where forecasts do not know it.
    ///   - costly: Their costly value, in the same order.
    public init(
        size: Int, forecastMean: Double, forecasts: [Double], leftOut: [Double]? = nil,
        costly: [Double]
    ) {
        let left = 1 - Double(costly.count) / Double(size)
        self.init(
            size: size, weight: Double(size), forecastMean: forecastMean, forecasts: forecasts,
            leftOut: leftOut, costly: costly, weights: costly.map { _ in 1 },
            open: costly.map { _ in left })
    }

    /// Stores a stratum of units that weigh differently.
    ///
    /// - Parameters:
    ///   - size: Units looked at cheaply.
    ///   - weight: Sum of their weights, > 0.
    ///   - forecastMean: Mean forecast of all of them, by weight.
    ///   - forecasts: The forecast of those that were looked at twice.
    ///   - leftOut: The same without what was seen of the unit itself; nil where forecasts do not know it.
    ///   - costly: Their costly value, in the same order.
    ///   - weights: What each of them stands for, > 0.
    ///   - open: One less the probability with which each was looked at, in [0, 1).
    public init(
        size: Int, weight: Double, forecastMean: Double, forecasts: [Double],
        leftOut: [Double]? = nil, costly: [Double], weights: [Double], open: [Double]
    ) {
        let leftOut = leftOut ?? forecasts
        precondition(
            forecasts.count == costly.count && leftOut.count == costly.count
                && costly.count <= size, "pairs come from the units")
        precondition(
            weights.count == costly.count && open.count == costly.count, "each pair has a weight")
        self.size = size
        self.weight = weight
        self.forecastMean = forecastMean
        self.forecasts = forecasts
        self.leftOut = leftOut
        self.costly = costly
        self.weights = weights
        self.open = open
    }

    /// Units that were looked at twice.
    var pairs: Int { costly.count }

    /// Whether the pairs leave any unit out.
    var isOpen: Bool { open.contains { $0 > 0 } }

    /// Mean costly value of all units: their mean forecast, and by how much it was wrong of the pairs.
    var value: Double { forecastMean + mean(costly) - mean(forecasts) }
    /// Means over the pairs, the forecasts being those by the others.
    var means: (forecast: Double, costly: Double) { (mean(leftOut), mean(costly)) }

    /// Mean of values of the pairs, by what they stand for.
    private func mean(_ values: [Double]) -> Double {
        zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }

    /// Covariance of two values over the units, divisor pairs - 1; 0 for fewer than two pairs.
    private func covariance(_ first: [Double], _ second: [Double]) -> Double {
        guard pairs > 1 else { return 0 }
        let (left, right) = (mean(first), mean(second))
        var cross = 0.0
        for place in weights.indices {
            cross += weights[place] * (first[place] - left) * (second[place] - right)
        }
        let count = Double(pairs)
        return cross / weights.reduce(0, +) * count / (count - 1)
    }

    var covariance: Double { covariance(leftOut, costly) }
    var forecastVariance: Double { covariance(leftOut, leftOut) }
    var costlyVariance: Double { covariance(costly, costly) }

    /// Covariance of the errors that the sample leaves in the means of two values; 0 for fewer than two pairs.
    private func errorCovariance(_ first: [Double], _ second: [Double]) -> Double {
        guard pairs > 1 else { return 0 }
        let (left, right) = (mean(first), mean(second))
        let all = weights.reduce(0, +)
        var cross = 0.0
        for place in weights.indices {
            let share = weights[place] / all
            cross +=
                open[place] * share * share * (first[place] - left) * (second[place] - right)
        }
        let count = Double(pairs)
        return cross * count / (count - 1)
    }

    var errorCovariance: Double { errorCovariance(leftOut, costly) }
    var forecastErrorVariance: Double { errorCovariance(leftOut, leftOut) }
    var costlyErrorVariance: Double { errorCovariance(costly, costly) }

    /// Variance that the sample leaves in `value`: that of what the others' forecasts miss.
    var errorVariance: Double {
        let missed = zip(leftOut, costly).map { $1 - $0 }
        return errorCovariance(missed, missed)
    }

    /// Variance that the sample would leave in the mean of values with a variance over the units.
    func errorVariance(ofValuesWith variance: Double) -> Double {
        let all = weights.reduce(0, +)
        return zip(open, weights).reduce(0) { $0 + $1.0 * ($1.1 / all) * ($1.1 / all) } * variance
    }
}
