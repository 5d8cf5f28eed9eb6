import Statistics
import Testing

@Suite("Calibrated weights")
struct CalibratedWeightsTests {
    /// The variance is 1 and 2 / 2 are added, so half of what is missing is made up: the mean goes from 0 to 0.25.
    @Test("two units are moved half of the way to what is known of all")
    func byHand() {
        let factors = CalibratedWeights.factors([3, 3], values: [[-1], [1]], target: [0.5])
        #expect(factors == [0.75, 1.25])
    }

    /// Of mean 0 with the variances 12 / 4 and 6 / 4 and nothing in common; the weights are worth 16 / 6 units, so each
    /// has 2 / (16 / 6) more.
    @Test("each value has its slope, and the weights keep their sum")
    func two() {
        let factors = CalibratedWeights.factors(
            [1, 1, 2], values: [[-3, 0], [1, -2], [1, 1]], target: [0.75, -0.45])
        // 0.75 / 3.75 and -0.45 / 2.25
        let slopes = (0.2, -0.2)
        let expected = [1 - 3 * slopes.0, 1 + slopes.0 - 2 * slopes.1, 1 + slopes.0 + slopes.1]
        for (found, wanted) in zip(factors, expected) { #expect(abs(found - wanted) < 1e-12) }
        #expect(abs(factors[0] + factors[1] + 2 * factors[2] - 4) < 1e-12)
    }

    @Test("factors stay inside their bounds, and a value that never changes moves nothing")
    func bounds() {
        let values = [[-2.0, 0], [0, 0], [0, 0], [2, 0]]
        let factors = CalibratedWeights.factors([1, 1, 1, 1], values: values, target: [9, 0])
        #expect(factors == [0.2, 1, 1, 5])
        #expect(
            CalibratedWeights.factors([1, 1, 1, 1], values: values, target: [0, 0])
                == [1, 1, 1, 1])
        #expect(CalibratedWeights.factors([1, 2], values: [[], []], target: []) == [1, 1])
    }
}
