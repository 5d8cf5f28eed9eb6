import ContactCenterEvents
import Conversations
import TwinPrimitives
import VoiceAgents

/// Sessions that were held before and are played from a deck.
extension CenterSimulation {
    mutating func beginPlayed(_ contact: ContactID, _ deck: SessionDeck) {
        guard mayScheduleMore() else { return }
        let session = deck.session(of: dialogueKey(contact.rawValue), streams: streams)
        played.begin(contact.rawValue, session, at: now)
        tellPlayed(contact)
    }

    mutating func continuePlayed(_ contact: ContactID) {
        guard mayScheduleMore() else { return }
        tellPlayed(contact)
    }

    /// Records what is due of a session, and schedules what comes next in it.
    private mutating func tellPlayed(_ contact: ContactID) {
        for timed in played.takeDue(contact.rawValue, at: now) { tell(timed.notice, of: contact) }
        guard let next = played.untilNext(contact.rawValue, at: now) else {
            return played.remove(contact.rawValue)
        }
        schedule(.sessionContinues, contact.rawValue, after: next)
    }
}
