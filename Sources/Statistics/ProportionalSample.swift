/// Samples without replacement in which a unit's probability is in proportion to its size.
///
/// Sequential Poisson sampling: each unit has a uniform number, fixed once; the n units whose number over size is
/// least are taken, so a larger sample holds the smaller ones. Their probabilities are n x size / sum of sizes
/// nearly; a unit for which that exceeds 1 is taken for certain, and the others share what it leaves. With units of one
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
    /// - Parameters:
    ///   - sizes: Size of each, > 0.
    ///   - count: Units that are taken, from 0 to their number.
    /// - Returns: Probabilities that sum to `count`.
    /// - Complexity: O(units x units that are certain).
    public static func probabilities(sizes: [Double], count: Int) -> [Double] {
        precondition((0...sizes.count).contains(count), "no more are taken than there are")
        var found = [Double](repeating: 1, count: sizes.count)
        var left = Array(sizes.indices)
        var taken = count
        while !left.isEmpty {
            let all = left.reduce(0) { $0 + sizes[$1] }
            let certain = left.filter { Double(taken) * sizes[$0] >= all }
            guard !certain.isEmpty else {
                for place in left { found[place] = Double(taken) * sizes[place] / all }
                break
            }
            taken -= certain.count
            left.removeAll { certain.contains($0) }
        }
        return found
    }
}
