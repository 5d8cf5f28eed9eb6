import TwinPrimitives
import VoiceAgents

/// The sessions in progress whose course is known, by contact: those played from a deck, and
/// conversations that nothing around them reaches, which are held to their end when they begin.
///
/// Held at once, a conversation stays in the processor's caches, and what is left of it until its end
/// is a list of notes.
struct PlayedSessions {
    /// Where sessions come from.
    private enum Source {
        case deck(SessionDeck)
        /// The conversations of a tier that draws from the replication's streams.
        case conversations(DailyTier)
    }

    /// A session with how far it is played.
    private struct Playing {
        let notes: [TimedNote]
        let start: SimulationTime
        var next = 0
    }

    /// Where new ones are taken from, by pool; nil for pools whose sessions are not played.
    private let sources: [Source?]
    /// Whether the sessions of a pool are played.
    let arePlayed: [Bool]
    private let streams: RandomStreams
    private var playing: [UInt32: Playing] = [:]

    init(
        _ pools: [VoicePoolConfiguration], _ plan: OperatingPlan, _ defects: DefectRates,
        streams: RandomStreams
    ) {
        sources = pools.enumerated().map { number, pool in
            switch pool.tier {
            case .deck(let deck): return .deck(deck)
            case .conversation(let tier):
                let isReached = pool.isReached(by: plan, VoicePoolID(UInt16(number)))
                let drawing = DailyTier(tier.drawing(from: streams), defects, pool: number)
                return isReached ? nil : .conversations(drawing)
            case .surrogate: return nil
            }
        }
        arePlayed = sources.map { $0 != nil }
        self.streams = streams
    }

    /// Begins to play a session of a pool whose sessions are played.
    mutating func begin(
        _ contact: UInt32, pool: VoicePoolID, of key: DialogueKey, at time: SimulationTime
    ) {
        let session: RecordedSession
        switch sources[Int(pool.rawValue)] {
        case .deck(let deck): session = deck.session(of: key, streams: streams)
        case .conversations(let tier): session = tier.at(time).session(of: key, at: time)
        case nil: preconditionFailure("the sessions of the pool are not played")
        }
        playing[contact] = Playing(notes: session.notes, start: time)
    }

    /// What is to be told up to an instant, in order, and how long it is to what comes next; nil once
    /// all is told: then the session is forgotten.
    mutating func takeDue(
        _ contact: UInt32, at time: SimulationTime
    ) -> (notes: ArraySlice<TimedNote>, untilNext: SimulationDuration?) {
        guard let place = playing.index(forKey: contact) else { return ([], nil) }
        let entry = playing.values[place]
        let passed = time.nanoseconds - entry.start.nanoseconds
        var next = entry.next
        while next < entry.notes.count, entry.notes[next].time.nanoseconds <= passed { next += 1 }
        let due = entry.notes[entry.next..<next]
        guard next < entry.notes.count else {
            playing.remove(at: place)
            return (due, nil)
        }
        playing.values[place].next = next
        let wait = entry.notes[next].time.nanoseconds - passed
        return (due, SimulationDuration(nanoseconds: wait))
    }

    /// Forgets a session that is over.
    mutating func remove(_ contact: UInt32) { playing[contact] = nil }
}
