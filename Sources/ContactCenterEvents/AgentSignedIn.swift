public import BinaryCoding
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

extension AgentSignedIn: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .agentSignedIn }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(agent))
        writer.put(varint: UInt64(group.rawValue))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let agent = context.agent(reader.varint(), &reader)
        self.init(agent: agent, group: AgentGroupID(reader.varint(as: UInt16.self)))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("agent", .agent(agent)),
            EventField("group", .unsigned(UInt64(group.rawValue))),
        ]
    }
}
