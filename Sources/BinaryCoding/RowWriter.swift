/// Writes the fields of one short record into memory that is known to be long enough.
///
/// The counterpart of `RowReader`: the loop that owns it has made sure that the longest record, and 8
/// bytes more, fit behind `position`; so single writes need no check, and the place stays in a
/// register. Integers are little-endian.
@frozen
public struct RowWriter {
    /// Where the next byte goes.
    public var position: UnsafeMutablePointer<UInt8>

    /// Starts at a byte.
    @inlinable @inline(__always)
    public init(at position: UnsafeMutablePointer<UInt8>) { self.position = position }

    /// Writes one byte.
    @inlinable @inline(__always)
    public mutating func put(_ byte: UInt8) {
        position.pointee = byte
        position += 1
    }

    /// Writes the low `length` bytes of `word`; needs 8 bytes whatever `length` is.
    ///
    /// - Parameters:
    ///   - word: Bytes, the lowest first.
    ///   - length: How many of them count, 0 to 8.
    @inlinable @inline(__always)
    public mutating func put(lowBytesOf word: UInt64, length: Int) {
        UnsafeMutableRawPointer(position).storeBytes(of: word.littleEndian, as: UInt64.self)
        position += length
    }

    /// Writes an integer of fixed width.
    @inlinable @inline(__always)
    public mutating func put<Integer: FixedWidthInteger>(fixed value: Integer) {
        UnsafeMutableRawPointer(position).storeBytes(of: value.littleEndian, as: Integer.self)
        position += MemoryLayout<Integer>.size
    }

    /// Writes a varint of 7 bits a byte, lowest first; needs 10 bytes.
    ///
    /// One and two bytes go without a branch between them: which it is follows from the data alone.
    @inlinable @inline(__always)
    public mutating func put(varint value: UInt64) {
        guard value < 1 << 14 else { return putLong(varint: value) }
        let isLong: UInt64 = value >= 0x80 ? 1 : 0
        let word = value & 0x7F | isLong << 7 | (value >> 7) << 8
        UnsafeMutableRawPointer(position).storeBytes(
            of: UInt16(truncatingIfNeeded: word).littleEndian, as: UInt16.self)
        position += 1 &+ Int(truncatingIfNeeded: isLong)
    }

    /// A varint of three bytes or more.
    @inlinable @inline(never)
    mutating func putLong(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            put(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        put(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a signed varint, small magnitudes short (zigzag); needs 10 bytes.
    @inlinable @inline(__always)
    public mutating func put(zigzag value: Int64) { put(varint: Zigzag.encode(value)) }
}

/// The mapping of signed to unsigned integers that keeps small magnitudes small.
public enum Zigzag {
    /// 0, -1, 1, -2, … become 0, 1, 2, 3, ….
    @inlinable @inline(__always)
    public static func encode(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: (value << 1) ^ (value >> 63))
    }

    /// The inverse of `encode`.
    @inlinable @inline(__always)
    public static func decode(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
