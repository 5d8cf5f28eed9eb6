public import BinaryCoding
public import TwinPrimitives

/// A dialogue turned to a flow that the caller wished for: it began, or went on.
///
/// Recorded of pools whose turns or tools pass through stations, so that latencies can be told by flow.
@frozen
public struct FlowEntered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the flow in the description of the run, over all pools.
    public var flow: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, flow: UInt16) {
        self.contact = contact
        self.flow = flow
    }
}

extension FlowEntered: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .flowEntered }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(flow))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        self.init(contact: contact, flow: reader.varint(as: UInt16.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("flow", .unsigned(UInt64(flow))),
        ]
    }
}
