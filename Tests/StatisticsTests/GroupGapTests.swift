import Statistics
import Testing
import TwinPrimitives

@Suite("Groups held against all")
struct GroupGapTests {
    /// Six of ten against ten of ten, which is as uneven as dealing 16 successes to twice ten can make it.
    ///
    /// Dealt at random the first group has 6 or 10 of them in 2 x 8008 of 184 756 ways, 8.7 %, and less uneven
    /// numbers in the rest; so the 95 % point is that of these two, which have the gap and the errors of the sample.
    @Test("two groups are as computed by hand, and c as counted")
    func byHand() throws {
        let values = (0..<20).map { $0 < 6 || $0 >= 10 ? 1.0 : 0 }
        let found = try GroupGaps(
            values, over: values.map { _ in 1 }, group: (0..<20).map { $0 / 10 })
        #expect(abs(found.all - 0.8) < 1e-12)
        #expect(found.groups.map(\.units) == [10, 10])
        #expect(abs(found.groups[0].gap + 0.2) < 1e-12 && abs(found.groups[1].gap - 0.2) < 1e-12)
        // Squares 2.4 and 0 of 18 degrees of freedom, each drawn to the whole by ten units.
        let usual = 2.4 / 18
        let squares = (2.4 + 10 * usual) / 19 / 10 + 10 * usual / 19 / 10
        let error = (squares / 4).squareRoot()
        #expect(found.groups.allSatisfy { abs($0.error - error) < 1e-12 })
        #expect(abs(found.factor - 0.2 / error) < 1e-9)
        #expect(found.worst(least: true) == 0 && found.worst(least: false) == 1)
        #expect(found.mayBeWorst(least: true)[0] && found.mayBeWorst(least: false)[1])
        // (c + 0.8416)^2 x error^2 x 10 / 0.1^2
        let times = (found.factor + 0.841_621_233_572_914) * error / 0.1
        #expect(
            found.unitsToSee(0, gap: 0.1, power: 0.8) == Int((10 * times * times).rounded(.up)))
    }

    /// Word errors: a ratio of sums, in which calls with more words weigh more.
    @Test("a ratio of sums is no mean of ratios")
    func ratios() throws {
        let errors = [Double](repeating: 1, count: 10) + [Double](repeating: 3, count: 10)
        let words = [Double](repeating: 10, count: 10) + [Double](repeating: 20, count: 10)
        let found = try GroupGaps(errors, over: words, group: (0..<20).map { $0 / 10 })
        #expect(abs(found.all - 40.0 / 300) < 1e-12)
        #expect(found.groups.map(\.value) == [0.1, 0.15])
        #expect(throws: StatisticsError.self) {
            try GroupGaps(errors, over: words, group: (0..<20).map { $0 < 15 ? 0 : 1 })
        }
        #expect(throws: StatisticsError.self) {
            try GroupGaps(errors, over: words.map { _ in 0 }, group: (0..<20).map { $0 / 10 })
        }
    }

    /// Groups that succeed with given chances; the first may be of another size.
    private static func sample(
        _ number: Int, units: Int, _ chances: [Double], first: Int? = nil
    ) throws -> GroupGaps {
        let streams = RandomStreams(seed: UInt64(number), replication: 4)
        var (values, groups): ([Double], [Int]) = ([], [])
        for (group, chance) in chances.enumerated() {
            for unit in 0..<(group == 0 ? first ?? units : units) {
                let key = CallerKey(
                    contactType: ContactTypeID(UInt16(group)), ordinal: UInt32(unit))
                values.append(streams.uniform(.testing, key) < chance ? 1 : 0)
                groups.append(group)
            }
        }
        return try GroupGaps(values, over: values.map { _ in 1 }, group: groups)
    }

    /// Misses of 300 samples against their binomial bounds.
    ///
    /// 5 % are 15 +- 4.9 x 3.8. An interval of 95 % for one group, put round the one that looks worst of eight,
    /// misses about 1 - 0.975^8 = 18 %: 55 of 300, 22 at least by the same margin.
    @Test("with equal groups all intervals hold the truth together; for the worst alone they fail")
    func coverage() throws {
        var (misses, single) = (0, 0)
        for number in 0..<300 {
            let found = try Self.sample(number, units: 60, Array(repeating: 0.3, count: 8))
            misses += found.groups.allSatisfy { $0.lower <= 0 && 0 <= $0.upper } ? 0 : 1
            let worst = found.groups[found.worst(least: true)]
            single += abs(worst.gap) > 1.96 * worst.error ? 1 : 0
        }
        #expect((1...33).contains(misses), "\(misses)")
        #expect(single >= 22 && single > misses, "\(single)")
    }

    /// Groups of 12 units beside one of 200: factors of normal numbers would miss half of the samples.
    @Test("small groups of rare successes are held too")
    func smallGroups() throws {
        let chances = Array(repeating: 0.1, count: 6)
        var misses = 0
        for number in 0..<300 {
            let found = try Self.sample(number, units: 12, chances, first: 200)
            misses += found.groups.allSatisfy { $0.lower <= 0 && 0 <= $0.upper } ? 0 : 1
        }
        #expect(misses <= 33, "\(misses)")
    }

    /// A planted gap of -0.1: one group of eight has 0.5 - 0.8 / 7, the others 0.5.
    ///
    /// As many units as are asked for show it in 80 % of 150 samples, +- 4.9 x 3.3 points; a quarter of them would
    /// in 18 %.
    @Test("as many units as are asked for show a gap as often as they say")
    func power() throws {
        let chances = [0.5 - 0.8 / 7] + Array(repeating: 0.5, count: 7)
        let pilot = try Self.sample(0, units: 1000, Array(repeating: 0.5, count: 8))
        let units = try #require(pilot.unitsToSee(0, gap: 0.1, power: 0.8))
        #expect(pilot.unitsToSee(0, gap: 1e-12, power: 0.8) == nil)
        var (seen, held, marked) = (0, 0, 0)
        for number in 1...150 {
            let found = try Self.sample(number, units: units, chances)
            seen += found.groups[0].upper < 0 ? 1 : 0
            let ends = found.worstGap(least: true)
            held += ends.lower <= -0.1 && -0.1 <= ends.upper ? 1 : 0
            marked += found.mayBeWorst(least: true)[0] ? 1 : 0
        }
        #expect(abs(Double(seen) / 150 - 0.8) < 0.16, "\(seen) of 150 with \(units)")
        // 5 % of 150 are 7.5 +- 4.9 x 2.7.
        #expect(held >= 150 - 20 && marked >= 150 - 20, "\(held) \(marked)")
    }
}
