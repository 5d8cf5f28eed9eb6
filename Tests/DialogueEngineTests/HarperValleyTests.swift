import DialogueEngine
import Foundation
import Testing
import TwinPrimitives

/// Words of real callers, as a person and as a recogniser wrote them down.
@Suite("Callers of the Harper Valley sample")
struct HarperValleyTests {
    struct Line {
        var slot: String
        var expected: String
        var transcript: String
        var recogniser: String
    }

    static let names: [SlotGrammar.PersonName] = [
        "David Johnson", "David Jones", "David Miller", "David Smith", "David Wilson",
        "Elizabeth Davis", "Elizabeth Garcia", "Elizabeth Smith", "James Brown", "James Miller",
        "James Smith", "James Williams", "Jennifer Brown", "Jennifer Williams", "John Garcia",
        "John Miller", "John Wilson", "Linda Garcia", "Linda Smith", "Mary Davis",
        "Mary Rodriguez", "Mary Smith", "Mary Wilson", "Michael Johnson", "Michael Jones",
        "Michael Rodriguez", "Michael Smith", "Michael Williams", "Patricia Brown",
        "Patricia Garcia", "Patricia Jones", "Patricia Miller", "Patricia Williams",
        "Robert Johnson", "Robert Rodriguez", "Robert Williams",
    ].map { SlotGrammar.PersonName($0) }

    static func accounts(_ cues: [String]) -> SlotGrammar {
        .choice(["checking", "savings"].map { .init(name: $0, cues: cues) })
    }

    static let grammars: [String: SlotGrammar] = [
        "account": accounts([]), "from": accounts(["from"]), "to": accounts(["to", "into"]),
        "amount": .amount(range: 100...50_000, currency: .dollars),
        "card": .choice([.init(name: "credit"), .init(name: "debit")]),
        "date": .date(days: 0...30), "house": .digits(lengths: 3...3, check: .none),
        "name": .name(NameList(names)), "phone": .digits(lengths: 10...10, check: .none),
        "street": .spelled(lengths: 3...10, lettersOnly: true),
        "time": .time(minutes: 540...1020), "yesNo": .yesNo,
        "zip": .digits(lengths: 5...5, check: .none),
    ]

    static func lines() throws -> [Line] {
        let folder = try #require(Bundle.module.resourcePath) + "/Fixtures/"
        let text = try String(
            contentsOfFile: folder + "harper_valley_extract.tsv", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            return Line(
                slot: fields[2], expected: fields[3], transcript: fields[4], recogniser: fields[5])
        }
    }

    /// The value that the grammar of a line's slot reads, in the words of the file.
    static func reading(_ text: String, _ line: Line) throws -> String {
        let grammar = try #require(grammars[line.slot])
        // The calls were made on a Monday.
        let context = GrammarContext(today: try #require(CivilDate("2020-06-01")))
        let reading = GrammarTable.reading(text, grammar, context: context)
        switch grammar {
        case .name(let names): return Int(reading).map { names[$0].text } ?? reading
        case .choice(let choices): return Int(reading).map { choices[$0].name } ?? reading
        default: return reading
        }
    }

    @Test("every value is read from what a person wrote down")
    func transcripts() throws {
        let lines = try Self.lines()
        #expect(lines.count == 184)
        for line in lines {
            #expect(
                try Self.reading(line.transcript, line) == line.expected,
                "\(line.slot): \(line.transcript)")
        }
    }

    @Test("from a recogniser's words all but those that lost the value are read")
    func recognised() throws {
        var wrong: [String] = []
        let lines = try Self.lines()
        for line in lines where try Self.reading(line.recogniser, line) != line.expected {
            wrong.append(line.recogniser)
        }
        // In each of these the recogniser wrote other words for the value itself.
        #expect(
            wrong == [
                "the amount as one hundred twenty dollars", "sorry please",
                "hi my name is jim <unk> my name is jamila", "hi my name is barry smith",
                "hi my name is michael rock regret",
                "hi my name is also my goal but last name's uh i'd like to schedule an appointment",
                "hi my name is patricia on me though", "my phone number is two four sides",
                "seven eight three all other",
            ])
        #expect(lines.count { $0.recogniser != $0.transcript } == 34)
    }
}
