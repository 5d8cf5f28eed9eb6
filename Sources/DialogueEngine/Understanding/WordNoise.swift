import TwinPrimitives

/// Errors of a recogniser, roughly: each word is hit with a probability, and then replaced by another
/// word (60 %), left out (25 %), or followed by another word (15 %).
///
/// The channel of the published tables that this project compares with; the errors of real
/// recognisers are closer in sound to what was said.
public struct WordNoise: Sendable {
    /// Words that replace and join others; repeated by how often they occur.
    public let vocabulary: [String]
    /// Probability that a word is hit.
    public let rate: Double
    private let streams: RandomStreams

    /// Shares of replacements, and of replacements and omissions.
    private static let replaced = 0.6
    private static let omitted = 0.85

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - vocabulary: Words to draw from; not empty.
    ///   - rate: Probability that a word is hit, 0 to 1.
    ///   - seed: Seed of its draws.
    public init(vocabulary: [String], rate: Double, seed: UInt64) {
        precondition(!vocabulary.isEmpty, "noise needs words")
        self.vocabulary = vocabulary
        self.rate = rate
        streams = RandomStreams(seed: seed, replication: 0)
    }

    /// Passes an utterance through the channel.
    ///
    /// - Parameters:
    ///   - text: Words.
    ///   - ordinal: Which utterance: equal ordinals meet equal draws.
    /// - Returns: The words that are left, with one space between each.
    public func apply(_ text: String, ordinal: Int) -> String {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal))
        var words: [Substring] = []
        for (place, word) in text.split(separator: " ").enumerated() {
            func draw(_ number: UInt32) -> Double {
                streams.uniform(
                    .recognition, caller, turn: UInt16(truncatingIfNeeded: place), draw: number)
            }
            guard draw(0) < rate else {
                words.append(word)
                continue
            }
            let drawn = Int(draw(2) * Double(vocabulary.count))
            let other = vocabulary[min(drawn, vocabulary.count - 1)]
            let kind = draw(1)
            if kind < Self.replaced {
                words.append(other[...])
            } else if kind >= Self.omitted {
                words.append(word)
                words.append(other[...])
            }
        }
        return words.joined(separator: " ")
    }
}
