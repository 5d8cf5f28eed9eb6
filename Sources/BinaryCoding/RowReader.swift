/// Reads the fields of one short record from memory that is known to be long enough.
///
/// The loop that owns it proves, once per record, that at least the longest record (with every
/// varint at its 10 bytes) can be read from `position`; so single reads need no check. What cannot
/// be a value sets `isMalformed`, which the loop tests once per record. It never traps.
@frozen
public struct RowReader {
    /// Next byte to read.
    public var position: UnsafePointer<UInt8>
    /// True once a value was out of its range.
    public var isMalformed: Bool

    /// Starts at a byte.
    @inlinable @inline(__always)
    public init(at position: UnsafePointer<UInt8>) {
        self.position = position
        isMalformed = false
    }

    /// Reads one byte.
    @inlinable @inline(__always)
    public mutating func byte() -> UInt8 {
        let value = position.pointee
        position += 1
        return value
    }

    /// Looks at the next 8 bytes as a little-endian word without taking them.
    @inlinable @inline(__always)
    public func peekWord() -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
    }

    /// Reads an integer of fixed width, little-endian.
    @inlinable @inline(__always)
    public mutating func fixed<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ type: Integer.Type
    ) -> Integer {
        let value = UnsafeRawPointer(position).loadUnaligned(as: Integer.self)
        position += MemoryLayout<Integer>.size
        return Integer(littleEndian: value)
    }

    /// Reads a varint; more than 64 bits is malformed.
    @inlinable @inline(__always)
    public mutating func varint() -> UInt64 {
        let first = byte()
        if first < 0x80 { return UInt64(first) }
        let second = byte()
        let low = UInt64(first & 0x7F) | UInt64(second & 0x7F) << 7
        if second < 0x80 { return low }
        return longVarint(low)
    }

    /// The rest of a varint of three bytes or more.
    @inlinable @inline(never)
    mutating func longVarint(_ low: UInt64) -> UInt64 {
        var value = low
        var shift: UInt64 = 14
        while shift < 63 {
            let next = byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        let last = byte()
        if last > 1 { isMalformed = true }
        return value | UInt64(last & 1) << 63
    }

    /// Reads a signed varint.
    @inlinable @inline(__always)
    public mutating func zigzag() -> Int64 { Zigzag.decode(varint()) }

    /// Reads a varint into a narrower type; what does not fit is malformed.
    @inlinable @inline(__always)
    public mutating func varint<Integer: FixedWidthInteger & UnsignedInteger>(
        as type: Integer.Type
    ) -> Integer {
        narrow(varint(), to: type)
    }

    /// Narrows a value that was read; what does not fit is malformed.
    @inlinable @inline(__always)
    public mutating func narrow<Integer: FixedWidthInteger & UnsignedInteger>(
        _ value: UInt64, to type: Integer.Type
    ) -> Integer {
        if value > UInt64(Integer.max) { isMalformed = true }
        return Integer(truncatingIfNeeded: value)
    }

    /// Turns a code into a case of a closed enum; a code without a case is malformed.
    @inlinable @inline(__always)
    public mutating func choice<Choice: RawRepresentable>(
        _ code: UInt8, else fallback: Choice
    ) -> Choice where Choice.RawValue == UInt8 {
        if let value = Choice(rawValue: code) { return value }
        isMalformed = true
        return fallback
    }
}
