import CallerModel
import DialogueEngine
import TwinPrimitives

/// How a conversation ends, and what is left of it.
extension ConversationCourse {
    /// Tools that were called wrongly so far.
    public var wrongActions: UInt16 { deeds.wrongActions }

    mutating func finish() {
        line?.callEnds()
        caller.takesTurn(at: now)
        let wishes = caller.goal.intents.map(conversation.translation.flow(ofWish:))
        if let outcome {
            let isServed = outcome == .completed && deeds.hasServed(wishes)
            note(
                .sessionEnded(outcome, isServed: isServed, wrongActions: deeds.wrongActions))
        } else {
            note(.sessionStopped(wrongActions: deeds.wrongActions))
        }
        if keepsRecord { judgeConduct() }
    }

    /// Adds the defects that the record shows.
    private mutating func judgeConduct() {
        let budget = conversation.reducer.model.fallback.maximumTurns
        if budget > 0, Int(dialogue.turn) > budget { defects.append(.turnBudget) }
        for record in records {
            switch record.event {
            case .actionRefused(let tool, _, _): defects.append(.actionBelowLevel(tool))
            case .valueMissing(let slot): defects.append(.valueMissing(slot))
            default: break
            }
        }
        defects += caller.validate(spoken.map(\.segment)).map(ConversationDefect.caller)
    }

    /// All that happened so far.
    public var record: ConversationRecord {
        ConversationRecord(
            goal: caller.goal.name, persona: caller.persona.name, context: context,
            startedAt: start, endedAt: now, inputs: inputs, records: records, spoken: spoken,
            outcome: outcome ?? .unresolved, end: end ?? .stopped(.stalled),
            callerTurns: answers, engineTurns: Int(dialogue.turn),
            remainingPatience: caller.remainingPatience, departure: departure,
            utterances: closed, panel: panel,
            notices: notices,
            defects: defects)
    }
}
