public import BinaryCoding
public import TwinPrimitives

/// A caller met a queue and hung up at once, without waiting.
@frozen
public struct ContactBalked: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}

extension ContactBalked: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactBalked }

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
