import Statistics
import Testing
import TwinPrimitives

@Suite("Samples in proportion to size")
struct ProportionalSampleTests {
    @Test(
        "units of one size are a simple random sample: chances n / N, in the order of their numbers"
    )
    func alike() {
        let sizes = [2.0, 2, 2, 2]
        #expect(
            ProportionalSample.probabilities(sizes: sizes, count: 3) == [0.75, 0.75, 0.75, 0.75])
        #expect(
            ProportionalSample.order(sizes: sizes, uniforms: [0.4, 0.1, 0.9, 0.3]) == [1, 3, 0, 2])
        #expect(ProportionalSample.probabilities(sizes: sizes, count: 0) == [0, 0, 0, 0])
        #expect(ProportionalSample.probabilities(sizes: sizes, count: 4) == [1, 1, 1, 1])
    }

    @Test("what would be more than certain is certain, and the others share what it leaves")
    func certain() {
        // 2 of 10 for 1, and 5 x 2 / 10 = 1 for the first: 1 of the rest of 5.
        #expect(
            ProportionalSample.probabilities(sizes: [5, 1, 1, 1, 1, 1], count: 2)
                == [1, 0.2, 0.2, 0.2, 0.2, 0.2])
        // 20 takes one place, then 4 of 8 takes one more of three: 4 x 2 / 8 = 1.
        #expect(
            ProportionalSample.probabilities(sizes: [20, 4, 2, 2], count: 3) == [1, 1, 0.5, 0.5])
    }

    /// Exact chances that units are among the first so many, by the law of the ranks.
    ///
    /// Rank t of a unit of size s has the distribution function min(1, t s); the unit is taken where fewer than `count` others have
    /// a smaller rank, whose number is a sum of independent zeros and ones. Midpoints of 2 000 intervals.
    private func exact(_ sizes: [Double], count: Int) -> [Double] {
        let steps = 2000
        return sizes.indices.map { unit in
            let last = 1 / sizes[unit]
            return (0..<steps).reduce(0) { sum, step in
                let rank = (Double(step) + 0.5) / Double(steps) * last
                var below = [1.0] + [Double](repeating: 0, count: count - 1)
                for other in sizes.indices where other != unit {
                    let chance = min(1, rank * sizes[other])
                    for number in below.indices.reversed() {
                        let before = number > 0 ? below[number - 1] : 0
                        below[number] = below[number] * (1 - chance) + before * chance
                    }
                }
                return sum + below.reduce(0, +) / Double(steps)
            }
        }
    }

    /// 20 000 samples know a chance to 0.35 points.
    @Test("units are taken as their ranks have it, and that is nearly in proportion to size")
    func frequencies() {
        let sizes = [1.0, 1, 2, 2, 3, 3, 4, 4, 5, 5]
        let count = 4
        let exact = exact(sizes, count: count)
        var taken = [Double](repeating: 0, count: sizes.count)
        let samples = 20_000
        for sample in 0..<samples {
            let streams = RandomStreams(seed: UInt64(sample), replication: 0)
            let uniforms = sizes.indices.map {
                streams.uniform(
                    .testing, CallerKey(contactType: ContactTypeID(0), ordinal: UInt32($0)))
            }
            for place in ProportionalSample.order(sizes: sizes, uniforms: uniforms).prefix(count) {
                taken[place] += 1 / Double(samples)
            }
        }
        let chances = ProportionalSample.probabilities(sizes: sizes, count: count)
        for place in sizes.indices {
            let error = (exact[place] * (1 - exact[place]) / Double(samples)).squareRoot()
            #expect(abs(taken[place] - exact[place]) < 4.9 * error, "\(place): \(taken[place])")
            // Four of ten units of sizes that differ fivefold are the hard case: 2.7 points for the largest.
            #expect(abs(chances[place] - exact[place]) < 0.03)
        }
        // Eight of thirty, as strata have them: 1.4 points.
        let many = (0..<30).map { Double([1, 1, 1, 1, 2, 2, 2, 3, 3, 4][$0 % 10]) }
        for (chance, exact) in zip(
            ProportionalSample.probabilities(sizes: many, count: 8), self.exact(many, count: 8))
        {
            #expect(abs(chance - exact) < 0.015)
        }
    }

    /// Two strata by hand: the first has 5 units that weigh 10 together, two of them looked at, weighing 1 and 3 with
    /// chances 1/4 and 3/4, so that each stands for 4.
    @Test("a stratum of units that weigh differently is a ratio of weighted sums")
    func weighted() throws {
        let strata = [
            TwoPhaseStratum(
                size: 5, weight: 10, cheapMean: 0, cheap: [0, 0], costly: [2, 6],
                weights: [4, 4], open: [0.75, 0.25]),
            TwoPhaseStratum(
                size: 2, weight: 30, cheapMean: 0, cheap: [0, 0], costly: [1, 3],
                weights: [10, 20], open: [0, 0]),
        ]
        let estimate = try TwoPhaseEstimate(strata)
        // 1/4 x 4 + 3/4 x (10 x 1 + 20 x 3) / 30
        #expect(abs(estimate.value - (1 + 0.75 * 70 / 30)) < 1e-12)
        // (1/4)^2 x 2 x (0.75 x (1/2)^2 x 4 + 0.25 x (1/2)^2 x 4), and nothing of the second.
        #expect(abs(estimate.varianceOfPairs - 2.0 / 16) < 1e-12)
        // Variance over all sessions: inside 1/4 x 8 and 3/4 x 2 x (10 x (4/3)^2 + 20 x (2/3)^2) / 30,
        // between the means 4 and 7/3; over 40 sessions.
        let inside = 0.25 * 8 + 0.75 * 2 * (10 * 16.0 / 9 + 20 * 4.0 / 9) / 30
        let between = 0.25 * 0.75 * (5.0 / 3) * (5.0 / 3)
        #expect(abs(estimate.varianceOfUnits - (inside + between) / 40) < 1e-12)
    }
}
