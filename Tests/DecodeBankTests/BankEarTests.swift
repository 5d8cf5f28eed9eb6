import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Ear over a bank")
struct BankEarTests {
    private let streams = RandomStreams(seed: 5, replication: 0)
    private let speakers = DrawnSpeakers([
        BankFixtures.speaker("slt"), BankFixtures.speaker("awb", voiceClass: "accented"),
    ])
    private let texts = ["pay my bill", "check my balance", "stolen card"]

    private func address(draws: UInt32) -> BankAddress {
        BankAddress(
            speakers: speakers, draws: draws, recogniser: BankFixtures.setup,
            state: { $0 == .wish ? "wish" : "other" })
    }

    private func speech(_ text: String, caller: UInt32, utterance: UInt16 = 1) -> HeardSpeech {
        HeardSpeech(
            text: text, acts: [],
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: caller),
            utterance: utterance, question: .wish)
    }

    /// A bank that hears of each text its voice and draw.
    private func fill(_ path: String, texts: [String], draws: UInt32) throws -> UtteranceBank {
        let bank = try UtteranceBank.create(path: path)
        var records: [BankRecord] = []
        for text in texts {
            for speaker in speakers.speakers {
                for draw in 0..<draws {
                    records.append(
                        BankRecord(
                            key: BankFixtures.key(text, speaker, draw: draw),
                            entry: BankFixtures.entry("\(text) \(speaker.voice.name) \(draw)")))
                }
            }
        }
        try bank.put(records)
        return bank
    }

    @Test("what is said into a prompt is another utterance than the same words in silence")
    func intoPrompt() throws {
        try BankFixtures.withPath { path in
            let bank = try fill(path, texts: ["uh huh"], draws: 1)
            try bank.put(
                speakers.speakers.map {
                    BankRecord(
                        key: BankFixtures.key(
                            "uh huh", $0, state: ListeningState.intoPrompt("wish")),
                        entry: .acknowledgement(
                            "mm hmm", soundMilliseconds: 300, costMicroseconds: 9))
                })
            let ear = try BankEar(bank: bank, address: address(draws: 1), fallback: PerfectEar())
            var speech = speech("uh huh", caller: 1)
            let silent = ear.hear(speech, streams: streams)
            speech.isIntoPrompt = true
            #expect(
                ear.hear(speech, streams: streams)
                    == EarReading(.hypotheses([Hypothesis(text: "mm hmm")])))
            #expect(silent != ear.hear(speech, streams: streams))
            // A bank without such utterances has the same words in silence.
            speech.caller = CallerKey(contactType: ContactTypeID(0), ordinal: 7)
            let older = try fill(path + "2", texts: ["uh huh"], draws: 1)
            let olderEar = try BankEar(
                bank: older, address: address(draws: 1), fallback: PerfectEar())
            let found = olderEar.hear(speech, streams: streams)
            speech.isIntoPrompt = false
            #expect(found == olderEar.hear(speech, streams: streams))
            #expect(olderEar.usage.misses == 0)
            #expect(ear.usage.misses == 0)
            let entries = try bank.records().map(\.entry)
            #expect(entries.count(where: \.isAcknowledgement) == speakers.speakers.count)
        }
        let parts = ListeningState.parts(of: ListeningState.intoPrompt("slot.amount"))
        #expect(parts.language == "slot.amount" && parts.isIntoPrompt)
        #expect(!ListeningState.parts(of: "slot.amount").isIntoPrompt)
    }

    @Test("an utterance is heard as the bank has it, always the same, over all voices and draws")
    func hearing() throws {
        try BankFixtures.withPath { path in
            let bank = try fill(path, texts: texts, draws: 3)
            let address = address(draws: 3)
            let ear = try BankEar(bank: bank, address: address, fallback: PerfectEar())
            var heard: Set<EarReading> = []
            var voices: [UInt32: Set<String>] = [:]
            for caller in 0..<40 as Range<UInt32> {
                for utterance in 1...3 as ClosedRange<UInt16> {
                    let speech = speech(texts[0], caller: caller, utterance: utterance)
                    let reading = ear.hear(speech, streams: streams)
                    #expect(reading == ear.hear(speech, streams: streams))
                    heard.insert(reading)
                    let key = address.key(of: speech, streams: streams)
                    voices[caller, default: []].insert(key.speaker.voice.name)
                    let entry = try bank.entry(for: key)
                    #expect(reading == EarReading(.hypotheses(entry?.hypotheses ?? [])))
                }
            }
            // Two voices by three draws, all met by 120 utterances: 6 x (5/6)^120 = 2e-9 against.
            #expect(heard.count == 6)
            #expect(voices.values.allSatisfy { $0.count == 1 })
            #expect(ear.usage.lookups == 240)
            #expect(ear.usage.misses == 0)
            try ear.checkCoverage()
        }
    }

    @Test("texts are found however the caller writes them, and beginnings are heard as said")
    func forms() throws {
        try BankFixtures.withPath { path in
            let bank = try fill(path, texts: texts, draws: 1)
            let ear = try BankEar(bank: bank, address: address(draws: 1), fallback: PerfectEar())
            let plain = ear.hear(speech("stolen card", caller: 1), streams: streams)
            #expect(ear.hear(speech("Stolen card!", caller: 1), streams: streams) == plain)
            #expect(ear.hearBeginning(speech("stolen", caller: 1), streams: streams) == "stolen")
            #expect(ear.usage.misses == 0)
        }
    }

    @Test("misses are counted, heard by the other ear, and above 1 % an error that says what to do")
    func misses() throws {
        try BankFixtures.withPath { path in
            let bank = try fill(path, texts: texts, draws: 1)
            let ear = try BankEar(bank: bank, address: address(draws: 1), fallback: PerfectEar())
            for caller in 0..<99 as Range<UInt32> {
                _ = ear.hear(speech(texts[1], caller: caller), streams: streams)
            }
            let lost = ear.hear(speech("not there", caller: 1), streams: streams)
            #expect(lost == PerfectEar().hear(speech("not there", caller: 1), streams: streams))
            #expect(ear.usage.misses == 1)
            try ear.checkCoverage()
            _ = ear.hear(speech("missing", caller: 2), streams: streams)
            let expected = DecodeBankError.tooManyMisses(
                path: path, misses: 2, lookups: 101, examples: ["missing", "not there"])
            #expect(throws: expected) { try ear.checkCoverage() }
            #expect(
                expected.description
                    == "\(path): error: 2 of 101 utterances are not in the bank (more than 1 %), "
                    + "for example 'missing', 'not there'; calls of other seeds or days, or more of them, "
                    + "need a larger bank: calltwin voice bank build --calls N --seed S")
        }
    }
}
