import Foundation
import GSL
import Statistics
import Testing
import TwinPrimitives

@Suite("Replications") struct ReplicationTests {
    @Test("moments of a list equal its definition, and parts merge to the whole")
    func moments() throws {
        let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
        let whole = RunningMoments(values)
        // Sum 31, sum of squares 173: variance (173 - 31^2 / 8) / 7.
        #expect(abs(whole.mean - 3.875) < 1e-14)
        let byDefinition = (173.0 - 961.0 / 8) / 7
        #expect(abs(try #require(whole.variance) - byDefinition) < 1e-13)
        #expect(whole.minimum == 1 && whole.maximum == 9)
        for cut in 0...values.count {
            var left = RunningMoments(values[..<cut])
            left.merge(RunningMoments(values[cut...]))
            #expect(left.count == 8)
            #expect(abs(left.mean - whole.mean) < 1e-14)
            #expect(abs(left.squaredDeviations - whole.squaredDeviations) < 1e-12)
            #expect(left.minimum == 1 && left.maximum == 9)
        }
        #expect(RunningMoments([2.0]).variance == nil)
    }

    @Test("moments do not lose digits far from zero")
    func shiftedMoments() throws {
        let shifted = RunningMoments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
        #expect(try #require(shifted.variance) == 30)
    }

    @Test("Student's interval and the control variate meet replication_ci-01")
    func exactCase() throws {
        let item = try StatisticsCase("replication_ci-01")
        let values = try item.numbers("values")
        let estimate = ReplicatedEstimate(meanOf: values)
        #expect(try item.agrees(estimate.value, with: "mean"))
        #expect(try item.agrees(try #require(estimate.halfWidth()), with: "half_width_95"))
        let sharpened = try ControlVariate.mean(
            of: values, controls: try item.numbers("control_arrivals"),
            expectation: try item.number("control_mean"))
        #expect(try item.agrees(sharpened.coefficient, with: "cv_coefficient"))
        #expect(try item.agrees(sharpened.mean, with: "cv_mean"))
        #expect(try item.agrees(sharpened.halfWidth(), with: "cv_half_width_95"))
    }

    @Test("a ratio of expectations weighs replications by their denominators")
    func ratio() throws {
        let above = [10.0, 40, 0]
        let below = [100.0, 100, 10]
        let ratio = try #require(ReplicatedEstimate(ratioOf: above, to: below))
        #expect(abs(ratio.value - 50.0 / 210) < 1e-15)
        let mean = try #require(ReplicatedEstimate(meanOfRatios: above, to: below))
        #expect(abs(mean.value - (0.1 + 0.4 + 0) / 3) < 1e-15)
        #expect(ReplicatedEstimate(meanOfRatios: above, to: [1, 0, 1]) == nil)
        #expect(ReplicatedEstimate(meanOfRatios: above, to: [1, 1]) == nil)
    }

    @Test("the delta method of a paired difference of ratios is the form of the 4 x 4 covariance")
    func pairedRatios() throws {
        let a = [12.0, 15, 9, 20, 11, 14], b = [101.0, 120, 95, 140, 99, 111]
        let c = [15.0, 15, 12, 26, 11, 18], d = [104.0, 122, 93, 150, 101, 109]
        let first = try #require(ReplicatedEstimate(ratioOf: a, to: b))
        let second = try #require(ReplicatedEstimate(ratioOf: c, to: d))
        let difference = first.difference(from: second)
        func covariance(_ x: [Double], _ y: [Double]) -> Double {
            let (mx, my) = (RunningMoments(x).mean, RunningMoments(y).mean)
            return zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / Double(x.count - 1)
        }
        let columns = [a, b, c, d]
        let means = columns.map { RunningMoments($0).mean }
        let gradient = [
            1 / means[1], -means[0] / (means[1] * means[1]),
            -1 / means[3], means[2] / (means[3] * means[3]),
        ]
        var variance = 0.0
        for i in 0..<4 {
            for j in 0..<4 {
                variance += gradient[i] * gradient[j] * covariance(columns[i], columns[j])
            }
        }
        let expected = (variance / 6).squareRoot()
        #expect(abs(try #require(difference.standardError) / expected - 1) < 1e-12)
        let p = try #require(difference.pValue())
        let t = try StudentTDistribution(degreesOfFreedom: 5)
        #expect(abs(p - 2 * t.upperTail(abs(difference.value) / expected)) < 1e-12)
    }

    @Test("a quotient has the error of the delta method, and none of a multiple")
    func quotient() throws {
        let a = ReplicatedEstimate(meanOf: [12, 15, 9, 20, 11, 14])
        let b = ReplicatedEstimate(meanOf: [101, 120, 95, 140, 99, 111])
        let quotient = try #require(a.quotient(by: b))
        let ratio = try #require(
            ReplicatedEstimate(
                ratioOf: [12, 15, 9, 20, 11, 14], to: [101, 120, 95, 140, 99, 111]))
        #expect(abs(quotient.value - ratio.value) < 1e-15)
        let (got, wanted) = (quotient.standardError ?? 0, ratio.standardError ?? 1)
        #expect(abs(got / wanted - 1) < 1e-12)
        let triple = a.combined(2, with: a, 1)
        #expect(triple.quotient(by: a)?.value == 3)
        #expect(try #require(triple.quotient(by: a)?.standardError) < 1e-15)
        #expect(a.quotient(by: a.difference(from: a)) == nil)
    }

    @Test("the interval of a ratio covers the truth as often as it says")
    func coverage() throws {
        // 2000 experiments of 30 replications: the share of misses has standard error
        // sqrt(.05 x .95 / 2000) = .0049, so 4.9 of them is .024; the delta method's own error at
        // 30 replications is below .01. Detects a coverage below .926 or above .974.
        var uniforms = TestUniforms(seed: 20)
        var misses = 0
        for _ in 0..<2000 {
            var above: [Double] = []
            var below: [Double] = []
            for _ in 0..<30 {
                let size = 50 + 100 * uniforms.next()
                below.append(size)
                above.append(size * (0.1 + 0.1 * uniforms.next()))
            }
            let ratio = try #require(ReplicatedEstimate(ratioOf: above, to: below))
            if !(try #require(ratio.interval()).contains(0.15)) { misses += 1 }
        }
        #expect(abs(Double(misses) / 2000 - 0.05) < 0.024)
    }

    @Test("replications to go on to follow the inverse square, within a tripling and ten more")
    func nextReplications() throws {
        let estimate = ReplicatedEstimate(
            meanOf: (0..<100).map { 5 + ($0.isMultiple(of: 2) ? 1 : -1) })
        let width = try #require(estimate.halfWidth())
        #expect(estimate.nextReplications(halfWidth: width) == nil)
        #expect(estimate.nextReplications(halfWidth: 2 * width) == nil)
        #expect(estimate.nextReplications(halfWidth: width / 1.2) == 159)  // 100 x 1.44 x 1.1
        #expect(estimate.nextReplications(halfWidth: width / 100) == 300)
        #expect(estimate.nextReplications(halfWidth: width / 1.0001) == 111)
        #expect(ReplicatedEstimate(meanOf: [1]).nextReplications(halfWidth: 1) == 11)
    }

    @Test("equal residuals leave no doubt")
    func degenerate() {
        let fixed = ReplicatedEstimate(meanOf: [2, 2, 2])
        #expect(fixed.pValue(against: 2) == 1)
        #expect(fixed.pValue(against: 1) == 0)
        #expect(ReplicatedEstimate(meanOf: [2]).pValue() == nil)
        #expect(ReplicatedEstimate(meanOf: [2]).interval() == nil)
    }

    @Test("p-values of known deviates")
    func pValues() {
        #expect(abs(PValue.normal(1.959963984540054) - 0.05) < 1e-13)
        #expect(PValue.normal(0) == 1)
        // Student's t on one degree of freedom is Cauchy's law: P(|T| >= 1) = 1/2.
        #expect(abs(PValue.student(-1, degreesOfFreedom: 1) - 0.5) < 1e-13)
        #expect(PValue.student(1, degreesOfFreedom: 0).isNaN)
    }

    @Test("Holm's correction multiplies by what is left, never decreases, and stops at 1")
    func holm() {
        let corrected = PValue.holm([0.01, 0.04, 0.03, 0.005])
        let expected = [0.03, 0.06, 0.06, 0.02]
        for (got, wanted) in zip(corrected, expected) { #expect(abs(got - wanted) < 1e-15) }
        #expect(PValue.holm([0.9, 0.8]) == [1, 1])
        #expect(PValue.holm([]).isEmpty)
    }

    @Test("bad lists are refused, not computed")
    func refusals() {
        #expect(
            throws: StatisticsError.tooFew(
                what: "replications of a control variate", needed: 3, got: 2)
        ) { try ControlVariate.mean(of: [1, 2], controls: [1, 2], expectation: 1) }
        #expect(
            throws: StatisticsError.unequalLengths(what: "control variate", first: 3, second: 2)
        ) { try ControlVariate.mean(of: [1, 2, 3], controls: [1, 2], expectation: 1) }
        #expect(throws: StatisticsError.self) {
            try ControlVariate.mean(of: [1, 2, 3], controls: [5, 5, 5], expectation: 5)
        }
    }

    /// Six options of equal expectation but for one, a tenth of a standard error better: the hardest case.
    ///
    /// Each bound errs with 1 %, so the best is ruled out with 5 % at most; the error of 2 000 repetitions
    /// is 0.5 points. An interval of 95 % against the one that looks best would rule it out in 11 %.
    @Test("the truly best option is among those that may be the best")
    func comparisonWithBest() {
        let repetitions = 2000
        var kept = 0
        var worseKept = 0
        for repetition in 0..<repetitions {
            let streams = RandomStreams(seed: 5, replication: UInt32(repetition))
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
            func normal(_ draw: Int) -> Double {
                PortableMath.inverseNormal(streams.uniform(.testing, key, draw: UInt32(draw)))
            }
            // Common random numbers: one part of each replication is shared.
            let shared = (0..<20).map { normal($0) }
            let means = [-0.02, 0, 0, 0, 0, 2]
            let options = means.enumerated().map { option, mean in
                ReplicatedEstimate(
                    meanOf: (0..<20).map { mean + shared[$0] + normal(20 * (option + 1) + $0) })
            }
            let marks = ComparisonWithBest.mayBeLeast(options)
            kept += marks[0] ? 1 : 0
            worseKept += marks[5] ? 1 : 0
        }
        let share = Double(kept) / Double(repetitions)
        #expect(share > 0.95 - 4.9 * 0.005, "kept \(share)")
        #expect(worseKept < repetitions / 20)
        let alone = ReplicatedEstimate(meanOf: [1, 2])
        #expect(ComparisonWithBest.mayBeLeast([alone]) == [true])
        #expect(ComparisonWithBest.mayBeLeast([]) == [])
    }
}
