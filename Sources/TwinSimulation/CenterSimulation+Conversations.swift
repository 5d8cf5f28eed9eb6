import ContactCenter
import ContactCenterEvents
import DialogueEngine
import SimulationKernel
import TwinPrimitives
import VoiceAgents

/// Sessions that are conversations with the dialogue engine.
extension CenterSimulation {
    mutating func beginConversation(_ contact: ContactID, _ tier: ConversationTier) {
        guard mayScheduleMore() else { return }
        let pool = voice.sessions[contact.rawValue].pool
        follow(
            conversations.begin(
                contact.rawValue, tier, dialogueKey(contact.rawValue), at: now,
                thresholds: movedThresholds(pool), disturbance: conversationDisturbance(pool)),
            of: contact)
    }

    mutating func continueConversation(_ contact: ContactID) {
        guard conversations.isDue(contact.rawValue, at: now), mayScheduleMore() else { return }
        if controls.hasFaults {
            conversations.disturb(
                contact.rawValue,
                by: conversationDisturbance(voice.sessions[contact.rawValue].pool))
        }
        follow(conversations.advance(contact.rawValue, to: now), of: contact)
    }

    /// The work of stations for a conversation is done: it goes on.
    mutating func deliver(_ work: StationTurns.HeldWork, of contact: ContactID, isLost: Bool) {
        let id = contact.rawValue
        switch work {
        case .utterance(let number):
            conversations.deliver(id, number, isLost: isLost, at: now)
        case .request(let number):
            conversations.deliver(id, request: number, isLost: isLost, at: now)
        }
        planNext(contact)
    }

    /// Records what is told of a conversation, and schedules what comes next in it.
    mutating func follow(_ notes: [TimedNote], of contact: ContactID) {
        for timed in notes { tell(timed.note, of: contact) }
        planNext(contact)
        settleStations()
    }

    /// Schedules the next instant of a conversation, unless that is scheduled already.
    private mutating func planNext(_ contact: ContactID) {
        guard let next = conversations.nextInstant(contact.rawValue) else {
            release(contact)
            return conversations.remove(contact.rawValue)
        }
        guard conversations.expect(contact.rawValue, at: next), next != .distantFuture else {
            return
        }
        schedule(.sessionContinues, contact.rawValue, after: next - now)
    }

    /// Records what a session tells the center.
    mutating func tell(_ note: SessionNote, of contact: ContactID) {
        switch note {
        case .turnJudged(let turn, let isRight, let isAccepted, let score):
            recordVoice(
                .utteranceUnderstood(
                    UtteranceUnderstood(
                        contact: contact, turn: turn, right: isRight, accepted: isAccepted,
                        score: score)))
            if controls.takeovers.isUsed { listenIn(contact, isRight: isRight) }
        case .answered(let latency):
            let turn = voice.sessions[contact.rawValue].turn
            record(
                .promptStarted(
                    PromptStarted(
                        contact: contact, turn: turn &- (turn > 0 ? 1 : 0), latency: latency)))
        case .fellBack(let trigger):
            record(.fallbackTriggered(FallbackTriggered(contact: contact, trigger: trigger)))
        case .handedOff(let handoff):
            record(.handoffPackaged(HandoffPackaged(contact: contact, turns: handoff.turns)))
            record(
                .handoffContextGiven(
                    HandoffContextGiven(
                        contact: contact, known: handoff.known, missing: handoff.missing,
                        verified: handoff.isVerified, misunderstood: handoff.misunderstood)))
        case .repairEntered(let pattern):
            record(.repairEntered(RepairEntered(contact: contact, pattern: pattern)))
        case .verified(let level, let passed):
            record(
                .callerVerified(CallerVerified(contact: contact, level: level, passed: passed)))
        case .toolCalled(let tool, let isWrong):
            record(.toolCalled(ToolCalled(contact: contact, tool: tool, wrong: isWrong)))
        case .ended(let outcome, let isServed, let wrongActions):
            endConversation(
                contact, outcome, isServed: isServed, wrongActions: wrongActions)
        case .stopped(let wrongActions):
            var session = voice.sessions[contact.rawValue]
            session.wrongActions = wrongActions
            endSession(contact, session, .stopped)
        case .flowEntered(let flow):
            let pool = Int(voice.sessions[contact.rawValue].pool.rawValue)
            guard let first = turns.firstFlow[pool] else { return }
            record(
                .flowEntered(
                    FlowEntered(contact: contact, flow: UInt16(clamping: first + Int(flow)))))
        case .utteranceClosed(let utterance): holdUtterance(utterance, of: contact)
        case .requestHeld(let request, let matter): holdRequest(request, matter, of: contact)
        }
    }

    private mutating func endConversation(
        _ contact: ContactID, _ outcome: DialogueOutcome, isServed: Bool, wrongActions: UInt16
    ) {
        var session = voice.sessions[contact.rawValue]
        session.wrongActions = wrongActions
        endSession(
            contact, session,
            SessionOutcome(outcome, isServed: isServed, wrongActions: wrongActions))
        if outcome == .handedOff { seekHuman(contact, center.queues.identity(contact)) }
    }
}
