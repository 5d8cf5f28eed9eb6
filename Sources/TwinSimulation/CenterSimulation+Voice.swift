import ContactCenter
import ContactCenterEvents
import ResponseStations
import SimulationKernel
import TwinPrimitives
import VoiceAgents

extension CenterSimulation {
    /// Starts a session, or passes the contact on: when all sessions are in use, and where the pool
    /// takes this caller not, or nobody now.
    mutating func offerToVoiceAgent(_ contact: ContactID, pool: VoicePoolID) {
        let overflow: VoiceOverflow
        if voicePools.isGuarded[Int(pool.rawValue)], let elsewhere = passedBy(contact, pool) {
            overflow = elsewhere
        } else if voice.inUse(pool) < voice.settings(pool).sessions {
            return beginSession(contact, pool: pool)
        } else {
            record(.sessionRefused(SessionRefused(contact: contact, pool: pool)))
            overflow = voicePools.whenFull[Int(pool.rawValue)]
        }
        switch overflow {
        case .human: seekHuman(contact, center.queues.identity(contact))
        case .lost: refuse(contact)
        // Pools pass contacts on in no circle: scenarios are checked for it.
        case .pool(let next): offerToVoiceAgent(contact, pool: next)
        }
    }

    private mutating func beginSession(_ contact: ContactID, pool: VoicePoolID) {
        recordVoice(.sessionStarted(SessionStarted(contact: contact, pool: pool)))
        if let tier = conversations.tiers[Int(pool.rawValue)]?.at(now) {
            beginConversation(contact, tier)
        } else if played.arePlayed[Int(pool.rawValue)] {
            beginPlayed(contact, pool: pool)
        } else {
            beginTurn(contact, turn: 0, pool: pool)
        }
    }

    /// Something happens in a session.
    ///
    /// Notices of turns that stations answer may be void, and know it by their instant; all others
    /// are dropped with their session or are the only thing that ends it.
    mutating func continueSession(index: UInt32) {
        guard let id = voice.sessions.liveID(index: index) else { return }
        let pool = Int(voice.sessions[id].pool.rawValue)
        if conversations.areConversations[pool] {
            continueConversation(ContactID(id))
        } else if played.arePlayed[pool] {
            continuePlayed(ContactID(id))
        } else if turns.isUsed, turns.network.hasGraph(pool) {
            continueTurn(id)
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
        if controls.isDisturbed[Int(pool.rawValue)] { disturbSurrogate(pool) }
        if turns.isUsed, turns.network.hasGraph(Int(pool.rawValue)),
            let dialogue = voicePools.surrogates[Int(pool.rawValue)]
        {
            return beginSpeech(contact, turn: turn, with: dialogue)
        }
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
        if controls.isDisturbed[Int(session.pool.rawValue)] { disturbSurrogate(session.pool) }
        let place = voicePools.surrogates + Int(session.pool.rawValue)
        guard let dialogue = place.pointee else { return }
        let course = session.course
        if course.hangsUp {
            endSession(contact, session, .hungUp)
            return
        }
        finishTurn(contact, session, dialogue, latency: course.latency)
    }

    /// The caller hears the answer, and the voice agent decides.
    ///
    /// - Parameters:
    ///   - contact: The contact.
    ///   - session: Its session before the answer.
    ///   - dialogue: The dialogue.
    ///   - latency: End of the caller's speech to first audio.
    ///   - isLost: Whether the work on the utterance failed: then nothing was understood.
    mutating func finishTurn(
        _ contact: ContactID, _ session: SessionEntry, _ dialogue: SurrogateDialogue,
        latency: SimulationDuration, isLost: Bool = false
    ) {
        let id = contact.rawValue
        let key = dialogueKey(id)
        var heard = dialogue.understanding(streams, key, contact: contact, turn: session.turn)
        if isLost { (heard.right, heard.accepted, heard.score) = (false, false, 0) }
        recordVoice(.utteranceUnderstood(heard))
        if controls.takeovers.isUsed { listenIn(contact, isRight: heard.right) }
        record(
            .promptStarted(
                PromptStarted(contact: contact, turn: session.turn, latency: latency)))
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
        if controls.takeovers.isUsed { controls.takeovers.forget(contact.rawValue) }
        recordVoice(
            .sessionEnded(
                SessionEnded(
                    contact: contact, outcome: outcome, wrongActions: session.wrongActions)))
        if outcome == .falselyContained || outcome == .hungUp || outcome == .stopped {
            considerReturn(entry, .afterUnresolved, hungUp: outcome == .hungUp)
        } else if outcome == .cutOff {
            considerReturn(entry, .afterUnresolved, cutOff: true)
        }
    }
}
