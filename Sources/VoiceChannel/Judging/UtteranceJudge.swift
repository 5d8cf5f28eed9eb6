import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Whether the dialogue engine understands what a recogniser heard.
public struct UtteranceJudge: Sendable {
    private let model: DialogueModel
    private let interpreter: Interpreter
    private let context: CallContext
    private let questions: [String: Question]

    /// What became of one utterance.
    public struct Verdict: Hashable, Sendable, Codable {
        /// Errors of the best reading.
        public var wordErrors: WordErrors
        /// Whether the likeliest intent is the one that was meant; nil where none was.
        public var isIntentRight: Bool?
        /// Whether the likeliest value is the one that was meant; nil where none was.
        public var isValueRight: Bool?
        /// Confidence of the best reading, 0 where there is none.
        public var confidence: Double

        package init(
            wordErrors: WordErrors, isIntentRight: Bool? = nil, isValueRight: Bool? = nil,
            confidence: Double
        ) {
            self.wordErrors = wordErrors
            self.isIntentRight = isIntentRight
            self.isValueRight = isValueRight
            self.confidence = confidence
        }

        /// Whether all that was meant was understood.
        public var isRight: Bool { isIntentRight ?? true && isValueRight ?? true }
    }

    /// Makes a judge.
    ///
    /// - Parameters:
    ///   - model: A model with its classifier.
    ///   - today: Day of the calls.
    public init(model: DialogueModel, today: CivilDate) {
        self.model = model
        interpreter = Interpreter(model: model)
        context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), today: today,
            minuteOfDay: 600)
        questions = ListeningState.questions(in: model)
    }

    /// Judges what was heard of an utterance.
    public func judge(_ recognition: Recognition, of utterance: TestUtterance) -> Verdict {
        let heard = recognition.hypotheses.first
        var verdict = Verdict(
            wordErrors: WordErrors(said: utterance.text, heard: heard?.text ?? ""),
            confidence: heard?.confidence.value ?? 0)
        guard heard != nil else {
            verdict.isIntentRight = utterance.intent.map { _ in false }
            verdict.isValueRight = utterance.value.map { _ in false }
            return verdict
        }
        let question = questions[utterance.state]
        let meaning = meaning(of: recognition, state: utterance.state)
        if let intent = utterance.intent {
            let best = meaning.intents.first.map { model[$0.intent].name }
            verdict.isIntentRight = best == intent
        }
        if let value = utterance.value {
            verdict.isValueRight = Self.value(of: meaning, question, model) == value
        }
        return verdict
    }

    /// What the engine understands.
    ///
    /// - Parameters:
    ///   - recognition: What was heard.
    ///   - state: Name of the dialogue state in which it was said; in an unknown one nothing was asked.
    /// - Returns: The meaning.
    public func meaning(of recognition: Recognition, state: String) -> Interpretation {
        interpreter.interpret(
            recognition.hypotheses, question: questions[state], flows: [], context: context,
            partial: nil)
    }

    /// The value understood, in the form of the test utterances.
    private static func value(
        of meaning: Interpretation, _ question: Question?, _ model: DialogueModel
    ) -> String? {
        let polar = meaning.yesNo.map { $0.isYes ? "yes" : "no" }
        guard let slot = question?.slot else { return polar }
        let best = meaning.answers.filter { $0.slot == slot && !$0.isPartial }
            .max { $0.probability < $1.probability }
        guard let best else { return polar }
        switch (best.value, model[slot].grammar) {
        case (.yesNo(let isYes), _): return isYes ? "yes" : "no"
        case (.date(let date), _): return "date:\(date)"
        case (.time(let minute), _):
            let figures = [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + String($0) }
            return "time:" + figures.joined(separator: ":")
        case (.choice(let place), .choice(let choices)): return "choice:" + choices[place].name
        default: return best.value.written
        }
    }
}
