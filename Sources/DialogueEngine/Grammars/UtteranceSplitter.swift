/// Takes an utterance apart at its joints, for callers who want several things at once.
///
/// It proposes; whoever scores intents compares the parts with the whole.
public enum UtteranceSplitter {
    /// Most joints that are used.
    static let limit = 3
    /// Fewest words of a part that count.
    static let shortest = 2

    /// The parts of an utterance at all its joints.
    ///
    /// - Parameter words: The words of an utterance.
    /// - Returns: At least two parts, or none when there is nothing to split.
    public static func parts(_ words: [String]) -> [[String]] {
        let tokens = words.tokens
        let joints = joints(tokens).prefix(limit)
        return joints.isEmpty ? [] : slices(tokens, joints).map { $0.map(\.text) }
    }

    /// The words of the joints.
    private static func joints(_ tokens: [Token]) -> [Range<Int>] {
        var joints: [Range<Int>] = []
        var place = 1
        while place < tokens.count {
            guard let (clauses, length) = phrases.match(tokens, at: place) else {
                place += 1
                continue
            }
            let end = place + length
            let isOpen = clauses == 0 || opensClause(tokens, at: end)
            if isOpen, isContent(tokens[(joints.last?.upperBound ?? 0)..<place]) {
                joints.append(place..<end)
            }
            place = end
        }
        while let last = joints.last, !isContent(tokens[last.upperBound...]) {
            joints.removeLast()
        }
        return joints
    }

    private static func isContent(_ tokens: ArraySlice<Token>) -> Bool {
        tokens.count { !$0.facts.isHesitation && !empty.contains($0.text) } >= shortest
    }

    private static let empty: Set<String> = [
        "please", "thanks", "hi", "hello", "okay", "yes", "yeah", "no", "so", "right", "sorry",
    ]

    /// Whether a clause begins: a subject with its verb, a question word, or a command.
    private static func opensClause(_ tokens: [Token], at place: Int) -> Bool {
        guard let word = tokens.word(place) else { return false }
        return openers.contains(word)
    }

    private static let openers: Set<String> = [
        "i", "i'd", "i'm", "i'll", "i've", "can", "could", "would", "will", "what", "what's",
        "when", "where",
        "how", "why", "is", "are", "do", "does", "did", "my", "there's", "please", "you", "we",
        "let",
        "transfer", "pay", "send", "cancel", "check", "change", "tell", "give", "order", "book",
        "update", "close", "open", "block", "report", "move", "set", "get", "make", "add", "remove",
        "reset", "activate", "find", "talk", "speak", "top", "replace", "stop", "start", "tell",
    ]

    private static func slices(
        _ tokens: [Token], _ joints: ArraySlice<Range<Int>>
    ) -> [ArraySlice<Token>] {
        var slices: [ArraySlice<Token>] = []
        var start = 0
        for joint in joints {
            slices.append(tokens[start..<joint.lowerBound])
            start = joint.upperBound
        }
        return slices + [tokens[start...]]
    }

    /// Joints: with 0 always, with 1 only before a clause, since they also link two things of one wish.
    private static let phrases = PhraseTable(
        [
            "and also", "and then", "and after that", "and i also", "also", "plus", "as well as",
            "oh and", "and another thing", "another thing", "one more thing", "and one more thing",
            "while i'm at it", "and while i'm at it", "in addition", "by the way", "and secondly",
            "secondly", "after that", "then", "but also",
        ].map { ($0, 0) } + [("and", 1), ("but", 1)])
}
