import Foundation
import ModelReading
import Scenarios
import Testing

/// Every mapping of the language with what it is, outermost first, each once.
func languageTables() -> [FieldTable] {
    var found: [FieldTable] = []
    var seen: Set<String> = []
    func visit(_ table: FieldTable, _ name: String) {
        guard seen.insert(name).inserted else { return }
        found.append(FieldTable(name, table.fields))
        for field in table.fields { visit(field.kind) }
    }
    func visit(_ kind: FieldKind) {
        switch kind {
        case .list(let element), .oneOrMany(let element): visit(element)
        case .mapping(let table), .named(let table): visit(table, table.name)
        case .map(_, let value): visit(value)
        case .tagged(let tables):
            for table in tables.tables { visit(table, "\(tables.name): \(table.name)") }
        case .text, .integer, .flag, .quantity, .choice, .anyScalar: break
        }
    }
    visit(ScenarioLanguage.root, ScenarioLanguage.root.name)
    return found
}

/// The row of a key in the reference.
func referenceRow(_ field: Field) -> String {
    let standing = field.isRequired ? "required" : field.defaultText.map { "`\($0)`" } ?? "-"
    return "| `\(field.key)` | \(field.kind.reference) | \(standing) | \(field.meaning) |"
}

extension FieldKind {
    /// What to write, with the range.
    fileprivate var reference: String {
        switch self {
        case .quantity(let quantity):
            let lower =
                quantity.least.isFinite
                ? (quantity.excludesLeast ? "> " : ">= ") + quantity.written(quantity.least) : ""
            let upper =
                quantity.greatest.isFinite && quantity.greatest != Quantity.longestDuration
                ? (quantity.excludesGreatest ? "< " : "<= ") + quantity.written(quantity.greatest)
                : ""
            return ([quantity.measure.words] + [lower, upper].filter { !$0.isEmpty })
                .joined(separator: ", ")
        case .integer(let range):
            let upper = range.upperBound == .max ? "" : ", <= \(range.upperBound)"
            return "whole number, >= \(range.lowerBound)\(upper)"
        case .list(let element): return "list of: " + element.reference
        case .oneOrMany(let element): return element.reference + ", or a list of such"
        case .named(let table): return "list of mappings: \(table.name)"
        case .mapping(let table): return "mapping: \(table.name)"
        case .map(let of, let value): return "mapping from \(of) to \(value.reference)"
        case .tagged(let tables): return "\(tables.name) (by `\(tables.tag)`)"
        case .choice(let words): return words.map { "`\($0)`" }.joined(separator: ", ")
        case .flag: return "`true` or `false`"
        case .text(let form): return form
        case .anyScalar: return "value"
        }
    }
}

extension Quantity.Measure {
    fileprivate var words: String {
        switch self {
        case .duration: "duration"
        case .rate: "rate"
        case .share: "share"
        case .number: "number"
        case .moneyPerTime: "money per time"
        }
    }
}

@Suite("The scenario language")
struct LanguageTests {
    private var referencePage: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/scenario-language.md")
    }

    /// The reference with the table of every plain mapping written anew.
    ///
    /// With `CALLTWIN_WRITE_DOCS=1` the page is rewritten. Mappings without a place go to its end.
    private func rewritten(_ text: String) -> String {
        var text = text
        for table in languageTables() where !table.name.contains(": ") {
            let rows = table.fields.map(referenceRow).joined(separator: "\n")
            let head = "The keys of `\(table.name)`"
            let columns = "| key | value | when left out | meaning |\n|---|---|---|---|\n"
            guard let start = text.range(of: head),
                let first = text.range(of: columns, range: start.upperBound..<text.endIndex)
            else {
                text += "\n\(head):\n\n\(columns)\(rows)\n"
                continue
            }
            let rest = text[first.upperBound...]
            let end = rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex
            text.replaceSubrange(first.upperBound..<end, with: rows)
        }
        if !text.hasSuffix("\n") { text += "\n" }
        return text
    }

    @Test("the reference lists every key with its unit, range, default and meaning")
    func reference() throws {
        var text = try String(contentsOf: referencePage, encoding: .utf8)
        if ProcessInfo.processInfo.environment["CALLTWIN_WRITE_DOCS"] == "1" {
            text = rewritten(text)
            try text.write(to: referencePage, atomically: true, encoding: .utf8)
        }
        let tables = languageTables()
        #expect(tables.count > 60)
        for table in tables {
            let parts = table.name.split(separator: ": ").map(String.init)
            for part in parts { #expect(text.contains("`\(part)`"), "\(part) is not explained") }
            for field in table.fields {
                // One table of laws stands for all: they differ in what their values measure.
                if parts.count == 2, parts[0].hasSuffix("law") || parts[0] == "patience",
                    parts[0] != "time law", field.key != "balk", parts[0] != "score law"
                {
                    #expect(text.contains("| `\(field.key)` |"))
                    continue
                }
                let row = referenceRow(field)
                #expect(text.contains(row), "\(table.name) lacks: \(row)")
            }
        }
    }

    @Test("the example of the reference is a scenario")
    func example() throws {
        let text = try String(contentsOf: referencePage, encoding: .utf8)
        let parts = text.components(separatedBy: "```")
        let example = try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5)
        let scenario = try Scenario(text: String(example), path: "example.yaml")
        #expect(scenario.voicePools.count == 1)
        #expect(scenario.assumed.map(\.value) == ["35%", "40min", "1.5"])
    }

    @Test("every default is a value that its key may have")
    func defaults() {
        for table in languageTables() {
            for field in table.fields {
                guard let text = field.defaultText else { continue }
                switch field.kind {
                case .quantity(let quantity):
                    guard case .success = quantity.value(of: text) else {
                        Issue.record("\(table.name).\(field.key)")
                        continue
                    }
                case .integer(let range): #expect(Int(text).map(range.contains) == true)
                case .choice(let words): #expect(words.contains(text))
                case .flag: #expect(text == "true" || text == "false")
                default: break
                }
            }
        }
    }

    @Test("the JSON Schema knows every key, and every reference in it leads somewhere")
    func schema() throws {
        let text = ScenarioSchema.json()
        #expect(text == ScenarioSchema.json())
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let root = try #require(parsed as? [String: Any])
        #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let definitions = try #require(root["$defs"] as? [String: Any])
        var keys: Set<String> = []
        var references: Set<String> = []
        func walk(_ value: Any) {
            if let list = value as? [Any] { list.forEach(walk) }
            guard let object = value as? [String: Any] else { return }
            if let properties = object["properties"] as? [String: Any] {
                keys.formUnion(properties.keys)
                #expect(object["additionalProperties"] as? Bool == false)
            }
            if let reference = object["$ref"] as? String { references.insert(reference) }
            object.values.forEach(walk)
        }
        walk(root)
        for table in languageTables() {
            for field in table.fields { #expect(keys.contains(field.key), "\(field.key)") }
        }
        #expect(!references.isEmpty)
        for reference in references {
            #expect(definitions[String(reference.dropFirst("#/$defs/".count))] != nil)
        }
    }
}
