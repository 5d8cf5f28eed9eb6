import ContactCenter
import ContactCenterEvents
import SimulationKernel
import TwinPrimitives
import VoiceAgents

extension CenterSimulation {
    /// Starts a session, or passes the contact on when all sessions are in use.
    mutating func offerToVoiceAgent(_ contact: ContactID, pool: VoicePoolID) {
        let number = Int(pool.rawValue)
        guard voice.inUse(pool) < voicePools.sessions[number] else {
            record(.sessionRefused(SessionRefused(contact: contact, pool: pool)))
            if voicePools.losesWhenFull[number] {
                refuse(contact)
            } else {
                seekHuman(contact, center.queues.identity(contact))
            }
            return
        }
        recordVoice(.sessionStarted(SessionStarted(contact: contact, pool: pool)))
        if let tier = conversations.tiers[number] {
            beginConversation(contact, tier)
        } else if let deck = played.decks[number] {
            beginPlayed(contact, deck)
        } else {
            beginTurn(contact, turn: 0, pool: pool)
        }
    }

    /// Something happens in a session, which ends by nothing else, so the notice is its own.
    mutating func continueSession(index: UInt32) {
        guard let id = voice.sessions.liveID(index: index) else { return }
        let pool = Int(voice.sessions[id].pool.rawValue)
        if conversations.areConversations[pool] {
            continueConversation(ContactID(id))
        } else if played.arePlayed[pool] {
            continuePlayed(ContactID(id))
        } else {
            endTurn(id)
        }
    }

    func dialogueKey(_ contact: UInt32) -> DialogueKey {
        DialogueKey(
            caller: center.queues.contacts[contact].caller,
            attempt: center.queues.contacts[contact].attempt)
    }

    private mutating func beginTurn(_ contact: ContactID, turn: UInt16, pool: VoicePoolID) {
        guard mayScheduleMore() else { return }
        guard
            let course = voicePools.surrogates[Int(pool.rawValue)]?.course(
                streams, dialogueKey(contact.rawValue), turn: turn, inUse: voice.inUse(pool))
        else { return }
        voice.sessions[contact.rawValue].course = course
        schedule(.sessionContinues, contact.rawValue, after: course.length)
    }

    /// A turn ends: the caller hangs up, or hears the answer, and the voice agent decides.
    private mutating func endTurn(_ id: UInt32) {
        let contact = ContactID(id)
        let session = voice.sessions[id]
        let place = voicePools.surrogates + Int(session.pool.rawValue)
        guard let dialogue = place.pointee else { return }
        let key = dialogueKey(id)
        let course = session.course
        if course.hangsUp {
            endSession(contact, session, .hungUp)
            return
        }
        recordVoice(
            .utteranceUnderstood(
                dialogue.understanding(streams, key, contact: contact, turn: session.turn)))
        record(
            .promptStarted(
                PromptStarted(contact: contact, turn: session.turn, latency: course.latency)))
        let after = voice.sessions[id]
        switch dialogue.decide(streams, key, after: after) {
        case .askNext: beginTurn(contact, turn: after.turn, pool: session.pool)
        case .complete:
            endSession(contact, after, after.wrongActions > 0 ? .falselyContained : .resolved)
        case .fallBack(let trigger):
            record(.fallbackTriggered(FallbackTriggered(contact: contact, trigger: trigger)))
            record(.handoffPackaged(HandoffPackaged(contact: contact, turns: after.turn)))
            endSession(contact, after, .escalated)
            seekHuman(contact, center.queues.identity(contact))
        }
    }

    mutating func endSession(
        _ contact: ContactID, _ session: SessionEntry, _ outcome: SessionOutcome
    ) {
        let entry = center.queues.contacts[contact.rawValue]
        recordVoice(
            .sessionEnded(
                SessionEnded(
                    contact: contact, outcome: outcome, wrongActions: session.wrongActions)))
        if outcome == .falselyContained || outcome == .hungUp {
            considerReturn(entry, .afterUnresolved, hungUp: outcome == .hungUp)
        }
    }
}
