/// Caps on the length of files and functions.
enum SizeRule {
    static let fileCap = 400
    static let functionCap = 70

    static func findings(in source: SourceText) -> [Finding] {
        var findings: [Finding] = []
        if source.lines.count > fileCap {
            findings.append(
                Finding(
                    path: source.path, line: fileCap + 1,
                    rule: "file of \(source.lines.count) lines, cap \(fileCap)",
                    instead: "split it by subject into Type+Part.swift"))
        }
        for function in functions(in: source.code) where function.lines > functionCap {
            findings.append(
                Finding(
                    path: source.path, line: function.line,
                    rule: "function of \(function.lines) lines, cap \(functionCap)",
                    instead: "give its parts names of their own"))
        }
        return findings
    }

    struct Extent: Equatable {
        /// Line of the declaration, from 1.
        let line: Int
        /// From the declaration to the closing brace.
        let lines: Int
    }

    /// Functions, initialisers and subscripts with bodies, nested ones included.
    static func functions(in code: [String]) -> [Extent] {
        var extents: [Extent] = []
        var open: [(line: Int, depth: Int)] = []
        var waiting: Int?
        var brackets = 0
        var depth = 0
        for (number, line) in code.enumerated() {
            if waiting == nil || brackets == 0, declaresFunction(line) {
                waiting = number
                brackets = 0
            }
            for character in line {
                switch character {
                case "(", "[": brackets += 1
                case ")", "]": brackets -= 1
                case "{":
                    if let start = waiting, brackets == 0 {
                        open.append((start, depth))
                        waiting = nil
                    }
                    depth += 1
                case "}":
                    depth -= 1
                    if let last = open.last, last.depth == depth {
                        extents.append(Extent(line: last.line + 1, lines: number - last.line + 1))
                        open.removeLast()
                    }
                    // A requirement of a protocol has no body.
                    if brackets == 0 { waiting = nil }
                default: break
                }
            }
        }
        return extents.sorted { $0.line < $1.line }
    }

    private static func declaresFunction(_ line: String) -> Bool {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        for word in words {
            if word == "func" || word.hasPrefix("init(") || word.hasPrefix("init?(")
                || word.hasPrefix("init<") || word == "deinit" || word.hasPrefix("subscript(")
            {
                return true
            }
            guard word.hasPrefix("@") || modifiers.contains(word) else { return false }
        }
        return false
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "static", "class", "final",
        "mutating", "nonmutating", "consuming", "borrowing", "override", "convenience", "required",
        "nonisolated", "isolated", "async", "open", "indirect",
    ]
}
