import ContactCenter
import ContactCenterEvents
import ResponseStations
import SimulationKernel
import TwinPrimitives
import VoiceAgents

/// Turns whose answers come from stations.
extension CenterSimulation {
    // MARK: The network

    /// Something is due in the network of stations.
    mutating func stationsAct() {
        guard now == turns.dueAt else { return }
        turns.dueAt = .distantFuture
        turns.network.advance(to: now)
        followStations()
    }

    /// Records what the network tells, and keeps one notice at its next instant.
    private mutating func followStations() {
        var told = turns.network.takeNotices()
        while !told.isEmpty {
            for notice in told {
                switch notice {
                case .served(let fact): record(.stageServed(fact))
                case .answered(let answer): take(answer)
                }
            }
            told = turns.network.takeNotices()
        }
        let next = turns.network.nextInstant
        guard next < turns.dueAt else { return }
        turns.dueAt = next
        notices.schedule(NoticeKind.stationsAct.rawValue, 0, at: next)
    }

    private mutating func take(_ answer: TurnAnswer) {
        let contact = answer.contact.rawValue
        if case .waiting(answer.handle) = turns.surrogates[contact]?.phase {
            answerTurn(answer.contact, hasFailed: answer.hasFailed)
        } else if let place = turns.held[contact]?.firstIndex(where: { $0.handle == answer.handle })
        {
            turns.held[contact]?.remove(at: place)
            deliver(answer.number, of: answer.contact, isLost: answer.hasFailed)
        }
    }

    private mutating func beginStages(
        _ contact: ContactID, pool: VoicePoolID, number: UInt16
    ) -> TurnHandle? {
        guard mayScheduleMore() else { return nil }
        guard turns.network.hasRoom else {
            stop(.tooManyRequests(limit: StationNetwork.mostRequests))
            return nil
        }
        let key = dialogueKey(contact.rawValue)
        return turns.network.begin(
            TurnKey(contact: contact, caller: key.caller, attempt: key.attempt, number: number),
            pool: pool, at: now)
    }

    // MARK: Turns at surrogate fidelity

    /// A prompt begins, and after it the caller speaks.
    mutating func beginSpeech(
        _ contact: ContactID, turn: UInt16, with dialogue: SurrogateDialogue
    ) {
        let key = dialogueKey(contact.rawValue)
        let length = SimulationDuration(
            seconds: dialogue.speechSeconds(streams, key, turn: turn))
        let inUse = voice.inUse(voice.sessions[contact.rawValue].pool)
        turns.surrogates[contact.rawValue] = StationTurns.SurrogateTurn(
            leaves: dialogue.hangsUpAnyway(streams, key, turn: turn, inUse: inUse),
            dueAt: now + length)
        schedule(.sessionContinues, contact.rawValue, after: length)
    }

    /// The notice of a session whose turns come from stations is due.
    mutating func continueTurn(_ id: UInt32) {
        guard let turn = turns.surrogates[id], turn.dueAt == now else { return }
        let contact = ContactID(id)
        switch turn.phase {
        case .speaking: endSpeech(contact)
        case .waiting(let handle):
            turns.surrogates[id] = nil
            endSession(contact, voice.sessions[id], .hungUp)
            turns.network.cancel(handle, at: now)
            followStations()
        case .answering: soundAnswer(contact)
        }
    }

    /// The caller has spoken: the stages of the answer begin, and so does the silence.
    private mutating func endSpeech(_ contact: ContactID) {
        let id = contact.rawValue
        let session = voice.sessions[id]
        let pool = Int(session.pool.rawValue)
        guard let dialogue = voicePools.surrogates[pool],
            let handle = beginStages(contact, pool: session.pool, number: session.turn)
        else { return }
        var silence = dialogue.silenceSeconds(
            streams, dialogueKey(id), turn: session.turn)
        if let masked = turns.fillers[pool] {
            silence = masked.filler.hangup(masked.patience, silence: silence)
        }
        let bears = SimulationDuration(seconds: silence)
        turns.surrogates[id]?.phase = .waiting(handle)
        turns.surrogates[id]?.dueAt = now + bears
        turns.surrogates[id]?.spokeUntil = now
        schedule(.sessionContinues, id, after: bears)
        followStations()
    }

    /// The answer is ready; it sounds at once, or after the filler that sounds just now.
    private mutating func answerTurn(_ contact: ContactID, hasFailed: Bool) {
        let id = contact.rawValue
        guard var turn = turns.surrogates[id] else { return }
        turn.hasFailed = hasFailed
        let pool = Int(voice.sessions[id].pool.rawValue)
        if let filler = turns.fillers[pool]?.filler,
            let end = filler.end(at: (now - turn.spokeUntil).seconds)
        {
            turn.phase = .answering
            turn.dueAt = max(now, turn.spokeUntil + SimulationDuration(seconds: end))
            turns.surrogates[id] = turn
            return schedule(.sessionContinues, id, after: turn.dueAt - now)
        }
        turns.surrogates[id] = turn
        soundAnswer(contact)
    }

    /// The answer begins to sound, unless the caller leaves for another reason at that moment.
    private mutating func soundAnswer(_ contact: ContactID) {
        let id = contact.rawValue
        let session = voice.sessions[id]
        if controls.isDisturbed[Int(session.pool.rawValue)] { disturbSurrogate(session.pool) }
        guard let turn = turns.surrogates.removeValue(forKey: id),
            let dialogue = voicePools.surrogates[Int(session.pool.rawValue)]
        else { return }
        if turn.leaves { return endSession(contact, session, .hungUp) }
        finishTurn(
            contact, session, dialogue, latency: now - turn.spokeUntil, isLost: turn.hasFailed)
    }

    // MARK: Turns of conversations

    /// An utterance is over: the stages of its turn begin.
    mutating func hold(_ utterance: UInt16, of contact: ContactID) {
        let pool = voice.sessions[contact.rawValue].pool
        guard let handle = beginStages(contact, pool: pool, number: utterance) else { return }
        turns.held[contact.rawValue, default: []].append(
            .init(utterance: utterance, handle: handle))
    }

    /// What was said to the network while a conversation went on has its consequences.
    mutating func settleStations() {
        if turns.isUsed { followStations() }
    }

    /// A session ends from outside, whatever its tier: nobody waits for the work on its turn.
    mutating func abandonTurn(_ contact: ContactID) {
        played.remove(contact.rawValue)
        guard turns.isUsed else { return }
        release(contact)
        guard let turn = turns.surrogates.removeValue(forKey: contact.rawValue) else { return }
        if case .waiting(let handle) = turn.phase { turns.network.cancel(handle, at: now) }
    }

    /// A conversation is over: nobody waits for the work on its utterances.
    mutating func release(_ contact: ContactID) {
        guard let held = turns.held.removeValue(forKey: contact.rawValue) else { return }
        for turn in held { turns.network.cancel(turn.handle, at: now) }
    }
}
