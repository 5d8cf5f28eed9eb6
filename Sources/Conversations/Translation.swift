import CallerModel
package import DialogueEngine

/// From the engine's numbers to the caller's words and back.
///
/// Shared by all that translate, for a model is large.
package final class Translation: Sendable {
    package let model: DialogueModel

    package init(model: DialogueModel) { self.model = model }

    // MARK: Values

    /// A value of the engine in the caller's terms.
    func value(_ value: SlotValue, of slot: SlotID) -> CallerValue {
        switch value {
        case .digits(let digits): return .digits(digits)
        case .letters(let letters): return .letters(letters)
        case .amount(let units): return .amount(minorUnits: units)
        case .number(let number): return .number(number)
        case .date(let date): return .date(date)
        case .time(let minute): return .time(minuteOfDay: minute)
        case .yesNo(let isYes): return .yesNo(isYes)
        case .text(let text): return .text(text)
        case .name(let place):
            guard case .name(let names) = model[slot].grammar, names.indices.contains(place)
            else { return .text("") }
            return .name(names[place].text)
        case .choice(let place):
            guard case .choice(let choices) = model[slot].grammar, choices.indices.contains(place)
            else { return .text("") }
            return .choice(choices[place].name)
        }
    }

    /// A value of the caller as the engine has it; nil when its slot has no such value.
    func value(_ value: CallerValue, of slot: SlotID) -> SlotValue? {
        switch value {
        case .digits(let digits): return .digits(digits)
        case .letters(let letters): return .letters(letters.uppercased())
        case .amount(let units): return .amount(minorUnits: units)
        case .number(let number): return .number(number)
        case .date(let date): return .date(date)
        case .time(let minute): return .time(minuteOfDay: minute)
        case .yesNo(let isYes): return .yesNo(isYes)
        case .text(let text): return .text(text.lowercased())
        case .name(let name):
            guard case .name(let names) = model[slot].grammar else { return nil }
            return names.firstIndex { $0.text.lowercased() == name.lowercased() }
                .map(SlotValue.name)
        case .choice(let name):
            guard case .choice(let choices) = model[slot].grammar else { return nil }
            return choices.firstIndex { $0.name.lowercased() == name.lowercased() }
                .map(SlotValue.choice)
        }
    }

    func slot(_ name: String) -> SlotID? {
        model.slots.firstIndex { $0.name == name }.map { SlotID(UInt16($0)) }
    }

    func intent(_ name: String) -> IntentID? {
        model.intents.firstIndex { $0.name == name }.map { IntentID(UInt16($0)) }
    }

    /// The flow that a wish starts; nil for what starts none.
    func flow(ofWish name: String) -> FlowID? {
        guard let intent = intent(name), case .flow(let flow) = model[intent].effect else {
            return nil
        }
        return flow
    }

    private func intent(of pattern: RepairPattern) -> IntentID? {
        model.intents.firstIndex { $0.effect == .pattern(pattern) }.map { IntentID(UInt16($0)) }
    }

    // MARK: Prompts

    /// What a caller takes a prompt for.
    func heard(_ act: SystemAct, beliefs: [Belief]) -> HeardAct {
        switch act {
        case .greet: .greet
        case .askWish: .askWish
        case .ask(let slot, let attempt): .ask(slot: model[slot].name, attempt: attempt)
        case .confirmValue(let slot, let said):
            .confirmValue(slot: model[slot].name, value: value(said, of: slot))
        case .mentionValue(let slot, let said):
            .mentionValue(slot: model[slot].name, value: value(said, of: slot))
        case .confirmAction(let slots):
            .confirmAction(
                slots.compactMap { slot in
                    beliefs[Int(slot.rawValue)].value.map {
                        HeardAct.SlotValuePair(slot: model[slot].name, value: value($0, of: slot))
                    }
                })
        case .confirmIntent(let intent): .confirmIntent(model[intent].name)
        case .clarify(let intents): .clarify(intents.map { model[$0].name })
        case .askChange: .askChange
        case .inform, .mentionIntent: .inform
        case .repair(let pattern): .repair(pattern.name)
        case .offerHelp: .offerHelp
        case .anythingElse: .anythingElse
        case .fill: .fill
        case .announceHandoff: .announceHandoff
        case .goodbye: .goodbye
        }
    }

    // MARK: Meanings

    /// What an utterance means, read from the caller's mind.
    package func meaning(of speech: HeardSpeech) -> Interpretation {
        var meaning = Interpretation(text: speech.text)
        for act in speech.acts { add(act, to: &meaning) }
        if meaning.intents.count > 1 { meaning.parts = meaning.intents }
        return meaning
    }

    private func add(_ act: SaidAct, to meaning: inout Interpretation) {
        switch act {
        case .wish(let name), .choose(_, let name): add(intent(name), to: &meaning)
        case .give(let name, let said): add(said, of: name, to: &meaning)
        case .correct(let name, let said):
            meaning.isCorrection = true
            add(said, of: name, to: &meaning)
        case .yes: meaning.yesNo = YesNoReading(isYes: true, probability: .one)
        case .no: meaning.yesNo = YesNoReading(isYes: false, probability: .one)
        case .holdOn: if meaning.answers.isEmpty { meaning.remark = .holdOn }
        case .doNotKnow: meaning.remark = .doNotKnow
        case .askForPerson: add(intent(of: .person), to: &meaning)
        case .checkIn, .backchannel: meaning.remark = .acknowledgement
        case .goodbye: add(intent(of: .goodbye), to: &meaning)
        case .noise: break
        }
    }

    private func add(_ intent: IntentID?, to meaning: inout Interpretation) {
        guard let intent, !meaning.intents.contains(where: { $0.intent == intent }) else { return }
        meaning.intents.append(IntentCandidate(intent: intent, probability: .one))
    }

    private func add(_ said: CallerValue, of name: String, to meaning: inout Interpretation) {
        guard let slot = slot(name) else { return }
        meaning.remark = nil
        guard let value = value(said, of: slot) else { return }
        let known = model[slot].known
        meaning.answers.append(
            AnswerCandidate(
                slot: slot, value: value, probability: .one,
                isInvalid: !known.isEmpty && !known.contains(value)))
    }
}
