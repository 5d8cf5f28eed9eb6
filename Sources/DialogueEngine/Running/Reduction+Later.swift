/// What is kept for later, what is wished again, and what is left undone.
extension Reduction {
    /// Keeps the further wishes of a turn, and the values said with all of them, until they are
    /// begun.
    ///
    /// - Parameters:
    ///   - meaning: The turn.
    ///   - asked: Wishes that begin now or are asked about.
    mutating func keepForLater(_ meaning: Interpretation, but asked: [IntentID]) {
        for part in meaning.parts where !asked.contains(part.intent) {
            if case .flow = model[part.intent].effect,
                !state.pending.contains(where: { $0.intent == part.intent })
            {
                state.pending.append(part)
            }
        }
        // Where any words are a value, they were these.
        for answer in meaning.answers
        where !answer.isPartial && !model[answer.slot].grammar.isFree {
            state.held.removeAll { $0.slot == answer.slot && $0.probability <= answer.probability }
            if !state.held.contains(where: { $0.slot == answer.slot }) { state.held.append(answer) }
        }
    }

    /// Takes the kept values that the current flows ask for; others wait for the wishes that wait.
    mutating func takeHeld() {
        guard !state.held.isEmpty else { return }
        var meaning = Interpretation()
        meaning.answers = state.held
        volunteer(meaning)
        let asked = state.stack.flatMap { model[$0.flow].collects }
        state.held =
            state.pending.isEmpty ? [] : state.held.filter { !asked.contains($0.slot) }
    }

    /// How wishes are named one after another: "a", "a and b", "a, b and c".
    func labels(of wishes: [IntentCandidate]) -> String {
        let labels = wishes.map { model[$0.intent].label }
        guard let last = labels.last, labels.count > 1 else { return labels.first ?? "" }
        return labels.dropLast().joined(separator: ", ") + " and " + last
    }

    // MARK: Again with another value

    /// Remembers the wish that was served, with the caller's values for it; a yes or a no is none: it
    /// is asked for anew, as any consent.
    mutating func keepServed(_ frame: Frame) {
        guard let intent = frame.intent else { return }
        let values = model[frame.flow].collects.compactMap { slot -> ServedWish.Value? in
            let belief = state[slot]
            guard belief.usable != nil, !belief.isFromTool, !model[slot].isSecret,
                model[slot].grammar != .yesNo
            else { return nil }
            return ServedWish.Value(slot: slot, belief: belief)
        }
        state.lastServed = ServedWish(
            flow: frame.flow, wish: IntentCandidate(intent: intent, probability: frame.probability),
            values: values)
    }

    /// Serves the last wish again with another value ("and savings?").
    ///
    /// - Returns: Whether the turn was such a wish: it gives a slot of that flow another value, and
    ///   no other wish is likelier.
    mutating func takeFollowUp(_ meaning: Interpretation, _ wishStrength: Score) -> Bool {
        guard state.stack.isEmpty, meaning.parts.isEmpty, let served = state.lastServed,
            state.question == .anythingElse || state.question == .wish,
            let answer = meaning.answers.first(where: { isNews($0, to: served) })
        else { return false }
        let isSameWish = meaning.intents.first?.intent == served.wish.intent
        guard isSameWish || answer.probability * answer.coverage > wishStrength else {
            return false
        }
        let slot = model[answer.slot]
        let choice = decide(
            best: answer.probability, second: .zero, risk: slot.risk, policy: slot.confirmation,
            canClarify: false, canMention: !slot.isSecret)
        guard choice.action != .rephrase, choice.action != .handoff else { return false }
        makeProgress()
        enter(.followUp, topic: model[served.flow].label)
        state.question = nil
        push(served.flow, intent: served.wish)
        // "And savings?" leaves the rest as it was; a wish in full asks again where money comes from.
        let isRestated = isSameWish && wishStrength >= state.confirm
        for value in served.values
        where value.slot != answer.slot && !(isRestated && model[value.slot].risk == .money) {
            state[value.slot] = value.belief
            note(
                .beliefChanged(
                    value.slot, value.belief.value, value.belief.status, value.belief.probability))
        }
        // What needs a question is proposed; `collect` asks it.
        let isAsked = choice.action == .confirmExplicitly
        set(answer.slot, answer.value, isAsked ? .proposed : .accepted, answer.probability)
        if choice.action == .confirmImplicitly {
            say(slot.mention, act: .mentionValue(answer.slot, answer.value))
            state.mentioned.append(answer.slot)
        }
        return true
    }

    /// Whether a value is another one than the wish was served by.
    private func isNews(_ answer: AnswerCandidate, to served: ServedWish) -> Bool {
        !answer.isPartial && !answer.isInvalid
            && served.values.contains {
                $0.slot == answer.slot && $0.belief.value != answer.value
            }
    }

    // MARK: Left undone

    /// Leaves the frames above one: flows called by flows are begun anew when they are needed, wishes
    /// wait to be served, unless something may have been done for them already.
    mutating func leaveFrames(above depth: Int) {
        while state.stack.count > depth + 1, let top = state.stack.popLast() {
            guard top.acted.isEmpty else {
                note(.flow(top.flow, .unresolved))
                state.unserved += 1
                continue
            }
            note(.flow(top.flow, top.intent == nil ? .cancelled : .interrupted))
            if let intent = top.intent {
                state.pending.insert(
                    IntentCandidate(intent: intent, probability: top.probability), at: 0)
            }
        }
    }

    /// Notes what the end of the call leaves undone, the current flow first.
    mutating func noteUnfinished() {
        for frame in state.stack.reversed() { note(.flow(frame.flow, .unresolved)) }
        for wish in state.pending + (state.candidate.map { [$0] } ?? []) {
            if case .flow(let flow) = model[wish.intent].effect { note(.flow(flow, .dropped)) }
        }
    }
}
