import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

/// Keys of slot grammars, read from a model file.
@Suite("Keys of slot grammars")
struct GrammarKeyTests {
    private func grammar(_ text: String) throws -> SlotGrammar {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent(
                "grammar-keys-\(text.utf8.reduce(0) { $0 &* 31 &+ Int($1) }).yaml"
            )
            .path
        let model = try String(contentsOfFile: Shipped.folder + "/bank.yaml", encoding: .utf8)
            .replacing(
                "include: [patterns.yaml]", with: "include: [\(Shipped.folder)/patterns.yaml]"
            )
            .replacing("grammar: {kind: digits, length: 10}", with: "grammar: \(text)")
        try model.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let slots = try DialogueModelFile(path: path).model.slots
        return try #require(slots.first { $0.name == Self.slot }).grammar
    }

    /// The one slot of ten digits.
    private static let slot = "phone"

    @Test("a spelled value has a check digit")
    func checkedLetters() throws {
        #expect(
            try grammar("{kind: spelled, length: 5, check: mod11}")
                == .spelled(lengths: 5...5, lettersOnly: false, check: .mod11))
    }

    @Test("the model says whether figures begin with the month, and a date may say otherwise")
    func order() throws {
        // The bank counts in dollars and writes the month first.
        #expect(
            try grammar("{kind: date, from: 0, to: 9}") == .date(days: 0...9, isMonthFirst: true))
        #expect(
            try grammar("{kind: date, from: 0, to: 9, figures: dayFirst}") == .date(days: 0...9))
        let orders = try DialogueModelFile(path: Shipped.folder + "/orders.yaml").model
        let day = try #require(orders.slots.first { $0.name == "new_day" })
        #expect(day.grammar == .date(days: 1...14))
    }

    @Test("a choice has cues, and only for what can be chosen")
    func cues() throws {
        #expect(
            try grammar("{kind: choice, of: {red: [crimson], blue: []}, cues: {red: [paint]}}")
                == .choice([
                    .init(name: "red", synonyms: ["crimson"], cues: ["paint"]),
                    .init(name: "blue"),
                ]))
        #expect(throws: DialogueModelError.self) {
            try grammar("{kind: choice, of: {red: [], blue: []}, cues: {green: [paint]}}")
        }
    }
}
