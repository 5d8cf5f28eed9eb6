/// How a quantile lies between the numbers of a sample.
///
/// Source: Hyndman, Fan, The American Statistician 50 (1996) 361-365.
public enum QuantileDefinition: Sendable, CaseIterable {
    /// Type 1: the inverse of the empirical distribution function; always a number of the sample.
    case inverseDistribution
    /// Type 7: linear between order statistics, with the least at 0 and the greatest at 1.
    case linear
}

/// Exact quantiles of samples held in memory.
public enum SampleQuantile {
    /// A quantile of a sorted sample.
    ///
    /// - Parameters:
    ///   - probability: Which quantile; values outside [0, 1] count as the nearer end.
    ///   - sample: Ascending, not empty.
    ///   - definition: How the quantile lies between two numbers.
    /// - Returns: The quantile in the sample's unit; NaN for an empty sample.
    public static func value(
        _ probability: Double, ofSorted sample: [Double],
        definition: QuantileDefinition = .linear
    ) -> Double {
        guard let least = sample.first, let greatest = sample.last, !probability.isNaN else {
            return .nan
        }
        guard probability > 0 else { return least }
        guard probability < 1 else { return greatest }
        switch definition {
        case .inverseDistribution:
            let position = rank(probability, of: sample.count)
            return sample[position - 1]
        case .linear:
            let place = probability * Double(sample.count - 1)
            let below = min(Int(place), sample.count - 1)
            let above = min(below + 1, sample.count - 1)
            let weight = place - Double(below)
            return sample[below] + weight * (sample[above] - sample[below])
        }
    }

    /// The least k with k / count >= probability, free of the rounding of their product.
    private static func rank(_ probability: Double, of count: Int) -> Int {
        var rank = max(min(Int((probability * Double(count)).rounded(.up)), count), 1)
        while rank > 1, Double(rank - 1) / Double(count) >= probability { rank -= 1 }
        while rank < count, Double(rank) / Double(count) < probability { rank += 1 }
        return rank
    }
}
