/// The words of an utterance in the one form that grammars and stop lists compare.
///
/// Letters become lower case; everything but ASCII letters, digits, other alphabets' letters, `'`, `£`, `€`,
/// `$`, `%`, and `.`, `,`, `/`, `-`, `:` between digits separates words. Tags in brackets, such as `[noise]` or
/// `<unk>`, are no words.
public struct Words: Hashable, Sendable {
    /// The words in order.
    public let list: [String]

    /// Splits a text.
    public init(_ text: String) {
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        list = isPlain ? Self.plain(text) : Self.any(text)
    }

    /// The words of text in any alphabet.
    private static func any(_ text: String) -> [String] {
        var list: [String] = []
        var word = ""
        var tagEnd: Character?
        let characters = Array(text)
        for (place, character) in characters.enumerated() {
            if let end = tagEnd {
                if character == end { tagEnd = nil }
                continue
            }
            if character == "[" || character == "<" {
                tagEnd = character == "[" ? "]" : ">"
                Words.close(&word, into: &list)
            } else if Words.isPart(character, at: place, of: characters) {
                word += character.lowercased()
            } else {
                Words.close(&word, into: &list)
            }
        }
        Words.close(&word, into: &list)
        return list
    }

    /// The same of text in ASCII, byte by byte.
    private static func plain(_ text: String) -> [String] {
        var list: [String] = []
        var word: [UInt8] = []
        var tagEnd: UInt8?
        let bytes = Array(text.utf8)
        func close() {
            if word.contains(where: { $0 != UInt8(ascii: "'") }) {
                list.append(String(decoding: word, as: UTF8.self))
            }
            word.removeAll(keepingCapacity: true)
        }
        for (place, byte) in bytes.enumerated() {
            if let end = tagEnd {
                if byte == end { tagEnd = nil }
                continue
            }
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") {
                tagEnd = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ">")
                close()
            } else if isPart(byte, at: place, of: bytes) {
                let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                word.append(isCapital ? byte | lowerBit : byte)
            } else {
                close()
            }
        }
        close()
        return list
    }

    /// The bit by which a small letter of ASCII differs from its capital.
    private static let lowerBit: UInt8 = 0x20

    private static func isPart(_ byte: UInt8, at place: Int, of bytes: [UInt8]) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"), UInt8(ascii: "$"),
            UInt8(ascii: "%"):
            return true
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: ":"):
            return place > 0 && place + 1 < bytes.count
                && isDigit(bytes[place - 1]) && isDigit(bytes[place + 1])
        default: return false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Stores words that are split and in lower case already.
    public init(list: [String]) { self.list = list }

    /// The words with one space between two.
    public var text: String { list.joined(separator: " ") }

    private static func close(_ word: inout String, into list: inout [String]) {
        if word.contains(where: { $0 != "'" }) { list.append(word) }
        word = ""
    }

    private static func isPart(
        _ character: Character, at place: Int, of characters: [Character]
    ) -> Bool {
        if character.isLetter || character.isNumber || "'£€$%".contains(character) { return true }
        guard ".,/-:".contains(character), place > 0, place + 1 < characters.count else {
            return false
        }
        return characters[place - 1].isNumber && characters[place + 1].isNumber
    }
}
