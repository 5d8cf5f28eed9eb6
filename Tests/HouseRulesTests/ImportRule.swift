/// Checks what a module imports against the table.
enum ImportRule {
    static func findings(in source: SourceText) -> [Finding] {
        guard let module = source.module, !ModuleTable.programs.contains(module) else { return [] }
        guard let allowed = ModuleTable.allowedImports()[module] else {
            return [
                Finding(
                    path: source.path, line: 1, rule: "module \(module) has no row in the table",
                    instead: "add it to ModuleTable.rows and to docs/architecture.md")
            ]
        }
        return source.code.enumerated().compactMap { number, line in
            guard let name = importedModule(line), !allowed.contains(name) else { return nil }
            let known = allowed.isEmpty ? "nothing" : allowed.sorted().joined(separator: " ")
            return Finding(
                path: source.path, line: number + 1,
                rule: "\(module) may not import \(name)",
                instead: "move the code up the table, or import one of: \(known)")
        }
    }

    /// The module named by an import declaration: `public import struct A.B` names A.
    static func importedModule(_ line: String) -> String? {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") })
        else { return nil }
        let next = place + 1
        let path =
            kinds.contains(words[next]) && next + 1 < words.count ? words[next + 1] : words[next]
        return path.split(separator: ".").first.map(String.init)
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
}
