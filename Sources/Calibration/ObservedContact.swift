public import TwinPrimitives

/// What a log says of one contact.
public struct ObservedContact: Equatable, Sendable {
    /// How a contact left the center.
    @frozen
    public enum Ending: UInt8, Sendable, CaseIterable {
        /// Still inside at the end of the log.
        case open
        /// Hung up in the menu.
        case hungUpInMenu
        /// Found no line.
        case blocked
        /// Ended by a voice agent.
        case contained
        /// Met a queue and hung up at once.
        case balked
        /// Left the queue.
        case abandoned
        /// Answered by a human agent.
        case served
    }

    /// When it arrived.
    public var arrival: SimulationTime
    /// Its type.
    public var contactType: ContactTypeID
    /// Priority class of the log.
    public var priority: Int8
    /// Who calls; ordinal 0 means "not identified" in recorded logs.
    public var caller: CallerKey
    /// Time in the menu in seconds; nil without menu.
    public var menuSeconds: Double?
    /// When it sought a human agent; nil if it never did.
    public var seek: SimulationTime?
    /// Whether it joined the queue, for however long.
    public var queued = false
    /// When it was answered or gave up; nil if neither happened.
    public var waitEnd: SimulationTime?
    /// The human agent who answered.
    public var agent = AgentID.unknown
    /// When the conversation ended; nil if it did not, or the source has no duration.
    public var serviceEnd: SimulationTime?
    /// How it left.
    public var ending = Ending.open

    /// Stores an arrival.
    init(
        arrival: SimulationTime, contactType: ContactTypeID, priority: Int8, caller: CallerKey
    ) {
        self.arrival = arrival
        self.contactType = contactType
        self.priority = priority
        self.caller = caller
    }

    /// Seconds in the queue, 0 for those answered at once; nil if it never sought a human or is
    /// still waiting.
    public var waitSeconds: Double? {
        guard let seek, let waitEnd else { return nil }
        return (waitEnd - seek).seconds
    }

    /// Seconds of conversation; nil if not served or not recorded.
    public var serviceSeconds: Double? {
        guard ending == .served, let waitEnd, let serviceEnd else { return nil }
        return (serviceEnd - waitEnd).seconds
    }

    /// Whether the contact waited, and what ended the wait; nil if it never sought a human or its
    /// end is not in the log.
    public var soughtHuman: Bool { seek != nil }
}
