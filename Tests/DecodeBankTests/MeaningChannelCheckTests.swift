import Conversations
import DecodeBank
import Testing

@Suite("Checks of fitted channels")
struct MeaningChannelCheckTests {
    private func turns(
        _ voice: String, condition: String = "clean", right: Double, other: Double, seed: UInt64,
        count: Int = 1500
    ) -> [LabelledTurn] {
        MeaningFixtures.turns(
            count, right: right, other: other,
            speaker: BankFixtures.speaker(voice, condition: condition), seed: seed)
    }

    @Test("voices of one law pass, and every voice is a fold of its own")
    func agreeing() throws {
        let voices = ["slt", "rms", "awb", "kal"]
        var all: [LabelledTurn] = []
        for (place, voice) in voices.enumerated() {
            all += turns(voice, right: 0.8, other: 0.1, seed: UInt64(place))
        }
        let report = try MeaningChannelCheck.leavingOneVoiceOut(all)
        #expect(report.folds.map(\.leftOut) == voices.sorted().map { "flite/" + $0 })
        #expect(report.folds.allSatisfy { $0.turns == 1500 && $0.trainedOn == 4500 })
        #expect(report.rejected(at: 1e-6).isEmpty)
        // Saturated with two free shares: twice the summed loss is chi-squared with 2 degrees of
        // freedom, so a fold's loss by turn is below 36 / 3000 but for a chance of 1e-6 or so (the
        // prediction's own error adds a third).
        #expect(report.folds.allSatisfy { $0.loss >= -1e-12 && $0.loss < 0.012 })
        #expect(report.text.contains("0 of 12 rates disagree"))
    }

    @Test("a voice that is heard worse is found, and so is what it does to the others' fit")
    func differing() throws {
        var all: [LabelledTurn] = []
        for (place, voice) in ["slt", "rms", "kal"].enumerated() {
            all += turns(voice, right: 0.8, other: 0.1, seed: UInt64(place))
        }
        all += turns("awb", right: 0.6, other: 0.25, seed: 9)
        let report = try MeaningChannelCheck.leavingOneVoiceOut(all)
        let rejected = report.rejected(at: 1e-6)
        #expect(rejected.contains { $0.leftOut == "flite/awb" && $0.rate.outcome == .right })
        let worst = try #require(report.folds.max { $0.loss < $1.loss })
        #expect(worst.leftOut == "flite/awb")
    }

    @Test("rate and pitch are no voices: they are left out together")
    func ratesAreNoVoices() throws {
        let slow = BankFixtures.speaker("slt", rate: 0.8)
        let fast = BankFixtures.speaker("slt", rate: 1.3)
        var all = turns("rms", right: 0.8, other: 0.1, seed: 1, count: 100)
        for (place, speaker) in [slow, fast].enumerated() {
            all += MeaningFixtures.turns(
                100, right: 0.8, other: 0.1, speaker: speaker, seed: UInt64(place + 2))
        }
        let report = try MeaningChannelCheck.leavingOneVoiceOut(all)
        #expect(report.folds.map(\.turns) == [100, 200])
        #expect(throws: DecodeBankError.noEntries(what: "a second voice")) {
            try MeaningChannelCheck.leavingOneVoiceOut(turns("slt", right: 0.5, other: 0, seed: 1))
        }
    }

    @Test("a channel fitted on the wrong condition is rejected, on the right one it is not")
    func wrongCondition() throws {
        let clean = turns("slt", right: 0.92, other: 0.05, seed: 1)
        let noisy = turns("slt", condition: "babble-10", right: 0.7, other: 0.2, seed: 2)
        let channel = try MeaningChannelFitter.fit(clean + noisy)
        func fresh(_ right: Double, _ other: Double, _ condition: String) -> [LabelledTurn] {
            turns("rms", condition: condition, right: right, other: other, seed: 3)
        }
        let honest = try MeaningChannelCheck.check(channel, on: fresh(0.92, 0.05, "clean"))
        #expect(honest.rejected(at: 1e-6).isEmpty)
        let crossed = try MeaningChannelCheck.check(channel, on: fresh(0.7, 0.2, "clean"))
        #expect(crossed.rejected(at: 1e-6).count == 3)
        #expect(crossed.folds[0].loss > honest.folds[0].loss + 0.05)
        let report = try MeaningChannelCheck.leavingOneConditionOut(clean + noisy)
        #expect(report.folds.map(\.leftOut) == ["babble-10", "clean"])
        #expect(report.rejected(at: 1e-6).count == 6)
    }

    @Test("p-values of rates that agree are not small too often")
    func size() throws {
        // 200 honest checks at a joint 5 %: the number of reports with a rejection is binomial with
        // at most that chance: mean 10, standard error 3.1, so at most 25 but
        // for a chance of 1e-6.
        var rejections = 0
        for seed in 0..<200 {
            let fit = turns("slt", right: 0.8, other: 0.1, seed: UInt64(1000 + seed), count: 200)
            let fresh = turns("rms", right: 0.8, other: 0.1, seed: UInt64(5000 + seed), count: 200)
            let channel = try MeaningChannelFitter.fit(fit)
            if try !MeaningChannelCheck.check(channel, on: fresh).rejected().isEmpty {
                rejections += 1
            }
        }
        #expect(rejections <= 25)
        // And it is a test, not a formality: some small p-values are met.
        #expect(rejections >= 1)
    }

    @Test("a sparse class is drawn toward its condition, a rich one stands for itself")
    func shrinkage() throws {
        var all = turns("slt", right: 0.9, other: 0.05, seed: 4, count: 4000)
        let accented = BankFixtures.speaker("awb", voiceClass: "accented")
        all += MeaningFixtures.turns(1, right: 0, other: 0, speaker: accented, seed: 5)
        let channel = try MeaningChannelFitter.fit(all)
        let sparse = try #require(
            channel.cell(condition: "clean", voiceClass: "accented", kind: .wish))
        let pooled = try #require(
            channel.cell(condition: "clean", voiceClass: MeaningChannel.any, kind: .wish))
        // One turn with nothing, and one turn's weight of the condition.
        #expect(abs(sparse.right - pooled.right / 2) < 1e-12)
        #expect(abs(sparse.nothing - (1 + pooled.nothing) / 2) < 1e-12)
    }
}
