/// How many units of each stratum a costly look is spent on.
public enum TwoPhaseAllocation {
    /// Shares a budget out by Neyman's rule: in proportion to size times standard deviation.
    ///
    /// A stratum gets no less than a bound and no more than it has; what a full stratum leaves goes to
    /// the others. Source: Neyman, Journal of the Royal Statistical Society 97 (1934) 558-625; Cochran,
    /// "Sampling techniques" (1977), section 5.5.
    ///
    /// - Parameters:
    ///   - sizes: Units in each stratum, >= 0.
    ///   - deviations: Standard deviation of what is looked at, in each, >= 0; all zero counts as all
    ///     equal.
    ///   - budget: Units in all, >= 0; more than there are takes all.
    ///   - least: Least units of each, lowered to what it has, and together to the budget.
    /// - Returns: Units of each stratum; they sum to the smaller of budget and units, and equal inputs give
    ///   equal numbers.
    public static func neyman(
        sizes: [Int], deviations: [Double], budget: Int, least: [Int]
    ) -> [Int] {
        precondition(
            sizes.count == deviations.count && sizes.count == least.count,
            "each stratum has a size, a deviation and a bound")
        let total = min(budget, sizes.reduce(0, +))
        var least = zip(sizes, least).map { min($0, $1) }
        while least.reduce(0, +) > total, let high = least.max(), high > 0 {
            least = least.map { min($0, high - 1) }
        }
        let spread = deviations.contains { $0 > 0 } ? deviations : deviations.map { _ in 1 }
        let weights = zip(sizes, spread).map { Double($0) * $1 }
        let exact = shares(of: Double(total), weights, least: least, most: sizes)
        return rounded(exact, to: total, least: least, most: sizes)
    }

    /// Shares in proportion to weights within bounds: what a bound takes or leaves, the others share.
    private static func shares(
        of total: Double, _ weights: [Double], least: [Int], most: [Int]
    ) -> [Double] {
        // The multiplier is found by bisection: the sum grows with it.
        func amounts(_ factor: Double) -> [Double] {
            weights.indices.map { place in
                min(max(weights[place] * factor, Double(least[place])), Double(most[place]))
            }
        }
        let positive = weights.filter { $0 > 0 }
        guard let smallest = positive.min() else { return least.map(Double.init) }
        var low = 0.0
        var high = Double(most.max() ?? 0) / smallest
        for _ in 0..<bisections {
            let middle = (low + high) / 2
            if amounts(middle).reduce(0, +) < total { low = middle } else { high = middle }
        }
        return amounts(high)
    }

    /// Halvings of the multiplier's range: more than a double distinguishes.
    private static let bisections = 200

    /// Whole numbers with the sum asked for: the largest remainders are rounded up first.
    private static func rounded(
        _ exact: [Double], to total: Int, least: [Int], most: [Int]
    ) -> [Int] {
        var whole = exact.map { Int($0) }
        let order = exact.indices.sorted {
            let (left, right) = (exact[$0] - Double(whole[$0]), exact[$1] - Double(whole[$1]))
            return left == right ? $0 < $1 : left > right
        }
        var missing = total - whole.reduce(0, +)
        while missing > 0 {
            let before = missing
            for place in order where missing > 0 && whole[place] < most[place] {
                whole[place] += 1
                missing -= 1
            }
            if missing == before { break }
        }
        while missing < 0 {
            let before = missing
            for place in order.reversed() where missing < 0 && whole[place] > least[place] {
                whole[place] -= 1
                missing += 1
            }
            if missing == before { break }
        }
        return whole
    }
}
