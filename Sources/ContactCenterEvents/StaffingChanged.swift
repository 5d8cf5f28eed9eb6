public import BinaryCoding
public import TwinPrimitives

/// The number of agents that a group should have present changed.
@frozen
public struct StaffingChanged: Hashable, Sendable {
    /// The group.
    public var group: AgentGroupID
    /// Agents that should be present from now on.
    public var count: UInt32

    /// Records the fact.
    @inlinable
    public init(group: AgentGroupID, count: UInt32) {
        self.group = group
        self.count = count
    }
}

extension StaffingChanged: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .staffingChanged }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: UInt64(group.rawValue))
        writer.put(varint: UInt64(count))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let group = AgentGroupID(reader.varint(as: UInt16.self))
        self.init(group: group, count: reader.varint(as: UInt32.self))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("group", .unsigned(UInt64(group.rawValue))),
            EventField("count", .unsigned(UInt64(count))),
        ]
    }
}
