/// What an utterance says about itself, whatever it is asked for.
///
/// Found by the lists of `MarkerPhrases`; nothing here is probabilistic. Words are in lower case.
public enum SpeechMarkers {
    /// Most words of an utterance that is a remark: a longer one says more.
    private static let longest = 10

    /// What kind of non-answer an utterance is; nil when it says more.
    public static func remark(_ words: [String]) -> Interpretation.Remark? {
        let tokens = words.tokens
        let acknowledges = MarkerPhrases.acknowledgement.covers(tokens)
        if !tokens.isEmpty, tokens.allSatisfy(\.facts.isHesitation), !acknowledges {
            return .hesitation
        }
        if MarkerPhrases.acknowledgement.covers(tokens, ignoring: \.facts.isHesitation) {
            return .acknowledgement
        }
        guard words.count <= longest else { return nil }
        if MarkerPhrases.refusal.first(in: tokens) != nil { return .refuses }
        if MarkerPhrases.holdOn.first(in: tokens) != nil { return .holdOn }
        if let idea = MarkerPhrases.ignorance.first(in: tokens),
            !goesOn(tokens, after: idea.upperBound)
        {
            return .doNotKnow
        }
        return nil
    }

    /// "I don't know if …" and "I'm not sure but …" go on to say something.
    private static func goesOn(_ tokens: [Token], after end: Int) -> Bool {
        guard let next = tokens.word(end) else { return false }
        return ["if", "whether", "but", "why", "how"].contains(next)
    }

    /// Whether the caller says that what was understood is wrong ("no, it was 46", "I said …").
    public static func isCorrection(_ words: [String]) -> Bool { isCorrection(words.tokens) }

    static func isCorrection(_ tokens: [Token]) -> Bool {
        if MarkerPhrases.complaint.first(in: tokens) != nil { return true }
        // The first word that is neither hesitation nor "oh".
        let start =
            tokens.firstIndex { !$0.facts.isHesitation && $0.text != "oh" && $0.text != "but" }
            ?? tokens.count
        guard let word = tokens.word(start) else { return false }
        let isNegation = ["no", "nope", "nah", "wait", "actually", "not"].contains(word)
        guard isNegation else { return false }
        // A bare no is an answer, and "no thanks" or "no that's all" ends something.
        let rest = start + 1
        return rest < tokens.count && MarkerPhrases.farewell.match(tokens, at: rest) == nil
            && !tokens[rest...].allSatisfy { $0.facts.isHesitation || $0.text == "no" }
    }

    /// Whether the words begin as a request or a question: "I want …", "can you …", "what …".
    public static func isRequest(_ words: [String]) -> Bool {
        let start = words.drop { Token($0).facts.isHesitation || polite.contains($0) }
        return MarkerPhrases.requests.match(Array(start).tokens, at: 0) != nil
    }

    private static let polite: Set<String> = ["please", "well", "so", "and", "but", "oh", "okay"]

    /// Greatest affect of one utterance: a single outburst is not yet a state of mind.
    public static let affectLimit = 3

    /// Anger and weariness in the words, from 0 (none) to `affectLimit`.
    ///
    /// Adds the weights of the phrases found; "not angry" counts as nothing. A model sets the limit
    /// that it finds unbearable.
    public static func affect(_ words: [String]) -> Int {
        let tokens = words.tokens
        var score = 0
        for (weight, words) in MarkerPhrases.anger.all(in: tokens) {
            let before = tokens.word(words.lowerBound - 1) ?? ""
            if before == "not" || before == "isn't" || before == "no" { continue }
            score += weight
        }
        return min(score, affectLimit)
    }
}
