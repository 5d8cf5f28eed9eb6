/// The text of a file, with a copy of its lines in which comments and literals are blanked, so that
/// rules about code do not fire on words about code.
struct SourceText {
    /// Path relative to the package.
    let path: String
    let lines: [String]
    /// The same lines without the insides of comments and string literals; same lengths in bytes.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = Self.split(text)
        code = Self.split(String(decoding: Blanker.blank(Array(text.utf8)), as: UTF8.self))
    }

    /// Lines without their ends; a line end at the end of the text starts no further line.
    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Module of a path `Sources/<Module>/…`, or nil.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}

/// Replaces comments and string literals by spaces, byte by byte.
private struct Blanker {
    private let bytes: [UInt8]
    private var result: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        result = bytes
    }

    static func blank(_ bytes: [UInt8]) -> [UInt8] {
        var blanker = Blanker(bytes)
        blanker.run()
        return blanker.result
    }

    private func starts(_ text: StaticString, at place: Int) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy {
            bytes[place + $0] == text.utf8Start[$0]
        }
    }

    private mutating func skip(_ count: Int) {
        for place in position..<min(position + count, bytes.count)
        where bytes[place] != UInt8(ascii: "\n") {
            result[place] = UInt8(ascii: " ")
        }
        position = min(position + count, bytes.count)
    }

    private mutating func run() {
        while position < bytes.count {
            if starts("//", at: position) {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { skip(1) }
            } else if starts("/*", at: position) {
                blockComment()
            } else if bytes[position] == UInt8(ascii: "\"") || startsRawString() {
                literal()
            } else {
                position += 1
            }
        }
    }

    /// Block comments nest.
    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*", at: position) {
                depth += 1
                skip(2)
            } else if starts("*/", at: position) {
                depth -= 1
                skip(2)
            } else {
                skip(1)
            }
        } while depth > 0 && position < bytes.count
    }

    private func startsRawString() -> Bool {
        guard bytes[position] == UInt8(ascii: "#") else { return false }
        var place = position
        while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
        return place < bytes.count && bytes[place] == UInt8(ascii: "\"")
    }

    /// A literal with its interpolations, which are blanked too: one line or several, raw or not.
    private mutating func literal() {
        var hashes = 0
        while position < bytes.count, bytes[position] == UInt8(ascii: "#") {
            hashes += 1
            skip(1)
        }
        let long = starts("\"\"\"", at: position)
        skip(long ? 3 : 1)
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), hasHashes(hashes, at: position + 1) {
                skip(1 + hashes)
                if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                    interpolation()
                } else {
                    skip(1)
                }
            } else if long ? starts("\"\"\"", at: position) : starts("\"", at: position),
                hasHashes(hashes, at: position + (long ? 3 : 1))
            {
                skip((long ? 3 : 1) + hashes)
                return
            } else if !long, bytes[position] == UInt8(ascii: "\n") {
                return
            } else {
                skip(1)
            }
        }
    }

    private func hasHashes(_ count: Int, at place: Int) -> Bool {
        place + count <= bytes.count
            && bytes[place..<(place + count)].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func interpolation() {
        var depth = 0
        repeat {
            switch bytes[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\""):
                literal()
                continue
            default: break
            }
            skip(1)
        } while depth > 0 && position < bytes.count
    }
}
