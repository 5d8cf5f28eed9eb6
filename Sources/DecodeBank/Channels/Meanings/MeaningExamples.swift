import Conversations
import DialogueEngine

/// Examples of a channel in the terms of a model, found by what was meant and what became of it.
struct MeaningExamples: Sendable {
    /// An example in the terms of a model.
    struct Entry: Sendable {
        var posterior: Score
        var coverage: Score
        var isImpossible: Bool
        var hasOtherLength: Bool
        var isUnheard: Bool
        var text: String?
        var intents: [IntentCandidate]
        var outOfScope: Score
        var yesNo: YesNoReading?
        var isCorrection: Bool
        var remark: Interpretation.Remark?
        var answers: [AnswerCandidate]
    }

    private var entries: [Entry] = []
    private var lots = ExampleLots<MainMeaning>()

    /// Examples in the terms of a model; those of what it does not have are left out.
    init(_ examples: [MeaningExample], model: DialogueModel) {
        let names = ModelNames(model)
        for example in examples {
            guard let kind = LabelledTurn.Kind(rawValue: example.kind),
                let outcome = LabelledTurn.Outcome(rawValue: example.outcome),
                let said = names.meaning(kind, example.said)
            else { continue }
            entries.append(names.entry(example))
            lots.add(
                entries.count - 1,
                of: .init(
                    kind: kind, outcome: outcome, state: example.state,
                    condition: example.condition, said: said, hasMore: example.hasMore == true),
                turns: example.turns)
        }
    }

    /// How a turn is understood.
    ///
    /// - Parameters:
    ///   - main: What was meant.
    ///   - outcome: What becomes of it.
    ///   - hasMore: Whether values are volunteered beside.
    ///   - state: Dialogue state.
    ///   - condition: Condition of the line.
    ///   - u: Uniform.
    /// - Returns: The example; nil where the bank has none of the kind and outcome.
    func entry(
        _ main: MainMeaning, _ outcome: LabelledTurn.Outcome, hasMore: Bool, state: String,
        condition: String, at u: Double
    ) -> Entry? {
        lots.lot(
            of: .init(
                kind: main.kind, outcome: outcome, state: state, condition: condition,
                said: main, hasMore: hasMore)
        ).map { entries[$0.entry(at: u)] }
    }
}
