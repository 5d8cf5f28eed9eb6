import Conversations
import DialogueEngine

/// A turn of a bank as it was understood: how surely, and what else, that nobody had meant.
///
/// Misunderstandings are seldom one thing less: a "correct" that is heard as "checks" is no yes, and a wish
/// to order checks; words that wish for a balance "in checking" name an account, whatever was meant. What is
/// understood beside, how much of the words it explains, and how sure each part is go together; so they are
/// kept together. Probabilities and shares of words are in steps of `Score`, from 0 to 1024.
public struct MeaningExample: Hashable, Sendable, Codable {
    /// An intent as it was ranked.
    public struct Wish: Hashable, Sendable, Codable {
        /// Its name.
        public var intent: String
        /// Its probability, in steps.
        public var probability: Int16
    }

    /// A yes or a no that was not meant.
    public struct YesNo: Hashable, Sendable, Codable {
        /// Whether it is a yes.
        public var isYes: Bool
        /// Its probability, in steps.
        public var probability: Int16
        /// Share of the words that it explains, in steps.
        public var coverage: Int16
    }

    /// A value that was not meant, or only the beginning of one.
    public struct Value: Hashable, Sendable, Codable {
        /// Name of the slot.
        public var slot: String
        /// The value, as `SlotValue.written` has it.
        public var value: String
        /// Its probability, in steps.
        public var probability: Int16
        /// Share of the words that it explains, in steps.
        public var coverage: Int16
        /// Whether more of it is to come; nil: no.
        public var isPartial: Bool?
        /// Whether its slot cannot have it; nil: no.
        public var isInvalid: Bool?
        /// Whether the words name the slot; nil: no.
        public var isAnnounced: Bool?
    }

    /// Condition of the line.
    public var condition: String
    /// Dialogue state.
    public var state: String
    /// What kind of meaning it was.
    public var kind: String
    /// What was meant: the name of an intent, slot or remark, or yes or no.
    public var said: String
    /// What was understood of it.
    public var outcome: String
    /// Turns that were understood just so, > 0.
    public var turns: Int
    /// Whether values were volunteered beside; nil: none.
    public var hasMore: Bool?
    /// Probability of what was understood of the meaning, in steps; nil where that is nothing.
    public var posterior: Int16?
    /// Share of the words that it explains, in steps; nil: all.
    public var coverage: Int16?
    /// Whether it is a value that its slot cannot have; nil: no.
    public var isImpossible: Bool?
    /// Whether it is a string of digits or letters of another length; nil: no.
    public var hasOtherLength: Bool?
    /// Whether not a word was heard; nil: some were.
    public var isUnheard: Bool?
    /// The words themselves, where a free text was heard otherwise.
    public var text: String?
    /// The likeliest intents, as far as they count; nil: none.
    public var intents: [Wish]?
    /// Probability of none of the intents, in steps; nil where none is told.
    public var outOfScope: Int16?
    /// A yes or a no that was not meant.
    public var yesNo: YesNo?
    /// Whether it was taken for a correction and was none; nil: no.
    public var isCorrection: Bool?
    /// Name of a remark that was not meant.
    public var remark: String?
    /// Values that were not meant; nil: none.
    public var values: [Value]?
}

extension MeaningExample {
    /// Intents of a wish that are kept: further ones are never asked about.
    private static let wishesKept = 3
    /// Probability times share of words from which something beside is kept: less never decides.
    private static let leastStrength = Score(0.1)

    /// What was understood of a turn.
    ///
    /// - Parameters:
    ///   - turn: What became of the main meaning.
    ///   - main: The main meaning.
    ///   - truth: All that was meant.
    ///   - heard: All that was understood.
    ///   - model: Whose meanings they are.
    init(
        _ turn: LabelledTurn, _ main: MainMeaning, _ truth: Interpretation,
        as heard: Interpretation, in model: DialogueModel
    ) {
        condition = turn.condition
        state = turn.state
        kind = turn.kind.rawValue
        said = turn.said
        outcome = turn.outcome.rawValue
        turns = 1
        func flag(_ holds: Bool) -> Bool? { holds ? true : nil }
        let meant = truth.answers.map(\.slot)
        hasMore = flag(meant.contains { main != .value($0) })
        posterior = turn.posterior.map { Score($0).steps }
        isImpossible = flag(turn.isImpossible)
        hasOtherLength = flag(turn.hasOtherLength == true)
        isUnheard = flag(turn.isUnheard)
        addWishes(main, turn.outcome, heard, model)
        isCorrection = flag(heard.isCorrection && !truth.isCorrection)
        if let found = heard.remark, found != truth.remark { remark = found.name }
        if truth.yesNo == nil, let reading = heard.yesNo, reading.strength >= Self.leastStrength {
            yesNo = YesNo(
                isYes: reading.isYes, probability: reading.probability.steps,
                coverage: reading.coverage.steps)
        }
        switch main {
        case .value(let slot):
            let found = heard.value(of: slot)
            coverage = found.flatMap { $0.coverage == .one ? nil : $0.coverage.steps }
            if turn.outcome == .other, case .text(let words)? = found?.value { text = words }
        case .yesNo where turn.outcome != .nothing:
            coverage = heard.yesNo.flatMap { $0.coverage == .one ? nil : $0.coverage.steps }
        default: break
        }
        values = Self.values(heard, beside: meant, model)
    }

    private mutating func addWishes(
        _ main: MainMeaning, _ outcome: LabelledTurn.Outcome, _ heard: Interpretation,
        _ model: DialogueModel
    ) {
        let kept: ArraySlice<IntentCandidate>
        if case .wish = main {
            kept = heard.intents.prefix(Self.wishesKept)
        } else {
            // Beside what was understood only a wish that is likelier than none counts.
            kept =
                heard.intents.prefix(1).filter {
                    outcome == .nothing || $0.probability >= heard.outOfScope
                }[...]
        }
        guard !kept.isEmpty else { return }
        intents = kept.map {
            Wish(intent: model[$0.intent].name, probability: $0.probability.steps)
        }
        outOfScope = heard.outOfScope.steps
    }

    /// The likeliest value of each slot of which none was meant, and beginnings of values.
    private static func values(
        _ heard: Interpretation, beside meant: [SlotID], _ model: DialogueModel
    ) -> [Value]? {
        var slots: [SlotID] = []
        var values: [Value] = []
        for answer in heard.answers
        where (!meant.contains(answer.slot) || answer.isPartial) && !slots.contains(answer.slot)
            && answer.probability * answer.coverage >= leastStrength
        {
            slots.append(answer.slot)
            func flag(_ holds: Bool) -> Bool? { holds ? true : nil }
            values.append(
                Value(
                    slot: model[answer.slot].name, value: answer.value.written,
                    probability: answer.probability.steps, coverage: answer.coverage.steps,
                    isPartial: flag(answer.isPartial), isInvalid: flag(answer.isInvalid),
                    isAnnounced: flag(answer.isAnnounced)))
        }
        return values.isEmpty ? nil : values
    }

    /// Examples of turns, those that are the same in one, in a fixed order.
    static func collected(_ turns: [LabelledTurn]) -> [MeaningExample] {
        var counts: [MeaningExample: Int] = [:]
        for turn in turns {
            if let example = turn.example { counts[example, default: 0] += 1 }
        }
        let found = counts.map { example, count in
            var example = example
            example.turns = count
            return example
        }
        return found.map { ($0, ChannelLine.example($0).text) }
            .sorted { $0.1 < $1.1 }.map(\.0)
    }
}
