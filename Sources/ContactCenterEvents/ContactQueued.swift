public import BinaryCoding
public import TwinPrimitives

/// A contact joined the queue for a human agent.
@frozen
public struct ContactQueued: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}

extension ContactQueued: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactQueued }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        self.init(contact: context.contact(reader.varint(), &reader))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact))
        ]
    }
}
