public import TwinPrimitives

/// The future event list with its sequence numbers and the count of cancelled notices.
///
/// Cancellation is lazy: whoever cancels says so (`noteCancelled`), the notice stays until it falls
/// due or until cancelled notices outnumber live ones, when the owner is asked which are live.
public struct FutureEvents<List: FutureEventList & ~Copyable>: ~Copyable {
    /// Below this many notices cancelled ones are not worth a sweep.
    @usableFromInline static var smallestSweep: Int { 4096 }

    @usableFromInline var list: List
    @usableFromInline var sequence: UInt64
    @usableFromInline var cancelled: Int

    /// Creates an empty list.
    @inlinable
    public init() {
        list = List()
        sequence = 0
        cancelled = 0
    }

    /// Notices in the list, cancelled ones included.
    @inlinable public var count: Int { list.count }
    /// Notices scheduled so far.
    @inlinable public var scheduled: UInt64 { sequence }
    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    @inlinable
    @inline(__always)
    public var firstDue: SimulationTime { list.firstDue }

    /// Schedules a notice, of which there may be `Notice.sequenceLimit` over a run.
    ///
    /// - Parameters:
    ///   - kind: Rank and kind, 0 to 15.
    ///   - index: For whom, below 2^24.
    ///   - time: When.
    @inlinable
    @inline(__always)
    public mutating func schedule(_ kind: UInt8, _ index: UInt32, at time: SimulationTime) {
        list.push(Notice(time: time, kind: kind, sequence: sequence, index: index))
        sequence &+= 1
    }

    /// Removes and returns the first notice; the list must not be empty.
    @inlinable
    @inline(__always)
    public mutating func popFirst() -> Notice { list.popFirst() }

    /// Notes that one notice in the list has lost its meaning.
    @inlinable
    @inline(__always)
    public mutating func noteCancelled() { cancelled &+= 1 }

    /// Notes that a notice which had lost its meaning fell due.
    @inlinable
    @inline(__always)
    public mutating func noteStale() { cancelled &-= 1 }

    /// True once cancelled notices outnumber live ones.
    @inlinable
    @inline(__always)
    public var wantsSweep: Bool {
        list.count > Self.smallestSweep && cancelled &* 2 > list.count
    }

    /// Drops the notices that have lost their meaning; O(n).
    @inlinable
    public mutating func sweep(keeping isLive: (Notice) -> Bool) {
        list.compact(keeping: isLive)
        cancelled = 0
    }
}
