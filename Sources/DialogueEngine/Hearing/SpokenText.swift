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
        if start == 0, end > 0, let length = length(of: text, words: end) {
            return length == text.utf8.count
                ? text : String(text[..<text.utf8.index(text.startIndex, offsetBy: length)])
        }
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
    private static func isPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } }
    }

    /// Bytes of the first words of a text, all of it where it has no more; nil where its words are not
    /// apart by single blanks up to there.
    private static func length(of text: String, words limit: Int) -> Int? {
        var text = text
        return text.withUTF8 { bytes in
            var words = 0
            var last = blank
            for (place, byte) in bytes.enumerated() {
                if byte == blank {
                    if last == blank { return nil }
                    words += 1
                    if words == limit { return place }
                }
                last = byte
            }
            return last == blank ? nil : bytes.count
        }
    }
}
