import Foundation

/// The share of trials that succeed, where it is only known of rounds of trials whether any did.
struct AtLeastOneFit {
    let value: Double
    let interval: ClosedRange<Double>

    /// Half the 95 % quantile of chi-square with one degree of freedom.
    private static let drop = 1.920729410347062
    /// Tail of each side of a 95 % interval.
    private static let tail = 0.025

    init(_ rounds: [(turns: Int, wrong: Bool)]) {
        let quiet = rounds.reduce(0.0) { $0 + ($1.wrong ? 0 : Double($1.turns)) }
        let loud = rounds.filter(\.wrong).map { Double($0.turns) }
        guard !loud.isEmpty else {
            value = 0
            // Exact: (1 - p)^trials = 2.5 %.
            interval = 0...(quiet > 0 ? 1 - pow(Self.tail, 1 / quiet) : 0)
            return
        }
        func likelihood(_ share: Double) -> Double {
            quiet * log1p(-share)
                + loud.reduce(0) { $0 + log(max(-expm1($1 * log1p(-share)), 1e-300)) }
        }
        // Concave in log(1 - share): the ends are found by halving on each side of the maximum.
        var (low, high) = (1e-9, 1 - 1e-9)
        for _ in 0..<200 {
            let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
            if likelihood(left) < likelihood(right) { low = left } else { high = right }
        }
        let best = (low + high) / 2
        let least = likelihood(best) - Self.drop
        func end(_ outer: Double) -> Double {
            var (inside, outside) = (best, outer)
            for _ in 0..<100 {
                let middle = (inside + outside) / 2
                if likelihood(middle) > least { inside = middle } else { outside = middle }
            }
            return (inside + outside) / 2
        }
        value = best
        interval = end(0)...end(1)
    }
}
