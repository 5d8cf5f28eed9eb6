public import BinaryCoding
public import TwinPrimitives

/// A request of a voice agent's turn left its stage: served, given up, or no longer wanted.
///
/// Recorded once it no longer occupies anything and its turn is decided: the later of the two. Its
/// times are of whole nanoseconds, at most `longest`: with 40 bits each the event is as small as the
/// others, which keeps batches of events small.
@frozen
public struct StageServed: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    @usableFromInline var queuedLow: UInt32
    @usableFromInline var servedLow: UInt32
    @usableFromInline var elapsedLow: UInt32
    /// Number of the stage in the description of the run, over all pools.
    public var stage: UInt16
    /// Number of the attempt, from 0; a hedge has the number of the request that it stands beside.
    public var attempt: UInt8
    @usableFromInline var flags: UInt8
    @usableFromInline var queuedHigh: UInt8
    @usableFromInline var servedHigh: UInt8
    @usableFromInline var elapsedHigh: UInt8

    /// Records the fact; times beyond `longest` become `longest`.
    ///
    /// - Parameters:
    ///   - contact: The contact.
    ///   - stage: Number of the stage in the description of the run.
    ///   - attempt: Number of the attempt, from 0.
    ///   - outcome: How it left.
    ///   - isHedge: Whether it was a second request beside a slow one.
    ///   - isSpeculative: Whether it was begun before all that it depends on was known.
    ///   - isCritical: Whether its stage lies on the turn's critical path.
    ///   - queued: See `queued`.
    ///   - served: See `served`.
    ///   - elapsed: See `elapsed`.
    @inlinable
    public init(
        contact: ContactID, stage: UInt16, attempt: UInt8 = 0, outcome: StageOutcome,
        isHedge: Bool = false, isSpeculative: Bool = false, isCritical: Bool = false,
        queued: SimulationDuration, served: SimulationDuration,
        elapsed: SimulationDuration = .zero
    ) {
        self.contact = contact
        self.stage = stage
        self.attempt = attempt
        flags =
            outcome.rawValue | (isHedge ? Self.hedgeBit : 0)
            | (isSpeculative ? Self.speculativeBit : 0) | (isCritical ? Self.criticalBit : 0)
        let times = (Self.bits(queued), Self.bits(served), Self.bits(elapsed))
        (queuedLow, queuedHigh) = Self.parts(times.0)
        (servedLow, servedHigh) = Self.parts(times.1)
        (elapsedLow, elapsedHigh) = Self.parts(times.2)
    }

    /// The longest time that can be told: 18 minutes and 19.5 s.
    @inlinable
    public static var longest: SimulationDuration {
        SimulationDuration(nanoseconds: (1 << 40) - 1)
    }

    /// How it left.
    @inlinable
    public var outcome: StageOutcome {
        StageOutcome(rawValue: flags & Self.outcomeBits) ?? .cancelled
    }

    /// Whether it was a second request beside a slow one.
    @inlinable
    public var isHedge: Bool { flags & Self.hedgeBit != 0 }

    /// Whether it was begun before all that it depends on was known.
    @inlinable
    public var isSpeculative: Bool { flags & Self.speculativeBit != 0 }

    /// Whether it decided its stage and the stage lies on the turn's critical path: `elapsed` is then
    /// the stage's part of the response latency.
    @inlinable
    public var isCritical: Bool { flags & Self.criticalBit != 0 }

    /// From the request to the begin of its service, or to its end unserved.
    @inlinable
    public var queued: SimulationDuration { Self.duration(queuedLow, queuedHigh) }

    /// From the begin of its service to its end: for so long it occupied its station.
    @inlinable
    public var served: SimulationDuration { Self.duration(servedLow, servedHigh) }

    /// Of the request that decided its stage: from all that the stage depends on being done to what the
    /// next one needs, attempts before it included; zero of any other request.
    @inlinable
    public var elapsed: SimulationDuration { Self.duration(elapsedLow, elapsedHigh) }

    @usableFromInline static var outcomeBits: UInt8 { 0x0F }
    @usableFromInline static var hedgeBit: UInt8 { 0x10 }
    @usableFromInline static var speculativeBit: UInt8 { 0x20 }
    @usableFromInline static var criticalBit: UInt8 { 0x40 }

    @inlinable
    static func bits(_ time: SimulationDuration) -> UInt64 {
        UInt64(max(0, min(time.nanoseconds, longest.nanoseconds)))
    }

    @inlinable
    static func parts(_ bits: UInt64) -> (UInt32, UInt8) {
        (UInt32(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 32))
    }

    @inlinable
    static func duration(_ low: UInt32, _ high: UInt8) -> SimulationDuration {
        SimulationDuration(nanoseconds: Int64(high) << 32 | Int64(low))
    }
}

/// How a request left its stage.
@frozen
public enum StageOutcome: UInt8, Sendable, CaseIterable {
    /// It was answered, and its stage used the answer.
    case answered = 0
    /// It ended with an error.
    case failed = 1
    /// It was given up because it took too long.
    case timedOut = 2
    /// It was given up while it still waited for service.
    case leftQueue = 3
    /// Another request for the same thing was answered first.
    case overtaken = 4
    /// It was begun early, on words that turned out otherwise.
    case discarded = 5
    /// The caller had gone, or the turn was over.
    case cancelled = 6
}

extension StageServed: EventRow {
    /// Number of this kind in every log.
    @inlinable
    public static var kind: EventKind { .stageServed }

    /// Version of the fields.
    @inlinable
    public static var version: UInt8 { 1 }

    /// Writes the fields.
    @inlinable @inline(__always)
    public func encode(to writer: inout RowWriter, _ context: inout RowContext) {
        writer.put(varint: context.code(contact))
        writer.put(varint: UInt64(stage))
        writer.put(attempt)
        writer.put(flags)
        writer.put(varint: UInt64(queued.nanoseconds))
        writer.put(varint: UInt64(served.nanoseconds))
        writer.put(varint: UInt64(elapsed.nanoseconds))
    }

    /// Reads the fields.
    @inlinable @inline(__always)
    public init(from reader: inout RowReader, _ context: inout RowContext) {
        let contact = context.contact(reader.varint(), &reader)
        let stage = reader.varint(as: UInt16.self)
        let attempt = reader.byte()
        let flags = reader.byte()
        let times = (reader.varint(), reader.varint(), reader.varint())
        let longest = UInt64(Self.longest.nanoseconds)
        if max(times.0, times.1, times.2) > longest { reader.isMalformed = true }
        self.init(
            contact: contact, stage: stage, attempt: attempt,
            outcome: reader.choice(flags & Self.outcomeBits, else: StageOutcome.cancelled),
            isHedge: flags & Self.hedgeBit != 0, isSpeculative: flags & Self.speculativeBit != 0,
            isCritical: flags & Self.criticalBit != 0,
            queued: SimulationDuration(nanoseconds: Int64(times.0 & longest)),
            served: SimulationDuration(nanoseconds: Int64(times.1 & longest)),
            elapsed: SimulationDuration(nanoseconds: Int64(times.2 & longest)))
    }

    /// The fields by name.
    public var fields: [EventField] {
        [
            EventField("contact", .contact(contact)),
            EventField("stage", .unsigned(UInt64(stage))),
            EventField("attempt", .unsigned(UInt64(attempt))),
            EventField("outcome", .name(String(describing: outcome))),
            EventField("isHedge", .truth(isHedge)),
            EventField("isSpeculative", .truth(isSpeculative)),
            EventField("isCritical", .truth(isCritical)),
            EventField("queued", .nanoseconds(queued.nanoseconds)),
            EventField("served", .nanoseconds(served.nanoseconds)),
            EventField("elapsed", .nanoseconds(elapsed.nanoseconds)),
        ]
    }
}
