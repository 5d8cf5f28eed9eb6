import TwinPrimitives

/// One turn of the caller: from meanings to action.
extension Reduction {
    /// Begins a turn: counts it, and lets memory fade.
    mutating func beginTurn() {
        if state.turn < .max { state.turn += 1 }
        cancelTimer(.noInput)
        cancelTimer(.falseInterruption)
        saidBefore = state.lastSaid.filter { !$0.act.isRepair }
        questionBefore = state.lastSaid.prefix(state.questionFrom).count { !$0.act.isRepair }
        state.lastSaid = []
        state.questionFrom = 0
        state.cut = []
        state.patience = 1
        state.failures.withoutProgress += 1
        state.failures.score = Int(
            (Double(state.failures.score) * model.fallback.scoreDecay + 0.5).rounded(.down))
        forget()
    }

    /// Lets confirmed beliefs fade, each by its own draw: that of its slot's name, so that a model with
    /// one slot more forgets the others alike.
    private mutating func forget() {
        guard model.memory.fidelity < 1 else { return }
        for place in state.beliefs.indices
        where state.beliefs[place].status.isUsable && !state.beliefs[place].isFromTool {
            var name = Digest()
            name.add(model.slots[place].name)
            let draw = streams.uniform(
                .forgetting, state.context.caller, attempt: state.context.attempt,
                turn: state.turn, draw: UInt32(truncatingIfNeeded: name.value))
            guard draw >= model.memory.fidelity else { continue }
            state.beliefs[place].status = .unknown
            state.beliefs[place].value = nil
            state.beliefs[place].wasForgotten = true
            note(.forgotten(SlotID(UInt16(place))))
        }
    }

    /// Takes a turn of the caller.
    mutating func takeTurn(_ given: Interpretation) {
        guard state.phase == .active else { return }
        let meaning = sound(given)
        beginTurn()
        note(.parsed(meaning))
        state.failures.affect += meaning.affect
        state.failures.noInput = 0
        let mentioned = state.mentioned
        state.mentioned = []
        if state.waiting != nil {
            takeWhileWaiting(meaning)
        } else if !takeObjection(meaning, to: mentioned) {
            settle(mentioned)
            act(on: takeAnnounced(meaning))
        }
        if state.phase == .active, !checkTriggers() { run() }
        closeTurn()
    }

    /// What of a meaning this model knows: an ear or a log may bring another one's.
    private func sound(_ given: Interpretation) -> Interpretation {
        var meaning = given
        meaning.intents.removeAll { Int($0.intent.rawValue) >= model.intents.count }
        meaning.parts.removeAll { Int($0.intent.rawValue) >= model.intents.count }
        meaning.answers.removeAll {
            Int($0.slot.rawValue) >= model.slots.count || !model[$0.slot].grammar.holds($0.value)
        }
        meaning.affect = min(max(meaning.affect, 0), Self.greatestAffect)
        return meaning
    }

    /// Most that one utterance adds to the affect score.
    private static let greatestAffect = 3

    /// While a tool works only a request for a person is heard, and values that say what they are;
    /// anything else is said too early.
    private mutating func takeWhileWaiting(_ meaning: Interpretation) {
        if let top = meaning.intents.first,
            model[top.intent].effect == .pattern(.person), top.probability >= state.confirm
        {
            take(pattern: .person, meaning)
        } else {
            _ = takeAnnounced(meaning)
        }
    }

    // MARK: Values said in passing

    /// Takes "no" and corrections to values that were said in passing.
    ///
    /// - Returns: Whether the turn was such an objection.
    private mutating func takeObjection(
        _ meaning: Interpretation, to mentioned: [SlotID]
    ) -> Bool {
        guard !mentioned.isEmpty, !asksYesNo else { return false }
        let saysNo =
            meaning.yesNo.map {
                !$0.isYes && $0.strength >= Self.likelyNo && $0.probability >= Self.clearNo
            } ?? false
            && !isAnswer(meaning)
        guard saysNo || meaning.isCorrection || restates(meaning, one: mentioned) else {
            return false
        }
        if correct(meaning, among: mentioned) || takeCorrection(meaning) { return true }
        guard let slot = mentioned.last, saysNo else { return false }
        reject(slot)
        ask(slot)
        return true
    }

    /// Strength from which words object to what was said in passing: likelier than not.
    private static let likelyNo = Score(0.5)
    /// Probability from which a no is clear: "that's everything I have" is none.
    static let clearNo = Score(0.7)

    /// Whether the words are nothing but another value of a slot said in passing.
    private func restates(_ meaning: Interpretation, one mentioned: [SlotID]) -> Bool {
        !isAnswer(meaning)
            && meaning.answers.contains {
                mentioned.contains($0.slot) && isWhole($0) && $0.value != state[$0.slot].value
            }
    }

    /// Whether a no answers the question, and so objects to nothing.
    private var asksYesNo: Bool {
        guard let question = state.question else { return false }
        if case .slot(let slot) = question, model[slot].grammar == .yesNo { return true }
        return question.isYesNo
    }

    /// Values said in passing that nobody objected to are confirmed.
    private mutating func settle(_ mentioned: [SlotID]) {
        for slot in mentioned where state[slot].status == .accepted {
            believe(slot, status: .confirmed)
        }
    }

    // MARK: The reading that wins

    /// Chooses the reading that fits the question best, and acts on it.
    private mutating func act(on meaning: Interpretation) {
        if let remark = meaning.remark, !isAnswer(meaning), take(remark, meaning) { return }
        if takeCorrection(meaning) { return }
        let wish = meaning.intents.first
        let wishStrength = wish.map { strength(of: $0, meaning) } ?? .zero
        if takeFollowUp(meaning, wishStrength) { return }
        switch state.question {
        case .slot(let slot) where model[slot].grammar.isFree:
            takeFreeAnswer(to: slot, meaning, wishStrength)
        case .slot(let slot) where areSeveralMeant(for: slot, meaning): askForOne()
        case .slot(let slot):
            if let answer = meaning.answers.first(where: { $0.slot == slot }),
                answer.probability * answer.coverage >= wishStrength
                    || answer.coverage >= Self.wholeAnswer
                    || isServed(wish) && !answer.isPartial,
                !isOutdone(answer, in: meaning)
            {
                takeAnswer(answer, meaning)
            } else if !takePlainNo(meaning, wishStrength, to: slot),
                !takeInPassing(meaning, wishStrength)
            {
                takeOther(meaning, wishStrength)
            }
        case .confirmValue, .confirmAction, .confirmIntent, .anythingElse, .offerHelp:
            takeYesNo(meaning, wishStrength)
        case .clarify(let choices): takeChoice(meaning, among: choices)
        case .change(let step): takeChange(meaning, at: step, wishStrength)
        case .wish where declinesHelp(meaning): takeDeclinedHelp()
        case .wish, nil: takeOther(meaning, wishStrength)
        }
    }

    /// Whether the words give the value asked for, whatever else they are: "yes" to a slot of yes or no.
    private func isAnswer(_ meaning: Interpretation) -> Bool {
        // Where any words are a value, "uh huh" is none.
        guard case .slot(let slot) = state.question, model[slot].grammar != .text else {
            return false
        }
        return meaning.answers.contains { $0.slot == slot && !$0.isPartial && !$0.isInvalid }
    }

    /// Whether a wish is the one that is being served: said again it competes with no answer.
    func isServed(_ wish: IntentCandidate?) -> Bool {
        guard let wish, case .flow(let flow) = model[wish.intent].effect else { return false }
        return state.stack.last { $0.intent != nil }?.flow == flow
    }

    /// Coverage from which an utterance is nothing but an answer, even an impossible one.
    static let wholeAnswer = Score(0.95)

    /// How strongly a wish competes with an answer.
    private func strength(of wish: IntentCandidate, _ meaning: Interpretation) -> Score {
        wish.probability * Score(steps: Score.stepsInOne - meaning.outOfScope.steps)
    }

    /// Takes what is neither value nor wish.
    ///
    /// - Returns: Whether that was all.
    private mutating func take(
        _ remark: Interpretation.Remark, _ meaning: Interpretation
    ) -> Bool {
        switch remark {
        case .hesitation:
            awaitAnswer()
            return true
        case .acknowledgement:
            if state.question?.isYesNo ?? false { return false }
            if case .clarify = state.question { return false }
            askAgain()
            return true
        case .holdOn:
            holdOn()
            return true
        case .doNotKnow, .refuses:
            guard case .slot(let slot) = state.question else { return false }
            takeNoAnswer(slot)
            return true
        }
    }

    /// Gives a caller who asked for a moment more time than usual.
    mutating func holdOn() {
        state.patience = Self.holdOnFactor
        enter(.holdOn)
        awaitAnswer()
    }

    /// How much longer than usual that is; assumed.
    private static let holdOnFactor = 3

    /// The caller cannot or will not give a value.
    private mutating func takeNoAnswer(_ slot: SlotID) {
        if model[slot].isOptional {
            enter(.skip)
            skip(slot)
            return
        }
        raiseScore(0)
        sayHelp(.doNotKnow)
        if !checkTriggers() { askAgain() }
    }

    /// Takes a wish, a pattern, a correction or values while something else was asked.
    mutating func takeOther(_ meaning: Interpretation, _ wishStrength: Score) {
        let isNamed = meaning.answers.contains(where: \.isAnnounced)
        if meaning.isCorrection || isNamed, correct(meaning, among: correctable) { return }
        guard let wish = meaning.intents.first else { return failToMatch(meaning) }
        if case .pattern(let pattern) = model[wish.intent].effect {
            if wishStrength >= state.confirm {
                take(pattern: pattern, meaning)
            } else {
                failToMatch(meaning)
            }
            return
        }
        // Several wishes, each in scope by itself, are strange only as one.
        if meaning.parts.isEmpty, meaning.outOfScope >= model.decisions.outOfScope {
            if isLikely(wish) { return askWhetherMeant(wish) }
            // A value that answers nothing is misheard or misplaced, and no wish of its own.
            return meaning.answers.isEmpty || state.stack.isEmpty
                ? leaveScope() : failToMatch(meaning)
        }
        if model[wish.intent].effect == .boundary, wishStrength >= state.confirm {
            guard model.fallback.policyBoundary else { return leaveScope() }
            // A person is told what is wanted, whatever may not be done about it here.
            state.candidate = wish
            return fallBack(
                .policyBoundary, value: wish.probability.value, limit: state.confirm.value)
        }
        if case .answer(let slot, let value) = model[wish.intent].effect,
            state.question == .slot(slot)
        {
            return takeAnswer(
                AnswerCandidate(slot: slot, value: value, probability: wish.probability), meaning)
        }
        takeWish(meaning)
    }

    /// Slots of the flows in progress that have a value to correct, those of the current one first.
    var correctable: [SlotID] {
        var slots: [SlotID] = []
        for frame in state.stack.reversed() {
            slots += model[frame.flow].collects.filter {
                state[$0].status.isUsable && !slots.contains($0)
            }
        }
        return slots
    }

    /// Nothing that was heard can be acted on.
    mutating func failToMatch(_ meaning: Interpretation) {
        if hasVolunteered { return acknowledgeVolunteered() }
        state.failures.noMatch += 1
        raiseScore(0)
        if let limit = model.fallback.turnConfidence,
            (meaning.intents.first?.probability ?? .zero) < limit
        {
            return fallBack(
                .turnConfidence, value: meaning.intents.first?.probability.value ?? 0,
                limit: limit.value)
        }
        guard !checkTriggers() else { return }
        enter(state.failures.noMatch > 1 ? .rephrase : .noMatch)
        askAgain()
    }

    /// What was asked for is beyond what the voice agent knows.
    private mutating func leaveScope() {
        if hasVolunteered { return acknowledgeVolunteered() }
        state.failures.noMatch += 1
        raiseScore(0)
        guard !checkTriggers() else { return }
        enter(.outOfScope)
        askAgain()
    }

    /// Adds the weight of an event to the failure score: 0 no-match, 1 no-input, 2 rejected value,
    /// 3 correction.
    mutating func raiseScore(_ kind: Int) {
        let weight = model.fallback.scoreWeights[kind] * Double(Score.stepsInOne)
        state.failures.score += Int((weight + 0.5).rounded(.down))
    }

    /// Something got further: what counts in a row begins anew.
    mutating func makeProgress() {
        state.failures.noMatch = 0
        state.failures.withoutProgress = 0
    }
}
