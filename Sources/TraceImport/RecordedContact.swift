public import TwinPrimitives

/// One contact of a recorded trace, in the form that every importer produces.
///
/// Times are local civil time as nanoseconds since 1 January 1970 while a file is read, and since
/// the first midnight of the trace in an `ImportedTrace`.
public struct RecordedContact: Equatable, Sendable {
    /// How a contact ended.
    @frozen
    public enum Ending: UInt8, Sendable, CaseIterable {
        /// The caller hung up in the menu.
        case hungUpInMenu
        /// The caller left the queue unserved.
        case abandoned
        /// A human agent answered.
        case answered
    }

    /// When the contact reached the center.
    public var arrival: SimulationTime
    /// Time in the menu; nil if the source records no menu.
    public var menu: SimulationDuration?
    /// When the contact joined the queue; nil if it did not wait in one.
    public var queueStart: SimulationTime?
    /// When the contact left the queue, or, if it did not wait, the menu.
    public var waitEnd: SimulationTime
    /// Duration of the service; nil if the contact was not served or the source records none.
    public var service: SimulationDuration?
    /// How the contact ended.
    public var ending: Ending
    /// Type of the contact.
    public var contactType: ContactTypeID
    /// Priority class of the source.
    public var priority: Int8
    /// Customer number of the source; 0 if not identified.
    public var customer: UInt32
    /// The human agent, or `AgentID.unknown`.
    public var agent: AgentID

    /// Moves the origin of time.
    mutating func subtract(_ origin: SimulationDuration) {
        let back = SimulationDuration(nanoseconds: -origin.nanoseconds)
        arrival = arrival + back
        queueStart = queueStart.map { $0 + back }
        waitEnd = waitEnd + back
    }
}
