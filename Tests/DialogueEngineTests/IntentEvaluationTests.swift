import DialogueEngine
import Testing

@Suite("Measures of understanding")
struct IntentEvaluationTests {
    private func reading(
        _ isRight: Bool, _ probability: Double, outside: Double = 0
    ) -> IntentEvaluation.Case {
        IntentEvaluation.Case(isRight: isRight, probability: probability, outOfScope: outside)
    }

    /// By hand.
    ///
    /// Each probability has a bin of its own, so the calibration error is
    /// (0.1 + 0.2 + 0.6 + 0.5) / 4 = 0.35. Of the 8 pairs of an outside and an inside utterance, 0.8
    /// lies above four and 0.4 above three. The surest two are right, the third is wrong.
    @Test("four utterances give the measures that are computed by hand")
    func four() {
        let evaluation = IntentEvaluation(
            [
                reading(true, 0.9, outside: 0.1), reading(false, 0.6, outside: 0.3),
                reading(true, 0.8, outside: 0.2), reading(true, 0.5, outside: 0.7),
            ], outside: [0.8, 0.4])
        #expect(evaluation.insideCount == 4)
        #expect(evaluation.outsideCount == 2)
        #expect(evaluation.accuracy == 0.75)
        #expect(abs(evaluation.expectedCalibrationError - 0.35) < 1e-12)
        #expect(evaluation.outOfScopeAUROC == 0.875)
        #expect(evaluation.coverageAt2PercentError == 0.5)
        #expect(evaluation.acceptedAndRight == 0.5)
        #expect(evaluation.outsideRejected == 0.5)
        // Three of four are right: nine tenths can never be accepted and right.
        #expect(evaluation.outsideRejectedAt90PercentAccepted == nil)
    }

    /// One bin, from 13/15 to 14/15, holds 0.88 and 0.92, of which one is right: |1 - 1.80| / 2 = 0.40.
    @Test("readings of one bin are pooled before their error is taken")
    func oneBin() {
        let evaluation = IntentEvaluation(
            [reading(true, 0.88), reading(false, 0.92)], outside: [])
        #expect(abs(evaluation.expectedCalibrationError - 0.40) < 1e-12)
        #expect(evaluation.outOfScopeAUROC == nil)
        #expect(evaluation.outsideRejected == nil)
    }

    /// The nine right ones score 0.01 to 0.09; the ninth must pass, so the threshold lies above 0.09.
    @Test("the threshold lies above the score that completes nine tenths")
    func threshold() {
        let right = (1...9).map { reading(true, 0.9, outside: Double($0) / 100) }
        let evaluation = IntentEvaluation(
            right + [reading(false, 0.5, outside: 0.5)], outside: [0.05, 0.09, 0.2, 0.9])
        #expect(evaluation.outsideRejectedAt90PercentAccepted == 0.5)
    }

    @Test("scores that say nothing give half the area, ties counting half")
    func ties() {
        let evaluation = IntentEvaluation(
            [reading(true, 1, outside: 0.5), reading(true, 1, outside: 0.5)], outside: [0.5])
        #expect(evaluation.outOfScopeAUROC == 0.5)
    }

    /// One error among 50 is 2 %, among 20 5 %; equal probabilities are taken together.
    @Test("coverage counts as many of the surest as the error allows")
    func coverage() {
        let sure = (0..<19).map { reading(true, 0.9 - Double($0) / 1000) }
        let evaluation = IntentEvaluation(
            sure + [reading(false, 0.5), reading(false, 0.4)], outside: [])
        #expect(evaluation.coverageAt2PercentError == 19.0 / 21)
        #expect(evaluation.coverageAt5PercentError == 20.0 / 21)
        let tied = IntentEvaluation([reading(true, 0.9), reading(false, 0.9)], outside: [])
        #expect(tied.coverageAt5PercentError == 0)
    }

    @Test("confusions add up over judgements, the most frequent first and equal ones by name")
    func confusions() {
        func pair(_ label: String, _ taken: String, _ count: Int = 1) -> IntentConfusion {
            IntentConfusion(label: label, takenFor: taken, count: count)
        }
        let first = IntentEvaluation(
            [], outside: [], confusions: [pair("b", "c"), pair("b", "a"), pair("b", "c")])
        #expect(first.confusions == [pair("b", "c", 2), pair("b", "a")])
        let sum = IntentConfusion.sum([first.confusions, [pair("a", "b"), pair("b", "a")]])
        #expect(sum == [pair("b", "a", 2), pair("b", "c", 2), pair("a", "b")])
    }

    @Test("an evaluation names what each utterance was taken for")
    func namesConfusions() throws {
        let classifier = try TinyIntents.classifier()
        let text = TinyIntents.utterances[0].text
        let evaluation = IntentEvaluation(
            classifier,
            on: [
                LabelledUtterance(text: text, label: "balance"),
                LabelledUtterance(text: text, label: "card"),
                LabelledUtterance(text: text, label: "card"),
            ])
        #expect(
            evaluation.confusions
                == [IntentConfusion(label: "card", takenFor: "balance", count: 2)])
    }
}
