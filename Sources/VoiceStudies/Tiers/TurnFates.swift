public import Conversations

/// What became of the utterances of calls.
public struct TurnFates: Sendable {
    /// All that had words.
    public private(set) var utterances = 0
    /// Said, but no words of it were heard.
    public private(set) var unheard = 0
    /// Closed while the caller was still speaking.
    public private(set) var cutShort = 0
    /// Utterances with a meaning, by what became of it.
    public private(set) var fates: [MeaningFate: Int] = [:]

    /// Counts the utterances of calls.
    public init(_ records: [ConversationRecord]) {
        for utterance in records.flatMap(\.utterances) where !utterance.speech.text.isEmpty {
            utterances += 1
            unheard += utterance.reading.content == .hypotheses([]) ? 1 : 0
            cutShort += utterance.isCutShort ? 1 : 0
            if let fate = utterance.fate { fates[fate, default: 0] += 1 }
        }
    }
}

/// Utterances of the same words, to the same question, in the same call, at two fidelities.
public struct SameWords: Sendable {
    /// Understood right at both.
    public private(set) var bothRight = 0
    /// Understood right at the first only.
    public private(set) var onlyFirst = 0
    /// Understood right at the second only.
    public private(set) var onlySecond = 0
    /// Understood right at neither.
    public private(set) var neither = 0

    private struct Place: Hashable {
        var text: String
        var question: String
    }

    /// Counts the utterances of the same calls at two fidelities.
    public init(_ first: [ConversationRecord], _ second: [ConversationRecord]) {
        for (one, other) in zip(first, second) {
            var waiting: [Place: [Bool]] = [:]
            for (place, isRight) in Self.judged(one) {
                waiting[place, default: []].append(isRight)
            }
            for (place, isRight) in Self.judged(other) {
                guard let known = waiting[place], !known.isEmpty else { continue }
                waiting[place]?.removeFirst()
                switch (known[0], isRight) {
                case (true, true): bothRight += 1
                case (true, false): onlyFirst += 1
                case (false, true): onlySecond += 1
                case (false, false): neither += 1
                }
            }
        }
    }

    private static func judged(_ record: ConversationRecord) -> [(Place, Bool)] {
        record.utterances.compactMap { utterance in
            guard let fate = utterance.fate else { return nil }
            let question = utterance.speech.question.map { "\($0)" } ?? ""
            return (Place(text: utterance.speech.text, question: question), fate == .right)
        }
    }

    /// All of them.
    public var count: Int { bothRight + onlyFirst + onlySecond + neither }
}
