/// Analysis of variance of a function that was estimated at every point of a grid.
///
/// The function is the sum of a mean, an effect of each axis, an effect of each pair of axes that no sum of two
/// effects tells, and a rest; the variances of these over the grid, every point weighing alike, add up to the
/// whole. Each is the mean square of estimated effects less the square of their standard errors. As the
/// residuals of all points are paired, the errors of an effect are known whatever the points have in common
/// (common random numbers), and the noise of the simulation is taken out without bias; to first order for
/// ratios. Source: Sobol, "Sensitivity estimates for nonlinear mathematical models", Mathematical Modelling
/// and Computational Experiments 1 (1993) 407-414; Efron and Stein, Annals of Statistics 9 (1981) 586-596.
public struct GridVariance: Sendable {
    /// Part of the variance that belongs to some axes together.
    public struct Component: Equatable, Sendable {
        /// Numbers of the axes, ascending: one, or a pair; empty for the whole and for the rest.
        public let axes: [Int]
        /// Variance over the grid, in the unit of the estimates squared; noise can make it negative.
        public let variance: Double
        /// Half the width of its 95 % interval (see `share`).
        public let halfWidth95: Double
        /// Variance over that of the whole; nil where the whole is not told from noise.
        ///
        /// Its interval is Student's with the error of the jackknife over replications, or the error
        /// that the part would have if there were nothing but noise, whichever is larger: near 0 the
        /// jackknife alone is too sure by chance.
        public let share: Double?
        /// Half the width of the share's 95 % interval; nil without a share.
        public let shareHalfWidth95: Double?
    }

    /// The variance of the whole; its share is 1 where it is told from noise.
    public let total: Component
    /// One component for each axis, then one for each pair of axes.
    public let components: [Component]
    /// What three and more axes do together beyond their pairs; nil for two axes.
    public let rest: Component?

    /// Splits the variance.
    ///
    /// Nil for fewer than three degrees of freedom, estimates that are not paired, and grids that are not full.
    /// Cost: points x replications for each effect, and the square of the points x replications for the
    /// error that noise alone would leave.
    ///
    /// - Parameters:
    ///   - sizes: Values of each axis, each >= 1.
    ///   - estimates: One for each point, the last axis fastest, all of the same replications.
    public init?(sizes: [Int], estimates: [ReplicatedEstimate]) {
        guard let first = estimates.first, sizes.reduce(1, *) == estimates.count,
            let degrees = estimates.map(\.degreesOfFreedom).min(), degrees > 2,
            estimates.allSatisfy({ $0.residuals.count == first.residuals.count })
        else { return nil }
        let grid = Grid(sizes: sizes, cells: estimates.map { [$0.value] + $0.residuals })
        let parts = grid.sizes.indices.map { [$0] } + grid.pairs
        let whole = SquaredEffect(grid.deviations(), degrees)
        let isTold = whole.mean > whole.halfWidth95
        func component(_ part: SquaredEffect, _ axes: [Int] = []) -> Component {
            let share = isTold ? part.share(of: whole) : nil
            return Component(
                axes: axes, variance: part.mean, halfWidth95: part.halfWidth95,
                share: share?.value, shareHalfWidth95: share?.halfWidth95)
        }
        total = Component(
            axes: [], variance: whole.mean, halfWidth95: whole.halfWidth95,
            share: isTold ? 1 : nil, shareHalfWidth95: isTold ? 0 : nil)
        components = parts.map { component(SquaredEffect(grid.effect(of: $0), degrees), $0) }
        rest = sizes.count > 2 ? component(SquaredEffect(grid.rest(), degrees)) : nil
    }
}

/// Vectors (an estimate and its residuals) at the points of a grid, and the effects of axes.
private struct Grid {
    let sizes: [Int]
    let cells: [[Double]]
    private let mean: [Double]

    init(sizes: [Int], cells: [[Double]]) {
        self.sizes = sizes
        self.cells = cells
        mean = Self.mean(cells)
    }

    /// Every pair of axes.
    var pairs: [[Int]] {
        sizes.indices.flatMap { one in sizes.indices.dropFirst(one + 1).map { [one, $0] } }
    }

    /// What each point is above the mean.
    func deviations() -> [[Double]] { cells.map { Self.sum($0, mean, -1) } }

    /// The effect of one axis, or of a pair beyond those of its two, at each of their values.
    func effect(of axes: [Int]) -> [[Double]] {
        var groups = Array(repeating: [[Double]](), count: axes.reduce(1) { $0 * sizes[$1] })
        for (point, cell) in cells.enumerated() { groups[place(of: point, axes)].append(cell) }
        let above = groups.map { Self.sum(Self.mean($0), mean, -1) }
        guard axes.count == 2 else { return above }
        let (one, other) = (effect(of: [axes[0]]), effect(of: [axes[1]]))
        let width = sizes[axes[1]]
        return above.enumerated().map { place, vector in
            Self.sum(Self.sum(vector, one[place / width], -1), other[place % width], -1)
        }
    }

    /// What no axis and no pair explains, at each point.
    func rest() -> [[Double]] {
        var left = deviations()
        for axes in sizes.indices.map({ [$0] }) + pairs {
            let effect = effect(of: axes)
            for point in left.indices {
                left[point] = Self.sum(left[point], effect[place(of: point, axes)], -1)
            }
        }
        return left
    }

    /// Place of a point among the combinations of some axes, the last fastest.
    private func place(of point: Int, _ axes: [Int]) -> Int {
        axes.reduce(0) { place, axis in
            let stride = sizes[(axis + 1)...].reduce(1, *)
            return place * sizes[axis] + point / stride % sizes[axis]
        }
    }

    private static func mean(_ vectors: [[Double]]) -> [Double] {
        var sum = Array(repeating: 0.0, count: vectors.first?.count ?? 0)
        for vector in vectors {
            for index in sum.indices { sum[index] += vector[index] }
        }
        return sum.map { $0 / Double(vectors.count) }
    }

    private static func sum(_ one: [Double], _ other: [Double], _ factor: Double) -> [Double] {
        zip(one, other).map { $0 + factor * $1 }
    }
}

/// Mean square of an effect without its noise, and its error.
private struct SquaredEffect {
    /// Mean over the effect's values of the square less the squared standard error.
    let mean: Double
    /// The same without each replication in turn.
    private let leftOut: [Double]
    /// Variance of `mean` if the effect were nothing but noise.
    private let noiseVariance: Double
    private let degreesOfFreedom: Int

    /// - Parameters:
    ///   - vectors: The effect at each of its values: estimate, then residuals.
    ///   - degrees: Degrees of freedom of the residuals.
    init(_ vectors: [[Double]], _ degrees: Int) {
        let count = vectors.first.map { $0.count - 1 } ?? 0
        let replications = Double(count)
        let others = replications - 1
        let cells = Double(vectors.count)
        var value = 0.0
        var without = Array(repeating: 0.0, count: count)
        for vector in vectors {
            let effect = vector[0]
            let squares = vector.dropFirst().reduce(0) { $0 + $1 * $1 }
            value += effect * effect - squares / Double(degrees) / replications
            for place in 0..<count {
                // A mean loses residual / (R - 1) with its replication; the residuals move likewise.
                let residual = vector[place + 1]
                let moved = effect - residual / others
                let left = squares - residual * residual * replications / others
                without[place] += moved * moved - left / Double(degrees - 1) / others
            }
        }
        mean = value / cells
        leftOut = without.map { $0 / cells }
        degreesOfFreedom = degrees
        noiseVariance = Self.noise(vectors, degrees) / cells / cells
    }

    /// Twice the squared norm of the covariance matrix of the effect's values: the variance of the sum
    /// of their squares for normal noise.
    private static func noise(_ vectors: [[Double]], _ degrees: Int) -> Double {
        var sum = 0.0
        for (place, one) in vectors.enumerated() {
            for other in 0...place {
                let products = zip(one, vectors[other]).dropFirst().reduce(0) {
                    $0 + $1.0 * $1.1
                }
                let covariance = products / Double(degrees) / Double(one.count - 1)
                sum += (other == place ? 1 : 2) * covariance * covariance
            }
        }
        return 2 * sum
    }

    /// Half the width of the 95 % interval of `mean`.
    var halfWidth95: Double { halfWidth(max(Self.jackknife(leftOut), noiseVariance)) }

    /// This mean square over another, with half the width of its 95 % interval.
    func share(of whole: SquaredEffect) -> (value: Double, halfWidth95: Double) {
        let shares = zip(leftOut, whole.leftOut).map { $0 / $1 }
        let noise = noiseVariance / whole.mean / whole.mean
        return (mean / whole.mean, halfWidth(max(Self.jackknife(shares), noise)))
    }

    private func halfWidth(_ variance: Double) -> Double {
        StudentQuantile.twoSided95(Double(degreesOfFreedom)) * variance.squareRoot()
    }

    /// Variance by the jackknife, of an estimate that was formed without each replication in turn.
    private static func jackknife(_ values: [Double]) -> Double {
        let moments = RunningMoments(values)
        return moments.squaredDeviations * Double(values.count - 1) / Double(values.count)
    }
}
