import Foundation

/// JSON that depends on nothing but the value: keys in alphabetical order, one line.
public enum JSONText {
    /// Encodes a document.
    ///
    /// - Parameter document: The document; numbers must be finite.
    /// - Returns: One line of JSON without its end.
    /// - Throws: An encoding error if a number is not finite.
    public static func encode(_ document: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
}
