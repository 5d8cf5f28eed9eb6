/// Finds the commands of a Markdown document.
///
/// - A block fenced with `sh` holds lines that start with `$ `, their continuation lines (the line
///   before ends in a backslash) and comments that start with `#`.
/// - `# exits 65` at the end of a command says which exit code is right, instead of 0.
/// - `<!-- not run: reason -->` directly before a block says why it is not run.
/// - A block fenced with `text` directly after it is the output of its commands, both streams.
public struct DocumentParser {
    private let path: String
    private let lines: [String]
    private var position = 0
    private var blocks: [DocumentedBlock] = []

    private init(path: String, lines: [String]) {
        self.path = path
        self.lines = lines
    }

    /// Parses a document.
    ///
    /// - Parameters:
    ///   - lines: The document's lines without their ends.
    ///   - path: For messages.
    /// - Returns: The blocks in order.
    /// - Throws: `DocumentError` at the first line that breaks the rules.
    public static func blocks(
        of lines: [String], path: String
    ) throws(DocumentError) -> [DocumentedBlock] {
        var parser = DocumentParser(path: path, lines: lines)
        try parser.parse()
        return parser.blocks
    }

    private mutating func parse() throws(DocumentError) {
        var reason: String?
        while position < lines.count {
            let line = lines[position]
            if line == "```sh" {
                try block(reason: reason)
                reason = nil
            } else if line.hasPrefix("```") {
                _ = try fenced()
                reason = nil
            } else if line.hasPrefix(Self.mark) {
                let text = line.dropFirst(Self.mark.count)
                guard let end = text.lastRange(of: "-->") else {
                    throw error("write <!-- not run: reason --> on one line")
                }
                reason = String(text[..<end.lowerBound]).trimmed
                guard reason?.isEmpty == false else { throw error("say why it is not run") }
                position += 1
            } else {
                if reason != nil {
                    throw error("the line after <!-- not run: … --> must open a block")
                }
                position += 1
            }
        }
        if reason != nil { throw error("<!-- not run: … --> without a block") }
    }

    private static let mark = "<!-- not run:"

    private func error(_ message: String, at line: Int? = nil) -> DocumentError {
        DocumentError(path: path, line: (line ?? position) + 1, message: message)
    }

    /// The lines inside the fence at `position`, which moves behind the closing fence.
    private mutating func fenced() throws(DocumentError) -> Range<Int> {
        let start = position + 1
        var end = start
        while end < lines.count, lines[end] != "```" { end += 1 }
        guard end < lines.count else { throw error("a fence that is not closed") }
        position = end + 1
        return start..<end
    }

    private mutating func block(reason: String?) throws(DocumentError) {
        let fence = position
        let inside = try fenced()
        let commands = try commands(inside, run: reason == nil)
        var block = DocumentedBlock(
            line: fence + 1, commands: commands, notRun: reason, expected: nil,
            expectedRange: position..<position)
        var next = position
        while next < lines.count, lines[next].trimmed.isEmpty { next += 1 }
        if next < lines.count, lines[next] == "```text" {
            position = next
            let range = try fenced()
            block.expected = Array(lines[range])
            block.expectedRange = range
        }
        blocks.append(block)
    }

    private func commands(
        _ range: Range<Int>, run: Bool
    ) throws(DocumentError) -> [DocumentedCommand] {
        var commands: [DocumentedCommand] = []
        var number = range.lowerBound
        while number < range.upperBound {
            let first = number
            var text = lines[number]
            number += 1
            if text.trimmed.isEmpty || text.hasPrefix("#") { continue }
            guard text.hasPrefix("$ ") else {
                throw error("a command starts with $ and a space, a comment with #", at: first)
            }
            text.removeFirst(2)
            while text.hasSuffix("\\"), number < range.upperBound {
                text.removeLast()
                text += lines[number].trimmed
                number += 1
            }
            let (command, exitCode) = try exitRemark(text, at: first)
            if run, command == "make" || command.hasPrefix("make ") {
                throw error("make runs these documents; mark the block as not run", at: first)
            }
            commands.append(DocumentedCommand(line: first + 1, text: command, exitCode: exitCode))
        }
        guard !commands.isEmpty else {
            throw error("a sh block without a command", at: range.lowerBound - 1)
        }
        return commands
    }

    /// Splits `command  # exits 65`.
    private func exitRemark(
        _ text: String, at line: Int
    ) throws(DocumentError) -> (command: String, exitCode: Int32) {
        guard let range = text[...].lastRange(of: "# exits ") else { return (text.trimmed, 0) }
        guard let code = Int32(String(text[range.upperBound...]).trimmed), (0...255).contains(code)
        else { throw error("# exits needs a number from 0 to 255", at: line) }
        return (String(text[..<range.lowerBound]).trimmed, code)
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...last])
    }
}

extension Substring {
    /// Last occurrence of a text.
    func lastRange(of text: String) -> Range<Index>? {
        var place = endIndex
        while place > startIndex {
            place = index(before: place)
            if self[place...].hasPrefix(text) {
                return place..<index(place, offsetBy: text.count)
            }
        }
        return nil
    }
}
