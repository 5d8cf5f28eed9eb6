public import BinaryCoding

/// A run began; always the first event of a log.
@frozen
public struct RunStarted: Hashable, Sendable {
    /// Seed of the random streams; 0 for a recorded log.
    public var seed: UInt64
    /// Number of the replication, from 0.
    public var replication: UInt32
    /// Version of the simulator's behaviour; 0 for a recorded log.
    public var behaviourVersion: UInt32

    /// Records the fact.
    @inlinable
    public init(seed: UInt64, replication: UInt32, behaviourVersion: UInt32) {
        self.seed = seed
        self.replication = replication
        self.behaviourVersion = behaviourVersion
    }
}

extension RunStarted: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .runStarted }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: seed)
        writer.put(varint: UInt64(replication))
        writer.put(varint: UInt64(behaviourVersion))
        writer.put(varint: UInt64(context.attachment.offset))
        writer.put(varint: UInt64(context.attachment.length))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let seed = reader.varint()
        let replication = reader.varint(as: UInt32.self)
        let behaviourVersion = reader.varint(as: UInt32.self)
        context.attachment.offset = reader.varint(as: UInt32.self)
        context.attachment.length = reader.varint(as: UInt32.self)
        self.init(seed: seed, replication: replication, behaviourVersion: behaviourVersion)
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("seed", .unsigned(seed)),
            EventField("replication", .unsigned(UInt64(replication))),
            EventField("behaviourVersion", .unsigned(UInt64(behaviourVersion))),
        ]
    }
}
