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

    /// One of two units of sizes 1 and s: the rank of the larger is u / s, so it is taken with 1 - 1 / (2 s).
    @Test("of two units the larger is not certain, and its chance is the exact one")
    func larger() {
        for size in [2.0, 5, 20] {
            let chances = ProportionalSample.probabilities(sizes: [1, size], count: 1)
            #expect(abs(chances[1] - (1 - 1 / (2 * size))) < 0.001, "\(chances)")
            #expect(abs(chances[0] + chances[1] - 1) < 1e-12)
        }
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
    @Test(
        "units are taken with their chances, also where n x size / sum would be more than certain",
        arguments: [
            ([1.0, 1, 2, 2, 3, 3, 4, 4, 5, 5], 4), ([5, 1, 1, 1, 1, 1], 2), ([3, 1, 1, 1], 2),
            ([1, 1, 1, 1, 1, 1, 2, 2, 3], 6),
        ])
    func frequencies(_ sizes: [Double], _ count: Int) {
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
            #expect(abs(chances[place] - exact[place]) < 0.001)
        }
    }

    /// Two strata by hand: the first has 5 units that weigh 10 together, two of them looked at, weighing 1 and 3 with
    /// chances 1/4 and 3/4, so that each stands for 4.
    @Test("a stratum of units that weigh differently is a ratio of weighted sums")
    func weighted() throws {
        let strata = [
            TwoPhaseStratum(
                size: 5, weight: 10, forecastMean: 0, forecasts: [0, 0], costly: [2, 6],
                weights: [4, 4], open: [0.75, 0.25]),
            TwoPhaseStratum(
                size: 2, weight: 30, forecastMean: 0, forecasts: [0, 0], costly: [1, 3],
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
