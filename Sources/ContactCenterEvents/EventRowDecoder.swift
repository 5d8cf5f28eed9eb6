public import BinaryCoding
public import TwinPrimitives

/// Decodes payloads of blocks and feeds the events to a sink, by static dispatch.
///
/// Garbage gives a typed error, never a trap and never a read outside the payload: the loop runs
/// over the payload as long as the longest row fits, and over a zero-padded copy of the rest.
@frozen
public struct EventRowDecoder: ~Copyable {
    @usableFromInline var context: RowContext
    @usableFromInline let unreadable: UInt64
    @usableFromInline let schema: EventSchema
    /// The bytes that the last `RunStarted` carried in the arena; nil before the first.
    public internal(set) var attachment: [UInt8]?

    /// Creates a decoder.
    ///
    /// - Parameter schema: The kinds and versions that the log says it holds.
    public init(schema: EventSchema = .current) {
        context = RowContext()
        self.schema = schema
        unreadable = schema.unreadable
        attachment = nil
    }

    /// Decodes one block.
    ///
    /// - Parameters:
    ///   - payload: The whole payload of the block.
    ///   - count: Events that the block says it holds.
    ///   - sink: Gets the events in order; those before an error have been fed.
    /// - Throws: `EventRowError`.
    @inlinable
    public mutating func decode<Sink: EventSink & ~Copyable>(
        _ payload: UnsafeRawBufferPointer, count: Int, into sink: inout Sink
    ) throws(EventRowError) {
        guard let base = payload.baseAddress, payload.count >= EventRowCoding.rowsStart else {
            throw .truncated(offset: 0)
        }
        let rows = Int(UInt32(littleEndian: base.loadUnaligned(as: UInt32.self)))
        guard rows <= payload.count - EventRowCoding.rowsStart else {
            throw .truncated(offset: payload.count)
        }
        context.forgetPredictions()
        let start = (base + EventRowCoding.rowsStart).assumingMemoryBound(to: UInt8.self)
        let arena = UnsafeRawBufferPointer(
            rebasing: payload[(EventRowCoding.rowsStart + rows)...])
        var found = 0
        let slack = EventRowCoding.longestRow
        let easy = max(0, rows - slack)
        let done = try run(
            start, from: 0, to: easy, end: rows, arena: arena, found: &found, into: &sink)
        if done < rows {
            let tail = UnsafeMutablePointer<UInt8>.allocate(capacity: 3 * slack)
            defer { tail.deallocate() }
            tail.initialize(repeating: 0, count: 3 * slack)
            tail.update(from: start + done, count: rows - done)
            _ = try run(
                UnsafePointer(tail) - done, from: done, to: rows, end: rows, arena: arena,
                found: &found, into: &sink)
        }
        guard found == count else { throw .wrongCount(expected: count, found: found) }
    }

    /// Decodes rows that begin in `from..<to`; returns where the first later row begins.
    @inlinable
    mutating func run<Sink: EventSink & ~Copyable>(
        _ start: UnsafePointer<UInt8>, from: Int, to: Int, end: Int,
        arena: UnsafeRawBufferPointer, found: inout Int, into sink: inout Sink
    ) throws(EventRowError) -> Int {
        var reader = RowReader(at: start + from)
        let limit = start + to
        var rows = 0
        while reader.position < limit {
            let rowStart = reader.position
            let word = reader.peekWord()
            if UInt8(truncatingIfNeeded: word) == EventRowCoding.contextHead {
                reader.position += 1
                context.time = reader.fixed(Int64.self)
                context.newestContact = reader.fixed(UInt32.self)
                if reader.position - start > end { throw .truncated(offset: end) }
                continue
            }
            let code = word >> 6 & 3
            let length = EventRowCoding.stepLength(code)
            reader.position += 1 &+ length
            let step = (word >> 8) & ((1 << UInt64(length &* 8)) &- 1)
            context.time = context.time &+ Int64(bitPattern: step)
            let kind = UInt8(truncatingIfNeeded: word & 63)
            let isKnown = decode(kind, &reader, until: start + end, arena, into: &sink)
            guard isKnown, !reader.isMalformed, reader.position - start <= end else {
                throw failure(
                    kind, offset: rowStart - start, known: isKnown,
                    beyond: reader.position - start > end)
            }
            rows &+= 1
        }
        found += rows
        return reader.position - start
    }

    /// Decodes the fields of one row and feeds the event if it is sound.
    ///
    /// The kind is known in each case, so that of a sink's own choice by kind nothing is left.
    ///
    /// - Returns: False for an unknown kind or version.
    @inlinable @inline(__always)
    mutating func decode<Sink: EventSink & ~Copyable>(
        _ kind: UInt8, _ reader: inout RowReader, until end: UnsafePointer<UInt8>,
        _ arena: UnsafeRawBufferPointer, into sink: inout Sink
    ) -> Bool {
        guard unreadable >> UInt64(kind) & 1 == 0, let kind = EventKind(rawValue: kind) else {
            return false
        }
        switch kind {
        case .runStarted:
            let start = RunStarted(from: &reader, &context)
            if !take(arena) { reader.isMalformed = true }
            pass(.runStarted(start), reader, end, &sink)
        case .runEnded: feed(Event.runEnded, &reader, end, &sink)
        case .contactArrived: feed(Event.contactArrived, &reader, end, &sink)
        case .menuEntered: feed(Event.menuEntered, &reader, end, &sink)
        case .menuLeft: feed(Event.menuLeft, &reader, end, &sink)
        case .contactBlocked: feed(Event.contactBlocked, &reader, end, &sink)
        case .contactBalked: feed(Event.contactBalked, &reader, end, &sink)
        case .contactQueued: feed(Event.contactQueued, &reader, end, &sink)
        case .contactAnswered: feed(Event.contactAnswered, &reader, end, &sink)
        case .contactAbandoned: feed(Event.contactAbandoned, &reader, end, &sink)
        case .contactEnded: feed(Event.contactEnded, &reader, end, &sink)
        case .afterContactWorkEnded: feed(Event.afterContactWorkEnded, &reader, end, &sink)
        case .redialScheduled: feed(Event.redialScheduled, &reader, end, &sink)
        case .agentSignedIn: feed(Event.agentSignedIn, &reader, end, &sink)
        case .agentSignedOut: feed(Event.agentSignedOut, &reader, end, &sink)
        case .staffingChanged: feed(Event.staffingChanged, &reader, end, &sink)
        case .sessionStarted: feed(Event.sessionStarted, &reader, end, &sink)
        case .sessionRefused: feed(Event.sessionRefused, &reader, end, &sink)
        case .utteranceUnderstood: feed(Event.utteranceUnderstood, &reader, end, &sink)
        case .promptStarted: feed(Event.promptStarted, &reader, end, &sink)
        case .fallbackTriggered: feed(Event.fallbackTriggered, &reader, end, &sink)
        case .handoffPackaged: feed(Event.handoffPackaged, &reader, end, &sink)
        case .sessionEnded: feed(Event.sessionEnded, &reader, end, &sink)
        case .contactDisconnected: feed(Event.contactDisconnected, &reader, end, &sink)
        case .callbackOffered: feed(Event.callbackOffered, &reader, end, &sink)
        case .callbackAccepted: feed(Event.callbackAccepted, &reader, end, &sink)
        case .callbackDialled: feed(Event.callbackDialled, &reader, end, &sink)
        case .contactTransferred: feed(Event.contactTransferred, &reader, end, &sink)
        case .agentReleased: feed(Event.agentReleased, &reader, end, &sink)
        case .holdStarted: feed(Event.holdStarted, &reader, end, &sink)
        case .holdEnded: feed(Event.holdEnded, &reader, end, &sink)
        case .breakStarted: feed(Event.breakStarted, &reader, end, &sink)
        case .breakEnded: feed(Event.breakEnded, &reader, end, &sink)
        case .numberDialled: feed(Event.numberDialled, &reader, end, &sink)
        case .repairEntered: feed(Event.repairEntered, &reader, end, &sink)
        case .callerVerified: feed(Event.callerVerified, &reader, end, &sink)
        case .toolCalled: feed(Event.toolCalled, &reader, end, &sink)
        case .handoffContextGiven: feed(Event.handoffContextGiven, &reader, end, &sink)
        case .stageServed: feed(Event.stageServed, &reader, end, &sink)
        case .leverMoved: feed(Event.leverMoved, &reader, end, &sink)
        case .faultStarted: feed(Event.faultStarted, &reader, end, &sink)
        case .faultEnded: feed(Event.faultEnded, &reader, end, &sink)
        case .flowEntered: feed(Event.flowEntered, &reader, end, &sink)
        }
        return true
    }

    @usableFromInline typealias Event = ContactCenterEvent

    @inlinable @inline(__always)
    mutating func feed<Row: EventRow, Sink: EventSink & ~Copyable>(
        _ event: (Row) -> Event, _ reader: inout RowReader, _ end: UnsafePointer<UInt8>,
        _ sink: inout Sink
    ) {
        let row = Row(from: &reader, &context)
        pass(event(row), reader, end, &sink)
    }

    @inlinable @inline(__always)
    func pass<Sink: EventSink & ~Copyable>(
        _ event: Event, _ reader: RowReader, _ end: UnsafePointer<UInt8>, _ sink: inout Sink
    ) {
        guard !reader.isMalformed, reader.position <= end else { return }
        sink.record(event, at: SimulationTime(nanoseconds: context.time))
    }

    /// The reason why a row was refused.
    @usableFromInline
    func failure(_ kind: UInt8, offset: Int, known: Bool, beyond: Bool) -> EventRowError {
        if known {
            return beyond ? .truncated(offset: offset) : .malformedRow(offset: offset, kind: kind)
        }
        let entry = schema.entries.first { $0.kind == kind }
        guard let entry, unreadable >> UInt64(kind) & 1 == 1 else {
            return .malformedRow(offset: offset, kind: kind)
        }
        return .unknownKind(
            offset: offset, kind: kind, name: entry.name, version: entry.version,
            known: Int(EventKind(rawValue: kind)?.version ?? 0))
    }

    /// Copies the description that a `RunStarted` refers to; false if it is not there.
    @usableFromInline
    mutating func take(_ arena: UnsafeRawBufferPointer) -> Bool {
        let place = context.attachment
        let end = Int(place.offset) + Int(place.length)
        guard end <= arena.count else { return false }
        attachment = Array(arena[Int(place.offset)..<end])
        return true
    }
}
