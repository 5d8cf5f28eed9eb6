public import TwinPrimitives

/// A human agent finished the work after a contact.
@frozen
public struct AfterContactWorkEnded: Hashable, Sendable {
    /// The agent.
    public var agent: AgentID

    /// Records the fact.
    @inlinable
    public init(agent: AgentID) {
        self.agent = agent
    }
}
