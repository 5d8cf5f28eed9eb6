import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Tiers without sound")
struct TierHearingTests {
    private let streams = RandomStreams(seed: 4, replication: 0)
    private let panel = SpeakerPanel([
        .init(
            engine: "flite", name: "slt", voiceClass: "plain", share: 1,
            variants: [.init(rate: 1, pitch: 1)])
    ])

    private func channels(_ condition: String) -> FittedChannels {
        FittedChannels(
            words: WordChannel(
                cells: [
                    WordChannel.Cell(
                        condition: condition, voiceClass: WordChannel.any, utterances: 9, words: 9,
                        lost: 1, clean: 0, deletion: 0, substitution: 0, insertion: 0,
                        confidenceWhenRight: MeaningFixtures.table([1, 1]),
                        confidenceWhenWrong: MeaningFixtures.table([0, 0]), secondRight: 0,
                        secondShare: MeaningFixtures.table([0, 0]))
                ], confusions: [], substitutes: [.init(word: "x", count: 1)],
                intruders: [.init(word: "x", count: 1)]),
            meanings: MeaningChannel(
                cells: LabelledTurn.Kind.allCases.map {
                    MeaningFixtures.cell($0, right: 0.5, other: 0.2, condition: condition)
                }, confusions: [], otherLength: 0.1),
            provenance: [SpeakerPanel.fact: panel.text])
    }

    private func speech(_ text: String) -> HeardSpeech {
        HeardSpeech(
            text: text, acts: [],
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), question: .wish)
    }

    @Test(
        "a bank is asked as its own facts say; what it lacks is counted and goes through the channel"
    )
    func bank() throws {
        let model = try MeaningFixtures.model()
        try BankFixtures.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            let description = BankDescription(
                callers: "c.yaml", calls: 3, seed: 9, day: "2026-11-25", draws: 1)
            try bank.note(
                description.facts + [.init(SpeakerPanel.fact, panel.text)])
            #expect(try bank.description() == description)
            let old = BankRecord(
                key: DecodeKey(
                    text: "my balance", speaker: BankFixtures.speaker(), channelDraw: 0,
                    recogniser: RecogniserSetup(
                        acousticModel: "old", languageModelHash: "", options: ""), state: "wish"),
                entry: BankFixtures.entry("old"))
            try bank.put([old])
            try bank.put([
                BankRecord(key: BankFixtures.key("my balance"), entry: BankFixtures.entry("new"))
            ])
            let channelPath = path + ".jsonl"
            try channels("clean").write(to: channelPath)
            let files = try HearingFiles(channels: channelPath, bank: path)
            let hearing = try TierHearing(.bank, condition: "clean", model: model, files: files)
            let known = hearing.ear.hear(speech("my balance"), streams: streams)
            #expect(
                known == EarReading(.hypotheses([Hypothesis(text: "new", confidence: Score(0.9))])))
            // The channel loses every utterance.
            let lost = hearing.ear.hear(speech("something else"), streams: streams)
            #expect(lost == EarReading(.hypotheses([])))
            let usage = try #require(hearing.usage)
            #expect(usage.lookups == 2 && usage.misses == 1 && usage.missRate == 0.5)
            #expect(usage.examples == ["something else"])
            #expect(throws: DecodeBankError.self) { try hearing.checkCoverage() }
            #expect(
                throws: DecodeBankError.conditionNotInBank(
                    path: path, condition: "street", known: ["clean"])
            ) {
                try TierHearing(.bank, condition: "street", model: model, files: files)
            }
        }
    }

    @Test("channels hear meanings or words; a condition that they lack is an error of their file")
    func channels() throws {
        let model = try MeaningFixtures.model()
        try BankFixtures.withPath { path in
            try channels("noise").write(to: path)
            let files = try HearingFiles(channels: path, bank: nil)
            let words = try TierHearing(
                .channelWords, condition: "noise", model: model, files: files)
            #expect(
                words.ear.hear(speech("hello"), streams: streams) == EarReading(.hypotheses([])))
            let meanings = try TierHearing(.channel, condition: "noise", model: model, files: files)
            guard
                case .meaning = meanings.ear.hear(speech("hello"), streams: streams).content
            else {
                Issue.record("the channel of meanings hears meanings")
                return
            }
            #expect(words.usage == nil)
            try words.checkCoverage()
            for tier in [HearingTier.channel, .channelWords] {
                let error = #expect(throws: DecodeBankError.self) {
                    try TierHearing(tier, condition: "clean", model: model, files: files)
                }
                #expect(
                    error?.description
                        == "\(path):1: error: the channel is not fitted to the condition 'clean'; "
                        + "known: noise")
            }
            #expect(throws: DecodeBankError.noEntries(what: "the tier bank: no bank is given")) {
                try TierHearing(.bank, condition: "noise", model: model, files: files)
            }
        }
    }
}
