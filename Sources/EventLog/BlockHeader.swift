import BinaryCoding
import Crypto
public import TwinPrimitives

/// What a log says about one block.
public struct BlockHeader: Equatable, Sendable {
    /// Number of the segment, from 0.
    public internal(set) var segment: Int
    /// Number of the block in its segment, from 0.
    public internal(set) var block: Int
    /// Position of the header in the segment file.
    public internal(set) var offset: UInt64
    /// Number of the way in which the content is coded, as the writer was told.
    public internal(set) var schemaSet: UInt16
    /// Whether the payload is stored compressed.
    public internal(set) var isCompressed: Bool
    /// Bytes of the payload in the file.
    public internal(set) var storedLength: Int
    /// Bytes of the payload.
    public internal(set) var rawLength: Int
    /// Events in the block, at least 1.
    public internal(set) var eventCount: Int
    /// Number of the first event in the whole log, from 0.
    public internal(set) var firstSequence: UInt64
    /// Earliest and latest instant of an event.
    public internal(set) var timeRange: ClosedRange<SimulationTime>
    /// SHA-256 over the chain value before, the fields of content and the payload.
    public internal(set) var chainValue: ChainValue
    /// CRC-32C of the stored payload.
    var storedChecksum: UInt32
    var durableUpTo: UInt64 = 0
    var producerBatch: UInt64 = 0
    var producer: UInt32 = 0

    /// Bytes from this header to the next.
    var extent: UInt64 { UInt64(LogFormat.blockHeaderBytes + storedLength) }

    /// Why bytes are no block header.
    enum Refusal: Error, Equatable {
        case noBlock(String)
        case future(what: String, found: Int, known: Int)
    }

    /// The chain value of a payload after another.
    static func chain(
        after previous: ChainValue, _ header: BlockHeader, payload: UnsafeRawBufferPointer
    ) -> ChainValue {
        var writer = ByteWriter(capacity: 128)
        previous.bytes.withUnsafeBytes { writer.append($0) }
        writer.reserve(64)
        writer.put(fixed: header.schemaSet)
        writer.put(fixed: UInt32(header.rawLength))
        writer.put(fixed: UInt32(header.eventCount))
        writer.put(fixed: header.firstSequence)
        writer.put(fixed: header.timeRange.lowerBound.nanoseconds)
        writer.put(fixed: header.timeRange.upperBound.nanoseconds)
        writer.put(fixed: header.producerBatch)
        writer.put(fixed: header.producer)
        ChainValue(hashing: payload).bytes.withUnsafeBytes { writer.append($0) }
        return ChainValue(hashing: writer.bytes)
    }

    /// The header's 112 bytes.
    func encode(to writer: inout ByteWriter, logID: LogID) {
        writer.removeAll()
        writer.reserve(LogFormat.blockHeaderBytes + 16)
        writer.put(fixed: LogFormat.blockMagic)
        writer.put(fixed: UInt16(LogFormat.blockHeaderBytes))
        writer.put(fixed: UInt16(0))
        writer.put(isCompressed ? 1 : 0)
        writer.put(0)
        writer.put(fixed: schemaSet)
        writer.put(fixed: UInt32(storedLength))
        writer.put(fixed: UInt32(rawLength))
        writer.put(fixed: UInt32(eventCount))
        writer.put(fixed: firstSequence)
        writer.put(fixed: timeRange.lowerBound.nanoseconds)
        writer.put(fixed: timeRange.upperBound.nanoseconds)
        writer.put(fixed: durableUpTo)
        writer.put(fixed: producerBatch)
        writer.put(fixed: producer)
        writer.put(fixed: storedChecksum)
        chainValue.bytes.withUnsafeBytes { writer.append($0) }
        writer.reserve(16)
        writer.put(fixed: UInt32(0))
        writer.put(fixed: Self.checksum(writer.bytes, logID, segment, offset))
    }

    /// The checksum also covers where the block lies, so that a block from elsewhere is noticed.
    private static func checksum(
        _ fields: UnsafeRawBufferPointer, _ logID: LogID, _ segment: Int, _ offset: UInt64
    ) -> UInt32 {
        var check = CRC32C()
        check.update(fields)
        logID.bytes.withUnsafeBytes { check.update($0) }
        check.update(UInt32(segment))
        check.update(offset)
        return check.value
    }

    init(
        segment: Int, block: Int, offset: UInt64, schemaSet: UInt16, rawLength: Int,
        eventCount: Int, firstSequence: UInt64, timeRange: ClosedRange<SimulationTime>
    ) {
        self.segment = segment
        self.block = block
        self.offset = offset
        self.schemaSet = schemaSet
        isCompressed = false
        storedLength = rawLength
        self.rawLength = rawLength
        self.eventCount = eventCount
        self.firstSequence = firstSequence
        self.timeRange = timeRange
        chainValue = .zero
        storedChecksum = 0
    }

    /// Reads 112 bytes that lie at `offset` of a segment.
    init(
        _ bytes: UnsafeRawBufferPointer, logID: LogID, segment: Int, block: Int, offset: UInt64
    ) throws(Refusal) {
        func word<Word: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _: Word.Type) -> Word {
            Word(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Word.self))
        }
        guard bytes.count >= LogFormat.blockHeaderBytes,
            word(0, UInt32.self) == LogFormat.blockMagic
        else { throw .noBlock("no block begins here") }
        let fields = UnsafeRawBufferPointer(rebasing: bytes[..<108])
        guard Self.checksum(fields, logID, segment, offset) == word(108, UInt32.self) else {
            throw .noBlock("the checksum of the block header does not match")
        }
        let codec = bytes[8]
        guard codec <= 1 else { throw .future(what: "block codec", found: Int(codec), known: 1) }
        let flags = word(6, UInt16.self)
        guard flags == 0 else { throw .future(what: "block flags", found: Int(flags), known: 0) }
        let (earliest, latest) = (word(32, Int64.self), word(40, Int64.self))
        let (stored, raw) = (Int(word(12, UInt32.self)), Int(word(16, UInt32.self)))
        let count = Int(word(20, UInt32.self))
        guard word(4, UInt16.self) == 112, earliest <= latest, raw <= LogFormat.largestRawBlock,
            codec == 1 || stored == raw, count > 0
        else { throw .noBlock("a field of the block header is out of range") }
        self.init(
            segment: segment, block: block, offset: offset, schemaSet: word(10, UInt16.self),
            rawLength: raw, eventCount: count, firstSequence: word(24, UInt64.self),
            timeRange: SimulationTime(nanoseconds: earliest)...SimulationTime(nanoseconds: latest))
        isCompressed = codec == 1
        storedLength = stored
        durableUpTo = word(48, UInt64.self)
        producerBatch = word(56, UInt64.self)
        producer = word(64, UInt32.self)
        storedChecksum = word(68, UInt32.self)
        chainValue = ChainValue(UnsafeRawBufferPointer(rebasing: bytes[72..<104]))
    }
}
