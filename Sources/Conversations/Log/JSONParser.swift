/// Reads one JSON value; strict, with a bound on nesting.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 32

    /// What is wrong, and where.
    struct Problem: Error, Hashable, Sendable {
        /// Byte of the text, from 0.
        var offset: Int
        /// What was expected.
        var expected: String
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads a text that is one value.
    static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONText {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.place == bytes.count else { throw parser.problem("the end of the line") }
        return value
    }

    private func problem(_ expected: String) -> Problem {
        Problem(offset: place, expected: expected)
    }

    private mutating func skipBlanks() {
        while place < bytes.count, [32, 9, 10, 13].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard place < bytes.count, bytes[place] == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws(Problem) -> JSONText {
        guard depth < Self.deepest else { throw problem("less nesting") }
        skipBlanks()
        guard place < bytes.count else { throw problem("a value") }
        switch bytes[place] {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: JSONText) throws(Problem) -> JSONText {
        for byte in text.utf8 {
            guard place < bytes.count, bytes[place] == byte else { throw problem(text) }
            place += 1
        }
        return value
    }

    private mutating func object(_ depth: Int) throws(Problem) -> JSONText {
        place += 1
        var members: [JSONText.Member] = []
        skipBlanks()
        if take("}") { return .object(members) }
        while true {
            skipBlanks()
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                throw problem("a key")
            }
            let key = try string()
            guard !members.contains(where: { $0.key == key }) else {
                throw problem("another key than '\(key)' again")
            }
            skipBlanks()
            guard take(":") else { throw problem("':'") }
            members.append(JSONText.Member(key, try value(depth: depth + 1)))
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { throw problem("',' or '}'") }
        }
    }

    private mutating func array(_ depth: Int) throws(Problem) -> JSONText {
        place += 1
        var items: [JSONText] = []
        skipBlanks()
        if take("]") { return .array(items) }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if take("]") { return .array(items) }
            guard take(",") else { throw problem("',' or ']'") }
        }
    }

    private mutating func string() throws(Problem) -> String {
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw problem("UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &content)
            case 0..<32: throw problem("a character that is no control character")
            default:
                content.append(byte)
                place += 1
            }
        }
        throw problem("'\"'")
    }

    private mutating func escape(into content: inout [UInt8]) throws(Problem) {
        guard place < bytes.count else { throw problem("an escape") }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "u"):
            let unit = try hexUnit()
            guard (0xD800..<0xDC00).contains(unit) else {
                return try append(unit, to: &content)
            }
            // The first half of a character beyond the basic plane.
            guard take("\\"), take("u") else { throw problem("the second half of a character") }
            let second = try hexUnit()
            guard (0xDC00..<0xE000).contains(second) else {
                throw problem("the second half of a character")
            }
            try append(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00), to: &content)
        default: throw problem("an escape")
        }
    }

    private func append(_ code: UInt32, to content: inout [UInt8]) throws(Problem) {
        guard let scalar = UnicodeScalar(code) else { throw problem("a character") }
        content += Array(String(Character(scalar)).utf8)
    }

    private mutating func hexUnit() throws(Problem) -> UInt32 {
        guard place + 4 <= bytes.count,
            let text = String(validating: bytes[place..<place + 4], as: UTF8.self),
            text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(text, radix: 16)
        else { throw problem("four hexadecimal digits") }
        place += 4
        return unit
    }

    private mutating func number() throws(Problem) -> JSONText {
        let start = place
        func isDigit(_ at: Int) -> Bool {
            at < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at])
        }
        _ = take("-")
        guard isDigit(place) else { throw problem("a value") }
        let hasLeadingZero = bytes[place] == UInt8(ascii: "0")
        place += 1
        guard !(hasLeadingZero && isDigit(place)) else { throw problem("no leading zero") }
        while isDigit(place) { place += 1 }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard isDigit(place) else { throw problem("a digit") }
            while isDigit(place) { place += 1 }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard isDigit(place) else { throw problem("a digit") }
            while isDigit(place) { place += 1 }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole {
            guard let number = Int(text) else { throw problem("a number of 64 bits") }
            return .int(number)
        }
        guard let number = Double(text), number.isFinite else { throw problem("a number") }
        return .real(number)
    }
}
