public import TwinPrimitives

/// An agent who has become free and looks for a contact.
@frozen
public struct ContactRequest: Sendable {
    /// The agent, who counts as idle already if it has nothing in hand.
    public let agent: AgentID
    /// Its group.
    public let group: AgentGroupID
    /// The present instant, in nanoseconds.
    public let now: Int64
    /// How much of the agent is free, in parts of `AgentLoad.whole`.
    public let room: UInt16

    /// States a request.
    @inlinable
    public init(
        agent: AgentID, group: AgentGroupID, now: Int64, room: UInt16 = AgentLoad.whole
    ) {
        self.agent = agent
        self.group = group
        self.now = now
        self.room = room
    }
}

/// A contact at the head of a queue, and since when it counts as waiting.
@frozen
public struct WaitingContact: Equatable, Sendable {
    /// The contact.
    public let contact: ContactID
    /// Nanoseconds, head start included.
    public let since: Int64

    /// Names a contact.
    @inlinable
    public init(contact: ContactID, since: Int64) {
        self.contact = contact
        self.since = since
    }
}

/// Which waiting contact a freed agent gets: one strategy a file, listed in `RoutingPolicies`.
///
/// A strategy is a pure function of what it is shown. It chooses among the heads of queues that
/// `SkillTable.first(in:for:_:)` gives; when there is one it may not answer nil, or a contact would
/// wait beside an agent who could take it.
public protocol ContactSelection: Sendable {
    /// The word in the scenario language.
    static var keyword: String { get }
    /// One line for the documents.
    static var summary: String { get }
    /// What it looks at of what a scenario may say for the sake of routing.
    static var attributes: [RoutingAttribute] { get }
    /// Compiles what it needs of a configuration.
    init(_ configuration: CenterConfiguration)
    /// The contact for an agent, or nil when the agent can take none.
    func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID?
}

extension ContactSelection {
    /// Many strategies look at skills and times alone.
    public static var attributes: [RoutingAttribute] { [] }
}
