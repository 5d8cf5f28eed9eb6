public import BinaryCoding
public import TwinPrimitives

/// A supervisor, a plan or a rule changed how a pool of voice agents works from now on.
@frozen
public struct LeverMoved: Hashable, Sendable {
    /// The pool.
    public var pool: VoicePoolID
    /// What changed.
    public var setting: LeverSetting
    /// Its new value, in the unit of the setting.
    public var value: UInt32
    /// Number of the lever in the scenario, from 0.
    public var lever: UInt16
    /// Why it moved.
    public var cause: LeverCause

    /// Records the fact.
    @inlinable
    public init(
        pool: VoicePoolID, setting: LeverSetting, value: UInt32, lever: UInt16, cause: LeverCause
    ) {
        self.pool = pool
        self.setting = setting
        self.value = value
        self.lever = lever
        self.cause = cause
    }

    /// The value that stands for no limit.
    @inlinable public static var unlimited: UInt32 { .max }
    /// Parts of a share of one.
    @inlinable public static var wholeShare: UInt32 { 1_000_000 }
}

extension LeverMoved: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .leverMoved }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: UInt64(pool.rawValue))
        writer.put(setting.rawValue)
        writer.put(varint: UInt64(value))
        writer.put(varint: UInt64(lever))
        writer.put(cause.rawValue)
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let pool = VoicePoolID(reader.varint(as: UInt16.self))
        let setting = reader.choice(reader.byte(), else: LeverSetting.operation)
        let value = reader.varint(as: UInt32.self)
        let lever = reader.varint(as: UInt16.self)
        self.init(
            pool: pool, setting: setting, value: value, lever: lever,
            cause: reader.choice(reader.byte(), else: LeverCause.planned))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("pool", .unsigned(UInt64(pool.rawValue))),
            EventField("setting", .name(String(describing: setting))),
            EventField("value", .unsigned(UInt64(value))),
            EventField("lever", .unsigned(UInt64(lever))),
            EventField("cause", .name(String(describing: cause))),
        ]
    }
}

/// What of a pool of voice agents a lever changes.
@frozen
public enum LeverSetting: UInt8, Sendable, CaseIterable {
    /// Whether it takes callers: a value of `LeverOperation`.
    case operation = 0
    /// Most concurrent sessions; `LeverMoved.unlimited`: no limit.
    case sessions = 1
    /// Share of its callers that are offered to it, in millionths.
    case share = 2
    /// Least score at which a turn is acted on, in 1/1024.
    case accept = 3
    /// Score below `accept` from which a turn is confirmed, in 1/1024.
    case confirm = 4
    /// Rejected turns in a row that end a session; `LeverMoved.unlimited`: no such rule.
    case consecutiveFailures = 5
    /// Rejected turns in all that end a session; `LeverMoved.unlimited`: no such rule.
    case totalFailures = 6
    /// Longest session in turns; `LeverMoved.unlimited`: no such rule.
    case turnLimit = 7
}

/// Whether a pool of voice agents takes callers.
@frozen
public enum LeverOperation: UInt8, Sendable, CaseIterable {
    /// It takes callers.
    case on = 0
    /// It takes none; sessions in progress go on to their end.
    case drained = 1
    /// It takes none; sessions in progress are handed over at once.
    case handedOver = 2
}

/// Why a lever moved.
@frozen
public enum LeverCause: UInt8, Sendable, CaseIterable {
    /// At the instant that the scenario gives.
    case planned = 0
    /// Its rule on the state of the center was met.
    case ruleMet = 1
    /// Its rule is over: the pool works as before the rule was met.
    case ruleOver = 2
}
