import Conversations

/// Errors between what was said and what was heard, word by word.
public struct WordErrors: Hashable, Sendable, Codable {
    /// Words that were said.
    public var words = 0
    /// Substitutions, deletions and insertions of the alignment by which word errors are counted everywhere.
    public var errors = 0

    /// No words.
    public init() {}

    /// Compares one utterance by `WordAlignment`.
    public init(said: String, heard: String) {
        let said = said.split(separator: " ").map(String.init)
        let steps = WordAlignment.align(
            said: said, heard: heard.split(separator: " ").map(String.init))
        words = said.count
        errors = WordAlignment.errors(in: steps)
    }

    /// Word error rate (S + D + I) / N; 0 where nothing was said.
    public var rate: Double { words == 0 ? 0 : Double(errors) / Double(words) }

    /// Takes in another utterance.
    public static func += (left: inout Self, right: Self) {
        left.words += right.words
        left.errors += right.errors
    }
}
