import Planning
import Testing

/// Intervals of paired differences.
@Suite("Paired differences")
struct PairedDifferenceTests {
    /// Five differences with mean 2 and variance 2.5: Student's factor for 4 degrees of freedom is 2.776445, and the
    /// half-width 2.776445 sqrt(2.5 / 5) = 1.963243.
    @Test("the interval of a mean is Student's")
    func means() {
        let interval = PairedDifference.ofMeans([0, 1, 2, 3, 4])
        #expect(abs(interval.lowerBound - (2 - 1.963243)) < 1e-5)
        #expect(abs(interval.upperBound - (2 + 1.963243)) < 1e-5)
        #expect(PairedDifference.ofMeans([3]) == 3...3)
    }

    /// Ten pairs, of which three gain and one loses: with half a pair more in each cell 3.5 and 1.5 of 12, so the
    /// difference is 1/6, the variance (5 - 4/12) / 144, and the half-width 1.959964 x 0.180021 = 0.352834.
    @Test("the interval of a difference of shares is Agresti's and Min's")
    func shares() {
        let pairs =
            Array(repeating: (before: false, after: true), count: 3)
            + Array(repeating: (before: true, after: false), count: 1)
            + Array(repeating: (before: true, after: true), count: 6)
        let interval = PairedDifference.ofShares(pairs)
        #expect(abs(interval.lowerBound - (1.0 / 6 - 0.352834)) < 1e-5)
        #expect(abs(interval.upperBound - (1.0 / 6 + 0.352834)) < 1e-5)
    }

    @Test("pairs that all agree leave a difference open")
    func agreement() {
        let interval = PairedDifference.ofShares(
            Array(repeating: (before: true, after: true), count: 40))
        #expect(abs(interval.upperBound - 0.046666) < 1e-5)
        #expect(interval.lowerBound == -interval.upperBound)
    }
}
