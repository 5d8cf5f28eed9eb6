import BinaryCoding

/// Numbers of the file format (`docs/event-log-format.md`).
enum LogFormat {
    static let major: UInt16 = 1
    static let minor: UInt16 = 0
    /// Lowest reader version that can read what this program writes; also the reader's own.
    static let minimumReader: UInt16 = 1
    /// Set bits of required features that this program understands: none yet.
    static let knownFeatures: UInt32 = 0
    /// High bit, letters, line ends and control-Z: a transfer as text is noticed.
    static let segmentMagic: [UInt8] = [0x8B, 0x54, 0x57, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A]
    static let trailerMagic: [UInt8] = [0x8B, 0x54, 0x57, 0x45, 0x0D, 0x0A, 0x1A, 0x0A]
    static let blockMagic: UInt32 = 0x4257_548B
    static let footerMagic: UInt32 = 0x4657_548B
    static let segmentHeaderBytes = 128
    static let blockHeaderBytes = 112
    static let trailerBytes = 64
    static let footerFixedBytes = 88
    static let footerEntryBytes = 36
    /// Checked before memory is taken for a block.
    static let largestRawBlock = 16 << 20
    /// A list of event kinds is some hundred bytes; more is garbage.
    static let largestSchema = 1 << 16

    static func segmentName(_ number: Int) -> String {
        let digits = String(number)
        return "seg-" + String(repeating: "0", count: 10 - digits.count) + digits + ".twl"
    }

    /// The number in the name of a segment file; nil for any other file.
    static func segmentNumber(_ name: String) -> Int? {
        guard name.count == 18, name.hasPrefix("seg-"), name.hasSuffix(".twl"),
            let number = UInt32(name.dropFirst(4).dropLast(4)),
            segmentName(Int(number)) == name
        else { return nil }
        return Int(number)
    }
}

/// The first 128 bytes of a segment file.
struct SegmentHeader: Equatable {
    var logID: LogID
    var firstSequence: UInt64
    var segment: UInt32
    var schemaLength: UInt32
    var previousChain: ChainValue
    var schemaDigest: ChainValue

    enum Refusal: Error, Equatable {
        case wrongMagic
        case wrongChecksum
        case wrongField(String)
        case future(what: String, found: Int, known: Int)
    }

    /// The header's bytes.
    func encoded() -> [UInt8] {
        var writer = ByteWriter(capacity: 2 * LogFormat.segmentHeaderBytes)
        LogFormat.segmentMagic.withUnsafeBytes { writer.append($0) }
        writer.put(fixed: LogFormat.major)
        writer.put(fixed: LogFormat.minor)
        writer.put(fixed: LogFormat.minimumReader)
        writer.put(fixed: UInt16(LogFormat.segmentHeaderBytes))
        writer.put(fixed: UInt32(0))
        writer.put(fixed: UInt32(0))
        logID.bytes.withUnsafeBytes { writer.append($0) }
        writer.put(fixed: firstSequence)
        writer.put(fixed: segment)
        writer.put(fixed: schemaLength)
        previousChain.bytes.withUnsafeBytes { writer.append($0) }
        schemaDigest.bytes.withUnsafeBytes { writer.append($0) }
        writer.put(fixed: UInt32(0))
        writer.put(fixed: CRC32C.checksum(writer.bytes))
        return Array(writer.bytes)
    }

    init(
        logID: LogID, firstSequence: UInt64, segment: UInt32, schemaLength: UInt32,
        previousChain: ChainValue, schemaDigest: ChainValue
    ) {
        self.logID = logID
        self.firstSequence = firstSequence
        self.segment = segment
        self.schemaLength = schemaLength
        self.previousChain = previousChain
        self.schemaDigest = schemaDigest
    }

    /// Reads 128 bytes.
    ///
    /// The checksum comes before the versions, so that a flipped bit in a version is damage and not
    /// "from the future"; its place holds in all versions of the format.
    init(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        guard bytes.count >= LogFormat.segmentHeaderBytes,
            bytes.prefix(8).elementsEqual(LogFormat.segmentMagic)
        else { throw .wrongMagic }
        func word<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: Word.Type) -> Word {
            Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
        }
        let checked = UnsafeRawBufferPointer(rebasing: bytes[..<124])
        guard CRC32C.checksum(checked) == word(124, UInt32.self) else { throw .wrongChecksum }
        let needed = word(12, UInt16.self)
        guard needed <= LogFormat.minimumReader else {
            throw .future(
                what: "format version", found: Int(needed), known: Int(LogFormat.minimumReader))
        }
        let features = word(16, UInt32.self)
        guard features & ~LogFormat.knownFeatures == 0 else {
            throw .future(
                what: "set of required features", found: Int(features),
                known: Int(LogFormat.knownFeatures))
        }
        guard word(14, UInt16.self) == 128 else { throw .wrongField("header length") }
        logID = LogID(UnsafeRawBufferPointer(rebasing: bytes[24..<40]))
        firstSequence = word(40, UInt64.self)
        segment = word(48, UInt32.self)
        schemaLength = word(52, UInt32.self)
        guard schemaLength <= UInt32(LogFormat.largestSchema) else {
            throw .wrongField("schema length")
        }
        previousChain = ChainValue(UnsafeRawBufferPointer(rebasing: bytes[56..<88]))
        schemaDigest = ChainValue(UnsafeRawBufferPointer(rebasing: bytes[88..<120]))
    }
}
