public import DialogueEngine

/// How long a prompt sounds.
public struct SpokenPrompt: Hashable, Sendable {
    /// Seconds from its start to the end of each of its words, ascending.
    public var wordEnds: [Double]
    /// Seconds from its start to its end, not before the last word's.
    public var durationSeconds: Double

    /// Stores durations.
    public init(wordEnds: [Double], durationSeconds: Double) {
        self.wordEnds = wordEnds
        self.durationSeconds = durationSeconds
    }
}

/// How the engine's prompts are spoken.
public protocol Mouth: Sendable {
    /// Times a prompt.
    func speak(_ utterance: Utterance) -> SpokenPrompt
}

/// Speaks at the pace of letters and pauses that a voice was measured to have.
public struct PacedMouth: Mouth {
    /// The pace.
    public let pace: PromptPace

    /// Makes a mouth.
    public init(_ pace: PromptPace) { self.pace = pace }

    /// A prompt ends with its last word; one without words takes no time.
    public func speak(_ utterance: Utterance) -> SpokenPrompt {
        let ends = pace.wordEnds(of: utterance.text)
        return SpokenPrompt(wordEnds: ends, durationSeconds: ends.last ?? 0)
    }
}

/// Speaks at a steady rate.
public struct SpokenMouth: Mouth {
    /// Words per second.
    public let wordsPerSecond: Double
    /// Silence after the last word, seconds, 0 or more.
    public let tailSeconds: Double

    /// Makes a mouth.
    ///
    /// - Parameters:
    ///   - wordsPerSecond: Rate, > 0; the agents of the Harper Valley sample speak 3.76 words a second,
    ///     synthetic voices about 3.2 (assumed).
    ///   - tailSeconds: Silence after the last word, seconds, 0 or more.
    public init(wordsPerSecond: Double = 3.2, tailSeconds: Double = 0.1) {
        precondition(wordsPerSecond > 0, "nobody can wait for the end of that")
        precondition(tailSeconds >= 0, "a silence cannot be shorter than nothing")
        self.wordsPerSecond = wordsPerSecond
        self.tailSeconds = tailSeconds
    }

    /// Each word lasts equally long; a prompt without words lasts as its tail.
    public func speak(_ utterance: Utterance) -> SpokenPrompt {
        var text = utterance.text
        let count = text.withUTF8 { bytes in
            var count = 0
            var last = UInt8(ascii: " ")
            for byte in bytes {
                if byte != UInt8(ascii: " "), last == UInt8(ascii: " ") { count += 1 }
                last = byte
            }
            return count
        }
        let ends = (0..<count).map { Double($0 + 1) / wordsPerSecond }
        return SpokenPrompt(
            wordEnds: ends, durationSeconds: (ends.last ?? 0) + tailSeconds)
    }
}
