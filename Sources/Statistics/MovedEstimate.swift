/// A number known from many replications, moved by paired differences known from the first few of them.
///
/// The sum is base + weights x differences. The n replications of the differences are the first n of the
/// base's R, so the two are dependent. The error falls into two independent parts, each with its own
/// degrees of freedom (Satterthwaite): what the first n replications add, the mean of
/// (n / R) x base residual + weights x residuals of the differences, and what the other R - n add.
public struct MovedEstimate: Sendable {
    /// The number where nothing is moved.
    public let base: ReplicatedEstimate
    /// Paired differences from it, each over the same first replications.
    public let differences: [ReplicatedEstimate]

    /// A sum with its error.
    public struct Sum: Equatable, Sendable {
        /// The sum.
        public var value: Double
        /// Its variance.
        public var variance: Double
        /// Degrees of freedom of the variance.
        public var degreesOfFreedom: Double

        /// Half the width of the two-sided 95 % interval by Student's t.
        public var halfWidth95: Double {
            StudentQuantile.twoSided95(degreesOfFreedom) * variance.squareRoot()
        }
    }

    /// A place at which the number is known.
    public struct Knot: Sendable {
        /// The place, such as the value of an input.
        public var place: Double
        /// Weights of the differences there.
        public var weights: [Double]

        /// Stores a knot.
        public init(place: Double, weights: [Double]) {
            self.place = place
            self.weights = weights
        }
    }

    /// Where a broken line meets a level.
    public struct Crossing: Equatable, Sendable {
        /// The place.
        public var place: Double
        /// Lower end of the 95 % interval; nil where it leaves the line.
        public var low: Double?
        /// Upper end; nil where it leaves the line.
        public var high: Double?
    }

    /// Stores estimates.
    ///
    /// - Parameters:
    ///   - base: The number where nothing is moved.
    ///   - differences: Paired differences, each over as many replications, no more than the base's.
    public init(base: ReplicatedEstimate, differences: [ReplicatedEstimate]) {
        precondition(
            differences.allSatisfy {
                $0.residuals.count == differences[0].residuals.count
                    && $0.residuals.count <= base.residuals.count
            }, "differences come from the first replications of the base")
        self.base = base
        self.differences = differences
    }

    /// The base plus weighted differences.
    ///
    /// - Parameter weights: One number per difference.
    /// - Returns: The sum; its variance is infinite where single replications leave it unknown.
    public func sum(_ weights: [Double]) -> Sum {
        precondition(weights.count == differences.count, "each difference has a weight")
        let value = zip(weights, differences).reduce(base.value) { $0 + $1.0 * $1.1.value }
        let all = Double(base.residuals.count)
        let first = differences.first?.residuals.count ?? 0
        let firstShare = Double(first) / all
        guard let error = base.standardError else {
            return Sum(value: value, variance: .infinity, degreesOfFreedom: 1)
        }
        let rest = error * error * (1 - firstShare)
        guard first > 0 else {
            return Sum(
                value: value, variance: rest, degreesOfFreedom: Double(base.degreesOfFreedom))
        }
        let joint = (0..<first).map { place in
            zip(weights, differences).reduce(firstShare * base.residuals[place]) {
                $0 + $1.0 * $1.1.residuals[place]
            }
        }
        let freedom = Double(differences.map(\.degreesOfFreedom).min() ?? 0)
        guard freedom > 0 else {
            return Sum(value: value, variance: .infinity, degreesOfFreedom: 1)
        }
        let own = RunningMoments(joint).squaredDeviations / freedom / Double(first)
        let spent = rest * rest / Double(base.degreesOfFreedom) + own * own / freedom
        let variance = rest + own
        return Sum(
            value: value, variance: variance,
            degreesOfFreedom: spent > 0 ? variance * variance / spent : freedom)
    }

    /// Halvings of a stretch in which an interval ends: more than a double distinguishes.
    private static let halvings = 60

    /// Where the broken line through some knots meets a level, with the interval of Fieller's theorem.
    ///
    /// The interval holds every place around the crossing at which the line is not told from the level by
    /// Student's t: the joint errors of all knots count, those of the slope among them. Exact coverage
    /// for normal residuals where the line is right. Source: Fieller, Journal of the Royal Statistical
    /// Society B 16 (1954) 175-185, for a line of one piece.
    ///
    /// - Parameters:
    ///   - level: The level.
    ///   - knots: Places, ascending, with the number's weights there.
    /// - Returns: The first crossing; nil where no piece crosses, or an error is unknown.
    public func crossing(of level: Double, through knots: [Knot]) -> Crossing? {
        let sums = knots.map { sum($0.weights) }
        guard sums.allSatisfy(\.variance.isFinite) else { return nil }
        guard
            let piece = sums.indices.dropLast().first(where: {
                (sums[$0].value <= level) != (sums[$0 + 1].value <= level)
            })
        else { return nil }
        let slope = sums[piece + 1].value - sums[piece].value
        let place = Self.between(
            knots[piece].place, knots[piece + 1].place, (level - sums[piece].value) / slope)
        func isTold(_ sum: Sum) -> Bool { abs(sum.value - level) > sum.halfWidth95 }
        func end(_ order: some Sequence<Int>) -> Double? {
            var inside = place
            for knot in order {
                guard isTold(sums[knot]) else {
                    inside = knots[knot].place
                    continue
                }
                var outside = knots[knot].place
                for _ in 0..<Self.halvings {
                    let middle = (inside + outside) / 2
                    if isTold(sum(at: middle, knots)) { outside = middle } else { inside = middle }
                }
                return inside
            }
            return nil
        }
        return Crossing(
            place: place, low: end((0...piece).reversed()), high: end(piece + 1..<knots.count))
    }

    /// The sum at a place between two knots.
    private func sum(at place: Double, _ knots: [Knot]) -> Sum {
        let next = knots.firstIndex { $0.place >= place } ?? knots.count - 1
        guard next > 0 else { return sum(knots[next].weights) }
        let (left, right) = (knots[next - 1], knots[next])
        let share = (place - left.place) / (right.place - left.place)
        return sum(zip(left.weights, right.weights).map { Self.between($0, $1, share) })
    }

    private static func between(_ left: Double, _ right: Double, _ share: Double) -> Double {
        left + share * (right - left)
    }
}
