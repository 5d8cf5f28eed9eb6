/// Requests to the world: tools and verification.
extension Reduction {
    /// Calls the tool of the current step; without the verification it needs, never.
    mutating func callTool(_ id: ToolID) {
        let tool = model[id]
        guard state.level >= tool.level else {
            // The static checks refuse such models; a model made otherwise is stopped here.
            note(.actionRefused(id, level: state.level, needed: tool.level))
            return verify(tool.level)
        }
        guard let frame = state.stack.last, hasAll(tool.needs) else { return }
        if tool.changesWorld, let wish = wishFrame {
            guard !state.stack[wish].acted.contains(id) else {
                // It may have been done: never twice for one wish.
                enter(.toolError)
                return endFlow(.unresolved)
            }
            state.stack[wish].acted.append(id)
        }
        state.callCount += 1
        let call = CallID(state.callCount)
        let values = tool.needs.map(argument)
        state.waiting = WaitingCall(call: call, step: frame.step, tool: id, since: time)
        state.tried.append(.tool(id))
        note(.toolAsked(call, id, values))
        effects.append(.callTool(call, id, values))
        setTimer(.tool, after: timeout(of: tool))
        if model.timing.fillerSeconds > 0 { setTimer(.filler, after: model.timing.fillerSeconds) }
    }

    /// Place of the frame that serves the current wish, whatever flows it has called.
    var wishFrame: Int? {
        state.stack.lastIndex { $0.intent != nil } ?? state.stack.indices.first
    }

    private func timeout(of tool: Tool) -> Double {
        let limit = model.fallback.toolSeconds
        return limit > 0 ? min(limit, tool.timeoutSeconds) : tool.timeoutSeconds
    }

    /// Takes the answer of a tool.
    mutating func takeAnswer(_ call: CallID, _ values: [SlotValue]) {
        guard let waiting = state.waiting, waiting.call == call, let id = waiting.tool else {
            return
        }
        let tool = model[id]
        guard isSound(values, from: tool) else {
            // It answered, so it may have acted.
            return takeFailure(call, isTimeout: false, mayHaveActed: true)
        }
        stopWaiting()
        state.retries = 0
        note(.toolAnswered(call, id, values))
        for (slot, value) in zip(tool.gives, values) {
            set(slot, value, .confirmed, .one)
            state[slot].isFromTool = true
        }
        if tool.changesWorld {
            for place in state.stack.indices { state.stack[place].hasActed = true }
        }
        makeProgress()
        if state.stack.last?.step == waiting.step { advance() }
        run()
        closeTurn()
    }

    /// Whether an answer has a value of the right kind for each slot that the tool gives.
    private func isSound(_ values: [SlotValue], from tool: Tool) -> Bool {
        values.count == tool.gives.count
            && zip(tool.gives, values).allSatisfy { model[$0].grammar.holds($1) }
    }

    private mutating func stopWaiting() {
        state.waiting = nil
        cancelTimer(.tool)
        cancelTimer(.filler)
    }

    /// A tool failed or took too long.
    mutating func takeFailure(_ call: CallID, isTimeout: Bool, mayHaveActed: Bool = false) {
        guard let waiting = state.waiting, waiting.call == call, let id = waiting.tool else {
            return
        }
        stopWaiting()
        note(.toolFailed(call, id, isTimeout: isTimeout))
        if !isTimeout, !mayHaveActed {
            // A plain refusal: nothing was done.
            if let wish = wishFrame { state.stack[wish].acted.removeAll { $0 == id } }
        }
        state.failures.tools += 1
        enter(.toolError)
        if !checkTriggers(), case .tool(_, let onFailure) = model[waiting.step].action {
            // What may have been done already is never repeated: the checks allow no retries there.
            if state.retries < model[id].retries, !model[id].changesWorld {
                state.retries += 1
            } else if let onFailure {
                state.retries = 0
                jump(to: onFailure)
            } else {
                state.retries = 0
                endFlow(.unresolved)
            }
            run()
        }
        closeTurn()
    }

    // MARK: Verification

    /// Makes sure that the caller is verified to a level: by the first factor that proves it and has
    /// not failed yet.
    mutating func verify(_ level: UInt8) {
        if state.level >= level { return advance() }
        let failed = state.factors.filter { !$0.passed }.map(\.factor)
        let candidates = model.factors.indices.filter { model.factors[$0].level >= level }
        guard
            let factor = candidates.first(where: { !failed.contains($0) })
                ?? candidates.first(where: { factor in
                    failed.count(where: { $0 == factor }) < model.fallback.verificationFailures
                })
        else {
            return fallBack(
                .verification, value: Double(state.failures.verifications),
                limit: Double(model.fallback.verificationFailures))
        }
        for slot in model.factors[factor].slots { state[slot].asked = 0 }
        push(model.factors[factor].flow, intent: nil)
    }

    /// Asks the world whether what the caller gave proves who they are.
    mutating func check(_ factor: Int) {
        guard let frame = state.stack.last, hasAll(model.factors[factor].slots) else { return }
        state.callCount += 1
        let call = CallID(state.callCount)
        state.waiting = WaitingCall(call: call, step: frame.step, tool: nil, since: time)
        let values = model.factors[factor].slots.map(argument)
        effects.append(.verify(call, factor: factor, values))
        let limit = model.fallback.toolSeconds
        setTimer(.tool, after: limit > 0 ? limit : Self.verificationSeconds)
    }

    /// Time that a verification may take where the model sets no limit, in seconds; assumed.
    static let verificationSeconds = 10.0

    /// Remembers by which values a factor was passed.
    private mutating func keepProof(of factor: Int) {
        for slot in model.factors[factor].slots {
            state.proofs.removeAll { $0.slot == slot }
            guard let value = state[slot].usable else { continue }
            state.proofs.append(Proof(slot: slot, value: value))
        }
    }

    /// Takes the verification back that was reached by another value of a slot: whoever passed as one
    /// customer and then names another is verified anew.
    mutating func loseLevel(ifProvenBy slot: SlotID, isNow value: SlotValue) {
        guard state.proofs.contains(where: { $0.slot == slot && $0.value != value }) else { return }
        state.proofs = []
        state.level = state.context.level
        for place in model.factors.indices where model.factors[place].slots.contains(slot) {
            let passed = state.factors.contains { $0.factor == place && $0.passed }
            state.factors.removeAll { $0.factor == place && $0.passed }
            guard passed else { continue }
            note(.verified(level: model.factors[place].level, factor: place, passed: false))
            // What else proved the other customer proves nothing of this one.
            for other in model.factors[place].slots where other != slot { state[other] = .none }
        }
    }

    /// The world did not answer in time.
    mutating func missAnswer() {
        guard let waiting = state.waiting else { return }
        if waiting.tool == nil {
            takeVerification(waiting.call, passed: false)
        } else {
            takeFailure(waiting.call, isTimeout: true)
        }
    }

    /// Takes the answer to a verification.
    mutating func takeVerification(_ call: CallID, passed: Bool) {
        guard let waiting = state.waiting, waiting.call == call, waiting.tool == nil,
            case .check(let factor) = model[waiting.step].action
        else { return }
        stopWaiting()
        let level = model.factors[factor].level
        note(.verified(level: level, factor: factor, passed: passed))
        state.factors.append(HandoffPackage.FactorReport(factor: factor, passed: passed))
        if passed {
            state.level = max(state.level, level)
            keepProof(of: factor)
            makeProgress()
            advance()
        } else {
            state.failures.verifications += 1
            for slot in model.factors[factor].slots { state[slot] = .none }
            // The frame of the factor is left; the step that needs the level chooses anew.
            if let frame = state.stack.popLast() { note(.flow(frame.flow, .unresolved)) }
            if !checkTriggers() { enter(.verificationFailure) }
        }
        run()
        closeTurn()
    }
}
