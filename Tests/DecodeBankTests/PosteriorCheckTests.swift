import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

/// Posteriors that a channel predicts, beside those of turns that it was not fitted to.
@Suite("Check of posteriors")
struct PosteriorCheckTests {
    /// Wishes understood right with given probabilities, as turns with examples.
    private func wishes(
        _ probabilities: [Double], voice: String = "slt", state: String = "wish"
    ) throws -> [LabelledTurn] {
        let model = try MeaningFixtures.model()
        let labeller = MeaningLabeller(model: model, context: MeaningFixtures.context) { _ in
            MeaningLabeller.Situation(question: .wish)
        }
        let intent = IntentID(
            UInt16(try #require(model.intents.firstIndex { $0.name == "check_balance" })))
        var truth = Interpretation()
        truth.intents = [IntentCandidate(intent: intent, probability: .one)]
        return probabilities.flatMap { probability in
            var heard = truth
            heard.intents[0].probability = Score(probability)
            return labeller.label(
                truth, as: heard, question: .wish, speaker: BankFixtures.speaker(voice),
                state: state)
        }
    }

    @Test("distance, means and effective size of a case for the hand")
    func byHand() throws {
        // Predicted: a quarter at 0.25, a quarter at 0.5, half at 0.75. Observed: 0.25, twice 0.5, 0.75.
        let fitted = try wishes([0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75])
        let left = try wishes([0.25, 0.5, 0.5, 0.75], voice: "rms")
        let report = try MeaningChannelCheck.check(
            try MeaningChannelFitter.fit(fitted), on: left)
        let part = try #require(report.folds[0].posteriors.first)
        #expect(report.folds[0].posteriors.count == 1)
        #expect(part.kind == "wish" && part.outcome == .right && part.turns == 4)
        #expect(abs(part.distance - 0.25) < 1e-12)
        #expect(abs(part.predictedMean - 0.5625) < 1e-12 && abs(part.observedMean - 0.5) < 1e-12)
        #expect(abs(part.fittedTo - 8) < 1e-9)
        // 4 x 8 / 12 is below five: no law is claimed.
        #expect(part.pValue == nil && part.correctedPValue == nil)
        #expect(report.testedPosteriors == 0)
    }

    @Test("turns that lean on unequal lots predict as surely as fewer equal ones")
    func effectiveSize() throws {
        // Two of three turns draw from five examples, one from ten: 1 / ((2/3)^2 / 5 + (1/3)^2 / 10) = 10.
        let fitted =
            try wishes([0.1, 0.3, 0.5, 0.7, 0.9], state: "a")
            + (try wishes((0..<10).map { Double($0) / 10 }, state: "b"))
        let left =
            try wishes([0.5, 0.5], voice: "rms", state: "a")
            + (try wishes([0.5], voice: "rms", state: "b"))
        let report = try MeaningChannelCheck.check(
            try MeaningChannelFitter.fit(fitted), on: left)
        let part = try #require(report.folds[0].posteriors.first)
        #expect(abs(part.fittedTo - 10) < 1e-9)
    }

    /// Turns whose posterior is a power of a uniform number.
    private func turns(
        _ count: Int, power: Int, seed: UInt64, voice: String
    ) -> [LabelledTurn] {
        var turns = MeaningFixtures.turns(
            count, right: 0.8, other: 0.1, speaker: BankFixtures.speaker(voice), seed: seed)
        for place in turns.indices {
            guard let posterior = turns[place].posterior else { continue }
            turns[place].posterior = (1..<power).reduce(posterior) { value, _ in value * posterior }
        }
        return turns
    }

    @Test("equal laws are named no more often than the level says, over many checks")
    func size() throws {
        // 200 honest checks of tables at a joint 5 %: binomial with at most that chance, mean 10, standard
        // error 3.1, so at most 25 but for a chance of 1e-6.
        var rejections = 0
        for seed in 0..<200 {
            let channel = try MeaningChannelFitter.fit(
                turns(200, power: 1, seed: UInt64(2000 + seed), voice: "slt"))
            let report = try MeaningChannelCheck.check(
                channel, on: turns(200, power: 1, seed: UInt64(7000 + seed), voice: "rms"))
            // Wrong turns may be too few for the limit law.
            #expect(report.testedPosteriors >= 1)
            if !report.rejectedPosteriors().isEmpty { rejections += 1 }
        }
        #expect(rejections <= 25)
        #expect(rejections >= 1)
    }

    @Test("posteriors of another law are found, though as many turns are right")
    func power() throws {
        // u and u^2 differ by 1/4 at most; 240 of 300 turns are right, so the 5 % bound is about 0.12.
        let channel = try MeaningChannelFitter.fit(turns(300, power: 1, seed: 1, voice: "slt"))
        let left = turns(300, power: 2, seed: 2, voice: "rms")
        let report = try MeaningChannelCheck.check(channel, on: left)
        let found = report.rejectedPosteriors(at: 1e-3)
        #expect(found.contains { $0.posterior.outcome == .right })
        let part = try #require(found.first?.posterior)
        #expect(abs(part.distance - 0.25) < 0.1 && part.distance > part.bound)
        #expect(report.rejected(at: 1e-3).isEmpty)
        #expect(report.text.contains("of 2 distances of posteriors disagree"))
    }

    @Test("the Brier score of equal laws agrees with the prediction, that of surer turns does not")
    func brier() throws {
        let channel = try MeaningChannelFitter.fit(turns(4000, power: 1, seed: 3, voice: "slt"))
        let honest = try MeaningChannelCheck.check(
            channel, on: turns(4000, power: 1, seed: 4, voice: "rms"))
        let score = try #require(honest.folds[0].brier)
        // 0.8 x E (1 - u)^2 + 0.1 x E u^2 = 0.3; both sides err, by 0.005 each.
        #expect(abs(score.predicted - 0.3) < 4.9 * score.standardError)
        #expect(
            abs(score.predicted - score.observed) < 4.9 * 1.42 * score.standardError)
        let other = try MeaningChannelCheck.check(
            channel, on: turns(4000, power: 2, seed: 5, voice: "rms"))
        let found = try #require(other.folds[0].brier)
        #expect(abs(found.predicted - found.observed) > 10 * found.standardError)
    }
}
