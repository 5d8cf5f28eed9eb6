public import TwinPrimitives

/// A notice in the future event list: when, what kind, and for whom, in 16 bytes.
///
/// Order is (time, rank of the kind, sequence): notices of one instant follow the rank of their
/// kind, then the order of scheduling, never chance. Layout after the future-event-list
/// measurements of this project: 4 bits of kind, 36 of sequence, 24 of index.
@frozen
public struct Notice: Equatable, Sendable {
    /// Kind, sequence and index, from the highest bit down.
    @usableFromInline let tail: UInt64
    /// Nanoseconds since the start; never negative.
    @usableFromInline let time: UInt64

    /// Bits of the index.
    public static let indexBits: UInt64 = 24
    /// Bits of the sequence number: 68 thousand million notices a run.
    public static let sequenceBits: UInt64 = 36
    /// One past the largest sequence number.
    @inlinable public static var sequenceLimit: UInt64 { 1 << 36 }
    /// One past the largest index.
    @inlinable public static var indexLimit: UInt32 { 1 << 24 }

    /// Packs a notice.
    ///
    /// - Parameters:
    ///   - time: When it falls due; not before the start.
    ///   - kind: Rank and kind, 0 to 15; the lower goes first at one instant.
    ///   - sequence: Number of scheduling, below 2^36.
    ///   - index: For whom, below 2^24.
    @inlinable
    @inline(__always)
    public init(time: SimulationTime, kind: UInt8, sequence: UInt64, index: UInt32) {
        self.time = UInt64(bitPattern: time.nanoseconds)
        tail = UInt64(kind) &<< 60 | sequence &<< 24 | UInt64(index)
    }

    private init(time: UInt64, tail: UInt64) {
        self.time = time
        self.tail = tail
    }

    /// Later than every notice that can be made.
    static var latest: Notice { Notice(time: .max, tail: .max) }

    /// When the notice falls due.
    @inlinable
    @inline(__always)
    public var due: SimulationTime { SimulationTime(nanoseconds: Int64(bitPattern: time)) }
    /// Its kind, 0 to 15.
    @inlinable
    @inline(__always)
    public var kind: UInt8 { UInt8(truncatingIfNeeded: tail &>> 60) }
    /// For whom.
    @inlinable
    @inline(__always)
    public var index: UInt32 { UInt32(truncatingIfNeeded: tail) & 0xFF_FFFF }

    /// Whether `self` is due before `other`: one 128-bit comparison by borrow, without a branch.
    ///
    /// A lexicographic comparison of two fields costs a misprediction on every second level of the
    /// heap; the borrow of a subtraction costs none.
    @inlinable
    @inline(__always)
    public func precedes(_ other: Notice) -> Bool {
        UInt128(_low: tail, _high: time) < UInt128(_low: other.tail, _high: other.time)
    }
}
