public import BinaryCoding
public import TwinPrimitives

/// A voice agent began to answer: the caller hears the first audio of the response.
@frozen
public struct PromptStarted: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the caller's turn that is answered, from 0.
    public var turn: UInt16
    /// Response latency: end of the caller's speech to first audio.
    public var latency: SimulationDuration

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turn: UInt16, latency: SimulationDuration) {
        self.contact = contact
        self.turn = turn
        self.latency = latency
    }
}

extension PromptStarted: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .promptStarted }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(turn))
        writer.put(zigzag: latency.nanoseconds)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let turn = reader.varint(as: UInt16.self)
        let latency = SimulationDuration(nanoseconds: reader.zigzag())
        self.init(contact: contact, turn: turn, latency: latency)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("turn", .unsigned(UInt64(turn))),
            EventField("latency", .nanoseconds(latency.nanoseconds)),
        ]
    }
}
