/// Errors between what was said and what was heard, word by word.
public struct WordErrors: Hashable, Sendable, Codable {
    /// Words that were said.
    public var words = 0
    /// Least number of substitutions, deletions and insertions that turn what was said into what was
    /// heard.
    public var errors = 0

    /// No words.
    public init() {}

    /// Compares one utterance (Levenshtein distance over words; exact, said x heard steps).
    public init(said: String, heard: String) {
        let said = said.split(separator: " ")
        let heard = heard.split(separator: " ")
        var row = Array(0...heard.count)
        for (place, word) in said.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for (column, other) in heard.enumerated() {
                let change = diagonal + (word == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        words = said.count
        errors = row[heard.count]
    }

    /// Word error rate (S + D + I) / N; 0 where nothing was said.
    public var rate: Double { words == 0 ? 0 : Double(errors) / Double(words) }

    /// Takes in another utterance.
    public static func += (left: inout Self, right: Self) {
        left.words += right.words
        left.errors += right.errors
    }
}
