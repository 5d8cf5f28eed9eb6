import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Channel of words")
struct WordChannelTests {
    /// The law that entries are made with.
    private static let truth = WordChannel.Cell(
        condition: "babble-10", voiceClass: "plain", utterances: 1, words: 1, lost: 0.08,
        clean: 0.45, deletion: 0.12, substitution: 0.2, insertion: 0.06,
        confidenceWhenRight: table([0.5, 0.9, 1]),
        confidenceWhenWrong: table([0.1, 0.4, 0.9]), secondRight: 0.3,
        secondShare: table([0.2, 0.8]))

    private let truth = WordChannelTests.truth

    private static func table(_ values: [Double]) -> QuantileTable {
        QuantileTable(quantiles: values) ?? QuantileTable(sample: values)
    }

    private func channel(_ cell: WordChannel.Cell) -> WordChannel {
        WordChannel(
            cells: [cell],
            confusions: [
                .init(said: "bill", heard: [.init(word: "hill", count: 30)]),
                .init(said: "four", heard: [.init(word: "for", count: 60)]),
            ], substitutes: [.init(word: "pie", count: 2), .init(word: "cheque", count: 1)],
            intruders: [.init(word: "uh", count: 1)])
    }

    /// Decodes of one channel, heard by the ear under test of utterances of 3 to 9 words that are
    /// none of the words it puts in.
    private func decodes(
        _ cell: WordChannel.Cell, _ count: Int, seed: UInt64
    ) throws -> [BankRecord] {
        let speaker = BankFixtures.speaker("slt", condition: cell.condition)
        let ear = try WordChannelEar(
            channel: channel(cell), speakers: DrawnSpeakers([speaker]),
            state: MeaningFixtures.state, acknowledgement: "uh huh")
        let streams = RandomStreams(seed: seed, replication: 0)
        let words = ["pay", "my", "bill", "four", "water", "three", "check", "two", "card"]
        return (0..<count).map { index in
            let text = words[0..<3 + index % 7].joined(separator: " ")
            let speech = HeardSpeech(
                text: text, acts: [],
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index)))
            guard case .hypotheses(let readings) = ear.hear(speech, streams: streams).content else {
                return BankRecord(
                    key: BankFixtures.key(text, speaker), entry: BankFixtures.entry(""))
            }
            var entry = BankFixtures.entry(text)
            entry.hypotheses = readings
            return BankRecord(key: BankFixtures.key(text, speaker), entry: entry)
        }
    }

    private static func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        var squares = 0.0
        for value in values { squares += (value - mean) * (value - mean) }
        return (mean, (squares / (count - 1) / count).squareRoot())
    }

    @Test("a channel fitted to entries of a known channel gives its parameters back")
    func recovery() throws {
        // Means of 24 independent fits: each estimate's standard error is that of the 24, and the
        // tolerance is Student's quantile with 23 degrees of freedom for 1e-6, 6.6. Detected is a bias of
        // some 0.02 in each probability.
        let fits = try (0..<24).map { seed in
            try WordChannelFitter.fit(decodes(truth, 2000, seed: UInt64(seed)))
        }
        let cells = try fits.map {
            try #require($0.cell(condition: "babble-10", voiceClass: "plain"))
        }
        func check(_ name: String, _ value: (WordChannel.Cell) -> Double) {
            let values = cells.map(value)
            let (mean, error) = Self.meanAndError(values)
            let distance = abs(mean - value(truth))
            #expect(error < 0.004, "\(name) is hardly estimated")
            #expect(distance < 6.6 * error, "\(name): \(mean), standard error \(error)")
        }
        check("lost") { $0.lost }
        check("clean") { $0.clean }
        check("deletion") { $0.deletion }
        check("substitution") { $0.substitution }
        check("insertion") { $0.insertion }
        check("second right") { $0.secondRight }
        check("confidence when right") { $0.confidenceWhenRight.mean }
        check("confidence when wrong") { $0.confidenceWhenWrong.mean }
    }

    @Test("what is heard instead of a word keeps its frequency in channel and fit")
    func confusions() throws {
        let fit = try WordChannelFitter.fit(decodes(truth, 8000, seed: 77))
        let four = try #require(fit.confusions.first { $0.said == "four" })
        // By the smoothing 60 / 61 of its substitutions are "for"; where a neighbour was lost, an
        // alignment may pair the wrong one of the two, which lowers the share by some hundredths.
        let total = four.heard.reduce(0) { $0 + $1.count }
        let share = Double(four.heard.first?.count ?? 0) / Double(total)
        #expect(four.heard.first?.word == "for")
        #expect(total > 400)
        #expect(share > 0.85)
        #expect(fit.intruders.first?.word == "uh")
    }

    @Test(
        "the ear errs as often as its cell says, and a beginning agrees with the end"
    )
    func errorRate() throws {
        let speaker = BankFixtures.speaker("slt", condition: "babble-10")
        let ear = try WordChannelEar(
            channel: channel(truth), speakers: DrawnSpeakers([speaker]),
            state: MeaningFixtures.state, acknowledgement: "uh huh")
        let streams = RandomStreams(seed: 9, replication: 0)
        let said = ["pay", "my", "water", "card"]
        var rates: [Double] = []
        for index in 0..<20_000 {
            var speech = HeardSpeech(
                text: said.joined(separator: " "), acts: [],
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index)))
            let reading = ear.hear(speech, streams: streams)
            guard case .hypotheses(let readings) = reading.content else { continue }
            let heard = (readings.first?.text ?? "").split(separator: " ").map(String.init)
            let steps = WordAlignment.align(said: said, heard: heard)
            rates.append(Double(WordAlignment.errors(in: steps)) / 4)
            speech.text = "pay my"
            let beginning = ear.hearBeginning(speech, streams: streams)
            let agrees = (readings.first?.text ?? "").hasPrefix(beginning)
            #expect(agrees)
        }
        let (mean, error) = Self.meanAndError(rates)
        #expect(abs(mean - truth.wordErrorRate(ofUtterancesOf: 4)) < 4.9 * error)
        #expect(error < 0.003)
    }

    @Test("where one thing is expected, words are heard as they are there")
    func expectations() throws {
        // Answers of yes or no are always right, six digits lose every "four" to "for".
        func records(_ said: String, _ heard: String, _ state: String) -> [BankRecord] {
            (0..<40).map { _ in
                BankRecord(
                    key: BankFixtures.key(said, state: state), entry: BankFixtures.entry(heard))
            }
        }
        let fit = try WordChannelFitter.fit(
            records("yes four", "yes four", "confirm.amount")
                + records("yes four", "yes four", "yesNo")
                + records("one four two", "one for two", "slot.passcode")
                // Too few for a law of their own.
                + records("pay four", "pay more", "wish").prefix(9))
        let languages = fit.cells.filter { $0.condition == "clean" && $0.voiceClass == "plain" }
            .map(\.language)
        #expect(languages == ["*", "slot.passcode", "yesNo"])
        let ear = try WordChannelEar(
            channel: fit, speakers: DrawnSpeakers([BankFixtures.speaker()]),
            state: {
                switch $0 {
                case .confirmIntent: "yesNo"
                case .slot: "slot.passcode"
                default: "wish"
                }
            }, acknowledgement: "")
        func heard(_ text: String, _ question: Question) -> Set<String> {
            Set(
                (0..<400 as Range<UInt32>).map { caller in
                    let speech = HeardSpeech(
                        text: text, acts: [],
                        caller: CallerKey(contactType: ContactTypeID(0), ordinal: caller),
                        question: question)
                    let reading = ear.hear(speech, streams: RandomStreams(seed: 3, replication: 0))
                    guard case .hypotheses(let readings) = reading.content else { return "" }
                    return readings.first?.text ?? ""
                })
        }
        #expect(heard("yes four", .confirmIntent(IntentID(0))) == ["yes four"])
        #expect(!heard("one four two", .slot(SlotID(0))).contains("one more two"))
        #expect(heard("one four two", .slot(SlotID(0))).contains("one for two"))
        // The words are those heard where a wish is, how often is the law of all.
        let wishes = heard("pay four", .wish)
        #expect(wishes.contains("pay more") && wishes.contains("pay four"))
        #expect(!wishes.contains("pay for"))
    }

    @Test("a condition that the channel was not fitted to is refused by name")
    func unknownCondition() {
        let speakers = DrawnSpeakers([BankFixtures.speaker(condition: "storm")])
        #expect(throws: DecodeBankError.unknownCondition("storm", known: ["babble-10"])) {
            try WordChannelEar(
                channel: channel(truth), speakers: speakers, state: MeaningFixtures.state,
                acknowledgement: "uh huh")
        }
        #expect(throws: DecodeBankError.noEntries(what: "a channel of words")) {
            _ = try WordChannelFitter.fit([])
        }
    }

    @Test("quantile tables invert the empirical law")
    func quantiles() {
        let table = QuantileTable(sample: (0...320).map { Double($0) / 320 })
        for place in 0...64 {
            let u = Double(place) / 64
            // Tables are rounded to 1/65536.
            #expect(abs(table.value(at: u) - u) < 1.0 / 65536)
        }
        #expect(abs(table.mean - 0.5) < 1.0 / 65536)
        #expect(QuantileTable(quantiles: [0.5, 0.4]) == nil)
        #expect(QuantileTable(quantiles: [0.5]) == nil)
        #expect(QuantileTable(quantiles: [0, 1.5]) == nil)
    }
}
