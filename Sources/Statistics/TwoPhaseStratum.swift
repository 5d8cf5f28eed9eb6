/// One stratum of a two-phase sample: many units looked at cheaply, some of them at cost too.
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
    /// Mean of the cheap value over all of them, by weight.
    public var cheapMean: Double
    /// The cheap value of those that were looked at twice.
    public var cheap: [Double]
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
    ///   - cheapMean: Mean of the cheap value over all of them.
    ///   - cheap: The cheap value of those that were looked at twice.
    ///   - costly: Their costly value, in the same order.
    public init(size: Int, cheapMean: Double, cheap: [Double], costly: [Double]) {
        let left = 1 - Double(costly.count) / Double(size)
        self.init(
            size: size, weight: Double(size), cheapMean: cheapMean, cheap: cheap, costly: costly,
            weights: costly.map { _ in 1 }, open: costly.map { _ in left })
    }

    /// Stores a stratum of units that weigh differently.
    ///
    /// - Parameters:
    ///   - size: Units looked at cheaply.
    ///   - weight: Sum of their weights, > 0.
    ///   - cheapMean: Mean of the cheap value over all of them, by weight.
    ///   - cheap: The cheap value of those that were looked at twice.
    ///   - costly: Their costly value, in the same order.
    ///   - weights: What each of them stands for, > 0.
    ///   - open: One less the probability with which each was looked at, in [0, 1).
    public init(
        size: Int, weight: Double, cheapMean: Double, cheap: [Double], costly: [Double],
        weights: [Double], open: [Double]
    ) {
        precondition(
            cheap.count == costly.count && cheap.count <= size, "pairs come from the units")
        precondition(
            weights.count == costly.count && open.count == costly.count, "each pair has a weight")
        self.size = size
        self.weight = weight
        self.cheapMean = cheapMean
        self.cheap = cheap
        self.costly = costly
        self.weights = weights
        self.open = open
    }

    /// Units that were looked at twice.
    var pairs: Int { costly.count }

    /// Whether the pairs leave any unit out.
    var isOpen: Bool { open.contains { $0 > 0 } }

    var cheapMeanOfPairs: Double { mean(cheap) }
    var costlyMean: Double { mean(costly) }

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

    var covariance: Double { covariance(cheap, costly) }
    var cheapVariance: Double { covariance(cheap, cheap) }
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

    var errorCovariance: Double { errorCovariance(cheap, costly) }
    var cheapErrorVariance: Double { errorCovariance(cheap, cheap) }
    var costlyErrorVariance: Double { errorCovariance(costly, costly) }

    /// Variance that the sample leaves in the mean of costly - coefficient x cheap.
    func errorVariance(coefficient: Double) -> Double {
        guard coefficient != 0 else { return costlyErrorVariance }
        let left = zip(cheap, costly).map { $1 - coefficient * $0 }
        return errorCovariance(left, left)
    }

    /// Variance that the sample would leave in the mean of values with a variance over the units.
    func errorVariance(ofValuesWith variance: Double) -> Double {
        let all = weights.reduce(0, +)
        return zip(open, weights).reduce(0) { $0 + $1.0 * ($1.1 / all) * ($1.1 / all) } * variance
    }
}
