public import BinaryCoding
public import TwinPrimitives

/// The dialer called a customer.
@frozen
public struct NumberDialled: Hashable, Sendable {
    /// The contact type whose list the number is from.
    public var contactType: ContactTypeID
    /// Whether a customer answered; the contact then arrives at the same instant.
    public var reached: Bool

    /// Records the fact.
    @inlinable
    public init(contactType: ContactTypeID, reached: Bool) {
        self.contactType = contactType
        self.reached = reached
    }
}

extension NumberDialled: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .numberDialled }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: UInt64(contactType.rawValue) << 1 | (reached ? 1 : 0))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let code = reader.varint()
        let contactType = ContactTypeID(reader.narrow(code >> 1, to: UInt16.self))
        let reached = code & 1 == 1
        self.init(contactType: contactType, reached: reached)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contactType", .unsigned(UInt64(contactType.rawValue))),
            EventField("reached", .truth(reached)),
        ]
    }
}
