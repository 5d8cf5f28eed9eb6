public import BinaryCoding
public import TwinPrimitives

/// A voice agent checked who the caller is.
@frozen
public struct CallerVerified: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Verification level reached.
    public var level: UInt8
    /// Whether the check was passed.
    public var passed: Bool

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, level: UInt8, passed: Bool
    ) {
        self.contact = contact
        self.level = level
        self.passed = passed
    }
}

extension CallerVerified: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .callerVerified }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(level)
        writer.put(passed ? 1 : 0)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let level = reader.byte()
        let passed = reader.byte() & 1 == 1
        self.init(
            contact: contact, level: level, passed: passed)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("level", .unsigned(UInt64(level))),
            EventField("passed", .truth(passed)),
        ]
    }
}
