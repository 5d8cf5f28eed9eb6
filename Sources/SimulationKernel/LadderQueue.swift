public import TwinPrimitives

/// A ladder queue with one rung: push and pop cost O(1) amortised.
///
/// Notices due soon lie in the *bottom*, sorted; those of the next stretch of time lie unsorted in
/// the *rung*, an array of buckets of equal width; all later ones lie unsorted in the *top*. An empty
/// bottom takes the next bucket; an empty rung is laid anew over the nearer part of the top, some
/// buckets a notice, its width taken from the median of a sample, so that a few far notices do not
/// widen it. A bottom of a few notices is an array sorted by insertion, which hardly ever surprises
/// the processor; one of more, where times are spread badly, is a 4-ary heap, at O(log n) a notice.
/// Only times made to mislead the sample can make rungs that take in few of the top, and then a pop
/// costs O(n). Below a few dozen notices the bottom does it alone. The order is exactly that of
/// `Notice.precedes`, whatever lies where.
///
/// Source of the method: Tang, Goh, Thng, "Ladder queue: an O(1) priority queue structure for
/// large-scale discrete event simulation", ACM TOMACS 15(3), 2005.
public struct LadderQueue: ~Copyable, FutureEventList {
    /// Above this many notices in the bottom alone the ladder takes over.
    static var bottomLimit: Int { 96 }
    /// At most this many notices of the bottom are kept sorted; more go to the heap.
    static var nearLimit: Int { 32 }
    /// At most this many notices left in the top go to the bottom at once.
    static var smallTop: Int { 32 }
    /// Notices looked at for the width of a bucket.
    static var sampleSize: Int { 64 }
    /// Buckets of a new rung per notice of the top: as many as the cache bears.
    ///
    /// With four medians of the time left in the rung, 8 make most buckets hold one notice near the
    /// present, so that hardly a bucket needs sorting; with many notices a miss costs more than that.
    static func bucketsPerNotice(_ notices: Int) -> Int { notices < 16_384 ? 8 : 2 }
    /// Most buckets in the rung: 4 MiB of heads.
    static var mostBuckets: Int { 1 << 20 }

    /// The sorted bottom, latest first; empty while the heap is not.
    ///
    /// Place 0 holds a notice later than all, the first notice lies at `nearCount`.
    private let near: UnsafeMutablePointer<Notice>
    private var nearCount: Int
    private var heap: FourAryHeap
    /// Notices due before this go to the bottom; `UInt64.max` while the bottom works alone.
    private var bottomEnd: UInt64
    private var rung: Rung
    private var top: UnsafeMutablePointer<Notice>
    private var topCapacity: Int
    private var topCount: Int
    /// Notices in the list.
    public private(set) var count: Int
    /// Instant of the first notice, or `SimulationTime.distantFuture`.
    public private(set) var firstDue: SimulationTime

    /// Creates an empty queue.
    public init() {
        near = .allocate(capacity: Self.nearLimit + 1)
        near.initialize(repeating: .latest, count: Self.nearLimit + 1)
        nearCount = 0
        heap = FourAryHeap()
        bottomEnd = .max
        rung = Rung()
        topCapacity = 1024
        top = .allocate(capacity: topCapacity)
        topCount = 0
        count = 0
        firstDue = .distantFuture
    }

    deinit {
        near.deallocate()
        top.deallocate()
    }

    /// Adds a notice.
    @inline(never)
    public mutating func push(_ notice: Notice) {
        count &+= 1
        if notice.time < bottomEnd {
            addToBottom(notice)
            firstDue = min(firstDue, notice.due)
            if bottomEnd == .max, heap.count > Self.bottomLimit { spill() }
        } else if notice.time < rung.end {
            rung.add(notice)
        } else {
            addToTop(notice)
        }
    }

    /// Removes and returns the first notice.
    @inline(never)
    public mutating func popFirst() -> Notice {
        let first = nearCount > 0 ? near[nearCount] : heap.popFirst()
        count &-= 1
        if nearCount > 0 { nearCount &-= 1 }
        if nearCount > 0 {
            firstDue = near[nearCount].due
        } else {
            findFirst()
        }
        return first
    }

    /// Drops every notice that `isLive` denies; O(n).
    public mutating func compact(keeping isLive: (Notice) -> Bool) {
        var kept = 0
        for position in 1..<nearCount + 1 where isLive(near[position]) {
            kept += 1
            near[kept] = near[position]
        }
        nearCount = kept
        heap.compact(keeping: isLive)
        rung.compact(keeping: isLive)
        kept = 0
        for position in 0..<topCount where isLive(top[position]) {
            top[kept] = top[position]
            kept += 1
        }
        topCount = kept
        count = nearCount + heap.count + rung.count + topCount
        findFirst()
    }

    /// Adds a notice to the bottom, which is sorted until it holds too many.
    @inline(__always)
    private mutating func addToBottom(_ notice: Notice) {
        guard nearCount < Self.nearLimit, heap.count == 0 else {
            addToHeap(notice)
            return
        }
        var position = nearCount
        while near[position].precedes(notice) {
            near[position &+ 1] = near[position]
            position &-= 1
        }
        near[position &+ 1] = notice
        nearCount &+= 1
    }

    @inline(never)
    private mutating func addToHeap(_ notice: Notice) {
        while nearCount > 0 {
            heap.add(near[nearCount])
            nearCount -= 1
        }
        heap.add(notice)
    }

    /// Looks up the instant of the first notice, after the bottom is filled if need be.
    @inline(__always)
    private mutating func findFirst() {
        if nearCount == 0, heap.count == 0 { refill() }
        firstDue = nearCount > 0 ? near[nearCount].due : heap.firstDue
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

    /// The bottom alone has grown too large: all goes to the top and comes back by the rung.
    @inline(never)
    private mutating func spill() {
        while let notice = heap.popLast() { addToTop(notice) }
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
                    addToBottom(top[topCount])
                }
                return
            }
            layRung()
        }
        var (place, end) = rung.takeBucket()
        bottomEnd = end
        repeat { addToBottom(rung.take(&place)) } while place != .max
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
        rung.lay(
            from: least, over: span,
            buckets: min(topCount * Self.bucketsPerNotice(topCount), Self.mostBuckets))
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
