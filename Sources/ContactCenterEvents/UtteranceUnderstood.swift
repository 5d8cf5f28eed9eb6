public import BinaryCoding
public import TwinPrimitives

/// A voice agent interpreted one utterance of the caller.
@frozen
public struct UtteranceUnderstood: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the caller's turn in the session, from 0.
    public var turn: UInt16
    /// Whether the interpretation is what the caller meant.
    public var right: Bool
    /// Whether the score met the acceptance threshold; a wrong one accepted is a wrong action.
    public var accepted: Bool
    /// Confidence in 1/1024, from 0 to 1024.
    public var score: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turn: UInt16, right: Bool, accepted: Bool, score: UInt16) {
        self.contact = contact
        self.turn = turn
        self.right = right
        self.accepted = accepted
        self.score = score
    }
}

extension UtteranceUnderstood: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .utteranceUnderstood }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(turn))
        let flags: UInt64 = (right ? 2 : 0) | (accepted ? 1 : 0)
        writer.put(varint: UInt64(score) << 2 | flags)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let turn = reader.varint(as: UInt16.self)
        let code = reader.varint()
        self.init(
            contact: contact, turn: turn, right: code & 2 == 2, accepted: code & 1 == 1,
            score: reader.narrow(code >> 2, to: UInt16.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("turn", .unsigned(UInt64(turn))),
            EventField("right", .truth(right)),
            EventField("accepted", .truth(accepted)),
            EventField("score", .unsigned(UInt64(score))),
        ]
    }
}
