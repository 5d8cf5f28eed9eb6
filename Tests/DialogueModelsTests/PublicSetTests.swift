import DialogueEngine
import DialogueModels
import Foundation
import Testing

/// Understanding on the public sets that the product ships.
///
/// A share p of n utterances has the standard error sqrt(p (1 - p) / n); floors lie 4.9 of them below
/// what docs/understanding.md reports, so that a change of the order or the seed of training passes
/// and a fall of the method by the stated amount does not.
@Suite("Understanding of the public sets")
struct PublicSetTests {
    private func read(_ name: String, part: String? = nil) throws -> [LabelledUtterance] {
        try LabelledFile.read(
            Shipped.root.appendingPathComponent("models/language/\(name)").path, part: part)
    }

    private func floor(_ share: Double, of count: Int) -> Double {
        share - 4.9 * (share * (1 - share) / Double(count)).squareRoot()
    }

    @Test("BANKING77 and CLINC150 have the published numbers of utterances and intents")
    func counts() throws {
        let banking = try read("banking77_train.csv.zst")
        #expect(banking.count == 10_003)
        #expect(Set(banking.map(\.label)).count == 77)
        for (part, inside, outside) in [
            ("train", 15_000, 100), ("val", 3_000, 100), ("test", 4_500, 1_000),
        ] {
            let utterances = try read("clinc150.json.zst", part: part)
            #expect(utterances.count { $0.label != nil } == inside)
            #expect(utterances.count { $0.label == nil } == outside)
            #expect(Set(utterances.compactMap(\.label)).count == 150)
        }
    }

    /// Detects a fall of 3.1 points.
    @Test("a fifth of BANKING77 is understood by a classifier of the other four")
    func banking() throws {
        let all = try read("banking77_train.csv.zst")
        let kept = all.enumerated().filter { $0.offset % 5 != 0 }.map(\.element)
        let held = all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
        let classifier = try #require(IntentTrainer().classifier(from: kept))
        let evaluation = IntentEvaluation(classifier, on: held)
        #expect(evaluation.accuracy > floor(0.913, of: held.count))
        #expect(evaluation.expectedCalibrationError < 0.03)
        #expect(try IntentClassifier(bytes: classifier.bytes) == classifier)
        #expect(classifier.bytes.count < 10 << 20)
    }

    /// Detects a fall of 2.2 points in scope, and of 17 out of scope, where only 100 are to be had.
    @Test("the validation part of CLINC150 is understood, and what is outside is refused")
    func clinc() throws {
        let held = try read("clinc150.json.zst", part: "val")
        let classifier = try #require(
            IntentTrainer().classifier(from: try read("clinc150.json.zst")))
        let evaluation = IntentEvaluation(classifier, on: held)
        #expect(evaluation.accuracy > floor(0.935, of: 3000))
        #expect(evaluation.expectedCalibrationError < 0.03)
        #expect(evaluation.acceptedAndRight > floor(0.91, of: 3000))
        #expect(try #require(evaluation.outsideRejected) > floor(0.86, of: 100))
        #expect(try #require(evaluation.outOfScopeAUROC) > 0.95)
    }
}
