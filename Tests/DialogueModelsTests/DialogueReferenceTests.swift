import DialogueEngine
import DialogueModels
import Foundation
import ModelReading
import TestSupport
import Testing

@Suite("The reference of dialogue models")
struct DialogueReferenceTests {
    private static let page = Shipped.root.appendingPathComponent("docs/dialogue-language.md")
    private static let tables =
        LanguageReference.tables(DialogueLanguage.root)
        + LanguageReference.tables(ScriptLanguage.root)
        + LanguageReference.tables(CallerLanguage.root)

    @Test("the reference lists every key with its unit, range, default and meaning")
    func reference() throws {
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        if ProcessInfo.processInfo.environment["CALLTWIN_WRITE_DOCS"] == "1" {
            text = LanguageReference.rewritten(text, tables: Self.tables, includesKinds: true)
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(Self.tables.count > 25)
        for table in Self.tables {
            // Each row in its own table: the same key means other things elsewhere.
            let shown = text.components(separatedBy: "The keys of `\(table.name)`:").dropFirst()
                .first
            let rows = shown?.components(separatedBy: "The keys of `").first ?? ""
            for field in table.fields {
                let row = LanguageReference.row(field)
                #expect(rows.contains(row), "\(table.name) lacks: \(row)")
            }
            #expect(
                table.fields.isEmpty
                    || rows.components(separatedBy: "\n| `").count - 1 == table.fields.count)
        }
    }

    @Test("the reference says of every repair pattern when it is entered")
    func patterns() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let table = try #require(text.components(separatedBy: "| pattern | entered when").last)
            .components(separatedBy: "\n\n")[0]
        for pattern in RepairPattern.allCases {
            #expect(table.contains("`\(pattern.name)`"), "\(pattern.name) is not explained")
        }
    }

    @Test("the reference names every rule of check")
    func rules() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        for rule in ModelFinding.Rule.allCases {
            #expect(text.contains("| `\(rule.rawValue)` |"), "\(rule.rawValue) is not explained")
        }
    }

    @Test(
        "no two mappings of a language share a name",
        arguments: [
            DialogueLanguage.root, ScriptLanguage.root, CallerLanguage.root,
        ])
    func names(root: FieldTable) {
        let names = LanguageReference.tables(root).map(\.name)
        #expect(Set(names).count == names.count)
    }
}
