public import TwinPrimitives

/// A human agent left; never during a contact or its after-contact work.
@frozen
public struct AgentSignedOut: Hashable, Sendable {
    /// The agent.
    public var agent: AgentID

    /// Records the fact.
    @inlinable
    public init(agent: AgentID) {
        self.agent = agent
    }
}
