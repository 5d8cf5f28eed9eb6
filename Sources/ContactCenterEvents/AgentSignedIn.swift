public import TwinPrimitives

/// A human agent became present and idle.
@frozen
public struct AgentSignedIn: Hashable, Sendable {
    /// The agent.
    public var agent: AgentID
    /// The agent's group.
    public var group: AgentGroupID

    /// Records the fact.
    @inlinable
    public init(agent: AgentID, group: AgentGroupID) {
        self.agent = agent
        self.group = group
    }
}
