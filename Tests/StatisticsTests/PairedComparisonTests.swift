import RandomVariates
import Statistics
import Testing
import TwinPrimitives

@Suite("Paired comparisons")
struct PairedComparisonTests {
    /// So many cases of each cell of a table of pairs.
    private func shares(
        both: Int, first: Int, second: Int, neither: Int
    ) throws -> PairedComparison {
        func list(_ values: [(Double, Int)]) -> [Double] {
            values.flatMap { [Double](repeating: $0.0, count: $0.1) }
        }
        return try PairedComparison(
            list([(1, both), (1, first), (0, second), (0, neither)]),
            list([(1, both), (0, first), (1, second), (0, neither)]))
    }

    @Test("shares: half a case in each cell, by hand")
    func byHand() throws {
        let pair = try shares(both: 20, first: 8, second: 2, neither: 20)
        #expect(abs(pair.firstMean - 0.56) < 1e-12 && abs(pair.secondMean - 0.44) < 1e-12)
        #expect(pair.discordant?.first == 8 && pair.discordant?.second == 2)
        // (8 - 2) / 52, and the root of (8 + 2 + 1 - 36 / 52) / 52^2.
        #expect(abs(pair.difference - 6.0 / 52) < 1e-12)
        #expect(abs(pair.standardError - 0.061741) < 1e-6)
        // The phi coefficient of the table: (20 * 20 - 8 * 2) / sqrt(28 * 22 * 22 * 28).
        #expect(abs((pair.correlation ?? 0) - 384.0 / 616) < 1e-12)
    }

    @Test("shares that never differ leave an interval that the number of cases allows")
    func noDiscordance() throws {
        let pair = try shares(both: 30, first: 0, second: 0, neither: 30)
        #expect(pair.difference == 0)
        // One half case on either side of the diagonal: 1 / 62, times Student's 2.001 for 59.
        #expect(abs(pair.interval.upper - 2.000995 / 62) < 1e-6)
        #expect(abs(pair.interval.lower + pair.interval.upper) < 1e-15)
        let constant = try shares(both: 5, first: 0, second: 0, neither: 0)
        #expect(constant.correlation == nil)
    }

    /// Five differences with mean 2 and variance 2.5; Student's factor for 4 degrees of freedom is
    /// 2.776445, and the half-width 2.776445 sqrt(2.5 / 5) = 1.963243.
    @Test("the interval of a mean difference is Student's")
    func means() throws {
        let interval = try PairedComparison([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]).interval
        #expect(abs(interval.lower - (2 - 1.963243)) < 1e-5)
        #expect(abs(interval.upper - (2 + 1.963243)) < 1e-5)
    }

    @Test("two one-sided tests meet the table of Student's law")
    func studentTable() throws {
        // Ten differences of mean 0.2; 1.833113 is the 95 % quantile for nine degrees of freedom.
        let first = (0..<10).map { 5 + 0.2 + (Double($0) - 4.5) / 3 }
        let pair = try PairedComparison(first, [Double](repeating: 5, count: 10))
        #expect(abs(pair.difference - 0.2) < 1e-12)
        let margin = 0.2 + 1.833113 * pair.standardError
        #expect(abs(pair.equivalencePValue(margin: margin) - 0.05) < 1e-6)
        // Against a second value that never changes, the ratio is tested as the mean is.
        #expect(
            abs(pair.ratioEquivalencePValue(margin: margin / 5) - 0.05) < 1e-6)
        #expect(pair.discordant == nil && pair.correlation == nil)
    }

    @Test("at a ratio on the margin, equivalence is found in 5 % of samples at most")
    func size() throws {
        let streams = RandomStreams(seed: 11, replication: 0)
        let trials: UInt32 = 2000
        var found = 0
        for trial in 0..<trials {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: trial)
            var first: [Double] = []
            var second: [Double] = []
            for place in 0..<160 {
                let common = streams.uniform(.testing, caller, draw: UInt32(3 * place))
                let one = streams.uniform(.testing, caller, draw: UInt32(3 * place + 1))
                let other = streams.uniform(.testing, caller, draw: UInt32(3 * place + 2))
                // Both have mean 1 before the factor, and half of their variance in common.
                first.append(1.05 * (0.5 + (common + one) / 2))
                second.append(0.5 + (common + other) / 2)
            }
            found +=
                try PairedComparison(first, second).ratioEquivalencePValue(margin: 0.05) < 0.05
                ? 1 : 0
        }
        // 100 expected; 4.9 standard errors of 9.7 above it. A test at 7.4 % would be found out.
        #expect(found < 148)
        // The test is exact at the margin, so far fewer would be an error too.
        #expect(found > 52)
    }

    @Test("lists of unequal lengths and fewer than three cases are errors")
    func refused() {
        #expect(throws: StatisticsError.self) { try PairedComparison([1, 2, 3], [1, 2]) }
        #expect(throws: StatisticsError.self) { try PairedComparison([1, 2], [1, 2]) }
    }

    @Test("an interval of a difference of shares ends where they do")
    func ends() throws {
        let shares = try PairedComparison([1, 1, 1], [0, 0, 0]).interval
        // 3 / 5 and 4.30 x sqrt(4 - 9 / 5) / 5 beside.
        #expect(shares.upper == 1 && abs(shares.lower - (0.6 - 4.302_653 * 0.296_648)) < 1e-5)
        let others = try PairedComparison([1, 1, 4], [0, 0, 0]).interval
        #expect(others.upper > 1)
    }
}
