import BinaryCoding
public import TwinPrimitives

/// Encodes events into the payload of one block after the other.
///
/// Payload: length of the rows (UInt32), rows, arena. A block decodes alone: its predictions start
/// empty and its first row is a context row with the time and the newest contact.
///
/// A row is a head and the fields. Head: one byte `kind | code << 6`, then 0, 3, 4 or 6 bytes (by
/// the code) of nanoseconds since the row before. Steps that do not fit (backwards, or 78 hours
/// and more) are preceded by a context row.
public struct EventRowEncoder: ~Copyable {
    private var writer: ByteWriter
    private var context: RowContext
    private let fullAt: Int
    private var arena: [UInt8]
    private var events: Int
    /// The first instant of the block, or the earliest that the time jumped to.
    private var earliest: Int64
    /// The latest instant that the time jumped away from; time only grows between jumps.
    private var latest: Int64
    /// Bytes that a `RunStarted` carries in the arena: the description of the run.
    public var attachment: [UInt8]

    /// Creates an encoder of an empty block.
    ///
    /// - Parameters:
    ///   - blockBytes: Rows per block in bytes, at least 256; a block is full shortly before.
    ///   - attachment: Bytes that a `RunStarted` carries in the arena.
    public init(blockBytes: Int, attachment: [UInt8] = []) {
        writer = ByteWriter(capacity: max(blockBytes, 256) + EventRowCoding.longestRow)
        context = RowContext()
        fullAt = max(blockBytes, 256) - EventRowCoding.longestRow
        arena = []
        events = 0
        earliest = .max
        latest = .min
        self.attachment = attachment
        begin()
    }

    /// Events in the block so far.
    public var eventCount: Int { events }

    /// Bytes of the rows so far, with their length in front.
    public var byteCount: Int { writer.count }

    /// The earliest and the latest instant of the block; zero for an empty one.
    public var timeRange: ClosedRange<SimulationTime> {
        guard events > 0 else { return .zero ... .zero }
        let last = max(latest, context.time)
        return SimulationTime(nanoseconds: earliest)...SimulationTime(nanoseconds: last)
    }

    /// Whether the block has reached its size; then take it before encoding more.
    public var isFull: Bool { writer.count >= fullAt }

    /// Appends one event.
    public mutating func encode(_ event: ContactCenterEvent, at time: SimulationTime) {
        writer.reserve(EventRowCoding.longestRow)
        var row = writer.rowWriter
        put(event, time.nanoseconds, &row)
        writer.take(row)
        if events == 0 { (earliest, latest) = (time.nanoseconds, time.nanoseconds) }
        events += 1
    }

    /// Appends events until the block is full.
    ///
    /// - Parameter batch: Events in a row.
    /// - Returns: How many were appended; fewer than all only if the block is full.
    public mutating func encode(_ batch: UnsafeBufferPointer<TimedEvent>) -> Int {
        guard let start = batch.baseAddress, batch.count > 0, !isFull else { return 0 }
        var taken = 0
        if events == 0 {
            encode(start.pointee.event, at: start.pointee.time)
            taken = 1
        }
        let first = taken
        writer.reserve(fullAt - writer.count + EventRowCoding.longestRow)
        var row = writer.rowWriter
        let full = row.position + (fullAt - writer.count)
        while taken < batch.count, row.position < full {
            let timed = start + taken
            let time = timed.pointee.time.nanoseconds
            taken &+= 1
            // One after the other these make up most of a log: asked for by name, their order is
            // foreseen where a jump by kind would be taken by surprise.
            if case .contactArrived(let arrival) = timed.pointee.event {
                put(arrival, time, &row)
            } else if case .contactAnswered(let answer) = timed.pointee.event {
                put(answer, time, &row)
            } else if case .contactEnded(let end) = timed.pointee.event {
                put(end, time, &row)
            } else {
                put(timed.pointee.event, time, &row)
            }
        }
        writer.take(row)
        events += taken - first
        return taken
    }

    @inline(__always)
    private mutating func put(
        _ event: ContactCenterEvent, _ time: Int64, _ writer: inout RowWriter
    ) {
        switch event {
        case .runStarted(let row): putStart(row, time, &writer)
        case .runEnded(let row): put(row, time, &writer)
        case .contactArrived(let row): put(row, time, &writer)
        case .menuEntered(let row): put(row, time, &writer)
        case .menuLeft(let row): put(row, time, &writer)
        case .contactBlocked(let row): put(row, time, &writer)
        case .contactBalked(let row): put(row, time, &writer)
        case .contactQueued(let row): put(row, time, &writer)
        case .contactAnswered(let row): put(row, time, &writer)
        case .contactAbandoned(let row): put(row, time, &writer)
        case .contactEnded(let row): put(row, time, &writer)
        case .afterContactWorkEnded(let row): put(row, time, &writer)
        case .redialScheduled(let row): put(row, time, &writer)
        case .agentSignedIn(let row): put(row, time, &writer)
        case .agentSignedOut(let row): put(row, time, &writer)
        case .staffingChanged(let row): put(row, time, &writer)
        case .sessionStarted(let row): put(row, time, &writer)
        case .sessionRefused(let row): put(row, time, &writer)
        case .utteranceUnderstood(let row): put(row, time, &writer)
        case .promptStarted(let row): put(row, time, &writer)
        case .fallbackTriggered(let row): put(row, time, &writer)
        case .handoffPackaged(let row): put(row, time, &writer)
        case .sessionEnded(let row): put(row, time, &writer)
        case .contactDisconnected(let row): put(row, time, &writer)
        case .callbackOffered(let row): put(row, time, &writer)
        case .callbackAccepted(let row): put(row, time, &writer)
        case .callbackDialled(let row): put(row, time, &writer)
        case .contactTransferred(let row): put(row, time, &writer)
        case .agentReleased(let row): put(row, time, &writer)
        case .holdStarted(let row): put(row, time, &writer)
        case .holdEnded(let row): put(row, time, &writer)
        case .breakStarted(let row): put(row, time, &writer)
        case .breakEnded(let row): put(row, time, &writer)
        case .numberDialled(let row): put(row, time, &writer)
        case .repairEntered(let row): put(row, time, &writer)
        case .callerVerified(let row): put(row, time, &writer)
        case .toolCalled(let row): put(row, time, &writer)
        case .handoffContextGiven(let row): put(row, time, &writer)
        case .stageServed(let row): put(row, time, &writer)
        case .leverMoved(let row): put(row, time, &writer)
        case .faultStarted(let row): put(row, time, &writer)
        case .faultEnded(let row): put(row, time, &writer)
        case .flowEntered(let row): put(row, time, &writer)
        }
    }

    @inline(__always)
    private mutating func put<Row: EventRow>(
        _ row: Row, _ time: Int64, _ writer: inout RowWriter
    ) {
        putHead(Row.kind, time, &writer)
        row.encode(to: &writer, &context)
    }

    /// A start also puts the description into the arena.
    private mutating func putStart(
        _ row: RunStarted, _ time: Int64, _ writer: inout RowWriter
    ) {
        context.attachment = ArenaReference(
            offset: UInt32(arena.count), length: UInt32(attachment.count))
        arena += attachment
        put(row, time, &writer)
    }

    @inline(__always)
    private mutating func putHead(_ kind: EventKind, _ time: Int64, _ writer: inout RowWriter) {
        var step = UInt64(bitPattern: time &- context.time)
        if step >= 1 << 48 {
            jump(to: time, &writer)
            step = 0
        }
        let code = EventRowCoding.stepCode(step)
        writer.put(
            lowBytesOf: step << 8 | code << 6 | UInt64(kind.rawValue),
            length: 1 &+ EventRowCoding.stepLength(code))
        context.time = time
    }

    /// Goes to an instant that no step leads to, backwards or far ahead.
    @inline(never)
    private mutating func jump(to time: Int64, _ writer: inout RowWriter) {
        latest = max(latest, context.time)
        earliest = min(earliest, time)
        context.time = time
        putContext(&writer)
    }

    @inline(never)
    private func putContext(_ writer: inout RowWriter) {
        writer.put(EventRowCoding.contextHead)
        writer.put(fixed: context.time)
        writer.put(fixed: context.newestContact)
    }

    /// Ends the block and lends its payload; the next block begins when the body returns.
    ///
    /// - Parameter body: Gets the payload, which is valid only inside.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; the block is gone even then.
    public mutating func takeBlock<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        writer.overwrite(UInt32(writer.count - EventRowCoding.rowsStart), at: 0)
        arena.withUnsafeBytes { writer.append($0) }
        defer { begin() }
        return try body(writer.bytes)
    }

    private mutating func begin() {
        writer.removeAll()
        arena.removeAll()
        events = 0
        earliest = .max
        latest = .min
        context.forgetPredictions()
        writer.reserve(EventRowCoding.longestRow)
        writer.put(fixed: UInt32(0))
        var row = writer.rowWriter
        putContext(&row)
        writer.take(row)
    }
}

/// Constants of the row coding that writer and reader share.
@usableFromInline
enum EventRowCoding {
    /// Bound of a row with a context row before it, each varint at 10 bytes, and word stores.
    @inlinable static var longestRow: Int { 112 }
    /// Rows start after their own length.
    @inlinable static var rowsStart: Int { 4 }
    /// Kind and code of a context row: kind 63, code 3.
    @inlinable static var contextHead: UInt8 { 0xFF }

    /// The code of a time step below 2^48: by its whole bytes 0 to 6, two bits of a table each.
    ///
    /// Without a branch: steps of simultaneous events come as irregularly as the events.
    @inline(__always)
    static func stepCode(_ step: UInt64) -> UInt64 {
        let bits = 63 &- (step << 1 | 1).leadingZeroBitCount
        let bytes = (bits &+ 7) &>> 3
        return 0b11_11_10_01_01_01_00 &>> UInt64(truncatingIfNeeded: bytes &* 2) & 3
    }

    /// Bytes of the time step by code: 0, 3, 4, 6.
    @inlinable @inline(__always)
    static func stepLength(_ code: UInt64) -> Int { Int(0x0604_0300 >> (code &* 8) & 0xFF) }
}
