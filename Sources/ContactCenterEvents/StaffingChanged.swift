public import TwinPrimitives

/// The number of agents that a group should have present changed.
@frozen
public struct StaffingChanged: Hashable, Sendable {
    /// The group.
    public var group: AgentGroupID
    /// Agents that should be present from now on.
    public var count: UInt32

    /// Records the fact.
    @inlinable
    public init(group: AgentGroupID, count: UInt32) {
        self.group = group
        self.count = count
    }
}
