import TwinPrimitives

/// Utterances with errors of a recogniser, for training and for measuring: `CrudeWordChannel` with draws
/// of its own.
public struct WordNoise: Sendable {
    private let channel: CrudeWordChannel
    private let streams: RandomStreams

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - vocabulary: Words to draw from; not empty.
    ///   - rate: Probability that a word is hit, 0 to 1.
    ///   - seed: Seed of its draws.
    public init(vocabulary: [String], rate: Double, seed: UInt64) {
        channel = CrudeWordChannel(vocabulary: vocabulary, rate: rate)
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
            guard draw(0) < channel.rate else {
                words.append(word)
                continue
            }
            switch CrudeWordChannel.hit(draw(1)) {
            case .replaced: words.append(channel.word(draw(2)))
            case .omitted: break
            case .joined: words += [word, channel.word(draw(2))]
            }
        }
        return words.joined(separator: " ")
    }
}
