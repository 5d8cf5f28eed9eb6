import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Language of dialogue states")
struct HearingLanguageTests {
    private static let today = CivilDate(dayNumber: 20_782)  // 2026-11-25

    private static func bank() throws -> (DialogueModel, StateLanguage) {
        let model = try DialogueModelFile(path: "models/dialogue/bank.yaml").model
        let background = try LabelledFile.read("models/language/banking77_train.csv.zst")
        return (
            model, StateLanguage(model: model, background: background.map(\.text), today: today)
        )
    }

    private static func utterances(_ name: String) throws -> [TestUtterance] {
        let (_, language) = try bank()
        let path = "models/voice/\(name).tsv"
        let content = try String(contentsOfFile: path, encoding: .utf8)
        return try TestUtterance.read(content, path: path, states: language.states.map(\.name))
    }

    @Test("the test set has at least 300 utterances, none of them verbatim in a language model")
    func disjoint() throws {
        let (_, language) = try Self.bank()
        let sentences = Set(language.states.flatMap { $0.sentences.map(\.text) })
        let tested = try Self.utterances("testset")
        let tuned = try Self.utterances("tuningset")
        #expect(tested.count >= 300)
        #expect(tested.map(\.text).filter(sentences.contains) == [])
        #expect(tuned.map(\.text).filter(sentences.contains) == [])
        #expect(Set(tested.map(\.text)).isDisjoint(with: tuned.map(\.text)))
        #expect(Set(tested.map(\.text)).count == tested.count)
    }

    @Test("every intent and every kind of value of the test set is the model's")
    func labels() throws {
        let (model, _) = try Self.bank()
        let intents = Set(model.intents.map(\.name))
        for utterance in try Self.utterances("testset") {
            #expect(utterance.intent.map(intents.contains) ?? true)
            let kind = utterance.value?.prefix { $0 != ":" }
            let kinds: [Substring] = ["yes", "no", "digits", "amount", "date", "time", "choice"]
            #expect(kind.map(kinds.contains) ?? true)
        }
    }

    @Test("a question has a state of the language")
    func states() throws {
        let (model, language) = try Self.bank()
        let names = language.states.map(\.name)
        #expect(Set(names).count == names.count)
        for (place, slot) in model.slots.enumerated() where !slot.ask.isEmpty {
            let question = Question.slot(SlotID(UInt16(place)))
            #expect(names.contains(StateLanguage.state(for: question, in: model)))
        }
        #expect(StateLanguage.state(for: .wish, in: model) == "wish")
        #expect(StateLanguage.state(for: .offerHelp, in: model) == "yesNo")
        #expect(names.last == StateLanguage.all)
    }

    @Test("unknown words are pronounced by their parts and their letters")
    func pronunciations() {
        let known = Pronunciations(
            cmuDictionary: "check CH EH K\nbook B UH K\nread R EH D\nread(2) R IY D\n")
        #expect(known.sounds(of: "read") == ["R EH D", "R IY D"])
        #expect(known.sounds(of: "checkbook") == ["CH EH K B UH K"])
        #expect(known.sounds(of: "book's") == ["B UH K Z"])
        #expect(known.sounds(of: "plate") == ["P L EY T"])
        #expect(known.sounds(of: "shing") == ["SH IH NG"])
        #expect(known.dictionary(of: ["read"]) == "read R EH D\nread(2) R IY D\n")
        #expect(!known.knows("plate"))
    }

    @Test("a file of utterances with a fault says where")
    func faults() {
        func read(_ text: String) throws -> [TestUtterance] {
            try TestUtterance.read(text, path: "a.tsv", states: ["wish"])
        }
        #expect(throws: TestUtterance.FileError.badLine(path: "a.tsv", line: 3, columns: 2)) {
            try read("# remark\ntext\tstate\tintent\tvalue\nhello\twish\n")
        }
        #expect(
            throws: TestUtterance.FileError.unknownState(
                path: "a.tsv", line: 2, state: "wis", known: ["wish"])
        ) { try read("text\tstate\tintent\tvalue\nhello\twis\t\t\n") }
        #expect(throws: TestUtterance.FileError.empty(path: "a.tsv")) { try read("# nothing\n") }
    }
}
