/// The table, the folders and the page for readers name the same modules.
enum FolderRule {
    static func findings(folders: [String]) -> [Finding] {
        let known = Set(ModuleTable.rows.map(\.name) + ModuleTable.programs)
        let unknown = folders.filter { !known.contains($0) }.map {
            Finding(
                path: "Sources/\($0)", line: 1, rule: "folder without a row in the table",
                instead: "add the module to ModuleTable.rows and to docs/architecture.md")
        }
        let missing = known.subtracting(folders).sorted().map { name in
            Finding(
                path: "Tests/HouseRulesTests/ModuleTable.swift",
                line: ModuleTable.rows.first { $0.name == name }?.line ?? 1,
                rule: "row \(name) without a folder",
                instead: "a module exists once it has a file; remove the row until then")
        }
        return unknown + missing
    }

    /// Compares the table of `docs/architecture.md`, whose rows start with names in code quotes and
    /// end with what the module may import.
    static func findings(page: SourceText) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<String> = []
        for (number, line) in page.lines.enumerated() where line.hasPrefix("| `") {
            let cells = line.split(separator: "|")
            guard cells.count == 3, let names = cells.first.map(quoted) else { continue }
            for name in names where !ModuleTable.programs.contains(name) {
                seen.insert(name)
                let row = ModuleTable.rows.first { $0.name == name }
                if row?.mayImport.sorted() != quoted(cells[2]).sorted() {
                    findings.append(
                        Finding(
                            path: page.path, line: number + 1,
                            rule: "the page and ModuleTable.rows differ on \(name)",
                            instead: row.map {
                                "write: \($0.mayImport.map { "`\($0)`" }.joined(separator: " "))"
                            } ?? "remove the row, or add it to ModuleTable.rows"))
                }
            }
        }
        for row in ModuleTable.rows where !seen.contains(row.name) {
            findings.append(
                Finding(
                    path: page.path, line: 1, rule: "the page lacks a row for \(row.name)",
                    instead: "add the module with its purpose and what it may import"))
        }
        return findings
    }

    private static func quoted(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
