import DialogueEngine

/// Hears by two recognisers: one that knows what may be said, and one of any words whose reading is taken
/// where the first is unsure.
///
/// The score is the mean of the first's posterior and of the share of words in which both agree:
/// recognisers of different making seldom err alike. Source: Fiscus, "A post-processing system to yield
/// reduced word error rates: recognizer output voting error reduction (ROVER)", IEEE Workshop on Automatic
/// Speech Recognition and Understanding (1997), of which this is the form for two whole readings.
public final class SecondOpinion: Recognizer {
    /// Posterior of the first, below which the second is taken.
    public static let leastPosterior = 0.5

    /// What a result depends on beside sound.
    public let configuration: String
    private let first: any Recognizer
    private let second: any Recognizer

    /// Puts two recognisers together; neither's confidence is calibrated.
    ///
    /// - Parameters:
    ///   - first: Who knows what may be said; its partial readings are given.
    ///   - second: Who hears any words.
    public init(_ first: any Recognizer, _ second: any Recognizer) {
        self.first = first
        self.second = second
        configuration = "both [\(first.configuration)] [\(second.configuration)]"
    }

    /// Begins an utterance at both.
    public func begin(state: String) throws {
        try first.begin(state: state)
        try second.begin(state: state)
    }

    /// Hears the next stretch at both.
    public func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) throws -> String {
        _ = try second.hear(samples, wantsPartial: false)
        return try first.hear(samples, wantsPartial: wantsPartial)
    }

    /// Reads the utterance as a whole by both.
    public func finish(inSpeech: Bool) throws -> Recognition {
        Self.joined(try first.finish(inSpeech: inSpeech), try second.finish(inSpeech: inSpeech))
    }

    /// Two readings as one.
    package static func joined(_ first: Recognition, _ second: Recognition) -> Recognition {
        guard let best = first.hypotheses.first else { return second }
        guard let other = second.hypotheses.first else { return first }
        let longest = max(best.text.wordCount, other.text.wordCount)
        let errors = WordErrors(said: best.text, heard: other.text).errors
        let agreement = 1 - Double(errors) / Double(longest)
        let isFirstSure = best.confidence.value >= leastPosterior
        let confidence = Score((best.confidence.value + agreement) / 2)
        let leading = isFirstSure ? [best.text, other.text] : [other.text, best.text]
        var texts: [String] = []
        for text in leading + first.hypotheses.dropFirst().map(\.text)
        where !texts.contains(text) { texts.append(text) }
        return Recognition(
            hypotheses: Hypothesis.ranked(texts, best: confidence),
            words: isFirstSure ? first.words : second.words)
    }
}

extension String {
    fileprivate var wordCount: Int { split(separator: " ").count }
}

extension Hypothesis {
    /// Readings in order: the best with its confidence, each next one with half of what is left.
    static func ranked(_ texts: [String], best: Score) -> [Hypothesis] {
        let value = best.value
        return texts.enumerated().map { place, text in
            let share = (1 - value) * min(value, 0.5) / Double(1 << place)
            return Hypothesis(text: text, confidence: place == 0 ? best : Score(share))
        }
    }
}
