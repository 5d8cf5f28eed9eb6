import Conversations
import Reporting

/// What became of the utterances of calls.
struct TurnFates {
    private(set) var utterances = 0
    /// Said, but no words of it were heard.
    private(set) var unheard = 0
    /// Closed while the caller was still speaking.
    private(set) var cutShort = 0
    /// Utterances with a meaning, by what became of it.
    private(set) var fates: [MeaningFate: Int] = [:]

    init(_ records: [ConversationRecord]) {
        for utterance in records.flatMap(\.utterances) where !utterance.speech.text.isEmpty {
            utterances += 1
            unheard += utterance.reading.content == .hypotheses([]) ? 1 : 0
            cutShort += utterance.isCutShort ? 1 : 0
            if let fate = utterance.fate { fates[fate, default: 0] += 1 }
        }
    }

    private func share(of fate: MeaningFate) -> Double {
        Double(fates[fate] ?? 0) / Double(max(fates.values.reduce(0, +), 1))
    }

    var cells: [String] {
        func percent(_ count: Int) -> String {
            NumberText.fixed(100 * Double(count) / Double(max(utterances, 1)), 1)
        }
        return [String(utterances), percent(unheard), percent(cutShort)]
            + MeaningFate.allCases.map { NumberText.fixed(100 * share(of: $0), 1) }
    }

    var json: JSONValue {
        .object(
            [
                ("count", .integer(utterances)), ("unheard", .integer(unheard)),
                ("cutShort", .integer(cutShort)),
            ] + MeaningFate.allCases.map { ($0.rawValue, .integer(fates[$0] ?? 0)) })
    }
}

/// Utterances of the same words, to the same question, in the same call, at two fidelities.
struct SameWords {
    private(set) var bothRight = 0
    private(set) var onlyFirst = 0
    private(set) var onlySecond = 0
    private(set) var neither = 0

    private struct Place: Hashable {
        var text: String
        var question: String
    }

    init(_ first: [ConversationRecord], _ second: [ConversationRecord]) {
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

    private var count: Int { bothRight + onlyFirst + onlySecond + neither }

    var cells: [String] {
        [String(count)]
            + [bothRight, onlyFirst, onlySecond, neither].map {
                NumberText.fixed(100 * Double($0) / Double(max(count, 1)), 1)
            }
    }

    var json: JSONValue {
        .object([
            ("count", .integer(count)), ("bothRight", .integer(bothRight)),
            ("onlyHere", .integer(onlyFirst)), ("onlyThere", .integer(onlySecond)),
            ("neither", .integer(neither)),
        ])
    }
}
