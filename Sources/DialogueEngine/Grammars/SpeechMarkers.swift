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

    /// Whether the words begin as a request or a question: "I want …", "can you …", "what …".
    public static func isRequest(_ words: [String]) -> Bool {
        let start = words.drop { Token($0).facts.isHesitation || polite.contains($0) }
        return requests.match(Array(start).tokens, at: 0) != nil
    }

    private static let polite: Set<String> = ["please", "well", "so", "and", "but", "oh", "okay"]
    private static let requests = PhraseTable(
        "i want, i need, i'd like, i would like, i wish, can you, can i, could you, could i, "
            + "would you, will you, may i, let me, give me, tell me, get me, help me, put me, show me, "
            + "what, what's, how, when, where, why, who, which, is there, are there, do you, do i")

    /// Anger and weariness in the words, from 0 to `ChatMarkers.limit`.
    public static func affect(_ words: [String]) -> Int { ChatMarkers.affect(of: words.tokens) }
}
