import Statistics

/// 95 % intervals of the mean of paired differences.
package enum PairedDifference {
    /// The interval of a mean: Student's.
    ///
    /// - Parameter differences: One for each pair, at least two.
    /// - Returns: The interval; the mean alone for fewer.
    package static func ofMeans(_ differences: [Double]) -> ClosedRange<Double> {
        let moments = RunningMoments(differences)
        guard let variance = moments.variance else { return moments.mean...moments.mean }
        let half =
            StudentQuantile.twoSided95(Double(differences.count - 1))
            * (variance / Double(differences.count)).squareRoot()
        return (moments.mean - half)...(moments.mean + half)
    }

    /// The interval of a difference of shares: Wald's with half a pair added to each of the four
    /// combinations, which keeps its promise where hardly any pair differs.
    ///
    /// Source: Agresti and Min, Statistics in Medicine 24 (2005) 729-740. Forty pairs that all agree give
    /// -4.7 to 4.7 points.
    ///
    /// - Parameter pairs: Whether each has it before and after.
    /// - Returns: The interval of after minus before, within -1 and 1.
    package static func ofShares(_ pairs: [(before: Bool, after: Bool)]) -> ClosedRange<Double> {
        let added = 0.5
        let count = Double(pairs.count) + 4 * added
        let gained = Double(pairs.count { !$0.before && $0.after }) + added
        let lost = Double(pairs.count { $0.before && !$0.after }) + added
        let difference = (gained - lost) / count
        let variance = ((gained + lost) - (gained - lost) * difference) / (count * count)
        let half = normalQuantile95 * variance.squareRoot()
        return max(difference - half, -1)...min(difference + half, 1)
    }

    /// Two-sided 95 % quantile of the normal law.
    private static let normalQuantile95 = 1.959964
}
