public import BinaryCoding
public import TwinPrimitives

/// Encodes events into the payload of one block after the other.
///
/// Payload: length of the rows (UInt32), rows, arena. A block decodes alone: its predictions start
/// empty and its first row is a context row with the time and the newest contact.
///
/// A row is a head and the fields. Head: one byte `kind | code << 6`, then 0, 3, 4 or 6 bytes (by
/// the code) of nanoseconds since the row before. Steps that do not fit (backwards, or 78 hours
/// and more) are preceded by a context row.
@frozen
public struct EventRowEncoder: ~Copyable {
    @usableFromInline var writer: ByteWriter
    @usableFromInline var context: RowContext
    @usableFromInline let fullAt: Int
    @usableFromInline var arena: [UInt8]
    @usableFromInline var events: Int
    @usableFromInline var earliest: Int64
    @usableFromInline var latest: Int64
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
    @inlinable
    public var eventCount: Int { events }

    /// Bytes of the rows so far, with their length in front.
    public var byteCount: Int { writer.count }

    /// The earliest and the latest instant of the block; zero for an empty one.
    public var timeRange: ClosedRange<SimulationTime> {
        guard events > 0 else { return .zero ... .zero }
        return SimulationTime(nanoseconds: earliest)...SimulationTime(nanoseconds: latest)
    }

    /// Whether the block has reached its size; then take it before encoding more.
    @inlinable @inline(__always)
    public var isFull: Bool { writer.count >= fullAt }

    /// Appends one event.
    @inlinable
    public mutating func encode(_ event: ContactCenterEvent, at time: SimulationTime) {
        writer.reserve(EventRowCoding.longestRow)
        switch event {
        case .runStarted(let row): encodeStart(row, time)
        case .runEnded(let row): encode(row, time)
        case .contactArrived(let row): encode(row, time)
        case .menuEntered(let row): encode(row, time)
        case .menuLeft(let row): encode(row, time)
        case .contactBlocked(let row): encode(row, time)
        case .contactBalked(let row): encode(row, time)
        case .contactQueued(let row): encode(row, time)
        case .contactAnswered(let row): encode(row, time)
        case .contactAbandoned(let row): encode(row, time)
        case .contactEnded(let row): encode(row, time)
        case .afterContactWorkEnded(let row): encode(row, time)
        case .redialScheduled(let row): encode(row, time)
        case .agentSignedIn(let row): encode(row, time)
        case .agentSignedOut(let row): encode(row, time)
        case .staffingChanged(let row): encode(row, time)
        case .sessionStarted(let row): encode(row, time)
        case .sessionRefused(let row): encode(row, time)
        case .utteranceUnderstood(let row): encode(row, time)
        case .promptStarted(let row): encode(row, time)
        case .fallbackTriggered(let row): encode(row, time)
        case .handoffPackaged(let row): encode(row, time)
        case .sessionEnded(let row): encode(row, time)
        case .contactDisconnected(let row): encode(row, time)
        case .callbackOffered(let row): encode(row, time)
        case .callbackAccepted(let row): encode(row, time)
        case .callbackDialled(let row): encode(row, time)
        case .contactTransferred(let row): encode(row, time)
        case .agentReleased(let row): encode(row, time)
        case .holdStarted(let row): encode(row, time)
        case .holdEnded(let row): encode(row, time)
        case .breakStarted(let row): encode(row, time)
        case .breakEnded(let row): encode(row, time)
        case .numberDialled(let row): encode(row, time)
        }
    }

    @inlinable @inline(__always)
    mutating func encode<Row: EventRow>(_ row: Row, _ time: SimulationTime) {
        putHead(Row.kind, time.nanoseconds)
        row.encode(to: &writer, &context)
    }

    /// A start also puts the description into the arena.
    @usableFromInline
    mutating func encodeStart(_ row: RunStarted, _ time: SimulationTime) {
        context.attachment = ArenaReference(
            offset: UInt32(arena.count), length: UInt32(attachment.count))
        arena += attachment
        encode(row, time)
    }

    @inlinable @inline(__always)
    mutating func putHead(_ kind: EventKind, _ time: Int64) {
        var step = UInt64(bitPattern: time &- context.time)
        if step >= 1 << 48 {
            context.time = time
            putContext()
            step = 0
        }
        let code: UInt64 = step == 0 ? 0 : step < 1 << 24 ? 1 : step < 1 << 32 ? 2 : 3
        writer.put(
            lowBytesOf: step << 8 | code << 6 | UInt64(kind.rawValue),
            length: 1 &+ EventRowCoding.stepLength(code))
        context.time = time
        earliest = min(earliest, time)
        latest = max(latest, time)
        events &+= 1
    }

    @usableFromInline
    mutating func putContext() {
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
        putContext()
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

    /// Bytes of the time step by code: 0, 3, 4, 6.
    @inlinable @inline(__always)
    static func stepLength(_ code: UInt64) -> Int { Int(0x0604_0300 >> (code &* 8) & 0xFF) }
}
