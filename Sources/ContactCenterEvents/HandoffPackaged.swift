public import BinaryCoding
public import TwinPrimitives

/// A voice agent handed a contact to human agents.
@frozen
public struct HandoffPackaged: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Turns taken in the session.
    public var turns: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turns: UInt16) {
        self.contact = contact
        self.turns = turns
    }
}

extension HandoffPackaged: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .handoffPackaged }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(turns))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        self.init(contact: contact, turns: reader.varint(as: UInt16.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("turns", .unsigned(UInt64(turns))),
        ]
    }
}
