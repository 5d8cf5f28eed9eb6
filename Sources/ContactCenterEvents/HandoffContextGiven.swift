public import BinaryCoding
public import TwinPrimitives

/// What the person who takes a contact over is told, held against what they need; beside
/// `HandoffPackaged`.
@frozen
public struct HandoffContextGiven: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Values that the caller's wish needs and that the package has right.
    public var known: UInt8
    /// Values that it needs and that must be asked for, or asked again.
    public var missing: UInt8
    /// Whether the caller is verified as far as the wish needs.
    public var verified: Bool
    /// Turns of the session that were not understood as they were meant.
    public var misunderstood: UInt16

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, known: UInt8, missing: UInt8, verified: Bool, misunderstood: UInt16
    ) {
        self.contact = contact
        self.known = known
        self.missing = missing
        self.verified = verified
        self.misunderstood = misunderstood
    }
}

extension HandoffContextGiven: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .handoffContextGiven }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(known)
        writer.put(missing)
        writer.put(verified ? 1 : 0)
        writer.put(varint: UInt64(misunderstood))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let known = reader.byte()
        let missing = reader.byte()
        let verified = reader.byte() & 1 == 1
        let misunderstood = reader.varint(as: UInt16.self)
        self.init(
            contact: contact, known: known, missing: missing, verified: verified,
            misunderstood: misunderstood)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("known", .unsigned(UInt64(known))),
            EventField("missing", .unsigned(UInt64(missing))),
            EventField("verified", .truth(verified)),
            EventField("misunderstood", .unsigned(UInt64(misunderstood))),
        ]
    }
}
