public import BinaryCoding
public import TwinPrimitives

/// A human agent came back from a break.
@frozen
public struct BreakEnded: Hashable, Sendable {
    /// The agent.
    public var agent: AgentID

    /// Records the fact.
    @inlinable
    public init(agent: AgentID) {
        self.agent = agent
    }
}

extension BreakEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .breakEnded }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(agent))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let agent = context.agent(reader.varint(), &reader)
        self.init(agent: agent)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("agent", .agent(agent))
        ]
    }
}
