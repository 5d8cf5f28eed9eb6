/// Values: taken, doubted, corrected, asked for.
extension Reduction {
    /// Takes the answer to the question for a slot.
    mutating func takeAnswer(_ answer: AnswerCandidate, _ meaning: Interpretation) {
        let slot = answer.slot
        if answer.isPartial {
            state[slot].partial = answer.value
            makeProgress()
            return awaitAnswer()
        }
        state[slot].partial = nil
        if answer.isInvalid {
            raiseScore(2)
            state.failures.noMatch += 1
            guard !checkTriggers() else { return }
            sayImpossible(slot)
            if answer.coverage < Self.wholeAnswer { takeBeside(meaning, slot) }
            return askAgain()
        }
        let second = meaning.answers.first { $0.slot == slot && $0.value != answer.value }
        propose(answer, second: second?.probability ?? .zero)
        // Words that are all used up by the answer say nothing else.
        if answer.coverage < Self.wholeAnswer { takeBeside(meaning, slot) }
    }

    /// Decides what to do with a value.
    private mutating func propose(_ answer: AnswerCandidate, second: Score) {
        let slot = answer.slot
        var best = answer.probability
        if state[slot].rejected == answer.value { best = best * Score(0.5) }
        let choice = decide(
            best: best, second: second, risk: model[slot].risk,
            policy: model[slot].confirmation, canClarify: false,
            canMention: !model[slot].isSecret)
        let wasUsable = state[slot].status.isUsable
        set(slot, answer.value, wasUsable ? .corrected : .proposed, best)
        switch choice.action {
        case .accept:
            believe(slot, status: .accepted)
            state.question = nil
        case .confirmImplicitly:
            believe(slot, status: .accepted)
            state.question = nil
            say(model[slot].mention, act: .mentionValue(slot, answer.value))
            state.mentioned.append(slot)
        case .confirmExplicitly, .clarify: askWhetherRight(slot, answer.value)
        case .rephrase:
            forgetValue(of: slot)
            failToMatch(Interpretation())
        case .handoff:
            fallBack(.turnConfidence, value: best.value, limit: choice.confirmAt.value)
        }
    }

    /// Decides, and notes the decision.
    mutating func decide(
        best: Score, second: Score, risk: RiskClass, policy: ConfirmationPolicy, canClarify: Bool,
        canMention: Bool = true
    ) -> Decider.Choice {
        let choice = decider.decide(
            best: best, second: second, risk: risk, policy: policy, canClarify: canClarify,
            canMention: canMention)
        note(choice, best: best, second: second)
        return choice
    }

    /// The rules with the thresholds in force.
    var decider: Decider {
        Decider(rules: model.decisions, accept: state.accept, confirm: state.confirm)
    }

    /// Notes a decision.
    mutating func note(_ choice: Decider.Choice, best: Score, second: Score) {
        note(
            .decided(
                DecisionReport(
                    action: choice.action, best: best, second: second, acceptAt: choice.acceptAt,
                    confirmAt: choice.confirmAt,
                    failuresAllowed: max(0, model.fallback.noMatch - state.failures.noMatch))))
    }

    private mutating func askWhetherRight(_ slot: SlotID, _ value: SlotValue) {
        state.question = .confirmValue(slot)
        beginQuestion()
        say(model[slot].confirm, act: .confirmValue(slot, value))
    }

    // MARK: Beliefs

    /// Stores a value with its status; who gives another value than the one that proved them is
    /// proven no longer.
    mutating func set(
        _ slot: SlotID, _ value: SlotValue, _ status: BeliefStatus, _ probability: Score
    ) {
        loseLevel(ifProvenBy: slot, isNow: value)
        state[slot].value = value
        state[slot].status = status
        state[slot].probability = probability
        state[slot].turn = state.turn
        state[slot].isFromTool = false
        state[slot].isSkipped = false
        state[slot].wasForgotten = false
        record(.beliefChanged(slot, value, status, probability))
    }

    /// Takes back a value that is too unsure to keep.
    private mutating func forgetValue(of slot: SlotID) {
        state[slot].value = nil
        state[slot].status = .unknown
        record(.beliefChanged(slot, nil, .unknown, .zero))
    }

    /// Makes a belief firmer.
    mutating func believe(_ slot: SlotID, status: BeliefStatus) {
        state[slot].status = status
        record(.beliefChanged(slot, state[slot].value, status, state[slot].probability))
        makeProgress()
    }

    /// The caller said that a value is wrong.
    mutating func reject(_ slot: SlotID) {
        raiseScore(2)
        state[slot].rejected = state[slot].value
        state[slot].value = nil
        state[slot].status = .rejected
        record(.beliefChanged(slot, nil, .rejected, .zero))
    }

    /// Takes a correction of a value that stands.
    ///
    /// - Returns: Whether a value of one of the slots was corrected.
    mutating func correct(_ meaning: Interpretation, among slots: [SlotID]) -> Bool {
        guard
            let first = meaning.answers.first(where: {
                slots.contains($0.slot) && !$0.isPartial && !$0.isInvalid
                    && $0.value != state[$0.slot].value
            })
        else { return refuse(meaning, among: slots) }
        let answer = nearest(to: first, in: meaning)
        let choice = decide(
            best: answer.probability, second: .zero, risk: model[answer.slot].risk,
            policy: model[answer.slot].confirmation, canClarify: false,
            canMention: !model[answer.slot].isSecret)
        guard choice.action != .rephrase, choice.action != .handoff else { return false }
        // A number that nothing marks as a change may be anything: "4821" at a read-back.
        let isMarked = meaning.isCorrection || meaning.yesNo != nil
        if !isMarked, choice.action == .confirmExplicitly,
            model[answer.slot].confirmation != .explicit
        {
            return false
        }
        raiseScore(3)
        enter(.correct, topic: model[answer.slot].label)
        state[answer.slot].rejected = state[answer.slot].value
        // What needs a question is proposed; `collect` asks it when the flow comes by again.
        set(
            answer.slot, answer.value,
            choice.action == .confirmExplicitly ? .proposed : .corrected, answer.probability)
        if state[answer.slot].status == .corrected { sayCorrected(answer) }
        makeProgress()
        goBack(to: answer.slot)
        state.question = nil
        return true
    }

    /// Takes a correction to an impossible value: the one that stands is wrong all the same, and is
    /// asked for again.
    private mutating func refuse(_ meaning: Interpretation, among slots: [SlotID]) -> Bool {
        guard
            let answer = meaning.answers.first(where: { slots.contains($0.slot) && $0.isInvalid }),
            stepsBack(to: answer.slot) != nil
        else { return false }
        reject(answer.slot)
        sayImpossible(answer.slot)
        goBack(to: answer.slot)
        state.question = nil
        return true
    }

    /// Where the flow that asks for a slot can be run again from that step: not once it has acted.
    func stepsBack(to slot: SlotID) -> (depth: Int, step: Int)? {
        for depth in state.stack.indices.reversed() {
            let frame = state.stack[depth]
            guard !frame.hasActed else { return nil }
            let current = Int(frame.step.rawValue)
            for place in model[frame.flow].steps where place <= current {
                if model.steps[place].action == .collect(slot) { return (depth, place) }
            }
        }
        return nil
    }

    /// Runs the flow that asks for a slot again from that step, unless it has acted since; what lies
    /// upon it, such as a verification, is left and begun anew.
    private mutating func goBack(to slot: SlotID) {
        guard let (depth, step) = stepsBack(to: slot) else { return }
        leaveFrames(above: depth)
        state.stack[depth].step = StepID(UInt16(step))
    }

    // MARK: Questions

    /// Asks for a slot; asking for what was confirmed before is noted as a defect, once.
    mutating func ask(_ slot: SlotID) {
        if state[slot].wasForgotten {
            state[slot].wasForgotten = false
            note(.askedAgain(slot))
        }
        if state[slot].asked < .max { state[slot].asked += 1 }
        state.question = .slot(slot)
        let attempt = Int(state[slot].asked)
        if model.fallback.sameQuestion > 0, attempt > model.fallback.sameQuestion {
            return fallBack(
                .sameQuestion, value: Double(attempt), limit: Double(model.fallback.sameQuestion))
        }
        beginQuestion()
        let prompts = model[slot].ask
        guard !prompts.isEmpty else {
            // The static checks find such slots.
            enter(.internalError)
            return fallBack(.loopGuard, value: 1, limit: 1)
        }
        say(prompts[min(attempt, prompts.count) - 1], act: .ask(slot, attempt: attempt))
    }

    /// Puts the current question once more, in its next wording where it has one.
    mutating func askAgain() {
        guard state.phase == .active else { return }
        keepWhatWasTold()
        switch state.question {
        case .slot(let slot): ask(slot)
        case .confirmValue(let slot):
            if let value = state[slot].value { askWhetherRight(slot, value) } else { ask(slot) }
        case .wish, nil: askWish()
        case .anythingElse, .confirmAction, .confirmIntent, .clarify, .change, .offerHelp:
            let question = saidBefore.dropFirst(questionBefore)
            beginQuestion()
            state.lastSaid += question
            for utterance in question { sayAgain(utterance) }
        }
    }

    /// Says again all that was last said: what was told, and the question after it.
    mutating func repeatLast() {
        state.lastSaid = saidBefore
        state.questionFrom = questionBefore
        for utterance in saidBefore { sayAgain(utterance) }
    }

    /// A question follows; what was told before it belongs to what is repeated.
    mutating func beginQuestion() { state.questionFrom = state.lastSaid.count }

    /// The question is put again in this turn: what was told before it stays to be repeated.
    private mutating func keepWhatWasTold() {
        let told = saidBefore.prefix(questionBefore)
        if !told.isEmpty, !state.lastSaid.starts(with: told) {
            state.lastSaid.insert(contentsOf: told, at: 0)
        }
    }

    /// Asks what the caller wants, in words that fit a second time.
    mutating func askWish() {
        state.question = .wish
        let prompts = model.patterns[.greeting]
        guard let last = prompts.last else { return awaitAnswer() }
        beginQuestion()
        say(last, act: .askWish)
    }

    /// Leaves an optional slot out.
    mutating func skip(_ slot: SlotID) {
        state.question = nil
        state[slot].isSkipped = true
        if let frame = state.stack.last, model[frame.step].action == .collect(slot) { advance() }
    }
}
