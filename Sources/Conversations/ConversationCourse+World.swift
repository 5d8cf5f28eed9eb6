import CallerModel
import DialogueEngine
import TwinPrimitives

/// What the voice agent asks of the world outside.
extension ConversationCourse {
    /// Whether a tool is called for a wish that the caller does not have, or with a value that is not
    /// the caller's.
    func isWrong(_ tool: ToolID, _ values: [SlotValue]) -> Bool {
        let model = conversation.reducer.model
        let intent = dialogue.stack.last { $0.intent != nil }?.intent
        if model[tool].changesWorld, let intent,
            !caller.goal.intents.contains(model[intent].name)
        {
            return true
        }
        return zip(model[tool].needs, values).contains { slot, value in
            guard let fact = caller.goal.fact(model[slot].name),
                let wanted = conversation.translation.value(fact.value, of: slot)
            else { return false }
            // Whom the line identified is the caller.
            return wanted != value && value != .ofLine
        }
    }

    /// Whether a tool is told a value of each slot, or why there is none.
    func areUsable(_ values: [SlotValue], by tool: ToolID) -> Bool {
        let model = conversation.reducer.model
        return zip(model[tool].needs, values).allSatisfy { slot, value in
            model[slot].grammar.holds(value) && value != .leftOut
                || value == .leftOut && model[slot].isOptional
                || value == .ofLine && context.level > 0
        }
    }

    mutating func ask(
        _ matter: WorldRequest.Matter, _ values: [SlotValue], _ call: CallID
    ) {
        let request = WorldRequest(
            matter: matter, values: values, goal: caller.goal, caller: context.caller,
            attempt: context.attempt, ordinal: asked.count { $0 == matter })
        let number = UInt16(clamping: asked.count)
        asked.append(matter)
        var reply = conversation.world.answer(request, streams: conversation.reducer.streams)
        if case .tool(let tool) = matter, isBroken(tool, request.ordinal) {
            reply.content = .failure
        }
        if conversation.options.outside.answers(matter) {
            return hold(
                HeldRequest(number: number, matter: matter, call: call, reply: reply.content))
        }
        let delay = max(0, reply.delaySeconds) * (disturbance?.latencyFactor ?? 1)
        agenda.add(
            reply.content.input(to: call, about: matter),
            at: now + SimulationDuration(seconds: delay))
    }

    /// Whether a fault makes a request of a tool fail.
    private func isBroken(_ tool: ToolID, _ ordinal: Int) -> Bool {
        guard let chance = disturbance?.failure(of: tool), chance > 0 else { return false }
        let streams = conversation.reducer.streams
        return streams.uniform(
            .faultTool, context.caller, attempt: context.attempt, turn: tool.rawValue,
            draw: UInt32(truncatingIfNeeded: ordinal)) < chance
    }
}

extension WorldReply.Content {
    /// What the engine hears of an answer; one that does not fit the question counts as a failure, of a
    /// verification as not passed.
    func input(to call: CallID, about matter: WorldRequest.Matter) -> DialogueInput {
        switch (matter, self) {
        case (.verification, .verdict(let passed)): .verificationAnswered(call, passed: passed)
        case (.verification, _): .verificationAnswered(call, passed: false)
        case (.tool, .values(let values)): .toolAnswered(call, values)
        case (.tool, _): .toolFailed(call)
        }
    }
}
