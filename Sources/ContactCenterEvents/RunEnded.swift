public import BinaryCoding

/// A run ended; always the last event of a complete log.
@frozen
public struct RunEnded: Hashable, Sendable {
    /// Number of contacts that arrived.
    public var contacts: UInt32

    /// Records the fact.
    @inlinable
    public init(contacts: UInt32) {
        self.contacts = contacts
    }
}

extension RunEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .runEnded }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: UInt64(contacts))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        self.init(contacts: reader.varint(as: UInt32.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contacts", .unsigned(UInt64(contacts)))
        ]
    }
}
