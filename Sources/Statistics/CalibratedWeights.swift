/// Weights of a sample, moved so that known values have nearly their known mean.
///
/// With x known of all units, the weights w of the sampled ones become w (1 + (x - mean of the sample) l), l such that
/// the mean of x is that over all units: what else goes along with x is then known better, whatever it is. It is the
/// regression estimator in the form of weights. The equations have 2 / n of the variance of x over all units added for
/// n sampled ones, as if two more without a relation were known: values that happen to change little in the sample
/// would otherwise take weights far apart; for the same reason factors are kept inside `bounds`. So the mean is missed by
/// about 2 / n of what it was missed by, and more where a factor meets a bound, which also changes the sum of the
/// weights. n is Kish's effective number, (sum of w)^2 / sum of w^2. Sources: Deville,
/// Särndal, Journal of the American Statistical Association 87 (1992) 376-382; the addition: Bardsley, Chambers,
/// Applied Statistics 33 (1984) 290-299.
public enum CalibratedWeights {
    /// Least and greatest factor.
    public static let bounds = 0.2...5.0
    /// Units without a relation that are added.
    private static let addedUnits = 2.0

    /// Factors on the weights.
    ///
    /// - Parameters:
    ///   - weights: Of the sampled units, of which only the proportions matter, >= 0 and not all 0.
    ///   - values: Known values of each of them, as many as there are targets, in units of their standard deviation
    ///     over all units.
    ///   - target: Means of the values over all units.
    /// - Returns: A factor for each unit; 1 where there is no value to go by.
    public static func factors(
        _ weights: [Double], values: [[Double]], target: [Double]
    ) -> [Double] {
        let all = weights.reduce(0, +)
        precondition(all > 0, "some unit weighs something")
        precondition(
            weights.count == values.count && values.allSatisfy { $0.count == target.count },
            "each unit has a weight and its values")
        let units = all * all / weights.reduce(0) { $0 + $1 * $1 }
        let means = target.indices.map { place in
            zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[place] } / all
        }
        let left = values.map { zip($0, means).map(-) }
        let matrix = target.indices.map { row in
            target.indices.map { column in
                zip(weights, left).reduce(0) { $0 + $1.0 * $1.1[row] * $1.1[column] } / all
                    + (row == column ? addedUnits / units : 0)
            }
        }
        let missing = zip(target, means).map(-)
        guard let slopes = LeastSquares.solve(normal: matrix, right: missing) else {
            return weights.map { _ in 1 }
        }
        return left.map { left in
            let factor = zip(slopes, left).reduce(1) { $0 + $1.0 * $1.1 }
            return min(max(factor, bounds.lowerBound), bounds.upperBound)
        }
    }
}
