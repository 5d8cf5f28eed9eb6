public import TwinPrimitives

/// A human agent's conversation with a contact ended.
@frozen
public struct ContactEnded: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The agent, or `AgentID.unknown`.
    public var agent: AgentID
    /// False if the source of a recorded log has no service time for it: the instant then carries no information.
    public var durationRecorded: Bool

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, agent: AgentID, durationRecorded: Bool) {
        self.contact = contact
        self.agent = agent
        self.durationRecorded = durationRecorded
    }
}
