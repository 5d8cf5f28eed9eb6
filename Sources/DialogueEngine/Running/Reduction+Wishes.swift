/// Wishes, and answers to questions about them.
extension Reduction {
    /// Decides what to do with the best wish.
    mutating func takeWish(_ meaning: Interpretation) {
        guard let wish = meaning.parts.first ?? meaning.intents.first,
            case .flow(let flow) = model[wish.intent].effect
        else { return failToMatch(meaning) }
        if isServed(wish) {
            // The wish that is being served: only its values are news, also where others stand ("and
            // in America?").
            if wish.probability >= state.accept, correct(meaning, among: correctable) { return }
            let before = state.beliefs
            volunteer(meaning)
            if state.beliefs == before { return failToMatch(meaning) }
            state.question = nil
            return
        }
        if let frame = state.stack.last(where: { $0.intent != nil }),
            !model[frame.flow].isInterruptible
        {
            return failToMatch(meaning)
        }
        // Several wishes in one turn do not compete with each other.
        let others = meaning.parts.isEmpty ? competitors(of: wish, in: meaning) : []
        let choice = decide(
            best: wish.probability, second: others.first?.probability ?? .zero,
            risk: model[flow].risk, policy: .byCost,
            canClarify: !others.isEmpty && !prompts(of: .clarify).isEmpty)
        switch choice.action {
        case .accept, .confirmImplicitly:
            start(wish, meaning, mention: choice.action == .confirmImplicitly)
        case .confirmExplicitly:
            keepForLater(meaning, but: [wish.intent])
            askWhetherMeant(wish)
        case .clarify:
            keepForLater(meaning, but: [wish.intent, others[0].intent])
            clarify(wish, others[0])
        case .rephrase: failToMatch(meaning)
        case .handoff:
            fallBack(
                .turnConfidence, value: wish.probability.value, limit: choice.confirmAt.value)
        }
    }

    /// Other wishes that start flows, best first.
    private func competitors(
        of wish: IntentCandidate, in meaning: Interpretation
    ) -> [IntentCandidate] {
        meaning.intents.filter { other in
            if other.intent == wish.intent { return false }
            if case .flow = model[other.intent].effect { return true }
            return false
        }
    }

    private mutating func clarify(_ first: IntentCandidate, _ second: IntentCandidate) {
        state.question = .clarify([first.intent, second.intent])
        beginQuestion()
        state.candidate = first
        enter(
            .clarify, act: .clarify([first.intent, second.intent]),
            topic: model[first.intent].label, other: model[second.intent].label)
    }

    /// Starts the flow of a wish, and keeps further wishes of the same turn for later.
    mutating func start(_ wish: IntentCandidate, _ meaning: Interpretation, mention: Bool) {
        guard case .flow(let flow) = model[wish.intent].effect else { return }
        keepForLater(meaning, but: [wish.intent])
        state.pending.removeAll { $0.intent == wish.intent }
        state.candidate = nil
        makeProgress()
        if let interrupted = state.stack.last {
            note(.flow(interrupted.flow, .interrupted))
            enter(.digress, topic: model[wish.intent].label)
        }
        if mention {
            say(
                model.mentionIntent, act: .mentionIntent(wish.intent),
                topic: model[wish.intent].label)
        }
        if !state.pending.isEmpty {
            enter(
                .multiIntent, topic: model[wish.intent].label, other: labels(of: state.pending))
        }
        state.question = nil
        push(flow, intent: wish)
        takeHeld()
    }

    // MARK: Yes and no

    /// Takes the answer to a yes-no question.
    mutating func takeYesNo(_ meaning: Interpretation, _ wishStrength: Score) {
        guard let reading = meaning.yesNo,
            meaning.isCorrection && state.question != .anythingElse
                || reading.strength >= wishStrength
        else { return takeNeither(meaning, wishStrength) }
        guard isSettled(by: reading) else { return takeDoubted(reading, meaning) }
        if reading.isYes { makeProgress() }
        switch state.question {
        case .confirmValue(let slot): takeVerdict(reading.isYes, on: slot, meaning)
        case .confirmAction(let step): takeGoAhead(reading.isYes, at: step, meaning)
        case .confirmIntent(let intent):
            takeVerdict(reading.isYes, on: intent, meaning)
        case .anythingElse:
            if reading.isYes, let top = meaning.intents.first,
                model[top.intent].effect == .pattern(.goodbye), top.probability >= state.confirm
            {
                // "That's it" wants nothing more.
                take(pattern: .goodbye, meaning)
            } else if reading.isYes {
                if meaning.intents.first != nil, wishStrength >= state.confirm {
                    takeOther(meaning, wishStrength)
                } else {
                    askWish()
                }
            } else {
                close(
                    state.unserved == 0 ? .completed : .unresolved, pattern: .goodbye, act: .goodbye
                )
            }
        case .offerHelp:
            if reading.isYes {
                state.question = nil
            } else {
                takeDeclinedHelp()
            }
        default: failToMatch(meaning)
        }
    }

    private mutating func takeVerdict(
        _ isYes: Bool, on intent: IntentID, _ meaning: Interpretation
    ) {
        state.candidate = nil
        if isYes, case .pattern(let pattern) = model[intent].effect {
            // Without its words, so that it is not asked about again.
            return pattern == .goodbye ? takeGoodbye() : take(pattern: pattern, Interpretation())
        }
        if isYes {
            state.question = .wish
            return start(
                IntentCandidate(intent: intent, probability: .one), meaning, mention: false)
        }
        raiseScore(2)
        if !state.stack.isEmpty {
            // The flow in progress goes on, with what else was said.
            volunteer(meaning)
            state.question = nil
            return
        }
        state.question = .wish
        state.failures.noMatch += 1
        guard !checkTriggers() else { return }
        enter(.rephrase)
        askAgain()
    }

    /// The answer to a yes-no question was neither.
    private mutating func takeNeither(_ meaning: Interpretation, _ wishStrength: Score) {
        if case .confirmValue(let slot) = state.question,
            let answer = meaning.answers.first(where: { $0.slot == slot && !$0.isPartial }),
            answer.probability * answer.coverage >= wishStrength,
            !isOutdone(answer, in: meaning)
        {
            return takeRestated(answer, meaning)
        }
        if case .confirmAction(let step) = state.question,
            case .confirm = model[step].action,
            meaning.isCorrection || wishStrength < state.confirm,
            correct(meaning, among: correctable)
        {
            return
        }
        if !takeInPassing(meaning, wishStrength) { takeOther(meaning, wishStrength) }
    }

    /// A value was said again instead of a yes: the same confirms it, another one replaces it.
    private mutating func takeRestated(_ answer: AnswerCandidate, _ meaning: Interpretation) {
        if answer.value == state[answer.slot].value {
            // Said twice is as good as a yes, and is judged as one.
            guard
                isSettled(by: YesNoReading(isYes: true, probability: answer.probability))
            else { return failToMatch(meaning) }
            believe(answer.slot, status: .confirmed)
            state.question = nil
        } else {
            reject(answer.slot)
            state.question = .slot(answer.slot)
            takeAnswer(answer, meaning)
        }
    }

    private mutating func takeVerdict(_ isYes: Bool, on slot: SlotID, _ meaning: Interpretation) {
        if isYes {
            believe(slot, status: .confirmed)
            state.question = nil
            return
        }
        let replacement = meaning.answers.first {
            $0.slot == slot && $0.value != state[slot].value && !$0.isPartial
        }
        reject(slot)
        state.question = .slot(slot)
        if let replacement {
            enter(.correct, topic: model[slot].label)
            takeAnswer(replacement, meaning)
        } else {
            ask(slot)
        }
    }

    private mutating func takeGoAhead(_ isYes: Bool, at step: StepID, _ meaning: Interpretation) {
        guard case .confirm(_, let otherwise) = model[step].action else { return }
        // "Yes, but make it seventy" is no yes to what was read back.
        if isYes, correct(meaning, among: correctable) { return }
        if isYes {
            for slot in correctable where state[slot].status == .accepted {
                believe(slot, status: .confirmed)
            }
            state.question = nil
            return advance()
        }
        raiseScore(2)
        if correct(meaning, among: correctable) { return }
        // "No, I said savings" wants something changed; a plain no wants nothing done.
        let isPlain = (meaning.yesNo?.coverage ?? .one) >= Self.plainNo
        let canChange = !correctable.isEmpty && !model.patterns[.change].isEmpty
        state.question = nil
        if let otherwise, isPlain || !canChange { return jump(to: otherwise) }
        guard canChange else { return cancelFlow() }
        state.question = .change(step)
        beginQuestion()
        enter(.change, act: .askChange(correctable))
    }

    /// Takes what is to be changed in what was read back.
    mutating func takeChange(_ meaning: Interpretation, at step: StepID, _ wishStrength: Score) {
        if correct(meaning, among: correctable) { return }
        let words = Words(meaning.text).list
        if let slot = correctable.first(where: { model[$0].isNamed(in: words) }) {
            reject(slot)
            return ask(slot)
        }
        if meaning.yesNo?.isYes == false { return cancelFlow() }
        takeOther(meaning, wishStrength)
    }

    /// Coverage from which a yes or a no is nothing but that.
    static let plainNo = Score(0.7)

    /// Neither of the wishes offered is meant.
    private mutating func takeNoneOfThem() {
        state.question = .wish
        state.candidate = nil
        raiseScore(2)
        state.failures.noMatch += 1
        guard !checkTriggers() else { return }
        enter(.rephrase)
        askAgain()
    }

    /// Takes the answer to "this or that?".
    mutating func takeChoice(_ meaning: Interpretation, among choices: [IntentID]) {
        let words = Words(meaning.text).list
        if let reading = meaning.yesNo, !reading.isYes, reading.coverage >= Self.plainNo {
            return takeNoneOfThem()
        }
        if let place = choices.indices.first(where: {
            Ordinals.isMeant($0, of: choices.count, in: words)
        }) {
            state.question = .wish
            return start(
                IntentCandidate(intent: choices[place], probability: .one), meaning, mention: false)
        }
        if let best = meaning.intents.first(where: { choices.contains($0.intent) }),
            isChosen(best, among: choices, meaning)
        {
            state.question = .wish
            return start(best, meaning, mention: false)
        }
        if meaning.yesNo?.isYes == false { return takeNoneOfThem() }
        if let reading = meaning.yesNo, reading.coverage >= Self.plainNo, let first = choices.first
        {
            // A yes to "this or that?" says which only when one of them is asked about.
            return askWhetherMeant(IntentCandidate(intent: first, probability: Score(0.5)))
        }
        let wish = meaning.intents.first.map { $0.probability } ?? .zero
        takeOther(meaning, wish)
    }
}

extension Slot {
    /// Looks for the slot's name in words.
    ///
    /// - Parameter words: Words in lower case, as `Words` splits them.
    /// - Returns: Whether a word of its label that is no article is among them.
    public func isNamed(in words: [String]) -> Bool {
        Words(label).list.contains {
            $0 != "the" && $0 != "your" && $0 != "a" && words.contains($0)
        }
    }
}

/// Words that choose by place.
enum Ordinals {
    /// Whether words choose the thing at a place of a short list.
    static func isMeant(_ place: Int, of count: Int, in words: [String]) -> Bool {
        let names: [[String]] = [
            ["first", "one", "former"], ["second", "two", "latter"], ["third", "three"],
        ]
        guard place < names.count else { return false }
        if words.contains("last"), place == count - 1 { return true }
        // "the second one": the number that is no pronoun decides.
        let hits = names.indices.filter { index in names[index].contains { words.contains($0) } }
        let decisive = hits.count > 1 ? hits.filter { $0 != 0 } : hits
        return decisive == [place]
    }
}
