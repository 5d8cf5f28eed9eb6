/// A growing byte buffer for hot encoders: plain stores behind one capacity check per record.
///
/// Call `reserve` once for the longest record, then any number of `put` calls whose bytes fit in
/// what was reserved. Integers are little-endian. The memory is kept over `removeAll`, so that one
/// buffer serves every block of a log.
@frozen
public struct ByteWriter: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var written: Int
    @usableFromInline var allocated: Int

    /// Creates an empty buffer.
    ///
    /// - Parameter capacity: Bytes to allocate at once, at least 16.
    public init(capacity: Int) {
        allocated = max(capacity, 16)
        base = .allocate(capacity: allocated)
        written = 0
    }

    deinit { base.deallocate() }

    /// Bytes written so far.
    @inlinable
    public var count: Int { written }

    /// The bytes written so far; valid until the next mutation.
    @inlinable
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: written) }

    /// Makes room for `length` more bytes.
    @inlinable @inline(__always)
    public mutating func reserve(_ length: Int) {
        if allocated &- written < length { grow(length) }
    }

    /// Forgets the content, keeps the memory.
    public mutating func removeAll() { written = 0 }

    @usableFromInline
    mutating func grow(_ length: Int) {
        let larger = max(allocated * 2, written + length)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: written)
        base.deallocate()
        base = moved
        allocated = larger
    }

    @inlinable @inline(__always)
    mutating func advance(_ length: Int) { written &+= length }

    /// Appends one byte; needs 1 reserved byte.
    @inlinable @inline(__always)
    public mutating func put(_ byte: UInt8) {
        base[written] = byte
        advance(1)
    }

    /// Appends the low `length` bytes of `word`; needs 8 reserved bytes whatever `length` is.
    ///
    /// - Parameters:
    ///   - word: Bytes, the lowest first.
    ///   - length: How many of them count, 0 to 8.
    @inlinable @inline(__always)
    public mutating func put(lowBytesOf word: UInt64, length: Int) {
        UnsafeMutableRawPointer(base + written).storeBytes(of: word.littleEndian, as: UInt64.self)
        advance(length)
    }

    /// Appends an integer of fixed width, little-endian; needs its width reserved.
    @inlinable @inline(__always)
    public mutating func put<Integer: FixedWidthInteger>(fixed value: Integer) {
        UnsafeMutableRawPointer(base + written).storeBytes(of: value.littleEndian, as: Integer.self)
        advance(MemoryLayout<Integer>.size)
    }

    /// Appends a varint of 7 bits a byte, lowest first; needs 10 reserved bytes.
    @inlinable @inline(__always)
    public mutating func put(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            put(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        put(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a signed varint, small magnitudes short (zigzag); needs 10 reserved bytes.
    @inlinable @inline(__always)
    public mutating func put(zigzag value: Int64) { put(varint: Zigzag.encode(value)) }

    /// Appends bytes and reserves the room for them itself.
    public mutating func append(_ source: UnsafeRawBufferPointer) {
        reserve(source.count)
        UnsafeMutableRawBufferPointer(start: base + written, count: source.count)
            .copyMemory(from: source)
        written += source.count
    }

    /// Overwrites an integer that was written earlier, for lengths known only at the end.
    ///
    /// - Parameters:
    ///   - value: The integer, stored little-endian.
    ///   - offset: Position of its first byte; the bytes must have been written.
    public mutating func overwrite<Integer: FixedWidthInteger>(_ value: Integer, at offset: Int) {
        precondition(offset >= 0 && offset + MemoryLayout<Integer>.size <= written)
        UnsafeMutableRawPointer(base + offset)
            .storeBytes(of: value.littleEndian, as: Integer.self)
    }
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
