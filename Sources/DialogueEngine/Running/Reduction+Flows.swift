/// The program of steps: entered, left, interrupted, resumed.
extension Reduction {
    /// Steps that may run on one input: more mean a loop that the checks of the model missed.
    static let stepLimit = 256
    /// Flows that may lie upon one another.
    static let stackLimit = 12

    /// Runs steps until an answer from the caller or the world is needed.
    mutating func run() {
        var left = Self.stepLimit
        while state.phase == .active, state.question == nil, state.waiting == nil {
            guard left > 0 else {
                enter(.internalError)
                return fallBack(
                    .loopGuard, value: Double(Self.stepLimit), limit: Double(Self.stepLimit))
            }
            left -= 1
            guard let frame = state.stack.last else {
                nextWish()
                continue
            }
            // Nothing of a flow runs below its level, however it was reached.
            if model[frame.flow].level > state.level {
                verify(model[frame.flow].level)
                continue
            }
            record(.stepEntered(frame.step))
            execute(model[frame.step])
        }
    }

    private mutating func execute(_ step: Step) {
        switch step.action {
        case .say(let prompt):
            say(prompt, act: .inform)
            advance()
        case .collect(let slot): collect(slot)
        case .verify(let level): verify(level)
        case .confirm(let prompt, _): readBack(prompt)
        case .tool(let tool, _): callTool(tool)
        case .branch(let arms):
            if let arm = arms.first(where: { holds($0.condition) }) {
                jump(to: arm.target)
            } else {
                advance()
            }
        case .set(let slot, let value):
            set(slot, value, .confirmed, .one)
            state[slot].isFromTool = true
            advance()
        case .clear(let slots):
            for slot in slots { state[slot] = .none }
            advance()
        case .call(let flow): push(flow, intent: nil)
        case .goTo(let target): jump(to: target)
        case .check(let factor): check(factor)
        case .end(let ending): endFlow(ending)
        }
    }

    private mutating func collect(_ slot: SlotID) {
        let belief = state[slot]
        if belief.status.isUsable || belief.isSkipped { return advance() }
        if belief.status == .proposed, let value = belief.value {
            state.question = .confirmValue(slot)
            beginQuestion()
            say(model[slot].confirm, act: .confirmValue(slot, value))
            return
        }
        ask(slot)
    }

    private mutating func readBack(_ prompt: PromptID) {
        guard let frame = state.stack.last else { return }
        state.question = .confirmAction(frame.step)
        beginQuestion()
        say(prompt, act: .confirmAction(correctable))
    }

    private func holds(_ condition: StepCondition) -> Bool {
        switch condition {
        case .known(let slot, let isKnown): (state[slot].usable != nil) == isKnown
        case .equals(let slot, let value): state[slot].usable == value
        case .above(let slot, let bound):
            state[slot].usable?.magnitude.map { $0 > bound } ?? false
        case .aboveSlot(let slot, let other):
            if let left = state[slot].usable?.magnitude,
                let right = state[other].usable?.magnitude
            {
                left > right
            } else {
                false
            }
        case .verified(let level): state.level >= level
        }
    }

    // MARK: The stack

    /// Goes to the next step of the current flow; after the last one the flow is completed.
    mutating func advance() {
        guard let frame = state.stack.last else { return }
        let next = Int(frame.step.rawValue) + 1
        if next < model[frame.flow].steps.upperBound {
            state.stack[state.stack.count - 1].step = StepID(UInt16(next))
        } else {
            endFlow(.completed)
        }
    }

    /// Goes to a step of the current flow.
    mutating func jump(to step: StepID) { state.stack[state.stack.count - 1].step = step }

    /// Begins a flow on top of the current one.
    mutating func push(_ flow: FlowID, intent: IntentCandidate?) {
        guard state.stack.count < Self.stackLimit else {
            enter(.internalError)
            return fallBack(
                .loopGuard, value: Double(state.stack.count), limit: Double(Self.stackLimit))
        }
        state.stack.append(
            Frame(
                flow: flow, step: model[flow].first, intent: intent?.intent,
                probability: intent?.probability ?? .zero, hasActed: false))
        note(.flow(flow, .started))
        if intent != nil { state.lastServed = nil }
        for slot in model[flow].collects {
            state[slot].asked = 0
            state[slot].isSkipped = false
        }
    }

    /// Ends the current flow.
    mutating func endFlow(_ ending: FlowEnding) {
        guard let frame = state.stack.last else { return }
        switch ending {
        case .handoff(let reason):
            state.handoffReason = reason
            return handOff(trigger: nil)
        case .hangUp:
            state.stack.removeLast()
            note(.flow(frame.flow, .completed))
            state.served += frame.intent == nil ? 0 : 1
            return close(
                state.unserved == 0 && !hasOpenWish ? .completed : .unresolved, pattern: .goodbye,
                act: .goodbye)
        case .completed, .unresolved: break
        }
        state.stack.removeLast()
        let isDone = ending == .completed
        note(.flow(frame.flow, isDone ? .completed : .unresolved))
        makeProgress()
        guard frame.intent != nil else {
            // A flow called by a flow: its caller goes on, or ends unresolved too.
            guard let caller = state.stack.last else { return }
            if !isDone { return endFlow(.unresolved) }
            if model[caller.step].action == .call(frame.flow) { advance() }
            return
        }
        if isDone {
            state.served += 1
            keepServed(frame)
        } else {
            state.unserved += 1
        }
        forgetSlots(of: frame.flow)
        resumeBelow()
    }

    /// Forgets the values that do not outlive their flow.
    mutating func forgetSlots(of flow: FlowID) {
        for slot in model[flow].collects
        where !(model.memory.carriesOver && model[slot].isKept)
            && !state.stack.contains(where: { model[$0.flow].collects.contains(slot) })
        {
            state[slot] = .none
        }
    }

    /// Goes on with an interrupted flow.
    mutating func resumeBelow() {
        guard let frame = state.stack.last else { return }
        note(.flow(frame.flow, .resumed))
        enter(.resume, topic: model[frame.flow].label)
        state.question = nil
    }

    /// Begins a wish that waited: at once, or after a question when it is not sure enough.
    private mutating func begin(_ wish: IntentCandidate, _ flow: FlowID) {
        let choice = decide(
            best: wish.probability, second: .zero, risk: model[flow].risk, policy: .byCost,
            canClarify: false)
        if choice.action == .accept || choice.action == .confirmImplicitly {
            say(
                model.mentionIntent, act: .mentionIntent(wish.intent),
                topic: model[wish.intent].label)
            push(flow, intent: wish)
            takeHeld()
        } else {
            askWhetherMeant(wish)
        }
    }

    /// Serves the next wish that waits, or asks for one.
    private mutating func nextWish() {
        if !state.pending.isEmpty {
            let wish = state.pending.removeFirst()
            if case .flow(let flow) = model[wish.intent].effect { begin(wish, flow) }
            return
        }
        // Whoever is asked anew may say again what was in doubt.
        state.candidate = nil
        if state.served + state.unserved > 0, !model.patterns[.completed].isEmpty {
            state.question = .anythingElse
            beginQuestion()
            enter(.completed, act: .anythingElse)
        } else {
            askWish()
        }
    }
}
