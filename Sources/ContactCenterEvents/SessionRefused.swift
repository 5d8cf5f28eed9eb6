public import BinaryCoding
public import TwinPrimitives

/// All sessions of a voice-agent pool were in use; the contact goes on to human agents.
@frozen
public struct SessionRefused: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The pool of voice agents.
    public var pool: VoicePoolID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, pool: VoicePoolID) {
        self.contact = contact
        self.pool = pool
    }
}

extension SessionRefused: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .sessionRefused }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(pool.rawValue))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        self.init(contact: contact, pool: VoicePoolID(reader.varint(as: UInt16.self)))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("pool", .unsigned(UInt64(pool.rawValue))),
        ]
    }
}
