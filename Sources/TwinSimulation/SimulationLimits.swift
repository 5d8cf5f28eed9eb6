/// How much one replication may hold; a run that needs more ends with a `SimulationError`.
///
/// The limits are those of a notice's index (24 bits) and sequence number (36 bits) and of a contact's
/// number (32 bits). Tests set lower ones.
public struct SimulationLimits: Equatable, Sendable {
    /// Agents at once.
    public var agents: Int
    /// Numbers from the oldest contact inside to the newest.
    ///
    /// Every contact takes the next number and a place in the table of live contacts, where a number
    /// lies at its lowest bits. While this many numbers or fewer are in use, no two live contacts
    /// share their lowest 24 bits, and a notice's index names one contact. Sessions bear the numbers
    /// of live contacts, so their table has room too.
    public var contactSpan: Int
    /// Callers who wait to call again.
    public var callersInOrbit: Int
    /// Contacts in all; the number `UInt32.max` marks a free place.
    public var contacts: UInt32
    /// Notices in all, seen before a turn of a dialogue and at times on arrival.
    ///
    /// Half of what sequence numbers allow: a contact has no more than five notices beside its turns,
    /// so the other half outlasts all who can be inside and arrive until the next look.
    public var notices: UInt64

    /// Arrivals after which the limits are looked at again even where there is room for certain.
    static let contactsBetweenLooks = 1 << 20

    /// The limits of the simulator.
    ///
    /// - Parameters:
    ///   - agents: At most 2^24.
    ///   - contactSpan: A power of two from 1 024 to 2^24.
    ///   - callersInOrbit: At most 2^24.
    ///   - contacts: Any number.
    ///   - notices: At most 2^35.
    public init(
        agents: Int = 1 << 24, contactSpan: Int = 1 << 24, callersInOrbit: Int = 1 << 24,
        contacts: UInt32 = .max, notices: UInt64 = 1 << 35
    ) {
        self.agents = agents
        self.contactSpan = contactSpan
        self.callersInOrbit = callersInOrbit
        self.contacts = contacts
        self.notices = notices
    }
}
