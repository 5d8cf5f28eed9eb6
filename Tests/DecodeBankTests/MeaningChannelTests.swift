import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Channel of meanings")
struct MeaningChannelTests {
    private let channel = MeaningChannel(
        cells: [
            MeaningFixtures.cell(.remark, right: 0.7, other: 0.1),
            MeaningFixtures.cell(.value, right: 0.6, other: 0.25),
            MeaningFixtures.cell(.volunteered, right: 0.5, other: 0.2),
            MeaningFixtures.cell(.wish, right: 0.75, other: 0.15),
            MeaningFixtures.cell(.yesNo, right: 0.9, other: 0.04),
        ],
        confusions: [
            MeaningChannel.Confusion(
                state: "wish", said: "check_balance",
                heard: [
                    WordChannel.Count(word: "transfer_money", count: 300),
                    WordChannel.Count(word: "goodbye", count: 100),
                ])
        ], otherLength: 0.3)

    private static let count = 20_000

    /// What the ear makes of the same speech by many callers, labelled.
    private func heard(
        _ acts: [SaidAct], question: Question?, model: DialogueModel
    ) throws -> [(reading: Interpretation, turns: [LabelledTurn])] {
        let speaker = BankFixtures.speaker(condition: "clean")
        let ear = try MeaningChannelEar(
            channel: channel, model: model, speakers: DrawnSpeakers([speaker]),
            state: MeaningFixtures.state)
        let labeller = MeaningLabeller(model: model, context: MeaningFixtures.context) { _ in
            MeaningLabeller.Situation(question: question)
        }
        let truth = Translation(model: model)
        let streams = RandomStreams(seed: 21, replication: 0)
        return try (0..<Self.count).map { index in
            let speech = HeardSpeech(
                text: "words", acts: acts,
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index)),
                question: question)
            guard case .meaning(let reading) = ear.hear(speech, streams: streams).content else {
                throw DecodeBankError.noEntries(what: "a meaning")
            }
            let turns = labeller.label(
                truth.meaning(of: speech), as: reading, question: question, speaker: speaker,
                state: MeaningFixtures.state(question))
            return (reading, turns)
        }
    }

    /// Checks a count against a binomial law with z 4.9: of 20 000 turns a share off by 1.7 % is found.
    private func check(_ count: Int, of total: Int, is share: Double, _ what: Comment) {
        let error = (Double(total) * share * (1 - share)).squareRoot()
        #expect(abs(Double(count) - Double(total) * share) < 4.9 * error, what)
    }

    @Test("turns heard by a known channel give its parameters back, kind by kind")
    func recovery() throws {
        let model = try MeaningFixtures.model()
        let account = try #require(model.slots.firstIndex { $0.name == "account" })
        let passcode = try #require(model.slots.firstIndex { $0.name == "passcode" })
        let cases: [(LabelledTurn.Kind, [SaidAct], Question?)] = [
            (.wish, [.wish("check_balance")], .wish),
            (
                .value, [.give(slot: "passcode", value: .digits("4521"))],
                .slot(SlotID(UInt16(passcode)))
            ),
            (.yesNo, [.yes], .confirmValue(SlotID(UInt16(account)))),
            (.remark, [.holdOn], .slot(SlotID(UInt16(passcode)))),
        ]
        for (kind, acts, question) in cases {
            let turns = try heard(acts, question: question, model: model).flatMap(\.turns)
            #expect(turns.count == Self.count)
            let truth = try #require(channel.cells.first { $0.kind == kind })
            for outcome in LabelledTurn.Outcome.allCases {
                check(
                    turns.count { $0.outcome == outcome }, of: Self.count,
                    is: truth.probability(of: outcome), "\(kind) \(outcome)")
            }
            let fit = try MeaningChannelFitter.fit(turns)
            let cell = try #require(
                fit.cell(condition: "clean", voiceClass: "plain", kind: kind))
            // The prior weighs one turn of 20 000.
            let right = Double(turns.count { $0.outcome == .right }) / Double(Self.count)
            #expect(abs(cell.right - right) < 1e-4)
            guard kind != .remark else { continue }
            // Posteriors by the quantile table: its spread is below 0.3, so the mean of at least
            // 700 turns has a standard error below 0.012.
            #expect(
                abs(cell.posteriorWhenRight.mean - truth.posteriorWhenRight.mean) < 4.9 * 0.003)
            #expect(
                abs(cell.posteriorWhenOther.mean - truth.posteriorWhenOther.mean) < 4.9 * 0.012)
            for u in [0.1, 0.5, 0.9] {
                let difference =
                    cell.posteriorWhenRight.value(at: u) - truth.posteriorWhenRight.value(at: u)
                #expect(abs(difference) < 0.02)
            }
        }
    }

    @Test(
        "wishes are taken for others as often as the bank did, wrong digits have the lengths they had"
    )
    func confusions() throws {
        let model = try MeaningFixtures.model()
        let wishes = try heard([.wish("check_balance")], question: .wish, model: model)
            .flatMap(\.turns)
        let wrong = wishes.compactMap(\.heard)
        // Of 400 turns and the state's law with weight one, which is the same law here.
        check(wrong.count { $0 == "transfer_money" }, of: wrong.count, is: 0.75, "transfer_money")
        check(wrong.count { $0 == "goodbye" }, of: wrong.count, is: 0.25, "goodbye")

        let passcode = try #require(model.slots.firstIndex { $0.name == "passcode" })
        let values = try heard(
            [.give(slot: "passcode", value: .digits("4521"))],
            question: .slot(SlotID(UInt16(passcode))), model: model)
        let lengths = values.flatMap(\.turns).compactMap(\.hasOtherLength)
        check(lengths.count { $0 }, of: lengths.count, is: 0.3, "another length")
        #expect(
            values.allSatisfy { value in
                value.turns[0].outcome != .other
                    || value.reading.answers.first?.value != .digits("4521")
            })
    }

    @Test("values beside a wish come through each for itself, and never when the wish is lost")
    func volunteered() throws {
        let model = try MeaningFixtures.model()
        let turns = try heard(
            [.wish("check_balance"), .give(slot: "account", value: .choice("savings"))],
            question: .wish, model: model
        ).map(\.turns)
        #expect(turns.allSatisfy { $0[0].kind == .wish })
        #expect(turns.allSatisfy { ($0[0].outcome == .nothing) == ($0.count == 1) })
        let beside = turns.compactMap { $0.count == 2 ? $0[1] : nil }
        check(beside.count { $0.outcome == .right }, of: beside.count, is: 0.5, "right")
        check(beside.count { $0.outcome == .nothing }, of: beside.count, is: 0.3, "nothing")
        // Independent of whether the wish was right: as often right beside a wrong wish.
        let afterWrong = turns.filter { $0.count == 2 && $0[0].outcome == .other }
        check(
            afterWrong.count { $0[1].outcome == .right }, of: afterWrong.count, is: 0.5,
            "right beside a wrong wish")
    }

    @Test("the same address hears the same, another utterance draws anew")
    func keyed() throws {
        let model = try MeaningFixtures.model()
        let first = try heard([.wish("check_balance")], question: .wish, model: model)
        let second = try heard([.wish("check_balance")], question: .wish, model: model)
        #expect(first.map(\.reading) == second.map(\.reading))
        #expect(Set(first.prefix(200).map(\.reading)).count > 100)
    }

    @Test("decodes are labelled by what the engine's own interpreter makes of them")
    func labels() throws {
        let model = try MeaningFixtures.model()
        let passcode = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "passcode" })))
        let account = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "account" })))
        let labeller = MeaningLabeller(model: model, context: MeaningFixtures.context) { state in
            switch state {
            case "passcode": MeaningLabeller.Situation(question: .slot(passcode))
            case "confirm": MeaningLabeller.Situation(question: .confirmValue(account))
            default: MeaningLabeller.Situation(question: .wish)
            }
        }
        func outcome(_ said: String, _ heard: String, _ state: String) -> [String] {
            let record = BankRecord(
                key: BankFixtures.key(said, state: state), entry: BankFixtures.entry(heard))
            return labeller.label([record]).map {
                let length = $0.hasOtherLength.map { $0 ? " other length" : " same length" } ?? ""
                return "\($0.kind) \($0.outcome)" + length
            }
        }
        #expect(
            outcome("four five two one", "four five two one", "passcode") == ["value right"])
        #expect(
            outcome("four five two one", "four nine two one", "passcode")
                == ["value other same length"])
        #expect(outcome("four five two one", "for the money", "passcode") == ["value nothing"])
        #expect(outcome("four five two one", "", "passcode") == ["value nothing"])
        #expect(outcome("yes", "yes", "confirm") == ["yesNo right"])
        #expect(outcome("yes", "no", "confirm") == ["yesNo other"])
        #expect(outcome("yes", "", "confirm") == ["yesNo nothing"])
        #expect(outcome("one moment please", "one moment please", "passcode") == ["remark right"])
    }

    @Test("what the caller meant goes before what the words are taken for")
    func meant() throws {
        let model = try MeaningFixtures.model()
        let passcode = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "passcode" })))
        let labeller = MeaningLabeller(model: model, context: MeaningFixtures.context) { _ in
            MeaningLabeller.Situation(question: .slot(passcode))
        }
        // The words are heard right, but they are not how the caller should have said 4521.
        let words = "four five two two"
        let speech = HeardSpeech(
            text: words, acts: [.give(slot: "passcode", value: .digits("4521"))],
            caller: MeaningFixtures.context.caller, question: .slot(passcode))
        let record = BankRecord(
            key: BankFixtures.key(words, state: "slot"), entry: BankFixtures.entry(words))
        let meant = SpokenMeanings([speech], model: model, state: MeaningFixtures.state)
        #expect(labeller.label([record]).map(\.outcome) == [.right])
        #expect(labeller.label([record], meant: meant).map(\.outcome) == [.other])
    }

    @Test("a condition that the channel was not fitted to is refused by name")
    func unknownCondition() throws {
        let model = try MeaningFixtures.model()
        let speakers = DrawnSpeakers([BankFixtures.speaker(condition: "storm")])
        #expect(throws: DecodeBankError.unknownCondition("storm", known: ["clean"])) {
            try MeaningChannelEar(
                channel: channel, model: model, speakers: speakers, state: MeaningFixtures.state)
        }
    }
}
