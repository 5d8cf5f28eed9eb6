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
            let event = self.event(kind, &reader)
            guard let event, !reader.isMalformed, reader.position - start <= end else {
                throw failure(
                    kind, offset: rowStart - start, known: event != nil,
                    beyond: reader.position - start > end)
            }
            if kind == EventKind.runStarted.rawValue {
                try take(arena, offset: rowStart - start)
            }
            sink.record(event, at: SimulationTime(nanoseconds: context.time))
            rows &+= 1
        }
        found += rows
        return reader.position - start
    }

    /// Decodes the fields of one row; nil for an unknown kind or version.
    @inlinable @inline(__always)
    mutating func event(_ kind: UInt8, _ reader: inout RowReader) -> ContactCenterEvent? {
        guard unreadable >> UInt64(kind) & 1 == 0, let kind = EventKind(rawValue: kind) else {
            return nil
        }
        switch kind {
        case .runStarted: return .runStarted(.init(from: &reader, &context))
        case .runEnded: return .runEnded(.init(from: &reader, &context))
        case .contactArrived: return .contactArrived(.init(from: &reader, &context))
        case .menuEntered: return .menuEntered(.init(from: &reader, &context))
        case .menuLeft: return .menuLeft(.init(from: &reader, &context))
        case .contactBlocked: return .contactBlocked(.init(from: &reader, &context))
        case .contactBalked: return .contactBalked(.init(from: &reader, &context))
        case .contactQueued: return .contactQueued(.init(from: &reader, &context))
        case .contactAnswered: return .contactAnswered(.init(from: &reader, &context))
        case .contactAbandoned: return .contactAbandoned(.init(from: &reader, &context))
        case .contactEnded: return .contactEnded(.init(from: &reader, &context))
        case .afterContactWorkEnded: return .afterContactWorkEnded(.init(from: &reader, &context))
        case .redialScheduled: return .redialScheduled(.init(from: &reader, &context))
        case .agentSignedIn: return .agentSignedIn(.init(from: &reader, &context))
        case .agentSignedOut: return .agentSignedOut(.init(from: &reader, &context))
        case .staffingChanged: return .staffingChanged(.init(from: &reader, &context))
        case .sessionStarted: return .sessionStarted(.init(from: &reader, &context))
        case .sessionRefused: return .sessionRefused(.init(from: &reader, &context))
        case .utteranceUnderstood: return .utteranceUnderstood(.init(from: &reader, &context))
        case .promptStarted: return .promptStarted(.init(from: &reader, &context))
        case .fallbackTriggered: return .fallbackTriggered(.init(from: &reader, &context))
        case .handoffPackaged: return .handoffPackaged(.init(from: &reader, &context))
        case .sessionEnded: return .sessionEnded(.init(from: &reader, &context))
        case .contactDisconnected: return .contactDisconnected(.init(from: &reader, &context))
        case .callbackOffered: return .callbackOffered(.init(from: &reader, &context))
        case .callbackAccepted: return .callbackAccepted(.init(from: &reader, &context))
        case .callbackDialled: return .callbackDialled(.init(from: &reader, &context))
        case .contactTransferred: return .contactTransferred(.init(from: &reader, &context))
        case .agentReleased: return .agentReleased(.init(from: &reader, &context))
        case .holdStarted: return .holdStarted(.init(from: &reader, &context))
        case .holdEnded: return .holdEnded(.init(from: &reader, &context))
        case .breakStarted: return .breakStarted(.init(from: &reader, &context))
        case .breakEnded: return .breakEnded(.init(from: &reader, &context))
        case .numberDialled: return .numberDialled(.init(from: &reader, &context))
        }
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

    /// Copies the description that a `RunStarted` refers to.
    @usableFromInline
    mutating func take(_ arena: UnsafeRawBufferPointer, offset: Int) throws(EventRowError) {
        let place = context.attachment
        let end = Int(place.offset) + Int(place.length)
        guard end <= arena.count else {
            throw .malformedRow(offset: offset, kind: EventKind.runStarted.rawValue)
        }
        attachment = Array(arena[Int(place.offset)..<end])
    }
}
