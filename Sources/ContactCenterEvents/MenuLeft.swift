public import BinaryCoding
public import TwinPrimitives

/// A contact left the menu.
@frozen
public struct MenuLeft: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// True if the caller hung up inside the menu; false if the contact goes on to service.
    public var hungUp: Bool

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, hungUp: Bool) {
        self.contact = contact
        self.hungUp = hungUp
    }
}

extension MenuLeft: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .menuLeft }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact) << 1 | (hungUp ? 1 : 0))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let code = reader.varint()
        self.init(contact: context.contact(code >> 1, &reader), hungUp: code & 1 == 1)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("hungUp", .truth(hungUp)),
        ]
    }
}
