public import BinaryCoding
public import TwinPrimitives

/// A voice agent called a tool: it looked something up or acted.
@frozen
public struct ToolCalled: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the tool in the dialogue model.
    public var tool: UInt16
    /// Whether the caller does not have the wish, or a value is not theirs.
    public var wrong: Bool

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, tool: UInt16, wrong: Bool
    ) {
        self.contact = contact
        self.tool = tool
        self.wrong = wrong
    }
}

extension ToolCalled: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .toolCalled }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(tool))
        writer.put(wrong ? 1 : 0)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let tool = reader.varint(as: UInt16.self)
        let wrong = reader.byte() & 1 == 1
        self.init(
            contact: contact, tool: tool, wrong: wrong)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("tool", .unsigned(UInt64(tool))),
            EventField("wrong", .truth(wrong)),
        ]
    }
}
