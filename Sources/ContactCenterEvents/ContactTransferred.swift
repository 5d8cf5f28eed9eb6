public import BinaryCoding
public import TwinPrimitives

/// An agent passed a contact on to the queue of another contact type.
@frozen
public struct ContactTransferred: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The agent who had it.
    public var agent: AgentID
    /// The contact type in whose queue it goes on.
    public var contactType: ContactTypeID
    /// Whether the agent stays with the caller until the next one answers.
    public var agentStays: Bool

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, agent: AgentID, contactType: ContactTypeID, agentStays: Bool) {
        self.contact = contact
        self.agent = agent
        self.contactType = contactType
        self.agentStays = agentStays
    }
}

extension ContactTransferred: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactTransferred }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: context.code(agent))
        writer.put(varint: UInt64(contactType.rawValue) << 1 | (agentStays ? 1 : 0))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let agent = context.agent(reader.varint(), &reader)
        let code = reader.varint()
        let contactType = ContactTypeID(reader.narrow(code >> 1, to: UInt16.self))
        let agentStays = code & 1 == 1
        self.init(contact: contact, agent: agent, contactType: contactType, agentStays: agentStays)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("agent", .agent(agent)),
            EventField("contactType", .unsigned(UInt64(contactType.rawValue))),
            EventField("agentStays", .truth(agentStays)),
        ]
    }
}
