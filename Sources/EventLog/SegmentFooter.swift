import BinaryCoding
import TwinPrimitives

/// What the blocks of one segment add up to; writer and reader gather it alike, so a reader checks
/// a footer by making its own.
struct SegmentTotals {
    let firstSequence: UInt64
    var nextSequence: UInt64
    var chain: ChainValue
    var rawBytes: UInt64 = 0
    var storedBytes: UInt64 = 0
    var timeRange: ClosedRange<SimulationTime>?
    private(set) var blockCount = 0
    private var index: [UInt8] = []

    init(firstSequence: UInt64, chain: ChainValue) {
        self.firstSequence = firstSequence
        nextSequence = firstSequence
        self.chain = chain
    }

    /// Adds a block.
    mutating func add(_ header: BlockHeader) {
        var entry = ByteWriter(capacity: 2 * LogFormat.footerEntryBytes)
        entry.put(fixed: header.offset)
        entry.put(fixed: header.firstSequence)
        entry.put(fixed: UInt32(header.eventCount))
        entry.put(fixed: header.timeRange.lowerBound.nanoseconds)
        entry.put(fixed: header.timeRange.upperBound.nanoseconds)
        index += Array(entry.bytes)
        blockCount += 1
        nextSequence += UInt64(header.eventCount)
        chain = header.chainValue
        rawBytes += UInt64(header.rawLength)
        storedBytes += UInt64(header.storedLength)
        timeRange = Self.union(timeRange, header.timeRange)
    }

    static func union(
        _ first: ClosedRange<SimulationTime>?, _ second: ClosedRange<SimulationTime>
    ) -> ClosedRange<SimulationTime> {
        guard let first else { return second }
        return min(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    }

    /// Footer and trailer of the segment.
    ///
    /// - Parameters:
    ///   - offset: Where the footer begins in the file.
    ///   - last: Whether the log ends with this segment.
    /// - Returns: All bytes after the last block.
    func sealed(at offset: UInt64, last: Bool) -> [UInt8] {
        var writer = ByteWriter(capacity: LogFormat.footerFixedBytes + index.count + 128)
        writer.put(fixed: LogFormat.footerMagic)
        writer.put(fixed: UInt32(blockCount))
        writer.put(fixed: nextSequence - firstSequence)
        writer.put(fixed: firstSequence)
        writer.put(fixed: rawBytes)
        writer.put(fixed: storedBytes)
        writer.put(fixed: timeRange?.lowerBound.nanoseconds ?? 0)
        writer.put(fixed: timeRange?.upperBound.nanoseconds ?? 0)
        chain.bytes.withUnsafeBytes { writer.append($0) }
        index.withUnsafeBytes { writer.append($0) }
        let footerLength = writer.count
        let footerChecksum = CRC32C.checksum(writer.bytes)
        writer.reserve(2 * LogFormat.trailerBytes)
        writer.put(fixed: offset)
        writer.put(fixed: UInt32(footerLength))
        writer.put(fixed: footerChecksum)
        writer.put(fixed: nextSequence)
        writer.put(fixed: nextSequence - firstSequence)
        writer.put(fixed: UInt32(blockCount))
        writer.put(fixed: UInt32(last ? SegmentTrailer.lastFlag : 0))
        for _ in 0..<3 { writer.put(fixed: UInt32(0)) }
        writer.put(
            fixed: CRC32C.checksum(UnsafeRawBufferPointer(rebasing: writer.bytes[footerLength...])))
        LogFormat.trailerMagic.withUnsafeBytes { writer.append($0) }
        return Array(writer.bytes)
    }
}

/// The last 64 bytes of a sealed segment.
struct SegmentTrailer: Equatable {
    static let lastFlag: UInt32 = 1

    var footerOffset: UInt64
    var isLast: Bool

    /// Whether 64 bytes end as a trailer does; else the segment is open.
    static func isPresent(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == LogFormat.trailerBytes
            && bytes.suffix(8).elementsEqual(LogFormat.trailerMagic)
    }

    /// Reads 64 bytes; nil if the checksum does not match.
    init?(_ bytes: UnsafeRawBufferPointer) {
        func word<Word: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _: Word.Type) -> Word {
            Word(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Word.self))
        }
        guard Self.isPresent(bytes),
            CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<52])) == word(52, UInt32.self)
        else { return nil }
        footerOffset = word(0, UInt64.self)
        isLast = word(36, UInt32.self) & Self.lastFlag != 0
    }
}
