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
            text = LanguageReference.rewritten(text, tables: Self.tables)
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(Self.tables.count > 25)
        for table in Self.tables {
            for field in table.fields where !table.name.contains(": ") {
                let row = LanguageReference.row(field)
                #expect(text.contains(row), "\(table.name) lacks: \(row)")
            }
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
