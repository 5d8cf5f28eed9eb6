import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Judging what was heard")
struct UtteranceJudgeTests {
    private static let model: DialogueModel? = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/dialogue/bank.yaml").path
        return try? DialogueModelFile(path: path).trained()
    }()

    private func judge() throws -> UtteranceJudge {
        // 2026-11-25, a Wednesday.
        UtteranceJudge(model: try #require(Self.model), today: CivilDate(dayNumber: 20_782))
    }

    private func verdict(
        _ heard: [String], _ utterance: TestUtterance, confidence: Double = 0.75
    ) throws -> UtteranceJudge.Verdict {
        try judge().judge(
            Recognition(
                hypotheses: heard.map { Hypothesis(text: $0, confidence: Score(confidence)) }),
            of: utterance)
    }

    @Test("an intent is right when the likeliest one is the one meant")
    func intents() throws {
        let said = TestUtterance(
            text: "what is my balance", state: "wish", intent: "check_balance")
        let right = try verdict(["what is my balance"], said)
        #expect(right.isIntentRight == true && right.isValueRight == nil && right.isRight)
        #expect(right.wordErrors.errors == 0 && right.wordErrors.words == 4)
        #expect(right.confidence == 0.75)
        let wrong = try verdict(["i want to transfer money to savings"], said)
        #expect(wrong.isIntentRight == false && !wrong.isRight)
        #expect(wrong.wordErrors.words == 4 && wrong.wordErrors.errors >= 4)
    }

    @Test(
        "a value is right when it is the one meant, in the form of the test set",
        arguments: [
            ("slot.passcode", "four five two one", "digits:4521", true),
            ("slot.passcode", "four five two two", "digits:4521", false),
            ("yesNo", "yes please", "yes", true), ("yesNo", "no thanks", "yes", false),
            ("slot.account", "savings", "choice:savings", true),
            ("slot.account", "checking", "choice:savings", false),
        ])
    func values(_ state: String, _ heard: String, _ value: String, _ isRight: Bool) throws {
        let said = TestUtterance(text: heard, state: state, value: value)
        let verdict = try verdict([heard], said)
        #expect(verdict.isValueRight == isRight && verdict.isRight == isRight)
        #expect(verdict.isIntentRight == nil)
    }

    @Test("of the readings the one counts that the grammar allows; without any all is lost")
    func readings() throws {
        let said = TestUtterance(
            text: "four five two one", state: "slot.passcode", value: "digits:4521")
        #expect(try verdict(["for fife to one", "four five two one"], said).isValueRight == true)
        let lost = try verdict([], said)
        #expect(lost.isValueRight == false && lost.confidence == 0)
        #expect(lost.wordErrors.errors == 4)
        // What meant nothing cannot be wrong.
        let remark = TestUtterance(text: "hold on", state: "wish")
        #expect(try verdict([], remark).isRight)
    }

    @Test("the meaning of a reading is that of the engine, in its state")
    func meaning() throws {
        let recognition = Recognition(hypotheses: [Hypothesis(text: "four five two one")])
        let asked = try judge().meaning(of: recognition, state: "slot.passcode")
        #expect(asked.answers.contains { $0.value == .digits("4521") })
        let unasked = try judge().meaning(of: recognition, state: "nowhere")
        #expect(unasked.text == "four five two one")
    }
}
