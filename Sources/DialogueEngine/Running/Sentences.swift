/// Sentences of prompts.
enum Sentences {
    private static let ends: Set<Character> = [".", "?", "!"]

    /// Text whose sentences begin with a capital, whatever value they begin with.
    static func capitalised(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        return isPlain ? capitalised(plain: text) : capitalised(any: text)
    }

    /// The same of text in ASCII, byte by byte.
    private static func capitalised(plain text: String) -> String {
        var bytes = Array(text.utf8)
        var begins = true
        var mayBegin = false
        for place in bytes.indices {
            let byte = bytes[place]
            if byte == UInt8(ascii: " ") {
                begins = begins || mayBegin
            } else if begins {
                let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                if isLower { bytes[place] = byte & ~Self.lowerBit }
                begins = false
            }
            mayBegin =
                byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bit by which a small letter of ASCII differs from its capital.
    private static let lowerBit: UInt8 = 0x20

    private static func capitalised(any text: String) -> String {
        var result = ""
        var begins = true
        var mayBegin = false
        for character in text {
            if character == " " {
                begins = begins || mayBegin
            } else if begins {
                result += character.uppercased()
                begins = false
                mayBegin = ends.contains(character)
                continue
            }
            mayBegin = ends.contains(character)
            result.append(character)
        }
        return result
    }

    /// Place of the first word of the sentence that a word lies in: a prompt that was cut goes on
    /// there.
    static func start(of word: Int, in words: [Substring]) -> Int {
        let heard = words.prefix(min(word, words.count))
        return (heard.lastIndex { $0.last.map(ends.contains) ?? false }).map { $0 + 1 } ?? 0
    }
}
