import TwinPrimitives

/// The buckets of a ladder queue: notices of a stretch of time, sorted by bucket only.
///
/// A bucket is a linked list through a pool of places.
struct Rung: ~Copyable {
    /// No place.
    private static var none: UInt32 { .max }
    private static var fewestBuckets: Int { 64 }

    /// A notice and the place of the next one in its bucket, or of the next free place.
    private struct Place {
        var notice: Notice
        var next: UInt32
    }

    private var places: UnsafeMutablePointer<Place>
    private var capacity: Int
    private var free: UInt32
    private var heads: UnsafeMutablePointer<UInt32>
    private var headCapacity: Int
    private var buckets: Int
    /// The first bucket that has not been taken.
    private var current: Int
    private var start: UInt64
    /// The width of a bucket is 2^shift nanoseconds.
    private var shift: UInt64
    /// Notices due from here on do not belong to the rung.
    private(set) var end: UInt64
    /// Notices in the rung.
    private(set) var count: Int

    init() {
        capacity = 1024
        places = .allocate(capacity: capacity)
        free = Self.none
        headCapacity = Self.fewestBuckets
        heads = .allocate(capacity: headCapacity)
        buckets = 0
        current = 0
        start = 0
        shift = 0
        end = 0
        count = 0
        makeFree(0..<capacity)
    }

    deinit {
        places.deallocate()
        heads.deallocate()
    }

    /// Spreads the empty rung over a stretch of time.
    ///
    /// - Parameters:
    ///   - start: Its first nanosecond.
    ///   - span: Its length in nanoseconds, at most 2^61 + 1; rounded up to whole buckets.
    ///   - wanted: Buckets, rounded up to a power of two.
    mutating func lay(from start: UInt64, over span: UInt64, buckets wanted: Int) {
        buckets = Self.fewestBuckets
        while buckets < wanted { buckets *= 2 }
        if buckets > headCapacity {
            heads.deallocate()
            headCapacity = buckets
            heads = .allocate(capacity: headCapacity)
        }
        heads.update(repeating: Self.none, count: buckets)
        self.start = start
        shift = 0
        while span &>> shift >= UInt64(buckets) { shift += 1 }
        end = start &+ UInt64(buckets) &<< shift
        current = 0
    }

    /// Adds a notice that is due before `end` and not before the current bucket.
    @inline(__always)
    mutating func add(_ notice: Notice) {
        if free == Self.none { grow() }
        let bucket = Int((notice.time &- start) &>> shift)
        let place = free
        free = places[Int(place)].next
        places[Int(place)] = Place(notice: notice, next: heads[bucket])
        heads[bucket] = place
        count &+= 1
    }

    /// Moves the next bucket that holds something into the heap; the rung must not be empty.
    ///
    /// - Returns: The end of that bucket: earlier notices belong to the heap from now on.
    mutating func moveNextBucket(to heap: inout FourAryHeap) -> UInt64 {
        while heads[current] == Self.none { current &+= 1 }
        var place = heads[current]
        while place != Self.none {
            heap.add(places[Int(place)].notice)
            let next = places[Int(place)].next
            places[Int(place)].next = free
            free = place
            place = next
            count &-= 1
        }
        current &+= 1
        return start &+ UInt64(current) &<< shift
    }

    /// Drops every notice that `isLive` denies.
    mutating func compact(keeping isLive: (Notice) -> Bool) {
        guard count > 0 else { return }
        for bucket in current..<buckets {
            var place = heads[bucket]
            heads[bucket] = Self.none
            while place != Self.none {
                let next = places[Int(place)].next
                if isLive(places[Int(place)].notice) {
                    places[Int(place)].next = heads[bucket]
                    heads[bucket] = place
                } else {
                    places[Int(place)].next = free
                    free = place
                    count -= 1
                }
                place = next
            }
        }
    }

    private mutating func makeFree(_ range: Range<Int>) {
        for place in range.reversed() {
            places[place] = Place(
                notice: Notice(time: .zero, kind: 0, sequence: 0, index: 0), next: free)
            free = UInt32(place)
        }
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Place>.allocate(capacity: capacity * 2)
        larger.update(from: places, count: capacity)
        places.deallocate()
        places = larger
        capacity *= 2
        makeFree(capacity / 2..<capacity)
    }
}
