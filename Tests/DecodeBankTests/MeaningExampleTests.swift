import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import Testing
import TwinPrimitives

/// What is understood beside what was meant, and where something else is understood instead.
@Suite("Examples of meanings")
struct MeaningExampleTests {
    private static let count = 20_000

    /// Turns of a bank: wishes whose words name an account in one of four, and a "correct" that is heard as
    /// "checks" in half.
    static func turns() throws -> [LabelledTurn] {
        let model = try MeaningFixtures.model()
        func slot(_ name: String) throws -> SlotID {
            SlotID(UInt16(try #require(model.slots.firstIndex { $0.name == name })))
        }
        func intent(_ name: String) throws -> IntentID {
            IntentID(UInt16(try #require(model.intents.firstIndex { $0.name == name })))
        }
        let labeller = MeaningLabeller(model: model, context: MeaningFixtures.context) { _ in
            MeaningLabeller.Situation(question: .wish)
        }
        let account = try slot("account")
        var wish = Interpretation()
        wish.intents = [IntentCandidate(intent: try intent("check_balance"), probability: .one)]
        var plain = wish
        plain.intents[0].probability = Score(0.75)
        plain.outOfScope = Score(0.25)
        var named = plain
        named.answers = [
            AnswerCandidate(
                slot: account, value: .choice(0), probability: Score(0.9), coverage: Score(0.5))
        ]
        var yes = Interpretation()
        yes.yesNo = YesNoReading(isYes: true, probability: .one)
        var sure = Interpretation()
        sure.yesNo = YesNoReading(isYes: true, probability: Score(0.875), coverage: Score(0.5))
        var checks = Interpretation()
        checks.intents = [
            IntentCandidate(intent: try intent("order_checks"), probability: Score(0.8))
        ]
        checks.outOfScope = Score(0.2)
        func label(
            _ truth: Interpretation, _ heard: Interpretation, _ question: Question, _ state: String
        ) -> [LabelledTurn] {
            labeller.label(
                truth, as: heard, question: question, speaker: BankFixtures.speaker(),
                state: state)
        }
        return (0..<40).flatMap { index in
            label(wish, index.isMultiple(of: 4) ? named : plain, .wish, "wish")
                + label(
                    yes, index.isMultiple(of: 2) ? checks : sure, .confirmValue(account), "yes-no")
        }
    }

    private func ear(_ channel: MeaningChannel, _ model: DialogueModel) throws -> MeaningChannelEar
    {
        try MeaningChannelEar(
            channel: channel, model: model, speakers: DrawnSpeakers([BankFixtures.speaker()]),
            state: MeaningFixtures.state)
    }

    /// What the ear makes of the same speech by many callers.
    private func heard(
        _ acts: [SaidAct], _ question: Question?, by ear: MeaningChannelEar,
        isIntoPrompt: Bool = false
    ) -> [Interpretation] {
        let streams = RandomStreams(seed: 5, replication: 0)
        return (0..<Self.count).compactMap { index in
            let speech = HeardSpeech(
                text: "words", acts: acts,
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index)),
                question: question, isIntoPrompt: isIntoPrompt)
            guard case .meaning(let meaning) = ear.hear(speech, streams: streams).content else {
                return nil
            }
            return meaning
        }
    }

    /// Checks a count against a binomial law with z 4.9: of 20 000 turns a share off by 1.7 % is found.
    private func check(_ found: Int, is share: Double, of total: Int = count) {
        let error = (Double(total) * share * (1 - share)).squareRoot()
        #expect(abs(Double(found) - Double(total) * share) < 4.9 * error)
    }

    @Test("values that words name and nobody meant are understood as often as in the bank")
    func namedUnmeant() throws {
        let model = try MeaningFixtures.model()
        let channel = try MeaningChannelFitter.fit(Self.turns())
        let meanings = heard([.wish("check_balance")], .wish, by: try ear(channel, model))
        let right = meanings.filter { $0.intents.first?.probability == Score(0.75) }
        let named = right.filter { $0.answers.first?.value == .choice(0) }
        check(named.count, is: 0.25, of: right.count)
        #expect(right.allSatisfy { $0.outOfScope == Score(0.25) })
        #expect(
            named.allSatisfy {
                $0.answers[0].probability == Score(0.9) && $0.answers[0].coverage == Score(0.5)
            })
        // A caller who gives the account is not overheard.
        let given = heard(
            [.wish("check_balance"), .give(slot: "account", value: .choice("savings"))], .wish,
            by: try ear(channel, model))
        #expect(given.allSatisfy { $0.answers.count <= 1 })
    }

    @Test("what is not understood as a yes is understood as the wish that the bank heard in it")
    func heardAsWish() throws {
        let model = try MeaningFixtures.model()
        let account = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "account" })))
        let channel = try MeaningChannelFitter.fit(Self.turns())
        let meanings = heard([.yes], .confirmValue(account), by: try ear(channel, model))
        let lost = meanings.filter { $0.yesNo == nil }
        let matter = try #require(channel.matter(.yesNo, "yes"))
        let law = try #require(
            channel.cell(condition: "clean", voiceClass: "plain", kind: .yesNo)?.of(matter))
        check(lost.count, is: 1 - law.right - law.other)
        let wished = lost.filter {
            $0.intents.first.map { model[$0.intent].name } == "order_checks"
        }
        #expect(wished.count == lost.count)
        #expect(wished.allSatisfy { $0.intents[0].probability == Score(0.8) })
        let right = meanings.filter { $0.yesNo?.isYes == true && $0.intents.isEmpty }
        #expect(right.contains { $0.yesNo?.coverage == Score(0.5) })
    }

    @Test("meanings of one kind keep their own chances, by the factor of their odds")
    func matters() throws {
        // Of 400 turns each: three quarters and one quarter are right; the kind's law has one half.
        let turns = (0..<800).map { index in
            LabelledTurn(
                speaker: BankFixtures.speaker(), state: "slot", kind: .value,
                outcome: index % 8 < (index < 400 ? 6 : 2) ? .right : .nothing, posterior: nil,
                said: index < 400 ? "account" : "passcode")
        }
        let channel = try MeaningChannelFitter.fit(turns)
        let law = try #require(
            channel.cell(condition: "clean", voiceClass: "plain", kind: .value))
        for (name, share) in [("account", 0.75), ("passcode", 0.25)] {
            let own = law.of(channel.matter(.value, name))
            // Drawn toward one half with the weight of 4 turns of 404: (300 + 2) / 404.
            #expect(abs(own.right - (400 * share + 2) / 404) < 1e-3)
        }
        #expect(law.of(nil) == law)
    }

    @Test("what is said into prompts passes for an acknowledgement as often as it did in the bank")
    func intoPrompts() throws {
        let model = try MeaningFixtures.model()
        var channel = MeaningChannel(
            cells: LabelledTurn.Kind.allCases.map { MeaningFixtures.cell($0, right: 1, other: 0) },
            confusions: [], otherLength: 0)
        channel.prompts = [
            SpeechIntoPrompts(
                condition: "*", acknowledgements: 9, acknowledged: 0.8, turns: 9, mistaken: 0.1)
        ]
        let ear = try ear(channel, model)
        func taken(_ act: SaidAct, _ isIntoPrompt: Bool) -> Int {
            heard([act], .wish, by: ear, isIntoPrompt: isIntoPrompt).count {
                $0.remark == .acknowledgement && $0.intents.isEmpty
            }
        }
        check(taken(.wish("check_balance"), true), is: 0.1)
        #expect(taken(.wish("check_balance"), false) == 0)
        // Told by its sound or by its words.
        #expect(taken(.backchannel, true) == Self.count)
        // By words alone where none is told by its sound, and they are never right.
        let place = try #require(channel.cells.firstIndex { $0.kind == .acknowledgement })
        channel.cells[place].right = 0
        channel.cells[place].other = 1
        let deaf = try self.ear(channel, model)
        let remarks = heard([.backchannel], .wish, by: deaf, isIntoPrompt: true).map(\.remark)
        check(remarks.count { $0 == .acknowledgement }, is: 0.8)
        #expect(remarks.allSatisfy { $0 == .acknowledgement || $0 == .hesitation })
    }

    @Test("acknowledgements are counted among those meant, real turns among real turns")
    func promptLaw() {
        func said(_ condition: String, _ isMeant: Bool, _ isTaken: Bool) -> SpeechIntoPrompts.Said {
            SpeechIntoPrompts.Said(
                condition: condition, isAcknowledgement: isMeant, isTaken: isTaken)
        }
        let laws = SpeechIntoPrompts.fit([
            said("clean", true, true), said("clean", true, true), said("clean", false, true),
            said("noise", true, false), said("noise", false, false),
        ])
        #expect(laws.map(\.condition) == ["*", "clean", "noise"])
        #expect(laws.map(\.acknowledgements) == [3, 2, 1])
        #expect(laws.map(\.turns) == [2, 1, 1])
        #expect(abs(laws[0].acknowledged - 2.0 / 3) < 1e-12)
        // Drawn toward two thirds with the weight of one turn.
        #expect(abs(laws[1].acknowledged - (2 + 2.0 / 3) / 3) < 1e-12)
        // One of two, beside 25 turns of which the network takes 4 %.
        #expect(abs(laws[0].mistaken - 2.0 / 27) < 1e-12)
        #expect(SpeechIntoPrompts.fit([]).isEmpty)
    }
}
