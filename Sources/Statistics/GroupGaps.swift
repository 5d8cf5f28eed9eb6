import TwinPrimitives

/// Groups of units held against all of them, with intervals that hold for all groups at once.
///
/// A group's figure is the ratio r of sums over its units, and its gap that ratio less the one of all units. The
/// groups' sizes are taken as given, so the ratio of all is the mean of theirs with weights w, and a gap's
/// variance is (1 - w)^2 s^2 and the sum of w^2 s^2 of the other groups, with the squared error s^2 of a group's
/// ratio (delta method). The group that looks worst was chosen by the same data: intervals are
/// estimate +- c x error with one c, the 95 % point of the largest |gap| / error of all groups when units are dealt to
/// them at random. Then the true worst gap lies between the least lower and the least upper end (greatest,
/// where much is bad) with 95 %, whichever group it is. Sources: Hsu, "Multiple comparisons" (1996), chapter 7
/// (comparisons with the mean); Westfall and Young, "Resampling-based multiple testing" (1993), chapter 2 (max T).
///
/// A group's variance per unit is drawn to that of all groups as if by ten units more (Smyth, Statistical
/// Applications in Genetics and Molecular Biology 3 (2004) 3), so that a group whose units are all alike has an error.
/// Error of the method: where all groups are alike, coverage is 95 % up to that of c, which is of 1 000 dealings
/// (1.4 points of coverage as two standard errors); where they differ, it is of first order in their sizes.
public struct GroupGaps: Sendable {
    /// One group.
    public struct Group: Hashable, Sendable {
        /// Its units.
        public let units: Int
        /// Its ratio.
        public let value: Double
        /// The ratio less that of all units.
        public let gap: Double
        /// Standard error of the gap.
        public let error: Double
        /// Ends of the gap's interval, which holds for all groups at once with 95 %.
        public let lower: Double
        /// Upper end.
        public let upper: Double
    }

    /// The groups, in the order of their numbers.
    public let groups: [Group]
    /// Ratio of all units.
    public let all: Double
    /// The factor c on errors.
    public let factor: Double

    /// Fewest units of a group that is compared.
    public static let fewestUnits = 10
    private static let priorUnits = 10.0
    private static let dealings = 1000
    private static let level = 0.95

    /// Compares.
    ///
    /// - Parameters:
    ///   - numerators: The units' numerators.
    ///   - denominators: Their denominators, >= 0; 1 for means.
    ///   - group: Number of each unit's group, from 0 without gaps.
    /// - Throws: `StatisticsError` for fewer than two groups, for a group of fewer than `fewestUnits` units or
    ///   without a denominator, and for unequal lengths.
    public init(
        _ numerators: [Double], over denominators: [Double], group: [Int]
    ) throws(StatisticsError) {
        for other in [denominators.count, group.count] where other != numerators.count {
            throw .unequalLengths(what: "units", first: numerators.count, second: other)
        }
        let count = (group.max() ?? -1) + 1
        guard count > 1 else { throw .tooFew(what: "groups", needed: 2, got: count) }
        var sums = Array(repeating: Sums(), count: count)
        for (place, number) in group.enumerated() {
            sums[number].add(numerators[place], denominators[place])
        }
        for sum in sums {
            guard sum.units >= Self.fewestUnits else {
                throw .tooFew(what: "units of a group", needed: Self.fewestUnits, got: sum.units)
            }
            guard sum.denominator > 0 else {
                throw .noEstimate(what: "ratio of a group", reason: "its denominator is 0")
            }
        }
        let found = Self.gaps(sums)
        let factor = Self.factor(numerators, denominators, group, of: count)
        guard factor.isFinite else {
            throw .noEstimate(
                what: "interval of a gap",
                reason: "groups dealt at random often have no denominator")
        }
        all = found.all
        self.factor = factor
        groups = sums.indices.map { place in
            let (gap, error) = (found.gaps[place], found.errors[place])
            return Group(
                units: sums[place].units, value: sums[place].ratio, gap: gap, error: error,
                lower: gap - factor * error, upper: gap + factor * error)
        }
    }

    private struct Sums {
        var units = 0
        var (numerator, denominator) = (0.0, 0.0)
        /// Sums of squares and products, of which the squares of residuals come.
        var (squares, products, weights) = (0.0, 0.0, 0.0)
        var ratio: Double { numerator / denominator }
        var residuals: Double {
            max(0, squares - 2 * ratio * products + ratio * ratio * weights)
        }

        mutating func add(_ value: Double, _ weight: Double) {
            units += 1
            numerator += value
            denominator += weight
            squares += value * value
            products += value * weight
            weights += weight * weight
        }
    }

    /// Gaps and their standard errors.
    private static func gaps(_ sums: [Sums]) -> (all: Double, gaps: [Double], errors: [Double]) {
        let freedom = sums.reduce(0) { $0 + $1.units - 1 }
        let usual = sums.reduce(0) { $0 + $1.residuals } / Double(freedom)
        let whole = sums.reduce(0) { $0 + $1.denominator }
        let all = sums.reduce(0) { $0 + $1.numerator } / whole
        let squares = sums.map { sum -> Double in
            let units = Double(sum.units)
            let variance = (sum.residuals + priorUnits * usual) / (units - 1 + priorUnits)
            return variance * units / (sum.denominator * sum.denominator)
        }
        let weights = sums.map { $0.denominator / whole }
        let shared = zip(weights, squares).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        let errors = zip(weights, squares).map { weight, square in
            (shared + (1 - 2 * weight) * square).squareRoot()
        }
        return (all, sums.map { $0.ratio - all }, errors)
    }

    /// The 95 % point of the largest |gap| / error when units are dealt to the groups at random.
    private static func factor(
        _ numerators: [Double], _ denominators: [Double], _ group: [Int], of count: Int
    ) -> Double {
        let streams = RandomStreams(seed: 0, replication: 0)
        var dealt = group
        let largest = (0..<dealings).map { dealing -> Double in
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(dealing))
            for place in stride(from: dealt.count - 1, to: 0, by: -1) {
                let uniform = streams.uniform(.bootstrap, key, draw: UInt32(place))
                dealt.swapAt(place, min(Int(uniform * Double(place + 1)), place))
            }
            var sums = Array(repeating: Sums(), count: count)
            for (place, number) in dealt.enumerated() {
                sums[number].add(numerators[place], denominators[place])
            }
            guard sums.allSatisfy({ $0.denominator > 0 }) else { return .infinity }
            let found = gaps(sums)
            return zip(found.gaps, found.errors).reduce(0) { most, gap in
                gap.1 > 0 ? max(most, abs(gap.0) / gap.1) : most
            }
        }
        guard largest.allSatisfy(\.isFinite) else { return .infinity }
        return SampleQuantile.value(level, ofSorted: largest.sorted())
    }

    /// The group of the least gap, or of the greatest.
    ///
    /// - Parameter least: Whether little is bad.
    /// - Returns: Its number; the first of equal ones.
    public func worst(least: Bool) -> Int {
        groups.indices.min { first, second in
            least
                ? groups[first].gap < groups[second].gap
                : groups[first].gap > groups[second].gap
        } ?? 0
    }

    /// The interval of the true worst gap, whichever group has it.
    ///
    /// - Parameter least: Whether little is bad.
    /// - Returns: Ends of a 95 % interval; coverage is at least that.
    public func worstGap(least: Bool) -> (lower: Double, upper: Double) {
        let (lower, upper) = (groups.map(\.lower), groups.map(\.upper))
        return least
            ? (lower.min() ?? 0, upper.min() ?? 0) : (lower.max() ?? 0, upper.max() ?? 0)
    }

    /// The groups that may be the worst one, which is among them with 95 %.
    ///
    /// - Parameter least: Whether little is bad.
    /// - Returns: A mark for each.
    public func mayBeWorst(least: Bool) -> [Bool] {
        let ends = worstGap(least: least)
        return groups.map { least ? $0.lower <= ends.upper : $0.upper >= ends.lower }
    }

    /// Units that a group needs for its interval to leave 0 out, were its gap so wide.
    ///
    /// All groups grow in proportion; c stays. (c + z)^2 x error^2 x units / gap^2, with the normal quantile z of the power.
    ///
    /// - Parameters:
    ///   - number: The group.
    ///   - gap: The gap, > 0.
    ///   - power: Probability to see it, in (0, 1).
    /// - Returns: Units, rounded up; nil for more than a whole number holds.
    public func unitsToSee(_ number: Int, gap: Double, power: Double) -> Int? {
        let group = groups[number]
        let times = (factor + PortableMath.inverseNormal(power)) * group.error / gap
        return Int(exactly: (Double(group.units) * times * times).rounded(.up))
    }
}
