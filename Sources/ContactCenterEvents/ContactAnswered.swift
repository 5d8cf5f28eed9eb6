public import TwinPrimitives

/// A human agent answered a contact.
@frozen
public struct ContactAnswered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The agent, or `AgentID.unknown` in a recorded log that does not name one.
    public var agent: AgentID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, agent: AgentID) {
        self.contact = contact
        self.agent = agent
    }
}
