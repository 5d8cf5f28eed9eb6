/// What tools and checks are told, and how it is got when it was lost.
extension Reduction {
    /// What is told of a slot: what is believed of it, or why nothing is.
    func argument(_ slot: SlotID) -> SlotValue {
        state[slot].usable ?? (model[slot].isOptional ? .leftOut : .ofLine)
    }

    /// Whether everything that the current step tells is there.
    ///
    /// When a value is missing, as after it was forgotten, the step is not done: where the value is
    /// asked for is run first, or, when nothing in play asks for it, the flow is left unresolved.
    mutating func hasAll(_ slots: [SlotID]) -> Bool {
        guard let missing = slots.first(where: isMissing) else { return true }
        if !collectAgain(missing) {
            note(.valueMissing(missing))
            enter(.internalError)
            endFlow(.unresolved)
        }
        return false
    }

    /// Whether a value that should be told is not there: it was forgotten, or never given, and is
    /// neither optional nor known to the line.
    private func isMissing(_ slot: SlotID) -> Bool {
        let belief = state[slot]
        if belief.usable != nil { return false }
        if belief.wasForgotten, !belief.isSkipped { return true }
        return !model[slot].isOptional && !comesWithLine(slot)
    }

    /// Whether the line told who calls, and so a value that would prove it; what the caller says
    /// to a security check counts instead of it.
    private func comesWithLine(_ slot: SlotID) -> Bool {
        let proofs = model.factors.indices.filter { model.factors[$0].slots.contains(slot) }
        return proofs.contains { model.factors[$0].level <= state.context.level }
            && !state.factors.contains { proofs.contains($0.factor) }
    }

    /// Leads to where a slot is asked for: an earlier step of the flow, a flow called for the wish,
    /// the security check that asked for it, or a flow below this one.
    ///
    /// - Returns: Whether there is such a place.
    private mutating func collectAgain(_ slot: SlotID) -> Bool {
        guard let wish = wishFrame, let current = state.stack.indices.last else { return false }
        if let place = lastStep(of: state.stack[current], .collect(slot)) {
            jump(to: place)
            return true
        }
        let frames = state.stack[wish...].reversed()
        let called = frames.compactMap { asking(for: slot, calledFrom: $0) }
        if let flow = called.first ?? proof(by: slot) {
            push(flow, intent: nil)
            return true
        }
        for depth in (wish..<current).reversed() where !state.stack[depth].hasActed {
            guard let place = lastStep(of: state.stack[depth], .collect(slot)) else { continue }
            leaveFrames(above: depth)
            jump(to: place)
            return true
        }
        return false
    }

    /// The last step of an action that a frame has passed.
    private func lastStep(of frame: Frame, _ action: StepAction) -> StepID? {
        model[frame.flow].steps.last { place in
            place < Int(frame.step.rawValue) && model.steps[place].action == action
        }.map { StepID(UInt16($0)) }
    }

    /// The flow, among those that a frame has called, that asks for a slot itself.
    private func asking(for slot: SlotID, calledFrom frame: Frame) -> FlowID? {
        var called: [FlowID] = []
        var open = calls(model[frame.flow].steps.prefix { $0 < Int(frame.step.rawValue) })
        while let flow = open.popLast() {
            if called.contains(flow) { continue }
            called.append(flow)
            let steps = model[flow].steps
            if steps.contains(where: { model.steps[$0].action == .collect(slot) }) { return flow }
            open += calls(steps)
        }
        return nil
    }

    private func calls(_ steps: Range<Int>) -> [FlowID] {
        steps.compactMap { place in
            if case .call(let flow) = model.steps[place].action { flow } else { nil }
        }
    }

    /// The security check that asks for a slot: the one passed last, else the first.
    ///
    /// What it proves is proved anew, since the caller may say another value now.
    private func proof(by slot: SlotID) -> FlowID? {
        let asking = model.factors.indices.filter { model.factors[$0].slots.contains(slot) }
        let passed = state.factors.last { $0.passed && asking.contains($0.factor) }?.factor
        return (passed ?? asking.first).map { model.factors[$0].flow }
    }
}
