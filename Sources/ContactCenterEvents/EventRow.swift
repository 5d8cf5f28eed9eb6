public import BinaryCoding
public import TwinPrimitives

/// One kind of event as a row of a log: its number, its version, and how its fields are coded.
///
/// A row is the head (kind and time, written by `EventRowEncoder`) and the fields. A field that a
/// replayer knows from the rows before is not written; `RowContext` is what it knows.
public protocol EventRow: Hashable, Sendable {
    /// Number of this kind in every log; never given to another kind.
    static var kind: EventKind { get }
    /// Version of the fields, from 1; raised with every change of `encode`.
    static var version: UInt8 { get }
    /// Writes the fields; at most 70 bytes, which the caller has reserved.
    func encode(to writer: inout RowWriter, _ context: inout RowContext)
    /// Reads the fields; what cannot be a value marks the reader as malformed.
    init(from reader: inout RowReader, _ context: inout RowContext)
    /// The fields by name, for listings.
    var fields: [EventField] { get }
}

/// A field of an event for listings.
public struct EventField: Hashable, Sendable {
    /// Name in the Swift type.
    public var name: String
    /// Content.
    public var value: EventFieldValue

    /// Names a value.
    public init(_ name: String, _ value: EventFieldValue) {
        self.name = name
        self.value = value
    }
}

/// Content of a field of an event.
public enum EventFieldValue: Hashable, Sendable {
    /// A number from 0.
    case unsigned(UInt64)
    /// A number that may be negative.
    case signed(Int64)
    /// A duration in nanoseconds.
    case nanoseconds(Int64)
    /// Yes or no.
    case truth(Bool)
    /// A case of a closed list.
    case name(String)
    /// A contact.
    case contact(ContactID)
    /// An agent, perhaps `AgentID.unknown`.
    case agent(AgentID)
}
