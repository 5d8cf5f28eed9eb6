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
            enter(.invalidValue, topic: model[slot].label)
            if let invalid = model[slot].invalid { say(invalid, act: .repair(.invalidValue)) }
            return askAgain()
        }
        let second = meaning.answers.first { $0.slot == slot && $0.value != answer.value }
        propose(answer, second: second?.probability ?? .zero)
        // Words that are all used up by the answer say nothing else.
        if answer.coverage < Self.wholeAnswer { volunteer(meaning, except: slot) }
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

    /// Stores a value with its status.
    mutating func set(
        _ slot: SlotID, _ value: SlotValue, _ status: BeliefStatus, _ probability: Score
    ) {
        state[slot].value = value
        state[slot].status = status
        state[slot].probability = probability
        state[slot].turn = state.turn
        state[slot].isFromTool = false
        state[slot].isSkipped = false
        state[slot].wasForgotten = false
        note(.beliefChanged(slot, value, status, probability))
    }

    /// Takes back a value that is too unsure to keep.
    private mutating func forgetValue(of slot: SlotID) {
        state[slot].value = nil
        state[slot].status = .unknown
        note(.beliefChanged(slot, nil, .unknown, .zero))
    }

    /// Makes a belief firmer.
    mutating func believe(_ slot: SlotID, status: BeliefStatus) {
        state[slot].status = status
        note(.beliefChanged(slot, state[slot].value, status, state[slot].probability))
        makeProgress()
    }

    /// The caller said that a value is wrong.
    mutating func reject(_ slot: SlotID) {
        raiseScore(2)
        state[slot].rejected = state[slot].value
        state[slot].value = nil
        state[slot].status = .rejected
        note(.beliefChanged(slot, nil, .rejected, .zero))
    }

    /// Takes values that nobody asked for, where their slots allow it and no belief stands.
    mutating func volunteer(_ meaning: Interpretation, except asked: SlotID? = nil) {
        var seen: [SlotID] = asked.map { [$0] } ?? []
        for answer in meaning.answers
        where !seen.contains(answer.slot)
            && state.stack.contains(where: { model[$0.flow].collects.contains(answer.slot) })
        {
            seen.append(answer.slot)
            let slot = model[answer.slot]
            guard slot.isVolunteered, !answer.isPartial, !answer.isInvalid,
                !state[answer.slot].status.isUsable
            else { continue }
            let choice = decide(
                best: answer.probability, second: .zero, risk: slot.risk,
                policy: slot.confirmation, canClarify: false, canMention: !slot.isSecret)
            // A value that needs a question is kept as a proposal; `collect` asks it.
            set(answer.slot, answer.value, .proposed, answer.probability)
            if choice.action == .accept {
                believe(answer.slot, status: .accepted)
            } else if choice.action == .confirmImplicitly {
                believe(answer.slot, status: .accepted)
                say(slot.mention, act: .mentionValue(answer.slot, answer.value))
                state.mentioned.append(answer.slot)
            } else if choice.action == .rephrase || choice.action == .handoff {
                forgetValue(of: answer.slot)
            }
        }
    }

    /// Takes a correction of a value that stands.
    ///
    /// - Returns: Whether a value of one of the slots was corrected.
    mutating func correct(_ meaning: Interpretation, among slots: [SlotID]) -> Bool {
        guard
            let answer = meaning.answers.first(where: {
                slots.contains($0.slot) && !$0.isPartial && !$0.isInvalid
                    && $0.value != state[$0.slot].value
            })
        else { return false }
        let choice = decide(
            best: answer.probability, second: .zero, risk: model[answer.slot].risk,
            policy: model[answer.slot].confirmation, canClarify: false,
            canMention: !model[answer.slot].isSecret)
        guard choice.action != .rephrase, choice.action != .handoff else { return false }
        raiseScore(3)
        enter(.correct, topic: model[answer.slot].label)
        state[answer.slot].rejected = state[answer.slot].value
        // What needs a question is proposed; `collect` asks it when the flow comes by again.
        set(
            answer.slot, answer.value,
            choice.action == .confirmExplicitly ? .proposed : .corrected, answer.probability)
        makeProgress()
        goBack(to: answer.slot)
        state.question = nil
        return true
    }

    /// Runs the flow that asks for a slot again from that step, unless it has acted since; what lies
    /// upon it, such as a verification, is left and begun anew.
    private mutating func goBack(to slot: SlotID) {
        for depth in state.stack.indices.reversed() {
            let frame = state.stack[depth]
            guard !frame.hasActed else { return }
            let current = Int(frame.step.rawValue)
            for place in model[frame.flow].steps where place <= current {
                guard model.steps[place].action == .collect(slot) else { continue }
                leaveFrames(above: depth)
                state.stack[depth].step = StepID(UInt16(place))
                return
            }
        }
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
