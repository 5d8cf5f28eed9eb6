import ContactCenterEvents
import TwinPrimitives
import VoiceAgents

/// Sessions whose course is known when they begin.
extension CenterSimulation {
    mutating func beginPlayed(_ contact: ContactID, pool: VoicePoolID) {
        guard mayScheduleMore() else { return }
        played.begin(
            contact.rawValue, pool: pool, of: dialogueKey(contact.rawValue), at: now)
        tellPlayed(contact)
    }

    mutating func continuePlayed(_ contact: ContactID) {
        guard mayScheduleMore() else { return }
        tellPlayed(contact)
    }

    /// Records what is due of a session, and schedules what comes next in it.
    private mutating func tellPlayed(_ contact: ContactID) {
        let (notes, untilNext) = played.takeDue(contact.rawValue, at: now)
        for timed in notes { tell(timed.note, of: contact) }
        if let untilNext { schedule(.sessionContinues, contact.rawValue, after: untilNext) }
    }
}
