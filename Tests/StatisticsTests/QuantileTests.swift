import Foundation
import Statistics
import Testing

@Suite("Quantiles and warm-up") struct QuantileTests {
    @Test("types 1 and 7 of Hyndman and Fan on a sample of five")
    func definitions() {
        let sample = [10.0, 20, 30, 40, 50]
        func type1(_ p: Double) -> Double {
            SampleQuantile.value(p, ofSorted: sample, definition: .inverseDistribution)
        }
        func type7(_ p: Double) -> Double { SampleQuantile.value(p, ofSorted: sample) }
        #expect(type1(0) == 10 && type1(0.2) == 10 && type1(0.2000001) == 20)
        #expect(type1(0.6) == 30 && type1(0.61) == 40 && type1(1) == 50)
        #expect(type7(0) == 10 && type7(0.25) == 20 && type7(1) == 50)
        #expect(abs(type7(0.9) - 46) < 1e-12)
        #expect(SampleQuantile.value(0.5, ofSorted: []).isNaN)
    }

    @Test("type 1 is the least number whose share reaches the probability, for every k / n")
    func inverse() {
        for count in 1...200 {
            let sample = (1...count).map(Double.init)
            for k in 1...count {
                let p = Double(k) / Double(count)
                let got = SampleQuantile.value(
                    p, ofSorted: sample, definition: .inverseDistribution)
                #expect(got == Double(k))
            }
        }
    }

    @Test("ranks and coverage meet quantile_ci_order_stats-01")
    func orderStatistics() throws {
        let item = try StatisticsCase("quantile_ci_order_stats-01")
        let rows = try item.rows("rows")
        #expect(rows.count == 4)
        for row in rows {
            let ranks = try OrderStatisticInterval.ranks(
                count: Int(try #require(row["n"])), probability: try #require(row["q"]))
            #expect(Double(ranks.lower) == row["lower_order_stat"])
            #expect(Double(ranks.upper) == row["upper_order_stat"])
            #expect(item.agrees(ranks.coverage, try #require(row["coverage"])))
        }
    }

    @Test("a small sample cannot bound a high quantile from above")
    func outside() throws {
        let ranks = try OrderStatisticInterval.ranks(count: 10, probability: 0.99)
        let ends = ranks.ends(inSorted: (1...10).map(Double.init))
        #expect(ends.upper == .infinity)
        #expect(ends.lower.isFinite)
        // P(B >= lower) with B ~ Bin(10, .99): the lower end alone keeps its share.
        #expect(ranks.coverage > 0.97)
        #expect(throws: StatisticsError.self) {
            try OrderStatisticInterval.ranks(count: 10, probability: 1)
        }
    }

    @Test("a quantile over replications is the mean of their quantiles")
    func perReplication() throws {
        let estimate = try #require(
            ReplicatedEstimate(
                quantile: 0.5, ofReplications: [[3, 1, 2], [5, 4, 6], [9, 8, 7]]))
        #expect(estimate.value == 5)
        #expect(abs(try #require(estimate.standardError) - 3.0.squareRoot()) < 1e-14)
        #expect(ReplicatedEstimate(quantile: 0.5, ofReplications: [[1], []]) == nil)
    }

    @Test("the warm-up by MSER-5 meets warmup_mser5-01")
    func warmUp() throws {
        let item = try StatisticsCase("warmup_mser5-01")
        let found = try MarginalStandardErrorRule().truncation(of: try item.numbers("series"))
        #expect(Double(found.batches) == (try item.output("best_truncation_batches")))
        #expect(Double(found.observations) == (try item.output("truncated_observations")))
        #expect(try item.agrees(found.mean, with: "truncated_mean"))
        let expected = try item.outputs("statistic")
        #expect(found.statistics.count == expected.count)
        for (got, exact) in zip(found.statistics, expected) { #expect(item.agrees(got, exact)) }
        #expect(!found.isAtLimit)
    }

    @Test("a run that only climbs is told apart from one that settles")
    func climbing() throws {
        let found = try MarginalStandardErrorRule().truncation(of: (0..<100).map(Double.init))
        #expect(found.isAtLimit)
        #expect(throws: StatisticsError.tooFew(what: "batches", needed: 2, got: 1)) {
            try MarginalStandardErrorRule().truncation(of: [1, 2, 3, 4, 5, 6])
        }
    }
}
