public import BinaryCoding
public import TwinPrimitives

/// A caller decided to call again later.
@frozen
public struct RedialScheduled: Hashable, Sendable {
    /// The contact that did not help.
    public var contact: ContactID
    /// Why the caller will call again.
    public var cause: ArrivalCause
    /// Time until the next attempt arrives.
    public var delay: SimulationDuration

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, cause: ArrivalCause, delay: SimulationDuration) {
        self.contact = contact
        self.cause = cause
        self.delay = delay
    }
}

extension RedialScheduled: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .redialScheduled }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(cause.rawValue)
        writer.put(zigzag: delay.nanoseconds)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let cause = reader.choice(reader.byte(), else: ArrivalCause.first)
        let delay = SimulationDuration(nanoseconds: reader.zigzag())
        self.init(contact: contact, cause: cause, delay: delay)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("cause", .name(String(describing: cause))),
            EventField("delay", .nanoseconds(delay.nanoseconds)),
        ]
    }
}
