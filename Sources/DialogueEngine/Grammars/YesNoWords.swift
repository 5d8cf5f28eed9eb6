/// Yes and no, with the ways around them.
enum YesNoWords {
    private static let yes: Set<String> = [
        "yes", "yeah", "yep", "yup", "yea", "aye", "sure", "correct", "right", "okay", "ok",
        "absolutely", "definitely", "certainly", "exactly", "indeed", "affirmative", "fine",
        "alright", "true",
    ]
    private static let no: Set<String> = [
        "no", "nope", "nah", "negative", "wrong", "incorrect", "never", "false",
    ]
    private static let yesPhrases = [
        "uh huh", "mm hmm", "that's it", "that is it", "go ahead", "please do", "do it",
        "of course", "sounds good", "that's fine", "why not", "i do", "it is", "that is correct",
        "you got it", "all right", "go for it", "that works", "please go ahead",
    ].map { Words($0).list }
    private static let noPhrases = [
        "not really", "not right", "not correct", "that's not", "that is not", "it's not",
        "it is not", "don't", "do not", "not quite", "i'd rather not", "uh uh", "not at all",
        "i don't think so", "not that one", "isn't right", "no way", "is not right", "not now",
    ].map { Words($0).list }
    private static let hedges = [
        "i think", "i guess", "maybe", "probably", "i suppose", "perhaps", "sort of", "i believe",
        "not sure", "might be", "could be", "kind of",
    ].map { Words($0).list }

    static func match(_ words: [String]) -> YesNoReading? {
        var yesAt = words.firstIndex { yes.contains($0) }
        let noAt = words.firstIndex { no.contains($0) }
        let hasNo = noAt != nil || noPhrases.contains { contains($0, in: words) }
        var hasYes = yesAt != nil || yesPhrases.contains { contains($0, in: words) }
        // "No, that's right" denies; "not right" too; "yes, no problem" agrees.
        if let first = noAt, let second = yesAt, first < second, hasNo { yesAt = nil }
        if hasNo, let first = yesAt, let second = noAt, first < second {
            return YesNoReading(isYes: true, probability: hedged(words) * Score(0.7))
        }
        if hasNo { hasYes = false }
        guard hasYes || hasNo else { return nil }
        // Long sentences say more than yes or no.
        let length = words.count <= 4 ? Score.one : words.count <= 8 ? Score(0.9) : Score(0.75)
        return YesNoReading(isYes: hasYes, probability: hedged(words) * length)
    }

    private static func hedged(_ words: [String]) -> Score {
        hedges.contains { contains($0, in: words) } ? Score(0.75) : Score(0.98)
    }

    private static func contains(_ phrase: [String], in words: [String]) -> Bool {
        PhraseSearch.first(phrase, in: words) != nil
    }
}

/// Looks for a phrase in words.
enum PhraseSearch {
    /// Where a phrase begins first; nil when it is not there.
    static func first(_ phrase: [String], in words: [String]) -> Int? {
        guard !phrase.isEmpty, phrase.count <= words.count else { return nil }
        return (0...(words.count - phrase.count)).first { start in
            phrase.indices.allSatisfy { words[start + $0] == phrase[$0] }
        }
    }
}
