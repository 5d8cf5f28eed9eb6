public import TwinPrimitives

/// A ladder queue with one rung, whose bottom is a heap: push and pop cost O(1) amortised.
///
/// Notices due soon lie in the *bottom*, a 4-ary heap of a few; those of the next stretch of time
/// lie unsorted in the *rung*, an array of buckets of equal width; all later ones lie unsorted in
/// the *top*. An empty bottom takes the next bucket; an empty rung is laid anew over the nearer part
/// of the top, about one notice a bucket, its width taken from the median of a sample, so that a few
/// far notices do not widen it. Where times are spread badly the heap sees more notices, at O(log n)
/// each; only times made to mislead the sample can make rungs that take in few of the top, and then
/// a pop costs O(n). Below a few dozen notices the heap does it alone. The order is exactly
/// that of `Notice.precedes`, whatever lies where.
///
/// Source of the method: Tang, Goh, Thng, "Ladder queue: an O(1) priority queue structure for
/// large-scale discrete event simulation", ACM TOMACS 15(3), 2005.
public struct LadderQueue: ~Copyable, FutureEventList {
    /// Above this many notices in the heap alone the ladder takes over.
    static var heapLimit: Int { 96 }
    /// At most this many notices left in the top go to the heap at once.
    static var smallTop: Int { 32 }
    /// Notices looked at for the width of a bucket.
    static var sampleSize: Int { 64 }
    /// Most buckets in the rung: 4 MiB of heads.
    static var mostBuckets: Int { 1 << 20 }

    @usableFromInline var bottom: FourAryHeap
    /// Notices due before this go to the bottom; `UInt64.max` while the heap works alone.
    private var bottomEnd: UInt64
    var rung: Rung
    private var top: UnsafeMutablePointer<Notice>
    private var topCapacity: Int
    private var topCount: Int

    /// Creates an empty queue.
    public init() {
        bottom = FourAryHeap()
        bottomEnd = .max
        rung = Rung()
        topCapacity = 1024
        top = .allocate(capacity: topCapacity)
        topCount = 0
    }

    deinit { top.deallocate() }

    /// Notices in the list.
    @inlinable public var count: Int { bottom.count &+ upperCount }

    /// Notices above the bottom.
    @usableFromInline var upperCount: Int { rung.count &+ topCount }

    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    ///
    /// The first notice is always in the bottom.
    @inlinable
    @inline(__always)
    public var firstDue: SimulationTime { bottom.firstDue }

    /// Adds a notice.
    @inline(never)
    public mutating func push(_ notice: Notice) {
        if notice.time < bottomEnd {
            bottom.add(notice)
            if bottomEnd == .max, bottom.count > Self.heapLimit { spill() }
        } else if notice.time < rung.end {
            rung.add(notice)
        } else {
            addToTop(notice)
        }
    }

    /// Removes and returns the first notice.
    @inline(never)
    public mutating func popFirst() -> Notice {
        let first = bottom.popFirst()
        if bottom.count == 0 { refill() }
        return first
    }

    /// Drops every notice that `isLive` denies; O(n).
    public mutating func compact(keeping isLive: (Notice) -> Bool) {
        bottom.compact(keeping: isLive)
        rung.compact(keeping: isLive)
        var kept = 0
        for position in 0..<topCount where isLive(top[position]) {
            top[kept] = top[position]
            kept += 1
        }
        topCount = kept
        if bottom.count == 0 { refill() }
    }

    @inline(__always)
    private mutating func addToTop(_ notice: Notice) {
        if topCount == topCapacity { growTop() }
        top[topCount] = notice
        topCount &+= 1
    }

    @inline(never)
    private mutating func growTop() {
        let larger = UnsafeMutablePointer<Notice>.allocate(capacity: topCapacity * 2)
        larger.update(from: top, count: topCount)
        top.deallocate()
        top = larger
        topCapacity *= 2
    }

    /// The heap alone has grown too large: all goes to the top and comes back by the rung.
    @inline(never)
    private mutating func spill() {
        while let notice = bottom.popLast() { addToTop(notice) }
        layRung()
        refill()
    }

    /// Fills the empty bottom from the next bucket, or from a rung laid anew.
    @inline(never)
    private mutating func refill() {
        if rung.count == 0 {
            guard topCount > Self.smallTop else {
                bottomEnd = .max
                while topCount > 0 {
                    topCount &-= 1
                    bottom.add(top[topCount])
                }
                return
            }
            layRung()
        }
        bottomEnd = rung.moveNextBucket(to: &bottom)
    }

    /// Lays the rung over the nearer part of the top: four medians of the time left.
    @inline(never)
    private mutating func layRung() {
        var least = UInt64.max
        for position in 0..<topCount { least = min(least, top[position].time) }
        let step = max(topCount / Self.sampleSize, 1)
        var sample = stride(from: 0, to: topCount, by: step).map { top[$0].time - least }
        sample.sort()
        // The bound keeps the rung's end within 64 bits: 2^59 ns are 18 years.
        let span = min(sample[sample.count / 2], 1 << 59) * 4 + 1
        rung.lay(from: least, over: span, buckets: min(topCount, Self.mostBuckets))
        var kept = 0
        for position in 0..<topCount {
            let notice = top[position]
            if notice.time < rung.end {
                rung.add(notice)
            } else {
                top[kept] = notice
                kept &+= 1
            }
        }
        topCount = kept
    }
}
