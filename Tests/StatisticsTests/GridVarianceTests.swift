import Statistics
import Testing
import TwinPrimitives

/// Shares of variance against functions whose shares are known, and against noise.
@Suite("Analysis of variance on a grid")
struct GridVarianceTests {
    /// A function known without noise, at every point of axes of values, the last axis fastest.
    private static func exact(
        _ axes: [[Double]], _ function: ([Double]) -> Double
    ) throws -> GridVariance {
        let points = axes.reduce([[]]) { points, axis in
            points.flatMap { point in axis.map { point + [$0] } }
        }
        return try #require(
            GridVariance(
                sizes: axes.map(\.count),
                estimates: points.map {
                    ReplicatedEstimate(meanOf: Array(repeating: function($0), count: 5))
                }))
    }

    /// f = 1 + x + 2 y + 3 x y + 4 x y z at -1 and 1: squares of the coefficients, each a part of its own.
    @Test("products of signs: each coefficient's square is the variance of its axes")
    func signs() throws {
        let sign = [-1.0, 1]
        let found = try Self.exact([sign, sign, sign]) {
            1 + $0[0] + 2 * $0[1] + 3 * $0[0] * $0[1] + 4 * $0[0] * $0[1] * $0[2]
        }
        #expect(found.components.map(\.axes) == [[0], [1], [2], [0, 1], [0, 2], [1, 2]])
        for (component, exact) in zip(found.components, [1.0, 4, 0, 9, 0, 0]) {
            #expect(abs(component.variance - exact) < 1e-12, "\(component.axes)")
            #expect(abs(try #require(component.share) - exact / 30) < 1e-12)
            #expect(try #require(component.shareHalfWidth95) < 1e-9)
        }
        let rest = try #require(found.rest)
        #expect(abs(rest.variance - 16) < 1e-12 && abs(found.total.variance - 30) < 1e-12)
    }

    /// f(x, y) by hand on 2 x 3 values: rows (1, 2, 6) and (3, 2, 10), mean 4.
    ///
    /// Rows 3 and 5: effects -1, 1. Columns 2, 2, 8: effects -2, -2, 4. What is left: 0, 1, -1; 0, -1, 1.
    @Test("axes of unequal length: effects, pair and whole by hand")
    func byHand() throws {
        let table = [[1.0, 2, 6], [3, 2, 10]]
        let found = try Self.exact([[0, 1], [0, 1, 2]]) { table[Int($0[0])][Int($0[1])] }
        for (component, exact) in zip(found.components, [1.0, 8, 4.0 / 6]) {
            #expect(abs(component.variance - exact) < 1e-12, "\(component.axes)")
        }
        #expect(found.rest == nil)
        #expect(abs(found.total.variance - (1 + 8 + 4.0 / 6)) < 1e-12)
        // An axis of one value has no part, and takes none.
        let flat = try Self.exact([[0, 1], [7], [0, 1, 2]]) { table[Int($0[0])][Int($0[2])] }
        #expect(flat.components.map(\.axes) == [[0], [1], [2], [0, 1], [0, 2], [1, 2]])
        for (component, exact) in zip(flat.components, [1.0, 0, 8, 0, 4.0 / 6, 0]) {
            #expect(abs(component.variance - exact) < 1e-12, "\(component.axes)")
        }
    }

    /// sin x + 7 sin^2 y + 0.1 z^4 sin x on [-pi, pi]^3: published indices 0.3139, 0.4424, 0, pair x z 0.2437.
    ///
    /// Five points of equal distance integrate the trigonometric polynomials, Chebyshev's nine of equal
    /// weight integrate z^8, all exactly; so the grid's shares are those of the continuous function.
    /// Source: Ishigami and Homma (1990); Saltelli and others, "Sensitivity analysis" (2000), 2.9.
    @Test("the Ishigami function has its published indices of Sobol")
    func ishigami() throws {
        let turn = (0..<5).map { -Double.pi + 2 * Double.pi * (Double($0) + 0.5) / 5 }
        let nodes = [0.911589307728434, 0.601018655380238, 0.528761783057880, 0.167906184214804]
        let z = (nodes.map { -$0 } + [0] + nodes).map { $0 * Double.pi }
        func sine(_ angle: Double) -> Double {
            PortableMath.sineAndCosine(turns: angle / (2 * Double.pi)).sine
        }
        let found = try Self.exact([turn, turn, z]) { x in
            let (first, second) = (sine(x[0]), sine(x[1]))
            return first * (1 + 0.1 * x[2] * x[2] * x[2] * x[2]) + 7 * second * second
        }
        // a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2
        let four = Double.pi * Double.pi * Double.pi * Double.pi
        let whole = 49.0 / 8 + 0.1 * four / 5 + 0.01 * four * four / 18 + 0.5
        #expect(abs(found.total.variance / whole - 1) < 1e-9)
        let published = [0.3139, 0.4424, 0, 0, 0.2437, 0]
        for (component, exact) in zip(found.components, published) {
            #expect(abs(try #require(component.share) - exact) < 5e-5, "\(component.axes)")
        }
        #expect(abs(try #require(found.rest?.share)) < 1e-9)
    }

    /// Estimates on 2 x 3 points: `scale` x (row + 2 column) and noise that the points share in part.
    private static func noisy(_ repetition: Int, scale: Double) throws -> GridVariance {
        let streams = RandomStreams(seed: 311, replication: UInt32(repetition))
        let key = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
        func normal(_ draw: Int) -> Double {
            PortableMath.inverseNormal(streams.uniform(.testing, key, draw: UInt32(draw)))
        }
        let replications = 12
        let estimates = (0..<6).map { point in
            let truth = scale * (Double(point / 3) + 2 * Double(point % 3))
            return ReplicatedEstimate(
                meanOf: (0..<replications).map { replication in
                    // The common part is heavier where the columns are: it does not cancel in them.
                    truth + normal(replication) * Double(1 + point % 3)
                        + normal((point + 1) * replications + replication)
                })
        }
        return try #require(GridVariance(sizes: [2, 3], estimates: estimates))
    }

    /// Variances by the noise alone would be 0.02 to 0.11 (1 / 12 of effects of unit noise, and of the common
    /// part); their mean over 2 000 grids is tested within 4.9 standard errors, some 3 % of that.
    @Test("pure noise: variances of mean 0, and intervals that hold 0")
    func noise() throws {
        let repetitions = 2000
        var moments = Array(repeating: RunningMoments(), count: 4)
        var excluded = Array(repeating: 0, count: 4)
        for repetition in 0..<repetitions {
            let found = try Self.noisy(repetition, scale: 0)
            for (place, part) in (found.components + [found.total]).enumerated() {
                moments[place].add(part.variance)
                excluded[place] += abs(part.variance) > part.halfWidth95 ? 1 : 0
                #expect((part.share == nil) == (found.total.share == nil))
            }
        }
        for place in moments.indices {
            let error = (try #require(moments[place].variance) / Double(repetitions)).squareRoot()
            #expect(abs(moments[place].mean) < 4.9 * error, "\(place) \(moments[place].mean)")
            // 5 % of 2 000 and 4.9 standard deviations; the estimates are heavy to the right only.
            #expect(excluded[place] < 148, "\(place) \(excluded[place])")
        }
    }

    /// Row effects +-1/2 give 1/4, columns -2, 0, 2 give 8/3, the pair nothing; the same 4.9 errors.
    ///
    /// Twelve replications are few for intervals of first order, beside noise that is a third of the row's
    /// effect: they cover 92 to 100 %, as 3 000 grids of another implementation do.
    @Test("effects under noise: variances without bias, and shares whose intervals cover")
    func effects() throws {
        let repetitions = 1000
        var moments = Array(repeating: RunningMoments(), count: 3)
        var covered = Array(repeating: 0, count: 3)
        var told = 0
        let exact = [0.25, 8.0 / 3, 0]
        let whole = 0.25 + 8.0 / 3
        for repetition in 0..<repetitions {
            let found = try Self.noisy(repetition, scale: 1)
            told += found.total.share == nil ? 0 : 1
            for (place, part) in found.components.enumerated() {
                moments[place].add(part.variance)
                guard let share = part.share, let half = part.shareHalfWidth95 else { continue }
                covered[place] += abs(share - exact[place] / whole) <= half ? 1 : 0
            }
        }
        #expect(told > repetitions * 9 / 10)
        for place in moments.indices {
            let error = (try #require(moments[place].variance) / Double(repetitions)).squareRoot()
            #expect(abs(moments[place].mean - exact[place]) < 4.9 * error, "\(place)")
            // 92 % less 4.9 binomial deviations of 0.9 %.
            #expect(Double(covered[place]) >= 0.877 * Double(told), "\(place) \(covered[place])")
        }
    }

    @Test("estimates that are not paired, too few, or no full grid have no shares")
    func refused() {
        let good = ReplicatedEstimate(meanOf: [1, 2, 3, 5])
        let short = ReplicatedEstimate(meanOf: [1, 2, 3])
        #expect(GridVariance(sizes: [2, 2], estimates: [good, good, good, good]) != nil)
        #expect(GridVariance(sizes: [2, 2], estimates: [good, good, good, short]) == nil)
        #expect(GridVariance(sizes: [2, 2], estimates: [short, short, short, short]) == nil)
        #expect(GridVariance(sizes: [2, 2], estimates: [good, good, good]) == nil)
    }
}
