public import DialogueEngine

/// A word of the best reading.
public struct DecodedWord: Hashable, Sendable {
    /// The word, lower case.
    public var text: String
    /// Probability that it was said; nil where the recogniser gives none.
    public var posterior: Score?
    /// Milliseconds from the start of the sound to the word's start.
    public var startMilliseconds: UInt32
    /// Milliseconds from the start of the sound to the word's end, not before its start.
    public var endMilliseconds: UInt32

    /// Stores a word.
    public init(
        text: String, posterior: Score?, startMilliseconds: UInt32, endMilliseconds: UInt32
    ) {
        self.text = text
        self.posterior = posterior
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
    }
}

/// What a recogniser made of one utterance.
public struct DecodeEntry: Hashable, Sendable {
    /// Distinct readings, best first; empty when nothing was heard.
    public var hypotheses: [Hypothesis]
    /// Words of the best reading.
    public var words: [DecodedWord]
    /// Length of the sound, milliseconds.
    public var soundMilliseconds: UInt32
    /// Processor time of channel and recogniser, microseconds, on the machine that built the bank.
    public var costMicroseconds: UInt32

    /// Stores an entry.
    public init(
        hypotheses: [Hypothesis], words: [DecodedWord] = [], soundMilliseconds: UInt32,
        costMicroseconds: UInt32
    ) {
        self.hypotheses = hypotheses
        self.words = words
        self.soundMilliseconds = soundMilliseconds
        self.costMicroseconds = costMicroseconds
    }
}

extension DecodeEntry {
    /// Speech into a prompt that passed by its sound for an acknowledgement; it has no words of its own.
    ///
    /// - Parameters:
    ///   - text: What a voice agent reads it as.
    ///   - soundMilliseconds: Length of the sound.
    ///   - costMicroseconds: Processor time.
    /// - Returns: An entry with one reading, for which `isAcknowledgement` holds.
    public static func acknowledgement(
        _ text: String, soundMilliseconds: UInt32, costMicroseconds: UInt32
    ) -> DecodeEntry {
        DecodeEntry(
            hypotheses: [Hypothesis(text: text)], soundMilliseconds: soundMilliseconds,
            costMicroseconds: costMicroseconds)
    }

    /// Whether it passed for an acknowledgement by its sound: then it has a reading, and no words.
    public var isAcknowledgement: Bool { words.isEmpty && !hypotheses.isEmpty }
}

/// An entry with what it depends on.
public struct BankRecord: Hashable, Sendable {
    /// What it depends on.
    public var key: DecodeKey
    /// The decode.
    public var entry: DecodeEntry

    /// Stores a record.
    public init(key: DecodeKey, entry: DecodeEntry) {
        self.key = key
        self.entry = entry
    }
}
