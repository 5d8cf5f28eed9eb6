import BinaryCoding
import Zstandard

/// How a log ends.
public enum LogEnding: Equatable, Sendable {
    /// Sealed by its writer: all that was written is there.
    case complete
    /// Not sealed, but every byte is part of a whole block: the writer was stopped between blocks.
    case open
    /// The tail is no whole block: the writer was stopped while it wrote.
    case torn(TornTail)
}

/// The bytes of the last segment that follow the last whole block.
public struct TornTail: Equatable, Sendable {
    /// The segment file.
    public var path: String
    /// Number of the segment.
    public var segment: Int
    /// First byte of the tail.
    public var offset: UInt64
    /// Length of the tail in bytes.
    public var length: UInt64
    /// Why it is no block.
    public var reason: String
}

/// Reads a log block by block, checking everything on the way.
///
/// It yields a true prefix of what was written, and then says how the log ends; what was sealed and
/// does not match is an error that names segment, block and bytes. Memory is bounded by one block
/// (16 MiB) whatever the file claims, and no content of a file can make it trap.
public final class EventLogReader {
    /// How much of a log is checked.
    public enum Verification: Sendable {
        /// Checksums of headers and payloads, and the order of blocks.
        case checksums
        /// Also the SHA-256 chain over the decompressed content.
        case chain
    }

    /// Directory of the log.
    public let directory: String
    /// Identity of the log.
    public let logID: LogID
    /// What the writer's upper layer wants every reader to know.
    public let schema: [UInt8]
    /// Number of segment files.
    public let segmentCount: Int
    /// How the log ends; nil until `next` has returned nil.
    public private(set) var ending: LogEnding?
    /// Chain value of the last block that was read; zeros before the first.
    public private(set) var chainHead = ChainValue.zero
    /// Events in the blocks that were read.
    public private(set) var eventCount: UInt64 = 0
    /// Bytes of the segment files that were opened so far.
    public private(set) var fileBytes: UInt64 = 0

    private let files: any FileAccess
    private let verification: Verification
    private let decompressor: Decompressor
    private var current: LogSegment
    private var position: UInt64
    private var totals: SegmentTotals
    private var stored = Room()
    private var raw = Room()

    /// The payload of the block that `next` returned last; valid until the next call.
    public private(set) var payload = UnsafeRawBufferPointer(start: nil, count: 0)

    /// Opens a log for reading; a writer may hold it.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - verification: How much is checked.
    ///   - files: The file system.
    /// - Throws: `EventLogError.noSuchLog`, `.notALog`, `.fromTheFuture`, `.damaged` or
    ///   `.inputOutput`.
    public init(
        _ directory: String, verification: Verification = .checksums,
        files: any FileAccess = SystemFiles()
    ) throws(EventLogError) {
        self.directory = directory
        self.files = files
        self.verification = verification
        segmentCount = try Self.countSegments(directory, files)
        do {
            decompressor = try Decompressor()
        } catch {
            throw .inputOutput(path: directory, fault: FileFault("\(error)", code: 0))
        }
        let first: LogSegment
        do {
            first = try LogSegment.open(directory, 0, files)
        } catch {
            throw Self.error(error, directory, 0)
        }
        current = first
        logID = first.header.logID
        schema = first.schema
        position = first.start
        totals = SegmentTotals(firstSequence: 0, chain: .zero)
        fileBytes = first.size
        try checkSeal(first)
        guard first.header.firstSequence == 0, first.header.previousChain == .zero else {
            throw damaged(0..<128, "the first segment does not begin at event 0")
        }
    }

    deinit { files.close(current.file) }

    private static func countSegments(
        _ directory: String, _ files: any FileAccess
    ) throws(EventLogError) -> Int {
        let names: [String]
        do {
            names = try files.list(directory)
        } catch {
            switch error.code {
            case SystemFiles.noEntry: throw .noSuchLog(path: directory)
            case SystemFiles.notADirectory:
                throw .notALog(path: directory, reason: "it is a file; a log is a directory")
            default: throw .inputOutput(path: directory, fault: error)
            }
        }
        let numbers = names.compactMap(LogFormat.segmentNumber).sorted()
        guard !numbers.isEmpty else {
            throw .notALog(path: directory, reason: "the directory has no seg-0000000000.twl")
        }
        for (expected, number) in numbers.enumerated() where expected != number {
            throw .damaged(
                path: directory + "/" + LogFormat.segmentName(expected), segment: expected,
                block: nil, range: 0..<0, reason: "the segment file is missing")
        }
        return numbers.count
    }

    private static func error(
        _ refusal: LogSegment.Refusal, _ directory: String, _ segment: Int
    ) -> EventLogError {
        let path = directory + "/" + LogFormat.segmentName(segment)
        switch refusal {
        case .fault(let fault): return .inputOutput(path: path, fault: fault)
        case .notALog(let reason): return .notALog(path: path, reason: reason)
        case .future(let what, let found, let known):
            return .fromTheFuture(path: path, what: what, found: found, known: known)
        case .damaged(let range, let reason):
            return .damaged(
                path: path, segment: segment, block: nil, range: range, reason: reason)
        }
    }

    private func damaged(_ range: Range<UInt64>, _ reason: String, block: Int? = nil)
        -> EventLogError
    {
        .damaged(
            path: current.path, segment: current.number, block: block, range: range, reason: reason)
    }

    /// Every segment but the last one is sealed, and only the last one ends the log.
    private func checkSeal(_ segment: LogSegment) throws(EventLogError) {
        let isLast = segment.number == segmentCount - 1
        if !isLast, segment.trailer == nil || segment.trailer?.isLast == true {
            throw .damaged(
                path: segment.path, segment: segment.number, block: nil,
                range: segment.size..<segment.size,
                reason: "the segment is not sealed as one that is followed by another")
        }
    }
}

// The walk over the blocks.
extension EventLogReader {
    /// Goes to the next block.
    ///
    /// - Parameter wantsPayload: Whether `payload` is needed; checksums are tested without it.
    /// - Returns: The block's header; nil at the end of the log, see `ending`.
    /// - Throws: `EventLogError.damaged`, `.fromTheFuture` or `.inputOutput`.
    public func next(wantsPayload: Bool = true) throws(EventLogError) -> BlockHeader? {
        while ending == nil {
            if position == current.end {
                try endSegment()
                continue
            }
            do throws(Flaw) {
                return try readBlock(wantsPayload)
            } catch {
                try take(error)
            }
        }
        return nil
    }

    /// Why the bytes at `position` are no block.
    private enum Flaw: Error {
        case incomplete(length: UInt64, String)
        case final(EventLogError)
    }

    /// A flaw in a sealed segment is damage; in an open one it is the torn tail.
    private func take(_ flaw: Flaw) throws(EventLogError) {
        switch flaw {
        case .final(let error): throw error
        case .incomplete(let length, let reason):
            if current.trailer != nil {
                throw damaged(
                    position..<min(position + length, current.end), reason,
                    block: totals.blockCount)
            }
            ending = .torn(
                TornTail(
                    path: current.path, segment: current.number, offset: position,
                    length: current.size - position, reason: reason))
        }
    }

    private func readBlock(_ wantsPayload: Bool) throws(Flaw) -> BlockHeader {
        let available = current.end - position
        let headLength = LogFormat.blockHeaderBytes
        guard available >= UInt64(headLength) else {
            throw .incomplete(length: available, "\(available) bytes are no block header")
        }
        let head = try read(&stored, position, headLength)
        var header: BlockHeader
        do throws(BlockHeader.Refusal) {
            header = try BlockHeader(
                head, logID: logID, segment: current.number, block: totals.blockCount,
                offset: position)
        } catch {
            switch error {
            case .noBlock(let reason): throw .incomplete(length: UInt64(headLength), reason)
            case .future(let what, let found, let known):
                throw .final(
                    .fromTheFuture(path: current.path, what: what, found: found, known: known))
            }
        }
        guard header.firstSequence == totals.nextSequence else {
            throw .incomplete(length: UInt64(headLength), "the sequence has a gap")
        }
        guard header.extent <= available,
            header.storedLength <= Compressor.bound(LogFormat.largestRawBlock)
        else { throw .incomplete(length: available, "the block is longer than the file") }
        let bytes = try read(&stored, position + UInt64(headLength), header.storedLength)
        guard CRC32C.checksum(bytes) == header.storedChecksum else {
            throw .incomplete(
                length: header.extent, "the checksum of the payload does not match")
        }
        if wantsPayload || verification == .chain { try unpack(header, bytes) }
        totals.add(header)
        position += header.extent
        chainHead = header.chainValue
        eventCount = totals.nextSequence
        return header
    }

    /// Fills `payload`; the checksum holds, so what fails here was written so.
    private func unpack(_ header: BlockHeader, _ bytes: UnsafeRawBufferPointer) throws(Flaw) {
        let range = position..<position + header.extent
        if header.isCompressed {
            let room = raw.room(header.rawLength)
            do {
                try decompressor.decompress(bytes, into: room)
            } catch {
                throw .final(damaged(range, error.description, block: header.block))
            }
            payload = UnsafeRawBufferPointer(room)
        } else {
            payload = bytes
        }
        guard verification == .chain else { return }
        let chain = BlockHeader.chain(after: totals.chain, header, payload: payload)
        guard chain == header.chainValue else {
            throw .final(damaged(range, "the hash chain is broken", block: header.block))
        }
    }

    private func read(
        _ room: inout Room, _ offset: UInt64, _ count: Int
    ) throws(Flaw) -> UnsafeRawBufferPointer {
        let target = room.room(count)
        let filled: Int
        do {
            filled = try files.readFully(current.file, into: target, at: offset)
        } catch {
            throw .final(.inputOutput(path: current.path, fault: error))
        }
        guard filled == count else {
            throw .incomplete(length: UInt64(count), "the file became shorter")
        }
        return UnsafeRawBufferPointer(target)
    }

    /// Checks a footer, then goes to the next segment or ends the walk.
    private func endSegment() throws(EventLogError) {
        if let trailer = current.trailer {
            let expected = totals.sealed(at: trailer.footerOffset, last: trailer.isLast)
            let range = trailer.footerOffset..<current.size
            do throws(Flaw) {
                guard range.count == expected.count,
                    try read(&stored, range.lowerBound, range.count).elementsEqual(expected)
                else { throw .incomplete(length: UInt64(range.count), "") }
            } catch {
                if case .final(let error) = error { throw error }
                throw damaged(range, "the footer does not agree with the blocks")
            }
        }
        guard current.number + 1 < segmentCount else {
            ending = current.trailer?.isLast == true ? .complete : .open
            return
        }
        try openSegment(current.number + 1)
    }

    private func openSegment(_ number: Int) throws(EventLogError) {
        let next: LogSegment
        do throws(LogSegment.Refusal) {
            next = try LogSegment.open(directory, number, files)
        } catch {
            try take(error, number)
            return
        }
        files.close(current.file)
        current = next
        position = next.start
        fileBytes += next.size
        try checkSeal(next)
        guard next.header.logID == logID, next.schema == schema,
            next.header.firstSequence == totals.nextSequence,
            next.header.previousChain == totals.chain
        else { throw damaged(0..<128, "the segment does not continue the one before") }
        totals = SegmentTotals(firstSequence: totals.nextSequence, chain: totals.chain)
    }

    /// The header of the last segment may be torn: the writer was stopped while it began it.
    private func take(_ refusal: LogSegment.Refusal, _ number: Int) throws(EventLogError) {
        let error = Self.error(refusal, directory, number)
        switch refusal {
        case .fault, .future: throw error
        case .notALog(let reason), .damaged(_, let reason):
            guard number == segmentCount - 1 else { throw error }
            let path = directory + "/" + LogFormat.segmentName(number)
            let size = (try? LogTail.size(path, files)) ?? 0
            // A whole header and more is not what an interrupted first write leaves.
            guard size <= UInt64(LogFormat.segmentHeaderBytes + schema.count) else { throw error }
            ending = .torn(
                TornTail(path: path, segment: number, offset: 0, length: size, reason: reason))
        }
    }
}

/// Memory that grows and is used again.
struct Room: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 16)

    deinit { memory.deallocate() }

    mutating func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if memory.count < count {
            memory.deallocate()
            memory = .allocate(byteCount: count, alignment: 16)
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
    }
}
