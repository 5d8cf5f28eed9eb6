/// Why bytes could not be read.
public enum BinaryCodingError: Error, Equatable, CustomStringConvertible {
    /// The input ends before the value does.
    case endOfInput(offset: Int, needed: Int, available: Int)
    /// A varint has more than 64 bits.
    case varintTooLong(offset: Int)

    /// What went wrong, with the byte offset.
    public var description: String {
        switch self {
        case .endOfInput(let offset, let needed, let available):
            "offset \(offset): \(needed) bytes are needed, \(available) are left"
        case .varintTooLong(let offset):
            "offset \(offset): a varint has more than 64 bits"
        }
    }
}

/// A bounded reader for headers and footers: every read is checked, and none traps.
public struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    /// Offset of the next byte.
    public private(set) var offset: Int

    /// Reads memory that outlives the reader.
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        offset = 0
    }

    /// Bytes not yet read.
    public var remaining: Int { bytes.count - offset }

    /// Takes the next bytes.
    ///
    /// - Parameter length: How many; negative counts as too many.
    /// - Returns: The bytes, in place.
    /// - Throws: `BinaryCodingError.endOfInput` if there are fewer.
    public mutating func take(
        _ length: Int
    ) throws(BinaryCodingError) -> UnsafeRawBufferPointer {
        guard length >= 0, length <= remaining else {
            throw .endOfInput(offset: offset, needed: length, available: remaining)
        }
        defer { offset += length }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
    }

    /// Reads an integer of fixed width, little-endian.
    public mutating func fixed<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ type: Integer.Type
    ) throws(BinaryCodingError) -> Integer {
        let field = try take(MemoryLayout<Integer>.size)
        return Integer(littleEndian: field.loadUnaligned(as: Integer.self))
    }

    /// Reads a varint of at most 64 bits.
    public mutating func varint() throws(BinaryCodingError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try fixed(UInt8.self)
            guard shift < 63 || next <= 1 else { throw .varintTooLong(offset: start) }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    /// Reads a signed varint.
    public mutating func zigzag() throws(BinaryCodingError) -> Int64 {
        Zigzag.decode(try varint())
    }
}
