/// How far a weighted mean would move if the clusters that its units come from were drawn anew.
///
/// Units of one cluster are alike: callers with one voice, days of one week. With weights w and the mean m, a
/// cluster pulls by z, its sum of w x (value - m); with V clusters, V / (V - 1) x sum of z^2 / (sum of w)^2 is
/// the variance of the mean over drawings of clusters and of units inside them, and what units
/// inside clusters give of it, sum of w^2 x s^2 / (sum of w)^2 with their pooled variance s^2, is taken off. Source:
/// Cochran, "Sampling techniques" (1977), section 9A (ratio to size), as a component of variance.
///
/// Few clusters tell little of their variance: see `degreesOfFreedom`.
public struct ClusteredMean: Hashable, Sendable {
    /// Clusters that have a unit.
    public let clusters: Int
    /// Variance of the mean that clusters leave beside their units, >= 0.
    public let variance: Double
    /// Degrees of freedom of that variance: clusters as many as would, were they of one size, spread the
    /// weights as evenly, less one; at least 1.
    public let degreesOfFreedom: Double

    /// Takes the spread between clusters.
    ///
    /// - Parameters:
    ///   - values: The units' values.
    ///   - weights: Their weights, > 0.
    ///   - cluster: Number of each unit's cluster, >= 0.
    /// - Throws: `StatisticsError` for units of fewer than two clusters, for as many clusters as units, and for
    ///   unequal lengths.
    public init(
        _ values: [Double], weights: [Double], cluster: [Int]
    ) throws(StatisticsError) {
        for other in [weights.count, cluster.count] where other != values.count {
            throw .unequalLengths(what: "units", first: values.count, second: other)
        }
        let places = (cluster.max() ?? -1) + 1
        var sizes = [Double](repeating: 0, count: places)
        var sums = sizes
        for (value, (weight, place)) in zip(values, zip(weights, cluster)) {
            sizes[place] += weight
            sums[place] += weight * value
        }
        clusters = sizes.count { $0 > 0 }
        guard clusters > 1 else { throw .tooFew(what: "clusters", needed: 2, got: clusters) }
        guard values.count > clusters else {
            throw .tooFew(what: "units", needed: clusters + 1, got: values.count)
        }
        let all = sizes.reduce(0, +)
        let mean = sums.reduce(0, +) / all
        var between = 0.0
        for (size, sum) in zip(sizes, sums) {
            let pull = sum - size * mean
            between += pull * pull
        }
        var (inside, squares) = (0.0, 0.0)
        for (value, (weight, place)) in zip(values, zip(weights, cluster)) {
            let distance = value - sums[place] / sizes[place]
            inside += weight * distance * distance
            squares += weight * weight
        }
        // Degrees of freedom of the spread inside: units less clusters, in units of the mean weight.
        let usual = all / Double(values.count)
        let spread = inside / usual / Double(values.count - clusters)
        let count = Double(clusters)
        variance = max(0, (between * count / (count - 1) - squares * spread) / (all * all))
        let (second, fourth) = sizes.reduce((0.0, 0.0)) { sum, size in
            let square = size / all * (size / all)
            return (sum.0 + square, sum.1 + square * square)
        }
        degreesOfFreedom = max(second * second / fourth - 1, 1)
    }
}
