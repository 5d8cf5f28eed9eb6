public import BinaryCoding
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

extension AfterContactWorkEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .afterContactWorkEnded }

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
        self.init(agent: context.agent(reader.varint(), &reader))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("agent", .agent(agent))
        ]
    }
}
