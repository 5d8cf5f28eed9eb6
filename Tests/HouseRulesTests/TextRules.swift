/// Rules about every text of the package: code, documents, models, scripts.
enum TextRules {
    static func findings(in source: SourceText) -> [Finding] {
        todos(in: source) + machinePaths(in: source) + titles(in: source)
    }

    /// A mark of unfinished work says what is missing.
    static func todos(in source: SourceText) -> [Finding] {
        marked(
            source, rule: "a mark of unfinished work without its text",
            instead: "say what is missing and what breaks without it, or do it"
        ) { line in
            for mark in ["TO" + "DO", "FIX" + "ME", "XX" + "X"] {
                guard let range = line[...].range(ofText: mark),
                    !(line[..<range.lowerBound].last?.isLetter ?? false),
                    !(line[range.upperBound...].first?.isLetter ?? false)
                else { continue }
                let words = line[range.upperBound...].split { !$0.isLetter && !$0.isNumber }
                if words.count < 4 { return true }
            }
            return false
        }
    }

    /// A path that exists on one machine only.
    static func machinePaths(in source: SourceText) -> [Finding] {
        marked(
            source, rule: "a path of one machine",
            instead: "use a path relative to the package, or a folder the user names"
        ) { line in
            roots.contains { root in
                var rest = line[...]
                while let range = rest.range(ofText: root) {
                    let before = rest[..<range.lowerBound].last
                    if before.map({ " \t\"'`(=:,[<".contains($0) }) ?? true { return true }
                    rest = rest[range.upperBound...]
                }
                return false
            }
        }
    }

    private static let roots = ["tmp", "home", "root", "Users", "work", "farm", "opt/swift"].map {
        "/" + $0 + "/"
    }

    /// A Markdown document has one title, and it comes first.
    static func titles(in source: SourceText) -> [Finding] {
        guard source.path.hasSuffix(".md") else { return [] }
        var fenced = false
        var titles: [Int] = []
        for (number, line) in source.lines.enumerated() {
            if line.hasPrefix("```") { fenced.toggle() }
            if !fenced, line.hasPrefix("# ") { titles.append(number + 1) }
        }
        if titles.count == 1 { return [] }
        return [
            Finding(
                path: source.path, line: titles.dropFirst().first ?? 1,
                rule: "a document with \(titles.count) titles",
                instead: "give it one line that starts with a single #, and sections with ##")
        ]
    }

    private static func marked(
        _ source: SourceText, rule: String, instead: String, _ matches: (String) -> Bool
    ) -> [Finding] {
        source.lines.enumerated().compactMap { number, line in
            matches(line)
                ? Finding(path: source.path, line: number + 1, rule: rule, instead: instead) : nil
        }
    }
}
