import TwinPrimitives

/// A pass over YAML text that refuses what model files do without, before any tree is built.
///
/// Anchors and aliases can make a short file stand for a tree of any size, so they must be refused
/// before a parser meets them. The pass follows the token rules of libyaml (where a token begins,
/// where a plain or quoted scalar ends); parts of YAML that would make these rules hard to follow
/// with certainty (tags, directives, block scalars, complex keys, quotes over several lines) are
/// refused too. It errs on the side of refusing. O(n) time, no memory.
struct StructureScan {
    private let bytes: String.UTF8View
    private let path: String
    private var position: String.UTF8View.Index
    private var line = 1
    private var lineStart: String.UTF8View.Index
    private var flowDepth = 0
    /// Keys, values and collections so far.
    private var count = 0

    /// Most keys, values and collections of a file: ten years of half-hour rates are 175 200, and a
    /// tree of this size takes some 50 MB.
    static let countLimit = 250_000

    private init(_ file: TextFile) {
        bytes = file.text.utf8
        path = file.path
        position = bytes.startIndex
        lineStart = bytes.startIndex
    }

    /// Passes over a file.
    static func check(_ file: TextFile) throws(ModelReadingError) {
        var scan = Self(file)
        while try scan.takeToken() {
            if scan.count > countLimit {
                throw .tooMany(
                    location: SourceLocation(path: file.path, line: scan.line), limit: countLimit)
            }
        }
    }

    private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private func byte(after offset: Int) -> UInt8? {
        guard let index = bytes.index(position, offsetBy: offset, limitedBy: bytes.endIndex),
            index < bytes.endIndex
        else { return nil }
        return bytes[index]
    }

    private mutating func advance() {
        let isBreak = bytes[position] == UInt8(ascii: "\n")
        position = bytes.index(after: position)
        if isBreak {
            line += 1
            lineStart = position
        }
    }

    private func isBlankOrEnd(_ byte: UInt8?) -> Bool {
        guard let byte else { return true }
        return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func refuse(_ feature: String) -> ModelReadingError {
        .refusedFeature(location: SourceLocation(path: path, line: line), feature: feature)
    }

    /// Whether `---` or `...` stands here at the start of a line.
    private var isDocumentMarker: Bool {
        guard position == lineStart, let first = current,
            first == UInt8(ascii: "-") || first == UInt8(ascii: ".")
        else { return false }
        return byte(after: 1) == first && byte(after: 2) == first
            && isBlankOrEnd(byte(after: 3))
    }

    /// Passes one token; false at the end.
    private mutating func takeToken() throws(ModelReadingError) -> Bool {
        skipToToken()
        guard let first = current else { return false }
        let second = byte(after: 1)
        if isDocumentMarker {
            for _ in 0..<3 { advance() }
            return true
        }
        switch first {
        case UInt8(ascii: "&"), UInt8(ascii: "*"): throw refuse("anchors and aliases (& and *)")
        case UInt8(ascii: "!"): throw refuse("tags (!)")
        case UInt8(ascii: "%") where position == lineStart: throw refuse("directives (%)")
        case UInt8(ascii: "|") where flowDepth == 0, UInt8(ascii: ">") where flowDepth == 0:
            throw refuse("block scalars (| and >)")
        case UInt8(ascii: "?") where flowDepth > 0 || isBlankOrEnd(second):
            throw refuse("complex keys (?)")
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            flowDepth += 1
            count += 1
            advance()
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            flowDepth = max(0, flowDepth - 1)
            advance()
        case UInt8(ascii: ","): advance()
        case UInt8(ascii: "-") where isBlankOrEnd(second): advance()
        case UInt8(ascii: ":") where flowDepth > 0 || isBlankOrEnd(second): advance()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): try takeQuoted(first)
        default: takePlain()
        }
        return true
    }

    private mutating func skipToToken() {
        while let byte = current {
            if byte == UInt8(ascii: "#") {
                skipComment()
            } else if isBlankOrEnd(byte) {
                advance()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        while let byte = current, byte != UInt8(ascii: "\n") { advance() }
    }

    private mutating func takeQuoted(_ quote: UInt8) throws(ModelReadingError) {
        advance()
        count += 1
        while let byte = current {
            if byte == UInt8(ascii: "\n") {
                throw refuse("quoted texts that do not end on their line")
            }
            advance()
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), current != nil,
                current != UInt8(ascii: "\n")
            {
                advance()
            } else if byte == quote {
                guard quote == UInt8(ascii: "'"), current == quote else { return }
                advance()
            }
        }
        throw refuse("quoted texts that do not end on their line")
    }

    /// Passes a plain scalar, to the end of its line outside brackets.
    private mutating func takePlain() {
        var afterBlank = false
        count += 1
        while let byte = current {
            if byte == UInt8(ascii: "\n"), flowDepth == 0 { return }
            if isDocumentMarker { return }
            if isBlankOrEnd(byte) {
                afterBlank = true
            } else {
                if afterBlank, byte == UInt8(ascii: "#") { return }
                if byte == UInt8(ascii: ":"), isBlankOrEnd(self.byte(after: 1)) { return }
                if flowDepth > 0, isFlowIndicator(byte) { return }
                afterBlank = false
            }
            advance()
        }
    }

    private func isFlowIndicator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
            || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }
}
