import ContactCenter
import Foundation
import ModelReading
import Scenarios
import Testing

@Suite("The reference of routing")
struct RoutingReferenceTests {
    private var page: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/scenario-language.md")
    }

    /// The key of the scenario language for an attribute.
    private func key(_ attribute: RoutingAttribute) -> String {
        switch attribute {
        case .typeWeight, .groupWeight: "`weight`"
        case .priority: "`priority` `priorityAfter`"
        default: "`\(attribute.rawValue)`"
        }
    }

    private func table(
        _ rows: [(keyword: String, summary: String, attributes: [RoutingAttribute])]
    ) -> String {
        rows.map { row in
            let keys = row.attributes.map(key).joined(separator: " ")
            return "| `\(row.keyword)` | \(row.summary) | \(keys.isEmpty ? "-" : keys) |"
        }.joined(separator: "\n")
    }

    @Test("lists every strategy with its rule and the keys that it looks at")
    func strategies() throws {
        let tables = [
            "agentFor": table(
                RoutingPolicies.agentSelections.map { ($0.keyword, $0.summary, $0.attributes) }),
            "contactFor": table(
                RoutingPolicies.contactSelections.map { ($0.keyword, $0.summary, $0.attributes) }),
        ]
        var text = try String(contentsOf: page, encoding: .utf8)
        if ProcessInfo.processInfo.environment["CALLTWIN_WRITE_DOCS"] == "1" {
            for (name, rows) in tables.sorted(by: { $0.key < $1.key }) {
                let columns = "| `\(name)` | rule | looks at |\n|---|---|---|\n"
                guard let head = text.range(of: columns) else { continue }
                let rest = text[head.upperBound...]
                let end = rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex
                text.replaceSubrange(head.upperBound..<end, with: rows)
            }
            try text.write(to: page, atomically: true, encoding: .utf8)
        }
        for (name, rows) in tables {
            #expect(
                text.contains("| `\(name)` | rule | looks at |\n|---|---|---|\n\(rows)\n\n"),
                "the table of \(name) differs from the list")
        }
    }

    @Test("no two mappings of the language share a name, or a reader would mistake their tables")
    func names() {
        var tables: [String: FieldTable] = [:]
        func visit(_ kind: FieldKind) {
            switch kind {
            case .list(let element), .oneOrMany(let element): visit(element)
            case .map(_, let value): visit(value)
            case .tagged(let tagged), .namedTagged(let tagged):
                for table in tagged.tables { fields(of: table) }
            case .mapping(let table), .named(let table):
                let keys = tables[table.name]?.fields.map(\.key)
                #expect(keys == nil || keys == table.fields.map(\.key), "\(table.name)")
                guard keys == nil else { return }
                tables[table.name] = table
                fields(of: table)
            case .text, .integer, .flag, .quantity, .choice, .anyScalar: break
            }
        }
        func fields(of table: FieldTable) {
            for field in table.fields where field.key != "components" && field.key != "shape" {
                visit(field.kind)
            }
        }
        fields(of: ScenarioLanguage.root)
        #expect(tables.count > 30)
    }

    /// Some examples show a few keys; those that begin with the time are whole but for their name.
    @Test("every YAML example of the reference that begins with the time can be read")
    func examples() throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let parts = text.components(separatedBy: "```yaml\n").dropFirst(2).map {
            $0.components(separatedBy: "```")[0]
        }.filter { !$0.hasPrefix("levers:") }
        #expect(parts.count == 9)
        for part in parts {
            do throws(ScenarioError) {
                _ = try Scenario(text: "calltwin: 1\nname: Example\n" + part, path: "example.yaml")
            } catch {
                Issue.record("\(error)\n\(part)")
            }
        }
    }
}
