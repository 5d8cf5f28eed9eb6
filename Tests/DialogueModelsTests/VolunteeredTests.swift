import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

/// Values that nobody asked for, in the shipped bank.
@Suite("Volunteered values")
struct VolunteeredTests {
    private static let bank = Shipped.folder + "/bank.yaml"

    private static func model(_ change: (String) -> String = { $0 }) throws -> DialogueModel {
        let text = change(try String(contentsOfFile: bank, encoding: .utf8))
        return try DialogueModelFile(text: text, path: bank).model
    }

    /// What a model takes an utterance for; its wishes are not trained, and not looked at.
    private static func answers(
        _ readings: [Hypothesis], _ model: DialogueModel, question: Question? = .wish
    ) -> [AnswerCandidate] {
        Interpreter(model: model).interpret(
            readings, question: question, flows: [], context: Self.context, partial: nil
        ).answers
    }

    private static let context = CallContext(
        caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
        today: CivilDate(dayNumber: 20_000), minuteOfDay: 600)

    private static func slot(_ name: String, _ model: DialogueModel) throws -> SlotID {
        SlotID(UInt16(try #require(model.slots.firstIndex { $0.name == name })))
    }

    @Test(
        "words that announce a slot give it its value, in any sentence and at any question",
        arguments: [
            "my customer number is 550004", "it's about my card my customer number is 550004",
            "my number is uh five five oh oh oh four",
            "my customer number five five double oh oh four", "account number 550004 please",
        ])
    func announced(_ text: String) throws {
        let model = try Self.model()
        let number = try Self.slot("customer_number", model)
        let day = try Self.slot("appointment_day", model)
        for question in [Question.wish, .anythingElse, .slot(day)] {
            let found = Self.answers([Hypothesis(text: text)], model, question: question)
            #expect(found.map(\.slot) == [number], "\(question)")
            #expect(found.first?.value == .digits("550004"))
            #expect(found.first?.isAnnounced == true)
        }
    }

    @Test(
        "without such words, or with others between, nothing is announced",
        arguments: [
            "550004", "i lost 550004 cards", "my customer number is not 550004",
            "my customer number was on the letter from 550004", "my customer number",
        ])
    func notAnnounced(_ text: String) throws {
        let model = try Self.model()
        let found = Self.answers([Hypothesis(text: text)], model)
        #expect(found.filter(\.isAnnounced).isEmpty)
    }

    @Test("the probability of an announced value is that of its readings")
    func readings() throws {
        let model = try Self.model()
        let found = Self.answers(
            [
                Hypothesis(text: "my customer number is 550004", confidence: Score(0.5)),
                Hypothesis(text: "my customer number is 123455", confidence: Score(0.25)),
            ], model)
        let best = try #require(found.first)
        #expect(best.value == .digits("550004"))
        // Half of the weight says so, a quarter something else, a quarter was not listed.
        #expect(abs(best.probability.value - 0.5) < 0.01)
    }

    @Test("a volunteered value is forgotten like any other, as memory says")
    func memory() throws {
        func isKept(_ fidelity: String) throws -> Bool {
            let model = try Self.model {
                $0.replacing("figures: monthFirst", with: "memory: {fidelity: \(fidelity)}")
            }
            let number = try Self.slot("customer_number", model)
            var session = TextSession(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 1, replication: 0)),
                context: Self.context)
            session.perform(.say([Hypothesis(text: "my customer number is 550004")]))
            #expect(session.state[number].usable == .digits("550004"))
            session.perform(.say([Hypothesis(text: "hm")]))
            return session.state[number].usable != nil
        }
        let whole = try isKept("100%")
        let none = try isKept("0%")
        #expect(whole && !none)
    }

    @Test("what a slot forgets depends on its name, not on its place in the model")
    func forgetting() throws {
        // The same call, with one slot more before all others.
        func forgotten(_ change: (String) -> String) throws -> [String] {
            let model = try Self.model {
                change($0.replacing("figures: monthFirst", with: "memory: {fidelity: 60%}"))
            }
            var session = TextSession(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 3, replication: 0)),
                context: Self.context)
            var names: [String] = []
            for turn in 0..<12 {
                let number = turn % 2 == 0 ? "550004" : "123455"
                session.perform(.say([Hypothesis(text: "my customer number is \(number)")]))
                for record in session.news {
                    if case .forgotten(let slot) = record.event {
                        names.append("\(turn) \(model[slot].name)")
                    }
                }
            }
            return names
        }
        let plain = try forgotten { $0 }
        #expect(!plain.isEmpty)
        let shifted = try forgotten {
            $0.replacing(
                "slots:\n", with: "slots:\n  - {name: first_of_all, grammar: {kind: yesNo}}\n")
        }
        #expect(shifted == plain)
    }

    @Test("announcing words need a question, and a value of their own")
    func refused() {
        func message(_ slot: String) -> String {
            do {
                _ = try Self.model { $0.replacing("slots:\n", with: "slots:\n  - \(slot)\n") }
                return ""
            } catch { return "\(error)" }
        }
        #expect(
            message("{name: a, announcedBy: my a, grammar: {kind: number}}")
                .contains("slots.a.announcedBy announces what is never asked for"))
        #expect(
            message("{name: a, announcedBy: my a, ask: A?, grammar: {kind: yesNo}}")
                .contains("slots.a.announcedBy announces a value that has no words of its own"))
    }

    @Test("readings whose confidences ascend are put in order")
    func order() {
        let given = [
            Hypothesis(text: "a", confidence: Score(0.25)),
            Hypothesis(text: "b", confidence: Score(0.5)),
            Hypothesis(text: "c", confidence: Score(0.25)),
        ]
        #expect(Hypothesis.ranked(given).map(\.text) == ["b", "a", "c"])
    }
}
