/// Understanding of wishes: words to ranked intents.
public protocol IntentUnderstanding: Sendable {
    /// Ranks the intents of a model for an utterance.
    ///
    /// - Parameter text: Words as they were heard.
    /// - Returns: The likeliest intents with calibrated probabilities, best first, and the probability
    ///   that the utterance is about nothing that the model knows.
    func rank(_ text: String) -> RankedIntents
}

/// What an utterance may be about.
public struct RankedIntents: Hashable, Sendable {
    /// Best first.
    public var candidates: [IntentCandidate]
    /// Probability that it is about nothing that the model knows.
    public var outOfScope: Score

    /// Stores a ranking.
    public init(candidates: [IntentCandidate], outOfScope: Score) {
        self.candidates = candidates
        self.outOfScope = outOfScope
    }
}
