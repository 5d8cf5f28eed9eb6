import Conversations
public import DialogueEngine

/// Tells of decodes what became of what was meant.
///
/// Readings are interpreted as the engine does it, and compared with what the callers meant: labels then
/// have the errors of voice, line and recogniser, and those of understanding the very words. Where
/// nobody knows what was meant it is taken to be the interpretation of the words said, and the labels
/// lack the latter.
public struct MeaningLabeller: Sendable {
    /// Where the dialogue stands in a state.
    public struct Situation: Sendable {
        /// What was asked.
        public var question: Question?
        /// Flows in progress, the current one last.
        public var flows: [FlowID]

        /// Stores a situation.
        public init(question: Question?, flows: [FlowID] = []) {
            self.question = question
            self.flows = flows
        }
    }

    private let model: DialogueModel
    private let interpreter: Interpreter
    private let context: CallContext
    private let situation: @Sendable (_ state: String) -> Situation

    /// Makes a labeller.
    ///
    /// - Parameters:
    ///   - model: Whose meanings they are.
    ///   - context: The day on which dates are read.
    ///   - situation: Where the dialogue stands in each state of the bank.
    public init(
        model: DialogueModel, context: CallContext,
        situation: @escaping @Sendable (_ state: String) -> Situation
    ) {
        self.model = model
        interpreter = Interpreter(model: model)
        self.context = context
        self.situation = situation
    }

    /// What became of each meaning of each decode, in their order.
    ///
    /// - Parameters:
    ///   - records: Decodes.
    ///   - meant: What callers meant by their words, as far as that is known.
    /// - Returns: One turn for the main meaning of each, and one for each value volunteered beside it
    ///   unless nothing was understood; none for utterances that mean nothing when heard right.
    public func label(
        _ records: [BankRecord], meant: SpokenMeanings? = nil
    ) -> [LabelledTurn] {
        var truths: [String: [String: Interpretation]] = [:]
        var turns: [LabelledTurn] = []
        for record in records {
            let key = record.key
            let situation = situation(ListeningState.parts(of: key.state).language)
            let truth =
                truths[key.state]?[key.text] ?? meant?.meaning(of: key)
                ?? interpret([Hypothesis(text: key.text)], in: situation)
            truths[key.state, default: [:]][key.text] = truth
            turns += label(
                truth, as: interpret(record.entry.hypotheses, in: situation),
                question: situation.question, speaker: key.speaker, state: key.state,
                isUnheard: Self.isSilence(record.entry.hypotheses))
        }
        return turns
    }

    /// What became of the meanings of one utterance.
    ///
    /// - Parameters:
    ///   - truth: What was meant.
    ///   - heard: What was understood.
    ///   - question: What was asked.
    ///   - speaker: Who spoke.
    ///   - state: Name of the dialogue state.
    ///   - isUnheard: Whether not a word was heard.
    /// - Returns: Turns as `label(_:meant:)` gives them.
    public func label(
        _ truth: Interpretation, as heard: Interpretation, question: Question?, speaker: Speaker,
        state: String, isUnheard: Bool = false
    ) -> [LabelledTurn] {
        guard let main = MainMeaning(truth, question: question) else { return [] }
        var first = turn(main, truth, heard, speaker, state)
        first.isUnheard = isUnheard && first.outcome == .nothing
        first.example = MeaningExample(first, main, truth, as: heard, in: model)
        var turns = [first]
        guard first.outcome != .nothing else { return turns }
        for slot in volunteered(truth, beside: main) {
            var turn = valueTurn(slot, truth, heard, speaker, state)
            turn.kind = .volunteered
            turns.append(turn)
        }
        return turns
    }

    private func interpret(_ readings: [Hypothesis], in situation: Situation) -> Interpretation {
        guard !Self.isSilence(readings) else { return Interpretation() }
        return interpreter.interpret(
            readings, question: situation.question, flows: situation.flows, context: context,
            partial: nil)
    }

    /// Whether readings have no words.
    private static func isSilence(_ readings: [Hypothesis]) -> Bool {
        !readings.contains { !Words($0.text).list.isEmpty }
    }

    /// Slots that a meaning gives values to beside its main one, each once.
    private func volunteered(_ meaning: Interpretation, beside main: MainMeaning) -> [SlotID] {
        var slots: [SlotID] = []
        for answer in meaning.answers
        where !answer.isPartial && main != .value(answer.slot) && !slots.contains(answer.slot) {
            slots.append(answer.slot)
        }
        return slots
    }

    private func turn(
        _ main: MainMeaning, _ truth: Interpretation, _ heard: Interpretation,
        _ speaker: Speaker, _ state: String
    ) -> LabelledTurn {
        switch main {
        case .wish(let intent):
            // What is likelier to be none of them may still be asked back: "do you want to ...?"
            let top = heard.intents.first
            let isRight = top?.intent == intent
            return LabelledTurn(
                speaker: speaker, state: state, kind: .wish,
                outcome: top == nil ? .nothing : isRight ? .right : .other,
                posterior: top?.probability.value, said: model[intent].name,
                heard: isRight ? nil : top.map { model[$0.intent].name },
                outOfScope: top == nil ? nil : heard.outOfScope.value)
        case .value(let slot): return valueTurn(slot, truth, heard, speaker, state)
        case .yesNo(let isYes):
            let reading = heard.yesNo
            return LabelledTurn(
                speaker: speaker, state: state, kind: .yesNo,
                outcome: reading.map { $0.isYes == isYes ? .right : .other } ?? .nothing,
                posterior: reading?.probability.value, said: isYes ? "yes" : "no")
        case .remark(let remark):
            return LabelledTurn(
                speaker: speaker, state: state, kind: main.kind,
                outcome: heard.remark.map { $0 == remark ? .right : .other } ?? .nothing,
                posterior: heard.remark == nil ? nil : 1, said: remark.name)
        }
    }

    private func valueTurn(
        _ slot: SlotID, _ truth: Interpretation, _ heard: Interpretation, _ speaker: Speaker,
        _ state: String
    ) -> LabelledTurn {
        let said = truth.value(of: slot)?.value
        let found = heard.value(of: slot)
        let isRight = found?.value == said
        var hasOtherLength: Bool?
        if !isRight, let left = said?.symbolCount, let right = found?.value.symbolCount {
            hasOtherLength = left != right
        }
        return LabelledTurn(
            speaker: speaker, state: state, kind: .value,
            outcome: found == nil ? .nothing : isRight ? .right : .other,
            posterior: found?.probability.value, said: model[slot].name,
            hasOtherLength: hasOtherLength, isImpossible: !isRight && found?.isInvalid == true)
    }
}

extension SlotValue {
    /// Number of digits or letters; nil for other values.
    var symbolCount: Int? {
        switch self {
        case .digits(let text), .letters(let text): text.count
        default: nil
        }
    }
}
