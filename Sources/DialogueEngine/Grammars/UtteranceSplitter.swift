/// One way to take an utterance apart.
public struct UtteranceSplit: Hashable, Sendable {
    /// The parts in order, in lower case with one space between words.
    public var parts: [String]
    /// How surely the joints separate two wishes: 1 for "and also", less for a bare "and".
    public var strength: Score
}

/// Takes an utterance apart at its joints, for callers who want several things at once.
///
/// It proposes; whoever scores intents compares the parts with the whole, which is always first.
public enum UtteranceSplitter {
    /// Most joints that are used.
    static let limit = 3
    /// Fewest words of a part that count.
    static let shortest = 2
    /// Strength of a joint that may also link two things of one wish.
    private static let weak = Score(0.5)
    /// Strength of the end of a sentence.
    private static let sentence = Score(0.8)

    private struct Joint {
        /// The joint's own words.
        var words: Range<Int>
        var strength: Score
    }

    /// The ways to split an utterance.
    ///
    /// - Parameter text: The words, with the recogniser's or the writer's punctuation.
    /// - Returns: The whole; then, when there are joints, the split at all strong ones, the split at
    ///   all, and the split at each single one. Parts have at least two words that are not
    ///   hesitation or courtesy.
    public static func splits(of text: String) -> [UtteranceSplit] {
        let (tokens, ends) = sentences(text)
        var splits = [
            UtteranceSplit(parts: [tokens.map(\.text).joined(separator: " ")], strength: .one)
        ]
        let joints = Array(joints(tokens, ends).prefix(limit))
        guard !joints.isEmpty else { return splits }
        let strong = joints.filter { $0.strength > weak }
        for chosen in [strong, joints] + joints.map({ [$0] }) where !chosen.isEmpty {
            let parts = slices(tokens, chosen).map { $0.map(\.text).joined(separator: " ") }
            guard !splits.contains(where: { $0.parts == parts })
            else { continue }
            splits.append(
                UtteranceSplit(parts: parts, strength: chosen.map(\.strength).min() ?? .one))
        }
        return splits
    }

    /// The parts of an utterance at all its joints.
    ///
    /// - Parameter words: The words of an utterance.
    /// - Returns: At least two parts, or none when there is nothing to split.
    public static func parts(_ words: [String]) -> [[String]] {
        let tokens = words.tokens
        let joints = Array(joints(tokens, []).prefix(limit))
        return joints.isEmpty ? [] : slices(tokens, joints).map { $0.map(\.text) }
    }

    /// The words, and the places before which a sentence ends.
    private static func sentences(_ text: String) -> ([Token], Set<Int>) {
        var words: [String] = []
        var ends: Set<Int> = []
        var sentence = ""
        let characters = Array(text)
        for (place, character) in characters.enumerated() {
            let isEnd =
                ".?!;".contains(character)
                && (place + 1 == characters.count || characters[place + 1].isWhitespace)
            if isEnd {
                words += Words(sentence).list
                ends.insert(words.count)
                sentence = ""
            } else {
                sentence.append(character)
            }
        }
        words += Words(sentence).list
        ends.remove(0)
        ends.remove(words.count)
        return (words.tokens, ends)
    }

    private static func joints(_ tokens: [Token], _ ends: Set<Int>) -> [Joint] {
        var joints: [Joint] = []
        var place = 1
        while place < tokens.count {
            if let (strength, length) = phrases.match(tokens, at: place) {
                let score = ends.contains(place) ? Score.one : Score(steps: Int16(strength))
                let isOpen = score > weak || opensClause(tokens, at: place + length)
                let joint = Joint(words: place..<place + length, strength: score)
                if isOpen, isPart(tokens, after: joints.last, before: joint) {
                    joints.append(joint)
                }
                place += length
            } else if ends.contains(place) {
                let joint = Joint(words: place..<place, strength: sentence)
                if isPart(tokens, after: joints.last, before: joint) { joints.append(joint) }
                place += 1
            } else {
                place += 1
            }
        }
        while let last = joints.last, !isContent(tokens[last.words.upperBound...]) {
            joints.removeLast()
        }
        return joints
    }

    private static func isPart(_ tokens: [Token], after: Joint?, before: Joint) -> Bool {
        isContent(tokens[(after?.words.upperBound ?? 0)..<before.words.lowerBound])
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

    private static func slices(_ tokens: [Token], _ joints: [Joint]) -> [ArraySlice<Token>] {
        var slices: [ArraySlice<Token>] = []
        var start = 0
        for joint in joints {
            slices.append(tokens[start..<joint.words.lowerBound])
            start = joint.words.upperBound
        }
        return slices + [tokens[start...]]
    }

    /// Joints with the steps of their strength.
    private static let phrases = PhraseTable([
        ("and also", 1024), ("and then", 960), ("and after that", 1024), ("and i also", 1024),
        ("also", 900), ("plus", 800), ("as well as", 800), ("oh and", 1000),
        ("and another thing", 1024),
        ("another thing", 1000), ("one more thing", 1024), ("and one more thing", 1024),
        ("while i'm at it", 1024), ("and while i'm at it", 1024), ("in addition", 1000),
        ("by the way", 1000), ("and secondly", 1024), ("secondly", 1000), ("after that", 900),
        ("then", 700), ("but also", 1024), ("and", 512), ("but", 480),
    ])
}
