/// Multiple comparisons with the best: which of several options may have the least expectation.
public enum ComparisonWithBest {
    /// Marks the options of which no other one is surely less.
    ///
    /// An option is ruled out when the one-sided Student bound of its paired difference from another
    /// excludes 0, each bound at 1 - (1 - level) / (options - 1) (Bonferroni). The truly least option is
    /// compared with options - 1 others, so it is ruled out with probability 1 - level at most, whichever
    /// looks best. Source: Hsu, "Multiple comparisons" (1996), chapter 4; Edwards, Hsu, Journal of the
    /// American Statistical Association 78 (1983) 965-971.
    ///
    /// - Parameters:
    ///   - estimates: One per option, of the same replications in the same order.
    ///   - level: Probability that the truly least option is among those marked, in (0, 1).
    /// - Returns: One mark per option; at least the one that looks least has it.
    public static func mayBeLeast(
        _ estimates: [ReplicatedEstimate], level: Double = 0.95
    ) -> [Bool] {
        // A two-sided bound of this level leaves a one-sided error of (1 - level) / (options - 1).
        let each = 1 - 2 * (1 - level) / Double(max(estimates.count - 1, 1))
        return estimates.indices.map { place in
            estimates.indices.allSatisfy { other in
                guard other != place else { return true }
                let above = estimates[place].difference(from: estimates[other])
                return above.value <= (above.halfWidth(level: each) ?? .infinity)
            }
        }
    }
}
