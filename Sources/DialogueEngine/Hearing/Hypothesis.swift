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

    /// Readings in the order of their confidences, the highest first; equals keep their order.
    ///
    /// The engine takes the first for the best: a list whose confidences ascend is put right here,
    /// not believed.
    ///
    /// - Parameter readings: Readings of one utterance, in any order.
    /// - Returns: The same readings, none with a higher confidence than one before it.
    public static func ranked(_ readings: [Hypothesis]) -> [Hypothesis] {
        readings.enumerated().sorted {
            ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
        }.map(\.element)
    }
}
