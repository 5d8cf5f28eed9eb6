import Conversations
import DialogueEngine

/// What sets single meanings apart, in the terms of a model.
struct MatterTable: Sendable {
    private struct Place: Hashable {
        var kind: LabelledTurn.Kind
        var said: MainMeaning
    }

    private var matters: [Place: MeaningChannel.Matter] = [:]

    init(_ matters: [MeaningChannel.Matter], model: DialogueModel) {
        let names = ModelNames(model)
        for matter in matters {
            guard let said = names.meaning(matter.kind, matter.said) else { continue }
            self.matters[Place(kind: matter.kind, said: said)] = matter
        }
    }

    /// Chances of being understood right and as something else.
    func chances(
        _ law: MeaningChannel.Cell, of said: MainMeaning, _ kind: LabelledTurn.Kind
    ) -> (right: Double, other: Double) {
        guard law.right < 1, let matter = matters[Place(kind: kind, said: said)] else {
            return (law.right, law.other)
        }
        return law.chances(of: matter)
    }
}

/// Names of a model's parts.
struct ModelNames {
    private var intents: [String: IntentID] = [:]
    private var slots: [String: SlotID] = [:]

    init(_ model: DialogueModel) {
        for (place, intent) in model.intents.enumerated() {
            intents[intent.name] = IntentID(UInt16(place))
        }
        for (place, slot) in model.slots.enumerated() {
            slots[slot.name] = SlotID(UInt16(place))
        }
    }

    func remark(_ name: String) -> Interpretation.Remark? {
        Interpretation.Remark.allCases.first { $0.name == name }
    }

    func meaning(_ kind: LabelledTurn.Kind, _ said: String) -> MainMeaning? {
        switch kind {
        case .wish: intents[said].map(MainMeaning.wish)
        case .value, .volunteered: slots[said].map(MainMeaning.value)
        case .yesNo: .yesNo(said == "yes")
        case .remark, .acknowledgement: remark(said).map(MainMeaning.remark)
        }
    }

    func entry(_ example: MeaningExample) -> MeaningExamples.Entry {
        MeaningExamples.Entry(
            posterior: Score(steps: example.posterior ?? 0),
            coverage: Score(steps: example.coverage ?? Score.stepsInOne),
            isImpossible: example.isImpossible == true,
            hasOtherLength: example.hasOtherLength == true,
            isUnheard: example.isUnheard == true, text: example.text,
            intents: (example.intents ?? []).compactMap { wish in
                intents[wish.intent].map {
                    IntentCandidate(intent: $0, probability: Score(steps: wish.probability))
                }
            },
            outOfScope: Score(steps: example.outOfScope ?? 0),
            yesNo: example.yesNo.map {
                YesNoReading(
                    isYes: $0.isYes, probability: Score(steps: $0.probability),
                    coverage: Score(steps: $0.coverage))
            },
            isCorrection: example.isCorrection == true,
            remark: example.remark.flatMap(remark),
            answers: (example.values ?? []).compactMap(answer))
    }

    private func answer(_ value: MeaningExample.Value) -> AnswerCandidate? {
        guard let slot = slots[value.slot], let read = SlotValue(written: value.value) else {
            return nil
        }
        return AnswerCandidate(
            slot: slot, value: read, probability: Score(steps: value.probability),
            coverage: Score(steps: value.coverage), isPartial: value.isPartial == true,
            isInvalid: value.isInvalid == true, isAnnounced: value.isAnnounced == true)
    }
}
