public import TwinPrimitives

/// A priority queue of notices; the seam behind which another list may replace the heap.
///
/// Static dispatch only: the run loop is generic over it.
public protocol FutureEventList: ~Copyable {
    /// Creates an empty list.
    init()
    /// Notices in the list.
    var count: Int { get }
    /// Instant of the first notice, or `SimulationTime.distantFuture` when the list is empty.
    var firstDue: SimulationTime { get }
    /// Adds a notice.
    mutating func push(_ notice: Notice)
    /// Removes and returns the first notice; the list must not be empty.
    mutating func popFirst() -> Notice
    /// Drops every notice that `isLive` denies; the order of the others is unchanged.
    mutating func compact(keeping isLive: (Notice) -> Bool)
}
