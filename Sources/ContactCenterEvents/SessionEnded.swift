public import BinaryCoding
public import TwinPrimitives

/// A voice agent's session with a contact ended.
@frozen
public struct SessionEnded: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// How it ended.
    public var outcome: SessionOutcome
    /// Wrong actions taken in the session.
    public var wrongActions: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, outcome: SessionOutcome, wrongActions: UInt16) {
        self.contact = contact
        self.outcome = outcome
        self.wrongActions = wrongActions
    }
}

extension SessionEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .sessionEnded }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(outcome.rawValue)
        writer.put(varint: UInt64(wrongActions))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let outcome = reader.choice(reader.byte(), else: SessionOutcome.resolved)
        self.init(
            contact: contact, outcome: outcome, wrongActions: reader.varint(as: UInt16.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("outcome", .name(String(describing: outcome))),
            EventField("wrongActions", .unsigned(UInt64(wrongActions))),
        ]
    }
}

/// How a session with a voice agent ended.
@frozen
public enum SessionOutcome: UInt8, Sendable, CaseIterable {
    /// Ended by the voice agent, with every accepted turn right.
    case resolved = 0
    /// Ended by the voice agent after at least one wrong action: contained in appearance only.
    case falselyContained = 1
    /// Handed to human agents.
    case escalated = 2
    /// The caller hung up inside the session.
    case hungUp = 3
    /// Stopped by a guard of the dialogue: a budget was spent or nothing more could happen.
    ///
    /// The voice agent ended nothing and nobody took over: the contact is neither contained nor
    /// escalated.
    case stopped = 4
    /// Cut off by a fault.
    case cutOff = 5
}
