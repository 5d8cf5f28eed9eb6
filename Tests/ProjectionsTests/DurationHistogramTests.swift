import Projections
import Testing

@Suite("histograms of durations")
struct DurationHistogramTests {
    private func histogram(_ values: [Int64]) -> DurationHistogram {
        var bank = HistogramBank(histograms: 2)
        for value in values { bank.add(value, to: 1) }
        let untouched = bank.value(0)
        #expect(untouched.count == 0)
        return bank.value(1)
    }

    private func exact(_ sorted: [Int64], _ permille: Int) -> Double {
        Double(sorted[(sorted.count * permille + 999) / 1000 - 1]) / 1e9
    }

    @Test("quantiles of data in whole seconds below 256 s are exact")
    func wholeSeconds() {
        var generator = TestGenerator(state: 1)
        for size in [1, 2, 3, 19, 20, 21, 999, 1000, 5000] {
            let values = (0..<size).map { _ in Int64(generator.below(256)) * 1_000_000_000 }
            let sorted = values.sorted()
            let histogram = histogram(values)
            for permille in 1...1000 {
                #expect(histogram.quantileSeconds(permille: permille) == exact(sorted, permille))
            }
        }
    }

    @Test("quantiles over all magnitudes are within 1/256 of the order statistic")
    func allMagnitudes() throws {
        var generator = TestGenerator(state: 2)
        let values = (0..<4000).map { _ in Int64(generator.next() >> (1 + generator.below(62))) }
        let sorted = values.sorted()
        let histogram = histogram(values)
        for permille in 1...1000 {
            let value = try #require(histogram.quantileSeconds(permille: permille))
            let truth = exact(sorted, permille)
            #expect(abs(value - truth) <= truth / 256)
        }
        #expect(histogram.sum == values.reduce(0) { $0 + Int128($1) })
    }

    @Test("each duration lies in its bucket, and buckets follow one another without gap")
    func buckets() {
        for octave in 8..<63 {
            for offset in [Int64(-1), 0, 1] {
                let value = (Int64(1) << Int64(octave)) + offset
                let index = DurationHistogram.index(value)
                #expect(DurationHistogram.lowerEnd(index) <= value)
                #expect(index == 56 * 256 - 1 || DurationHistogram.lowerEnd(index + 1) > value)
            }
        }
        #expect(DurationHistogram.index(.max) == 56 * 256 - 1)
        #expect(DurationHistogram.index(0) == 0)
        for index in 0..<56 * 256 {
            #expect(DurationHistogram.index(DurationHistogram.lowerEnd(index)) == index)
        }
    }

    @Test("adding histograms, and taking a duration back, leave what one count would")
    func arithmetic() {
        var generator = TestGenerator(state: 3)
        let left = (0..<500).map { _ in Int64(generator.next() >> (20 + generator.below(20))) }
        let right = (0..<700).map { _ in Int64(generator.next() >> (20 + generator.below(20))) }
        var sum = histogram(left)
        sum += histogram(right)
        #expect(sum == histogram(left + right))
        var other = histogram(right)
        other += histogram(left)
        #expect(other == sum)
        var empty = DurationHistogram()
        empty += sum
        empty += DurationHistogram()
        #expect(empty == sum)
        var bank = HistogramBank(histograms: 1)
        for value in left + right { bank.add(value, to: 0) }
        for value in right { bank.add(value, to: 0, weight: -1) }
        let kept = bank.value(0)
        #expect(kept == histogram(left))
        var zeros = histogram(left)
        zeros.addZeros(3)
        #expect(zeros == histogram(left + [0, 0, 0]))
    }

    @Test("an empty histogram has no quantile")
    func empty() {
        #expect(DurationHistogram().quantileSeconds(permille: 500) == nil)
    }
}
