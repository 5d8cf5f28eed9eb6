public import BinaryCoding
public import TwinPrimitives

/// A human agent's conversation with a contact ended.
@frozen
public struct ContactEnded: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The agent, or `AgentID.unknown`.
    public var agent: AgentID
    /// False if the source of a recorded log has no service time for it.
    ///
    /// The instant then carries no information.
    public var durationRecorded: Bool

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, agent: AgentID, durationRecorded: Bool) {
        self.contact = contact
        self.agent = agent
        self.durationRecorded = durationRecorded
    }
}

extension ContactEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactEnded }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        let expected = context.contactLastAnswered(by: agent) == contact
        let flags: UInt64 = (durationRecorded ? 0 : 1) | (expected ? 0 : 2)
        writer.put(varint: context.code(agent) << 2 | flags)
        if !expected { writer.put(varint: context.code(contact)) }
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let code = reader.varint()
        let agent = context.agent(code >> 2, &reader)
        let contact =
            code & 2 == 0
            ? context.contactLastAnswered(by: agent) : context.contact(reader.varint(), &reader)
        self.init(contact: contact, agent: agent, durationRecorded: code & 1 == 0)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("agent", .agent(agent)),
            EventField("durationRecorded", .truth(durationRecorded)),
        ]
    }
}
