/// Errors of a recogniser, roughly: each word is hit with a probability, and then replaced by another
/// word (60 %), left out (25 %), or followed by another word (15 %).
///
/// The channel of the published tables that this project compares with; the errors of real
/// recognisers are closer in sound to what was said.
public struct CrudeWordChannel: Hashable, Sendable {
    /// Words that replace and join others; repeated by how often they occur; not empty.
    public let vocabulary: [String]
    /// Probability that a word is hit, 0 to 1.
    public let rate: Double

    /// Shares of replacements, and of replacements and omissions.
    private static let replaced = 0.60
    private static let omitted = 0.85

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - vocabulary: Words to draw from; not empty.
    ///   - rate: Probability that a word is hit, 0 to 1.
    public init(vocabulary: [String], rate: Double) {
        precondition(!vocabulary.isEmpty, "a channel that replaces words needs some")
        precondition((0...1).contains(rate), "a probability lies between 0 and 1")
        self.vocabulary = vocabulary
        self.rate = rate
    }

    /// The word of the vocabulary that a draw, uniform on (0, 1), chooses.
    public func word(_ draw: Double) -> Substring { vocabulary[place(draw)][...] }

    /// The word of the vocabulary that a draw, uniform on (0, 1), chooses to replace a word; the next
    /// one when it is the word itself.
    public func word(otherThan word: Substring, _ draw: Double) -> Substring {
        let place = place(draw)
        return vocabulary[place] == word
            ? vocabulary[(place + 1) % vocabulary.count][...] : vocabulary[place][...]
    }

    private func place(_ draw: Double) -> Int {
        min(Int(draw * Double(vocabulary.count)), vocabulary.count - 1)
    }

    /// What happens to a word that is hit.
    public enum Hit: Hashable, Sendable {
        /// Another word is heard in its place.
        case replaced
        /// It is not heard.
        case omitted
        /// Another word is heard after it.
        case joined
    }

    /// What happens to a word that is hit, by a draw uniform on (0, 1).
    public static func hit(_ draw: Double) -> Hit {
        draw < replaced ? .replaced : draw < omitted ? .omitted : .joined
    }
}
