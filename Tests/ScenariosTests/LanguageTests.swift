import Foundation
import ModelReading
import Scenarios
import TestSupport
import Testing

/// Every mapping of the language with what it is, outermost first, each once.
func languageTables() -> [FieldTable] { LanguageReference.tables(ScenarioLanguage.root) }

@Suite("The scenario language")
struct LanguageTests {
    private var referencePage: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/scenario-language.md")
    }

    @Test("the reference lists every key with its unit, range, default and meaning")
    func reference() throws {
        var text = try String(contentsOf: referencePage, encoding: .utf8)
        if ProcessInfo.processInfo.environment["CALLTWIN_WRITE_DOCS"] == "1" {
            text = LanguageReference.rewritten(text, tables: languageTables())
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
                let row = LanguageReference.row(field)
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
