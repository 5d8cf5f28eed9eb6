import Foundation
package import ModelReading

/// Tables of a model language as its reference page shows them.
package enum LanguageReference {
    /// Every mapping of the language with what it is, outermost first, each once.
    package static func tables(_ root: FieldTable) -> [FieldTable] {
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
            case .tagged(let tables), .namedTagged(let tables):
                for table in tables.tables { visit(table, "\(tables.name): \(table.name)") }
            case .text, .integer, .flag, .quantity, .choice, .anyScalar: break
            }
        }
        visit(root, root.name)
        return found
    }

    /// The row of a key in the reference.
    package static func row(_ field: Field) -> String {
        let standing = field.isRequired ? "required" : field.defaultText.map { "`\($0)`" } ?? "-"
        return "| `\(field.key)` | \(field.kind.reference) | \(standing) | \(field.meaning) |"
    }

    /// A reference with the table of every plain mapping written anew.
    ///
    /// Mappings without a place go to its end. Kinds of a tagged mapping are left out unless wanted: a
    /// page may show one table for all of them.
    package static func rewritten(
        _ text: String, tables: [FieldTable], includesKinds: Bool = false
    ) -> String {
        var text = text
        for table in tables
        where !table.fields.isEmpty && (includesKinds || !table.name.contains(": ")) {
            let rows = table.fields.map(row).joined(separator: "\n")
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
        case .namedTagged(let tables):
            return "list of mappings: \(tables.name) (by `\(tables.tag)`)"
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
        case .level: "level"
        case .frequency: "frequency"
        }
    }
}
