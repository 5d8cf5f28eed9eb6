import Conversations
import TwinPrimitives
import VoiceAgents

/// The sessions in progress that are played from a deck, by contact.
struct PlayedSessions {
    /// A session with how far it is played.
    private struct Playing {
        var session: RecordedSession
        var start: SimulationTime
        var next = 0
    }

    /// Where new ones are taken from, by pool; nil for pools of another tier.
    let decks: [SessionDeck?]
    /// Whether the sessions of a pool are played.
    let arePlayed: [Bool]
    private var playing: [UInt32: Playing] = [:]

    init(_ pools: [VoicePoolConfiguration]) {
        decks = pools.map { pool in
            guard case .deck(let deck) = pool.tier else { return nil }
            return deck
        }
        arePlayed = decks.map { $0 != nil }
    }

    /// Begins to play a session.
    mutating func begin(_ contact: UInt32, _ session: RecordedSession, at time: SimulationTime) {
        playing[contact] = Playing(session: session, start: time)
    }

    /// What is to be told up to an instant, in order.
    mutating func takeDue(_ contact: UInt32, at time: SimulationTime) -> ArraySlice<TimedNotice> {
        guard var entry = playing[contact] else { return [] }
        let passed = time.nanoseconds - entry.start.nanoseconds
        let begin = entry.next
        let notices = entry.session.notices
        while entry.next < notices.count, notices[entry.next].time.nanoseconds <= passed {
            entry.next += 1
        }
        playing[contact] = entry
        return notices[begin..<entry.next]
    }

    /// From an instant to what comes next in a session; nil once all is told.
    func untilNext(_ contact: UInt32, at time: SimulationTime) -> SimulationDuration? {
        guard let entry = playing[contact], entry.next < entry.session.notices.count else {
            return nil
        }
        let due = entry.start.nanoseconds + entry.session.notices[entry.next].time.nanoseconds
        return SimulationDuration(nanoseconds: due - time.nanoseconds)
    }

    /// Forgets a session that is over.
    mutating func remove(_ contact: UInt32) { playing[contact] = nil }
}
