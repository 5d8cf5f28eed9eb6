public import BinaryCoding
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

extension ContactAnswered: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactAnswered }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: context.code(agent))
        context.answered(contact, by: agent)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let agent = context.agent(reader.varint(), &reader)
        context.answered(contact, by: agent)
        self.init(contact: contact, agent: agent)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("agent", .agent(agent)),
        ]
    }
}
