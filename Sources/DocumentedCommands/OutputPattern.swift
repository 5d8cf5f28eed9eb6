/// Compares output with what a document shows.
///
/// `…` stands for what differs from run to run: alone on a line for any lines, inside a line for any
/// text.
public enum OutputPattern {
    /// The first line of the document's text that the output does not meet.
    ///
    /// - Parameters:
    ///   - actual: Lines of the output.
    ///   - expected: Lines of the document.
    /// - Returns: nil if they agree; otherwise the 0-based line of `expected` (its count if the output
    ///   goes on), and the line of the output there, if any.
    public static func mismatch(
        _ actual: [String], _ expected: [String]
    ) -> (expectedLine: Int, actual: String?)? {
        var actualLine = 0
        var line = 0
        while line < expected.count {
            if expected[line].trimmed == "…" {
                let rest = Array(expected[(line + 1)...])
                for start in actualLine...actual.count
                where mismatch(Array(actual[start...]), rest) == nil {
                    return nil
                }
                return (min(line + 1, expected.count), nil)
            }
            guard actualLine < actual.count, matches(actual[actualLine], expected[line]) else {
                return (line, actualLine < actual.count ? actual[actualLine] : nil)
            }
            actualLine += 1
            line += 1
        }
        return actualLine == actual.count ? nil : (expected.count, actual[actualLine])
    }

    /// Whether a line meets a pattern in which `…` stands for any text.
    static func matches(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return line == pattern
        }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            var start = rest.startIndex
            while start < rest.endIndex, !rest[start...].hasPrefix(part) {
                start = rest.index(after: start)
            }
            guard start < rest.endIndex else { return false }
            rest = rest[rest.index(start, offsetBy: part.count)...]
        }
        return rest.hasSuffix(last)
    }
}
