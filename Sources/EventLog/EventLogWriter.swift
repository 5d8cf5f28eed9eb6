import BinaryCoding
public import TwinPrimitives
import Zstandard

/// What a sealed log holds.
public struct LogSummary: Equatable, Sendable {
    /// Identity of the log.
    public internal(set) var logID: LogID
    /// Chain value of the last block; zeros for an empty log.
    public internal(set) var chainHead: ChainValue
    /// Events in the log.
    public internal(set) var eventCount: UInt64
    /// Blocks in all segments.
    public internal(set) var blockCount: Int
    /// Segment files.
    public internal(set) var segmentCount: Int
    /// Bytes of all payloads before compression.
    public internal(set) var rawBytes: UInt64
    /// Bytes of all segment files.
    public internal(set) var fileBytes: UInt64
    /// Earliest and latest instant; nil for an empty log.
    public internal(set) var timeRange: ClosedRange<SimulationTime>?
}

/// Writes one log: blocks of opaque payload into checked, chained segments.
///
/// One writer holds a log at a time. Events get dense numbers from 0. A block is cut by its size
/// alone, by the caller; nothing that depends on the clock, the host or a path is written, so equal
/// payloads give equal files. The first failed write or sync ends the writer: the descriptor is not
/// trusted any more, and `EventLogRecovery` decides from the disk what is left.
public final class EventLogWriter {
    /// Choices of a writer.
    public struct Options: Sendable {
        /// zstd level; nil stores payloads as they are.
        public var compressionLevel: Int?
        /// Size at which a segment is sealed and the next begun, in bytes.
        public var segmentBytes: UInt64

        /// Chooses; the defaults are the cheapest measured form.
        ///
        /// - Parameters:
        ///   - compressionLevel: zstd level; nil stores payloads as they are.
        ///   - segmentBytes: Size at which a segment is sealed, in bytes; a segment holds at least
        ///     one block.
        public init(compressionLevel: Int? = 1, segmentBytes: UInt64 = 256 << 20) {
            self.compressionLevel = compressionLevel
            self.segmentBytes = segmentBytes
        }
    }

    /// Name of the file in the directory of a log that its writer locks.
    public static let lockName = "lock"

    /// Directory of the log.
    public let directory: String
    private let files: any FileAccess
    private let options: Options
    private let compressor: Compressor?
    private let logID: LogID
    private let schema: [UInt8]
    private let schemaSet: UInt16
    private var lock: Int32?
    private var file: Int32?
    private var segment = 0
    private var position: UInt64 = 0
    private var totals: SegmentTotals
    private var summary: LogSummary
    private var isUsable = true
    private var header = ByteWriter(capacity: 256)
    private var staged: UnsafeMutableRawBufferPointer

    /// Creates a log in a directory, which is made if it is missing and must hold no log.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - logID: Identity of the log.
    ///   - schema: What the layer above wants every reader to know; at most 64 KiB.
    ///   - schemaSet: Number of the way in which payloads are coded.
    ///   - options: Compression and size of segments.
    ///   - files: The file system.
    /// - Throws: `EventLogError.alreadyExists`, `.locked` or `.inputOutput`.
    public init(
        creating directory: String, logID: LogID, schema: [UInt8], schemaSet: UInt16,
        options: Options = Options(), files: any FileAccess = SystemFiles()
    ) throws(EventLogError) {
        precondition(schema.count <= LogFormat.largestSchema, "a schema has at most 64 KiB")
        self.directory = directory
        self.files = files
        self.options = options
        self.logID = logID
        self.schema = schema
        self.schemaSet = schemaSet
        totals = SegmentTotals(firstSequence: 0, chain: .zero)
        summary = LogSummary(
            logID: logID, chainHead: .zero, eventCount: 0, blockCount: 0, segmentCount: 0,
            rawBytes: 0, fileBytes: 0, timeRange: nil)
        staged = .allocate(byteCount: 0, alignment: 16)
        do {
            compressor = try options.compressionLevel.map { (level) throws(ZstandardError) in
                try Compressor(level: level)
            }
        } catch {
            throw .inputOutput(path: directory, fault: FileFault("\(error)", code: 0))
        }
        try attempt(directory) { () throws(FileFault) in try files.makeDirectory(directory) }
        lock = try Self.takeLock(directory, files)
        let names = try attempt(directory) { () throws(FileFault) in try files.list(directory) }
        guard !names.contains(where: { LogFormat.segmentNumber($0) != nil }) else {
            isUsable = false
            throw .alreadyExists(path: directory)
        }
        try beginSegment()
    }

    deinit {
        if let file { files.close(file) }
        if let lock { files.close(lock) }
        staged.deallocate()
    }

    /// Takes the lock of a log.
    static func takeLock(
        _ directory: String, _ files: any FileAccess
    ) throws(EventLogError) -> Int32 {
        do {
            return try files.uninterrupted { () throws(FileFault) in
                try files.lock(directory + "/" + lockName)
            }
        } catch {
            if error.code == SystemFiles.wouldBlock { throw .locked(path: directory) }
            throw .inputOutput(path: directory, fault: error)
        }
    }

    /// Runs system calls; the first that fails puts the writer out of service.
    private func attempt<Result>(
        _ path: String, _ body: () throws(FileFault) -> Result
    ) throws(EventLogError) -> Result {
        guard isUsable else { throw .writerFailed(path: directory) }
        do {
            return try body()
        } catch {
            isUsable = false
            throw .inputOutput(path: path, fault: error)
        }
    }

    private var path: String { directory + "/" + LogFormat.segmentName(segment) }

    private func beginSegment() throws(EventLogError) {
        let head = SegmentHeader(
            logID: logID, firstSequence: totals.nextSequence, segment: UInt32(segment),
            schemaLength: UInt32(schema.count), previousChain: totals.chain,
            schemaDigest: schema.withUnsafeBytes { ChainValue(hashing: $0) })
        let bytes = head.encoded() + schema
        file = try attempt(path) { () throws(FileFault) in
            let file = try files.create(path, replacing: false)
            self.file = file
            try bytes.withBytes { (raw) throws(FileFault) in
                try files.writeFully(file, raw, at: 0)
            }
            try files.syncDirectory(directory)
            return file
        }
        position = UInt64(bytes.count)
        totals = SegmentTotals(firstSequence: totals.nextSequence, chain: totals.chain)
        summary.segmentCount += 1
    }

    /// Appends one block.
    ///
    /// - Parameters:
    ///   - payload: The content, at most 16 MiB.
    ///   - eventCount: Events in it, at least 1.
    ///   - timeRange: Earliest and latest instant of them.
    /// - Throws: `EventLogError.inputOutput` for the failure that ends the writer, and
    ///   `.writerFailed` for every call after it.
    public func append(
        _ payload: UnsafeRawBufferPointer, eventCount: Int, timeRange: ClosedRange<SimulationTime>
    ) throws(EventLogError) {
        guard isUsable, file != nil else { throw .writerFailed(path: directory) }
        guard payload.count <= LogFormat.largestRawBlock else {
            throw .blockTooLarge(
                path: directory, bytes: payload.count, limit: LogFormat.largestRawBlock)
        }
        precondition(eventCount > 0 && eventCount <= UInt32.max, "a block holds events")
        let stored = stage(payload)
        let extent = UInt64(LogFormat.blockHeaderBytes + stored.count)
        if totals.blockCount > 0, position + extent > options.segmentBytes {
            try seal(last: false)
            segment += 1
            try beginSegment()
        }
        var block = BlockHeader(
            segment: segment, block: totals.blockCount, offset: position, schemaSet: schemaSet,
            rawLength: payload.count, eventCount: eventCount, firstSequence: totals.nextSequence,
            timeRange: timeRange)
        block.isCompressed = stored.isCompressed
        block.storedLength = stored.count
        let head = LogFormat.blockHeaderBytes
        block.storedChecksum = CRC32C.checksum(
            UnsafeRawBufferPointer(rebasing: staged[head..<head + stored.count]))
        block.chainValue = BlockHeader.chain(after: totals.chain, block, payload: payload)
        block.encode(to: &header, logID: logID)
        UnsafeMutableRawBufferPointer(rebasing: staged[..<head]).copyMemory(from: header.bytes)
        try attempt(path) { () throws(FileFault) in
            guard let file else { return }
            try files.writeFully(
                file, UnsafeRawBufferPointer(rebasing: staged[..<Int(extent)]), at: position)
        }
        position += extent
        totals.add(block)
    }

    /// Puts the stored form of a payload behind the room for the header.
    private func stage(_ payload: UnsafeRawBufferPointer) -> (count: Int, isCompressed: Bool) {
        let needed = LogFormat.blockHeaderBytes + Compressor.bound(payload.count)
        if staged.count < needed {
            staged.deallocate()
            staged = .allocate(byteCount: needed, alignment: 16)
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: staged[LogFormat.blockHeaderBytes...])
        if let compressor, let count = try? compressor.compress(payload, into: room),
            count < payload.count
        {
            return (count, true)
        }
        room.copyMemory(from: payload)
        return (payload.count, false)
    }

    /// Seals the log: index, totals and trailer are written, and all is forced to the device.
    ///
    /// - Returns: What the log holds.
    /// - Throws: `EventLogError` as for `append`; the writer is finished in any case.
    public func finish() throws(EventLogError) -> LogSummary {
        try seal(last: true)
        isUsable = false
        if let lock { files.close(lock) }
        lock = nil
        return summary
    }

    private func seal(last: Bool) throws(EventLogError) {
        let bytes = totals.sealed(at: position, last: last)
        try attempt(path) { () throws(FileFault) in
            guard let file else { return }
            try bytes.withBytes { (raw) throws(FileFault) in
                try files.writeFully(file, raw, at: position)
            }
            try files.sync(file)
            try files.syncDirectory(directory)
            files.close(file)
            self.file = nil
        }
        summary.chainHead = totals.chain
        summary.eventCount = totals.nextSequence
        summary.blockCount += totals.blockCount
        summary.rawBytes += totals.rawBytes
        summary.fileBytes += position + UInt64(bytes.count)
        if let range = totals.timeRange {
            summary.timeRange = SegmentTotals.union(summary.timeRange, range)
        }
    }
}
