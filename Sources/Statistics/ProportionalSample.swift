/// Samples without replacement in which a unit's probability is in proportion to its size.
///
/// Sequential Poisson sampling: each unit has a uniform number, fixed once; the n units whose number over size is
/// least are taken, so a larger sample holds the smaller ones. Their probabilities are n x size / sum of sizes nearly,
/// but for the largest of few units, which no size makes certain; what they are is worked out. With units of one
/// size it is simple random sampling, exactly. Source: Ohlsson, Journal of Official Statistics 14 (1998) 149-162.
public enum ProportionalSample {
    /// The units in the order in which they are taken.
    ///
    /// - Parameters:
    ///   - sizes: Size of each, > 0.
    ///   - uniforms: A number of each, uniform in [0, 1), independent.
    /// - Returns: Places of all units.
    public static func order(sizes: [Double], uniforms: [Double]) -> [Int] {
        precondition(sizes.count == uniforms.count, "each unit has a size and a number")
        let ranks = zip(uniforms, sizes).map { $0 / $1 }
        return ranks.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    }

    /// The probabilities with which units are among the first so many.
    ///
    /// A unit of size s has a rank t with the distribution function min(1, t s), and is taken where fewer than `count`
    /// others have a smaller one, whose number is a sum of independent zeros and ones. The mean over its rank is that of
    /// the midpoints of 64 intervals.
    ///
    /// - Parameters:
    ///   - sizes: Size of each, > 0.
    ///   - count: Units that are taken, from 0 to their number.
    /// - Returns: Probabilities that sum to `count`; absolute error below 0.001.
    /// - Complexity: O(units x count x different sizes).
    public static func probabilities(sizes: [Double], count: Int) -> [Double] {
        precondition((0...sizes.count).contains(count), "no more are taken than there are")
        guard count > 0, count < sizes.count else { return sizes.map { _ in count > 0 ? 1 : 0 } }
        guard sizes.contains(where: { $0 != sizes[0] }) else {
            return sizes.map { _ in Double(count) / Double(sizes.count) }
        }
        var known: [Double: Double] = [:]
        for unit in sizes.indices where known[sizes[unit]] == nil {
            known[sizes[unit]] = probability(of: unit, sizes, count)
        }
        let raw = sizes.map { known[$0] ?? 0 }
        // What the intervals leave of the sum, which is `count`.
        let scale = Double(count) / raw.reduce(0, +)
        return raw.map { min(1, $0 * scale) }
    }

    private static let intervals = 64

    private static func probability(of unit: Int, _ sizes: [Double], _ count: Int) -> Double {
        var sum = 0.0
        for interval in 0..<intervals {
            let rank = (Double(interval) + 0.5) / Double(intervals) / sizes[unit]
            // Probabilities of 0, 1, ... count - 1 smaller ranks.
            var below = [Double](repeating: 0, count: count)
            below[0] = 1
            for other in sizes.indices where other != unit {
                let chance = min(1, rank * sizes[other])
                for number in stride(from: count - 1, to: 0, by: -1) {
                    below[number] += chance * (below[number - 1] - below[number])
                }
                below[0] -= chance * below[0]
            }
            sum += below.reduce(0, +)
        }
        return sum / Double(intervals)
    }
}
