/// Texts as words between blanks, for timing: what lies between blanks is one word, whatever it is.
package enum SpokenText {
    private static let blank = UInt8(ascii: " ")

    /// Words of a text.
    package static func words(of text: String) -> [Substring] {
        guard isPlain(text) else { return text.split(separator: " ") }
        return text.utf8.split(separator: blank).map { Substring($0) }
    }

    /// Some words of a text, with one blank between two.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - start: Place of the first one, at least 0.
    ///   - end: One past the last one; as many as there are when there are fewer.
    /// - Returns: The words; empty when there are none.
    package static func words(of text: String, from start: Int, to end: Int) -> String {
        guard isPlain(text) else {
            let words = text.split(separator: " ")
            let end = min(end, words.count)
            return start < end ? words[start..<end].joined(separator: " ") : ""
        }
        if start == 0, isTidy(text, words: end) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var place = -1
        var isInside = false
        for byte in text.utf8 {
            guard byte != blank else {
                isInside = false
                continue
            }
            if !isInside {
                isInside = true
                place += 1
                if place >= end { break }
                if place > start { bytes.append(blank) }
            }
            if place >= start { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Two texts with one blank between them, where both have words.
    package static func joined(_ first: String, _ second: String) -> String {
        if first.isEmpty { return second }
        return second.isEmpty ? first : first + " " + second
    }

    /// Whether bytes may be taken for characters.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    /// Whether a text has its words apart by single blanks, and no more than some number of them.
    private static func isTidy(_ text: String, words limit: Int) -> Bool {
        var words = 1
        var last = blank
        for byte in text.utf8 {
            if byte == blank {
                if last == blank { return false }
                words += 1
            }
            last = byte
        }
        return last != blank && words <= limit
    }
}
