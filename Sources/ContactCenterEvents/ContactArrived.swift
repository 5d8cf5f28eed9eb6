public import BinaryCoding
public import TwinPrimitives

/// A contact arrived at the center (before any menu).
@frozen
public struct ContactArrived: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Its type.
    public var contactType: ContactTypeID
    /// Who calls.
    public var caller: CallerKey
    /// The caller's attempt: 0 for the first contact.
    public var attempt: UInt16
    /// Why the caller calls.
    public var cause: ArrivalCause
    /// Priority class of the source (recorded logs) or of the type; higher is served first.
    public var priority: Int8

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, contactType: ContactTypeID, caller: CallerKey,
        attempt: UInt16, cause: ArrivalCause, priority: Int8
    ) {
        self.contact = contact
        self.contactType = contactType
        self.caller = caller
        self.attempt = attempt
        self.cause = cause
        self.priority = priority
    }
}

extension ContactArrived: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .contactArrived }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 2 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        context.putArrival(self, to: &writer)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        self = context.takeArrival(from: &reader)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("contactType", .unsigned(UInt64(contactType.rawValue))),
            EventField("callerType", .unsigned(UInt64(caller.contactType.rawValue))),
            EventField("callerOrdinal", .unsigned(UInt64(caller.ordinal))),
            EventField("attempt", .unsigned(UInt64(attempt))),
            EventField("cause", .name(String(describing: cause))),
            EventField("priority", .signed(Int64(priority))),
        ]
    }
}

/// Why a contact arrives.
@frozen
public enum ArrivalCause: UInt8, Sendable, CaseIterable {
    /// First attempt of the caller.
    case first = 0
    /// The caller abandoned before and tries again.
    case afterAbandonment = 1
    /// A voice agent did not resolve (or wrongly resolved) the earlier contact.
    case afterUnresolved = 2
    /// The caller was refused before and tries again.
    case afterBlocking = 3
    /// The caller was served before and needs another contact.
    case afterService = 4
    /// The center called (outbound).
    case dialled = 5
}
