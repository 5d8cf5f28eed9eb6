/// One reading of what the caller said, as a recogniser ranks it.
public struct Hypothesis: Hashable, Sendable {
    /// The words, as the recogniser wrote them.
    public var text: String
    /// The recogniser's own confidence that this reading is right; the readings of one utterance
    /// need not sum to one.
    public var confidence: Score

    /// Stores a reading.
    public init(text: String, confidence: Score = .one) {
        self.text = text
        self.confidence = confidence
    }
}
