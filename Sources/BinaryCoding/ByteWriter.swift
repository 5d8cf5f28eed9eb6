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

    /// Appends an integer of fixed width, little-endian; needs its width reserved.
    @inlinable @inline(__always)
    public mutating func put<Integer: FixedWidthInteger>(fixed value: Integer) {
        UnsafeMutableRawPointer(base + written).storeBytes(of: value.littleEndian, as: Integer.self)
        advance(MemoryLayout<Integer>.size)
    }

    /// A writer for one more record behind the bytes so far; what was reserved bounds it.
    @inlinable @inline(__always)
    public var rowWriter: RowWriter { RowWriter(at: base + written) }

    /// Takes what a writer of rows has written behind the bytes so far.
    @inlinable @inline(__always)
    public mutating func take(_ row: RowWriter) { written = row.position - base }

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
