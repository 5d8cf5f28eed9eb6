import Statistics
import Testing
import TwinPrimitives

/// A base of R replications and differences of the first n of them, all normal with known moments.
@Suite("An estimate moved by paired differences")
struct MovedEstimateTests {
    static let all = 60
    static let first = 12
    static let repetitions = 2000

    /// Normal numbers of one repetition: base x, and differences mean + slope x + own noise.
    struct Draw {
        var base: ReplicatedEstimate
        var differences: [ReplicatedEstimate]

        init(_ repetition: Int, means: [Double], slopes: [Double], noise: Double) {
            let streams = RandomStreams(seed: 77, replication: UInt32(repetition))
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
            func normal(_ draw: Int) -> Double {
                PortableMath.inverseNormal(
                    streams.uniform(.testing, key, draw: UInt32(draw)))
            }
            let x = (0..<all).map { normal($0) }
            base = ReplicatedEstimate(meanOf: x)
            differences = means.indices.map { place in
                ReplicatedEstimate(
                    meanOf: (0..<first).map {
                        means[place] + slopes[place] * x[$0]
                            + noise * normal(all * (place + 1) + $0)
                    })
            }
        }
    }

    @Test("without a move the error is the base's, by hand and by Student's t")
    func unmoved() throws {
        let base = ReplicatedEstimate(meanOf: [1, 2, 3, 4, 5, 9])
        let none = MovedEstimate(base: base, differences: []).sum([])
        let halfWidth = try #require(base.halfWidth())
        #expect(none.value == 4 && abs(none.halfWidth95 - halfWidth) < 1e-12)
        // The whole base as its own difference doubles it: residuals add before they are squared.
        let twice = MovedEstimate(base: base, differences: [base]).sum([1])
        #expect(twice.value == 8)
        #expect(abs(twice.halfWidth95 - 2 * halfWidth) < 1e-12)
        // And its negative leaves nothing.
        let nothing = MovedEstimate(base: base, differences: [base]).sum([-1])
        #expect(nothing.value == 0 && nothing.variance < 1e-28)
    }

    /// Var = 1 / R + (slope^2 + noise^2) / n + 2 slope / R; added as if independent, the last term is lost.
    ///
    /// A mean of 2 000 variances with 11 degrees of freedom is known within 1 %, tested at 4.9 of that:
    /// the lost term is 44 % here.
    @Test("the variance counts the replications that base and difference share")
    func sharedReplications() throws {
        let (slope, noise) = (-0.9, 0.1)
        var told = RunningMoments()
        var values = RunningMoments()
        for repetition in 0..<Self.repetitions {
            let draw = Draw(repetition, means: [0], slopes: [slope], noise: noise)
            let sum = MovedEstimate(base: draw.base, differences: draw.differences).sum([1])
            told.add(sum.variance)
            values.add(sum.value)
        }
        let exact =
            1 / Double(Self.all) + (slope * slope + noise * noise) / Double(Self.first)
            + 2 * slope / Double(Self.all)
        let error = try #require(told.standardDeviation) / Double(Self.repetitions).squareRoot()
        #expect(abs(told.mean - exact) < 4.9 * error, "\(told.mean) \(exact) ± \(error)")
        // The relative error of the variance of 2 000 values is 3.2 %.
        #expect(abs(try #require(values.variance) / exact - 1) < 4.9 * 0.032)
    }

    /// Coverage of 2 000 repetitions has an error of 0.5 points: within 4.9 of them of 95 %.
    ///
    /// The slope of the weak line is nine of its standard errors and the far knot three of its own from the
    /// level; the strong one is three times as strong.
    @Test(
        "Fieller's interval covers the crossing of weak and of strong slopes", arguments: [3.0, 9])
    func fieller(_ slope: Double) {
        var covered = 0
        let place = 0.7
        for repetition in 0..<Self.repetitions {
            let draw = Draw(
                repetition, means: [0.2, 0.2 + slope], slopes: [-0.3, 0.4], noise: 0.7)
            let found = MovedEstimate(base: draw.base, differences: draw.differences).crossing(
                of: 0.2 + place * slope,
                through: [.init(place: 0, weights: [1, 0]), .init(place: 1, weights: [0, 1])])
            guard let found else { continue }
            if (found.low ?? -.infinity) <= place, place <= (found.high ?? .infinity) {
                covered += 1
            }
        }
        let share = Double(covered) / Double(Self.repetitions)
        #expect(abs(share - 0.95) < 4.9 * 0.005, "covered \(share)")
    }

    /// The same residuals everywhere: the interval's ends are where the line is a half-width off the level.
    @Test("a broken line is crossed on its piece, and each end is on the piece where it belongs")
    func broken() throws {
        let base = ReplicatedEstimate(meanOf: [-1, 1, -1, 1])
        let half = try #require(base.halfWidth())
        let steps = [0.0, 4, 20].map { ReplicatedEstimate(meanOf: [$0, $0, $0, $0]) }
        let moved = MovedEstimate(base: base, differences: steps)
        let knots = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]].enumerated().map {
            MovedEstimate.Knot(place: Double($0), weights: $1)
        }
        let found = try #require(moved.crossing(of: 3, through: knots))
        #expect(abs(found.place - 0.75) < 1e-12)
        #expect(abs(try #require(found.low) - (3 - half) / 4) < 1e-9)
        // One above the knot at 1, the rest of the half-width on the steep piece.
        #expect(half > 1)
        #expect(abs(try #require(found.high) - (1 + (half - 1) / 16)) < 1e-9)
        // At 0 the line is not told from 1: that end is open.
        let low = try #require(moved.crossing(of: 1, through: knots))
        #expect(low.low == nil && low.high != nil)
        #expect(moved.crossing(of: 21, through: knots) == nil)
    }

    @Test("of none among n trials, the upper end is that of Clopper and Pearson")
    func none() throws {
        for trials in [1, 40, 5000] {
            let exact = try BinomialInference.interval(successes: 0, trials: trials)
            #expect(
                abs(BinomialInference.upperOfNone(trials: Double(trials)) - exact.upper) < 1e-9)
        }
        #expect(BinomialInference.upperOfNone(trials: 0) == 1)
    }
}
