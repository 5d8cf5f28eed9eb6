import GSL

/// A distribution-free interval for a quantile of independent numbers.
///
/// Not for pooled waits of a simulation, which are dependent: take
/// `ReplicatedEstimate(quantile:ofReplications:)` there. Source: David, Nagaraja, "Order
/// statistics", section 7.1.
public struct OrderStatisticInterval: Equatable, Sendable {
    /// Rank of the lower end, from 1 in ascending order; 0 stands for minus infinity.
    public let lower: Int
    /// Rank of the upper end; count + 1 stands for infinity.
    public let upper: Int
    /// Exact coverage for a continuous law, P(lower <= N <= upper - 1), N binomial.
    public let coverage: Double

    /// The ranks l = binomial quantile at tail and u = binomial quantile at 1 - tail, plus 1.
    ///
    /// - Parameters:
    ///   - count: Size of the sample, at least 1.
    ///   - probability: Which quantile, in (0, 1).
    ///   - level: Coverage wanted, in (0, 1).
    /// - Returns: The ranks and their exact coverage, which is at least `level` unless a rank lies
    ///   outside the sample.
    /// - Throws: `StatisticsError` for arguments outside their range.
    public static func ranks(
        count: Int, probability: Double, level: Double = 0.95
    ) throws(StatisticsError) -> OrderStatisticInterval {
        guard count >= 1 else { throw .tooFew(what: "quantile interval", needed: 1, got: count) }
        guard probability > 0, probability < 1 else {
            throw .outOfRange(what: "quantile", got: probability, allowed: "(0, 1)")
        }
        guard level > 0, level < 1 else {
            throw .outOfRange(what: "coverage", got: level, allowed: "(0, 1)")
        }
        let tail = (1 - level) / 2
        let law = Binomial(trials: count, probability: probability)
        let lower = try law.quantile(tail)
        let upper = try law.quantile(1 - tail) + 1
        let coverage = try law.lowerTail(upper - 1) - law.lowerTail(lower - 1)
        return OrderStatisticInterval(lower: lower, upper: upper, coverage: coverage)
    }

    /// The interval of a sorted sample; an end outside the sample is infinite.
    ///
    /// - Parameter sample: Ascending, of the size that the ranks were made for.
    /// - Returns: Lower and upper end in the sample's unit.
    public func ends(inSorted sample: [Double]) -> (lower: Double, upper: Double) {
        (
            lower >= 1 && lower <= sample.count ? sample[lower - 1] : -.infinity,
            upper >= 1 && upper <= sample.count ? sample[upper - 1] : .infinity
        )
    }
}

/// The binomial law's distribution function and quantile, by the incomplete beta function.
struct Binomial {
    let trials: Int
    let probability: Double

    /// P(N <= k).
    func lowerTail(_ successes: Int) throws(StatisticsError) -> Double {
        guard successes >= 0 else { return 0 }
        guard successes < trials else { return 1 }
        return try StatisticsError.numerically { () throws(GSLError) in
            try SpecialFunctions.betaRatio(
                alpha: Double(trials - successes), beta: Double(successes + 1), 1 - probability)
        }
    }

    /// The least k with P(N <= k) >= p.
    func quantile(_ level: Double) throws(StatisticsError) -> Int {
        var low = -1
        var high = trials
        while high - low > 1 {
            let middle = (low + high) / 2
            if try lowerTail(middle) >= level { high = middle } else { low = middle }
        }
        return high
    }
}
