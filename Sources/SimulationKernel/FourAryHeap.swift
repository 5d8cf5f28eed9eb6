public import TwinPrimitives

/// An implicit 4-ary heap of notices.
///
/// The four children of a node share one 64-byte line: the root lies 3 entries past a line's start.
/// Every entry beyond the last holds a notice later than all, so that a descent may look at four
/// children wherever there is one. `push` and `popFirst` cost O(log n). Method: implicit d-ary heap (Johnson 1975) with the
/// alignment of LaMarca and Ladner (1996).
public struct FourAryHeap: ~Copyable, FutureEventList {
    /// Entries between the start of a line and the root.
    @usableFromInline static var offset: Int { 3 }
    /// Length of a cache line in bytes.
    @usableFromInline static var line: Int { 64 }
    /// Start of the memory; aligned to a line.
    @usableFromInline var memory: UnsafeMutableRawPointer
    /// The root.
    @usableFromInline var heap: UnsafeMutablePointer<Notice>
    @usableFromInline var capacity: Int
    /// Notices in the list.
    public private(set) var count: Int

    /// Creates an empty heap.
    public init() {
        capacity = 1024
        count = 0
        (memory, heap) = Self.reserve(capacity)
    }

    /// Memory for some notices and the rest of the last family, filled with the latest notice.
    private static func reserve(
        _ capacity: Int
    ) -> (memory: UnsafeMutableRawPointer, heap: UnsafeMutablePointer<Notice>) {
        let entries = capacity + 4
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: (entries + offset) * 16, alignment: line)
        let heap = memory.assumingMemoryBound(to: Notice.self) + offset
        heap.initialize(repeating: .latest, count: entries)
        return (memory, heap)
    }

    deinit { memory.deallocate() }

    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    @inlinable
    @inline(__always)
    public var firstDue: SimulationTime { count == 0 ? .distantFuture : heap[0].due }

    /// Adds a notice.
    @inline(never)
    public mutating func push(_ notice: Notice) { add(notice) }

    /// `push` for callers in this module, inlined.
    @inline(__always)
    mutating func add(_ notice: Notice) {
        if count == capacity { grow() }
        count &+= 1
        rise(notice, to: count &- 1, above: 0)
    }

    /// Removes and returns some notice, in O(1); nil when there is none.
    mutating func popLast() -> Notice? {
        guard count > 0 else { return nil }
        count &-= 1
        defer { heap[count] = .latest }
        return heap[count]
    }

    /// Removes and returns the first notice.
    ///
    /// Kept out of line: inlined into a large loop its comparisons have been seen to become branches.
    @inline(never)
    public mutating func popFirst() -> Notice {
        precondition(count > 0, "the future event list is empty")
        let first = heap[0]
        count &-= 1
        let last = heap[count]
        heap[count] = .latest
        if count > 0 { siftDown(last, from: 0) }
        return first
    }

    /// Drops every notice that `isLive` denies and restores the heap in O(n).
    public mutating func compact(keeping isLive: (Notice) -> Bool) {
        var kept = 0
        for position in 0..<count where isLive(heap[position]) {
            heap[kept] = heap[position]
            kept += 1
        }
        for position in kept..<count { heap[position] = .latest }
        count = kept
        guard kept > 1 else { return }
        for position in stride(from: (kept - 2) / 4, through: 0, by: -1) {
            siftDown(heap[position], from: position)
        }
    }

    /// Puts a notice into the hole at `start`.
    ///
    /// The hole first falls to a leaf along the least children, without looking at the notice, which
    /// then rises from there: as it comes from the heap's end it hardly ever rises, so no branch of
    /// the descent depends on data (bottom-up heapsort, Wegener 1993).
    @inline(__always)
    private mutating func siftDown(_ notice: Notice, from start: Int) {
        var position = start
        var child = 4 &* position &+ 1
        while child < count {
            let family = heap + child
            let (first, second, third, fourth) = (family[0], family[1], family[2], family[3])
            // Values, not places, are compared: the second round waits for no load.
            let secondLeads = second.precedes(first)
            let fourthLeads = fourth.precedes(third)
            let left = secondLeads ? second : first
            let right = fourthLeads ? fourth : third
            let least =
                child &+ (right.precedes(left) ? (fourthLeads ? 3 : 2) : (secondLeads ? 1 : 0))
            heap[position] = heap[least]
            position = least
            child = 4 &* position &+ 1
        }
        rise(notice, to: position, above: start)
    }

    /// Moves a notice from a hole towards the root until its parent precedes it.
    @inline(__always)
    private mutating func rise(_ notice: Notice, to hole: Int, above top: Int) {
        var position = hole
        while position > top {
            let parent = (position &- 1) &>> 2
            guard notice.precedes(heap[parent]) else { break }
            heap[position] = heap[parent]
            position = parent
        }
        heap[position] = notice
    }

    @inline(never)
    private mutating func grow() {
        let larger = capacity * 2
        let (moved, target) = Self.reserve(larger)
        target.update(from: heap, count: count)
        memory.deallocate()
        memory = moved
        heap = target
        capacity = larger
    }
}
