import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Check of the channel of words")
struct WordChannelCheckTests {
    private let streams = RandomStreams(seed: 11, replication: 0)

    private static func table(_ values: [Double]) -> QuantileTable { QuantileTable(sample: values) }

    private func cell(
        _ condition: String, substitution: Double, whenRight: [Double] = [0.8, 0.9]
    ) -> WordChannel.Cell {
        WordChannel.Cell(
            condition: condition, voiceClass: WordChannel.any, utterances: 100_000, words: 400_000,
            lost: 0.05, clean: 0.4, deletion: 0.08, substitution: substitution, insertion: 0.04,
            confidenceWhenRight: Self.table(whenRight),
            confidenceWhenWrong: Self.table([0.2, 0.5]), secondRight: 0.3,
            secondShare: Self.table([0.2, 0.5]))
    }

    private func channel(
        _ substitution: Double, whenRight: [Double] = [0.8, 0.9]
    ) -> WordChannel {
        WordChannel(
            cells: [
                cell(WordChannel.any, substitution: substitution, whenRight: whenRight),
                cell("clean", substitution: substitution, whenRight: whenRight),
            ], confusions: [], substitutes: [.init(word: "xx", count: 1)],
            intruders: [.init(word: "yy", count: 1)])
    }

    /// Decodes drawn from a channel: utterances of one to eight words that are none of the channel's.
    private func decodes(
        _ count: Int, _ channel: WordChannel, voice: String
    ) throws -> [BankRecord] {
        let speaker = BankFixtures.speaker(voice)
        let ear = try WordChannelEar(
            channel: channel, speakers: DrawnSpeakers([speaker]), state: MeaningFixtures.state,
            acknowledgement: "")
        return (0..<count).map { place in
            let text = (0..<1 + place % 8).map { "w\($0)" }.joined(separator: " ")
            let reading = ear.hear(
                HeardSpeech(
                    text: text, acts: [],
                    caller: CallerKey(
                        contactType: ContactTypeID(voice == "slt" ? 0 : 1), ordinal: UInt32(place))
                ), streams: streams)
            var hypotheses: [Hypothesis] = []
            if case .hypotheses(let found) = reading.content { hypotheses = found }
            return BankRecord(
                key: BankFixtures.key(text, speaker, draw: UInt32(place)),
                entry: DecodeEntry(
                    hypotheses: hypotheses, soundMilliseconds: 1000, costMicroseconds: 1))
        }
    }

    @Test("a channel agrees with decodes drawn from it: rates and word errors")
    func agreement() throws {
        let truth = channel(0.15)
        let records = try decodes(8000, truth, voice: "slt")
        let report = try WordChannelCheck.check(truth, on: records)
        let fold = report.folds[0]
        #expect(report.rejected().isEmpty)
        #expect(fold.rates.map(\.outcome) == LabelledTurn.Outcome.allCases)
        #expect(fold.turns == 8000)
        let rates = try #require(fold.wordErrorRates)
        // 36 000 words; an utterance's errors by its words have a standard deviation below 0.5, so the
        // mean over 8 000 utterances errs by less than 0.0056 x 4.9 = 0.028.
        #expect(abs(rates.predicted - rates.observed) < 0.028)
        // The least probability that any outcome can have is that of the channel itself.
        #expect(fold.loss >= 0 && fold.loss < 0.01)
        // Confidences are of the very tables: distances within their bound, and Brier scores that agree.
        #expect(fold.posteriors.map(\.outcome) == [.right, .other])
        #expect(report.rejectedPosteriors(at: 1e-3).isEmpty)
        #expect(fold.posteriors.allSatisfy { $0.distance < 1.5 * $0.bound })
        let brier = try #require(fold.brier)
        #expect(abs(brier.predicted - brier.observed) < 4.9 * brier.standardError)
    }

    @Test("confidences of another law are found, though as many utterances are right")
    func otherConfidences() throws {
        let surer = try decodes(2000, channel(0.15, whenRight: [0.84, 0.94]), voice: "slt")
        let report = try WordChannelCheck.check(channel(0.15), on: surer)
        #expect(report.rejected().isEmpty)
        let found = report.rejectedPosteriors(at: 1e-6)
        #expect(found.map(\.posterior.outcome) == [.right])
        // Uniform on [0.8, 0.9] and on [0.84, 0.94]: 0.4 apart, and the sample of some 900 by less than 0.1.
        #expect(abs((found.first?.posterior.distance ?? 0) - 0.4) < 0.1)
    }

    @Test("a voice that is heard worse is found out, one like the others is not")
    func leftOutVoices() throws {
        let same = try decodes(3000, channel(0.1), voice: "slt")
        let alike = try decodes(3000, channel(0.1), voice: "rms")
        let agreeing = try WordChannelCheck.leavingOneVoiceOut(same + alike)
        #expect(agreeing.folds.map(\.leftOut) == ["flite/rms", "flite/slt"])
        #expect(agreeing.rejected().isEmpty)
        let worse = try decodes(3000, channel(0.3), voice: "rms")
        let differing = try WordChannelCheck.leavingOneVoiceOut(same + worse)
        #expect(differing.rejected().contains { $0.rate.outcome == .right })
        #expect(differing.text.contains("Fit of the channel of words, one voice left out"))
    }

    @Test("a left-out condition is predicted by the others; hearing over it is refused")
    func leftOutCondition() throws {
        var records = try decodes(2000, channel(0.1), voice: "slt")
        for place in records.indices where place.isMultiple(of: 2) {
            let key = records[place].key
            records[place].key = BankFixtures.key(
                key.text, BankFixtures.speaker(condition: "noise"), draw: key.channelDraw)
        }
        let report = try WordChannelCheck.leavingOneConditionOut(records)
        #expect(report.folds.map(\.leftOut) == ["clean", "noise"])
        #expect(report.folds.allSatisfy { $0.trainedOn == 1000 && $0.turns == 1000 })
        let fitted = try WordChannelFitter.fit(records)
        #expect(fitted.conditions == ["clean", "noise"])
        #expect(
            throws: DecodeBankError.unknownCondition("street", known: ["clean", "noise"])
        ) {
            try WordChannelEar(
                channel: fitted,
                speakers: DrawnSpeakers([BankFixtures.speaker(condition: "street")]),
                state: MeaningFixtures.state, acknowledgement: "")
        }
    }
}
