/// A contact after its first leg: passed on by an agent, or waiting to be called back.
struct LaterContact {
    /// Where it is.
    enum Stage {
        /// On its way to the next queue or agent.
        case between
        /// In the queue of a contact type.
        case waiting
        /// Out of the center, waiting to be called back.
        case callback
        /// In conversation.
        case service
    }

    var stage: Stage
    /// Nanoseconds at which it came there.
    var since: Int64
    /// Contact type in whose queue it stands.
    var queue: Int
    /// Group of the agent it talks with.
    var group: UInt16 = 0
    /// Conversation time so far, in nanoseconds.
    var talk: Int64 = 0
}

/// A leg of a conversation that its agent has passed on.
struct EndedLeg {
    /// Nanoseconds at which it began.
    let since: Int64
    /// Group of its agent.
    let group: UInt16
    /// Contact type in whose queue the contact stood before it.
    let queue: Int
}

/// What a fold remembers of few contacts and agents; looked up by number only, so that the order of
/// a dictionary reaches nothing.
@usableFromInline
struct LaterLegs {
    /// Contacts after their first leg, by number.
    var contacts: [UInt32: LaterContact] = [:]
    /// Agents who stay with a caller until the next one answers: since when, and of which group.
    var keepers: [UInt32: EndedLeg] = [:]
    /// Since when contacts are on hold, by number.
    var holds: [UInt32: Int64] = [:]
    /// Agents on a break, by number.
    var onBreak: Set<UInt32> = []

    @usableFromInline
    init() {}
}
