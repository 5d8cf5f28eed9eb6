public import BinaryCoding
public import TwinPrimitives

/// A fault of a pool of voice agents was mended; where it recovers slowly, it fades from now on.
@frozen
public struct FaultEnded: Hashable, Sendable {
    /// Number of the fault in the scenario, from 0.
    public var fault: UInt16
    /// How often it had begun before in the run.
    public var occurrence: UInt32
    /// The pool.
    public var pool: VoicePoolID

    /// Records the fact.
    @inlinable
    public init(fault: UInt16, occurrence: UInt32, pool: VoicePoolID) {
        self.fault = fault
        self.occurrence = occurrence
        self.pool = pool
    }
}

extension FaultEnded: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .faultEnded }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: UInt64(fault))
        writer.put(varint: UInt64(occurrence))
        writer.put(varint: UInt64(pool.rawValue))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let fault = reader.varint(as: UInt16.self)
        let occurrence = reader.varint(as: UInt32.self)
        self.init(
            fault: fault, occurrence: occurrence,
            pool: VoicePoolID(reader.varint(as: UInt16.self)))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("fault", .unsigned(UInt64(fault))),
            EventField("occurrence", .unsigned(UInt64(occurrence))),
            EventField("pool", .unsigned(UInt64(pool.rawValue))),
        ]
    }
}
