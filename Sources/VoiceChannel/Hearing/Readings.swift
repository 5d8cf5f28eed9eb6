import VoiceLibraries

/// What pocketsphinx says, as words.
enum Readings {
    /// A word without the mark of its pronunciation; nil for a filler such as `<sil>`.
    static func word(_ text: Substring) -> Substring? {
        guard let first = text.first, first != "<", first != "[", first != "+" else { return nil }
        guard text.last == ")", let mark = text.lastIndex(of: "(") else { return text }
        return text[..<mark]
    }

    /// A text of words without marks and fillers.
    static func plain(_ text: String) -> String {
        text.split(separator: " ").compactMap(word).joined(separator: " ")
    }

    /// Different readings in their first order.
    ///
    /// - Parameters:
    ///   - texts: Readings with marks and fillers, best first.
    ///   - best: The reading that comes first in any case.
    ///   - limit: Most readings.
    /// - Returns: At most so many readings, without marks and fillers.
    static func distinct(_ texts: [String], best: String, limit: Int) -> [String] {
        var distinct = best.isEmpty ? [] : [best]
        for text in texts.lazy.map(plain) where distinct.count < limit {
            if !text.isEmpty, !distinct.contains(text) { distinct.append(text) }
        }
        return distinct
    }
}
