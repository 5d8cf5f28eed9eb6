/// Words that say something about the utterance itself.
public enum SpeechMarkers {
    private static let hesitations: Set<String> = [
        "um", "uh", "er", "erm", "hm", "hmm", "mm", "ah", "eh", "well", "so", "oh", "like",
    ]
    private static let acknowledgements = [
        "okay", "ok", "uh huh", "mm hmm", "right", "i see", "got it", "alright", "all right",
        "sure", "yeah", "fine", "great", "good", "thanks", "thank you",
    ].map { Words($0).list }
    private static let holdOn = [
        "hold on", "hang on", "one moment", "just a moment", "one second", "one sec", "wait a",
        "give me a", "bear with me", "let me find", "let me look", "let me get", "let me check",
        "just a second", "just a minute", "a moment please",
    ].map { Words($0).list }
    private static let doNotKnow = [
        "i don't know", "don't know", "no idea", "not sure", "can't remember", "don't remember",
        "i forgot", "don't have", "do not know", "i have no idea", "no clue", "can't find",
        "couldn't tell you",
    ].map { Words($0).list }
    private static let refuses = [
        "i'd rather not", "won't tell you", "not going to tell", "none of your business",
        "don't want to say", "i won't say", "not giving you",
    ].map { Words($0).list }
    private static let corrections = [
        "no i said", "i said", "i meant", "no it's", "no it was", "that's wrong", "not that",
        "actually", "no sorry", "sorry i meant", "i mean", "correction", "change", "should be",
        "instead", "wrong", "not correct", "make it", "make that", "no the",
    ].map { Words($0).list }
    private static let upset: [String: Int] = [
        "ridiculous": 2, "useless": 2, "stupid": 2, "terrible": 2, "awful": 2, "joke": 1,
        "frustrating": 2, "frustrated": 2, "annoying": 1, "damn": 2, "hell": 1, "idiot": 2,
        "crap": 2, "rubbish": 1, "waste": 1, "unbelievable": 2, "angry": 2, "fed": 1,
        "hopeless": 2, "again": 1, "already": 1, "complaint": 1, "worst": 2,
    ]

    /// What kind of non-answer an utterance is; nil when it says more.
    public static func remark(_ words: [String]) -> Interpretation.Remark? {
        let content = words.filter { !hesitations.contains($0) }
        if content.isEmpty { return words.isEmpty ? nil : .hesitation }
        if acknowledgements.contains(content) { return .acknowledgement }
        if content.count <= 9 {
            if refuses.contains(where: { contains($0, content) }) { return .refuses }
            if content.count <= 8, holdOn.contains(where: { contains($0, content) }) {
                return .holdOn
            }
            if content.count <= 7, doNotKnow.contains(where: { contains($0, content) }) {
                return .doNotKnow
            }
        }
        return nil
    }

    /// Whether the caller marks what is said as a correction.
    public static func isCorrection(_ words: [String]) -> Bool {
        corrections.contains { contains($0, words) }
            || words.first == "no" && words.count > 1
    }

    /// Anger and weariness in the words, from 0; the sum of the weights of such words, at most 3.
    public static func affect(_ words: [String]) -> Int {
        min(3, words.reduce(0) { $0 + (upset[$1] ?? 0) })
    }

    private static func contains(_ phrase: [String], _ words: [String]) -> Bool {
        PhraseSearch.first(phrase, in: words) != nil
    }
}
