/// Words that say something about the utterance itself.
public enum SpeechMarkers {
    /// Most words of an utterance that is a remark: a longer one says more.
    private static let longest = 10

    /// What kind of non-answer an utterance is; nil when it says more.
    public static func remark(_ words: [String]) -> Interpretation.Remark? {
        let markers = UtteranceMarkers(words)
        if markers.isHesitation { return .hesitation }
        if markers.isAcknowledgement { return .acknowledgement }
        guard words.count <= longest else { return nil }
        if markers.refuses { return .refuses }
        if markers.holdsOn { return .holdOn }
        if markers.doesNotKnow { return .doNotKnow }
        return nil
    }

    /// Whether the caller marks what is said as a correction.
    public static func isCorrection(_ words: [String]) -> Bool {
        UtteranceMarkers.isCorrection(words.tokens)
    }

    /// Anger and weariness in the words, from 0 to `ChatMarkers.limit`.
    public static func affect(_ words: [String]) -> Int { ChatMarkers.affect(of: words.tokens) }
}
