/// What became of the one main meaning of an utterance.
public enum MeaningFate: String, Hashable, Sendable, CaseIterable, Codable {
    /// It was understood as it was meant.
    case right
    /// Something else of its kind was understood.
    case other
    /// Nothing of its kind was understood.
    case nothing
}

/// An utterance as it was closed, with what was made of it.
///
/// The same words may come apart: a caller who pauses, or a detector that misses a soft word, makes
/// two utterances of one answer, and then neither has all of its meaning.
public struct ClosedUtterance: Hashable, Sendable {
    /// What was said in it.
    public var speech: HeardSpeech
    /// What the ear made of it.
    public var reading: EarReading
    /// Whether the caller was still speaking when it was closed.
    public var isCutShort: Bool
    /// What became of its main meaning; nil where it has none, or the engine never read it.
    public var fate: MeaningFate?

    /// Stores an utterance.
    public init(
        speech: HeardSpeech, reading: EarReading, isCutShort: Bool = false,
        fate: MeaningFate? = nil
    ) {
        self.speech = speech
        self.reading = reading
        self.isCutShort = isCutShort
        self.fate = fate
    }
}
