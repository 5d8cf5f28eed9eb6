import Foundation
import TwinPrimitives

/// The share of trials that succeed, where it is only known of rounds of trials whether any did.
struct FittedAtLeastOne {
    /// The likeliest share.
    let value: Double
    /// Its 95 % interval.
    let interval: ClosedRange<Double>
}

/// Fits `FittedAtLeastOne` by maximum likelihood.
enum AtLeastOneFitter {
    /// Half the 95 % quantile of chi-square with one degree of freedom.
    private static let drop =
        PortableMath.inverseNormal(0.975) * PortableMath.inverseNormal(0.975) / 2
    /// Tail of each side of a 95 % interval.
    private static let tail = 0.025

    /// Fits.
    ///
    /// - Parameter rounds: Trials of each round, and whether any of them succeeded.
    /// - Returns: The share; its interval is that of the likelihood ratio, exact without successes.
    static func fit(_ rounds: [(turns: Int, wrong: Bool)]) -> FittedAtLeastOne {
        let quiet = rounds.reduce(0.0) { $0 + ($1.wrong ? 0 : Double($1.turns)) }
        let loud = rounds.filter(\.wrong).map { Double($0.turns) }
        guard !loud.isEmpty else {
            // Exact: (1 - p)^trials = 2.5 %.
            return FittedAtLeastOne(
                value: 0, interval: 0...(quiet > 0 ? 1 - pow(tail, 1 / quiet) : 0))
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
        let least = likelihood(best) - drop
        func end(_ outer: Double) -> Double {
            var (inside, outside) = (best, outer)
            for _ in 0..<100 {
                let middle = (inside + outside) / 2
                if likelihood(middle) > least { inside = middle } else { outside = middle }
            }
            return (inside + outside) / 2
        }
        return FittedAtLeastOne(value: best, interval: end(0)...end(1))
    }
}
