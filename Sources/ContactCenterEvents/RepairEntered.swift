public import BinaryCoding
public import TwinPrimitives

/// A voice agent entered a repair pattern: it asks again, explains, or changes course.
@frozen
public struct RepairEntered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the pattern in the list of the dialogue engine (docs/dialogue-language.md).
    public var pattern: UInt8

    /// Number of the pattern that is entered when a tool fails.
    @inlinable public static var toolError: UInt8 { 16 }
    /// Patterns of every sound call, which repair nothing, one bit each by their numbers: greeting,
    /// completed, goodbye, follow-up, noted.
    @inlinable public static var ordinary: UInt64 {
        1 << 0 | 1 << 22 | 1 << 23 | 1 << 26 | 1 << 28
    }

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, pattern: UInt8
    ) {
        self.contact = contact
        self.pattern = pattern
    }
}

extension RepairEntered: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .repairEntered }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(pattern)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let pattern = reader.byte()
        self.init(
            contact: contact, pattern: pattern)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("pattern", .unsigned(UInt64(pattern))),
        ]
    }
}
