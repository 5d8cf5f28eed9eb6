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
    /// The first place of each bucket; has no meaning where the bucket's bit is not set.
    private var heads: UnsafeMutablePointer<UInt32>
    /// One bit per bucket: whether it holds something.
    ///
    /// A search for the next one looks at 64 at once and takes no branch that depends on chance.
    private var filled: UnsafeMutablePointer<UInt64>
    private var headCapacity: Int
    private var buckets: Int
    /// The word of the first bucket that has not been taken.
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
        heads.initialize(repeating: Self.none, count: headCapacity)
        filled = .allocate(capacity: headCapacity / 64)
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
        filled.deallocate()
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
            filled.deallocate()
            headCapacity = buckets
            heads = .allocate(capacity: headCapacity)
            heads.initialize(repeating: Self.none, count: headCapacity)
            filled = .allocate(capacity: headCapacity / 64)
        }
        filled.update(repeating: 0, count: buckets / 64)
        self.start = start
        shift = 0
        while span &>> shift >= UInt64(buckets) { shift += 1 }
        end = start &+ UInt64(buckets) &<< shift
        current = 0
    }

    /// Adds a notice that is due before `end` and not before the first bucket that is not taken.
    @inline(__always)
    mutating func add(_ notice: Notice) {
        if free == Self.none { grow() }
        let bucket = Int(truncatingIfNeeded: (notice.time &- start) &>> shift)
        let word = filled + bucket &>> 6
        let bit = UInt64(truncatingIfNeeded: bucket & 63)
        // The head if the bucket holds something, else `none`: without a branch.
        let isFilled = UInt32(truncatingIfNeeded: word.pointee &>> bit) & 1
        let others = heads[bucket] | (isFilled &- 1)
        word.pointee |= 1 &<< bit
        let place = free
        free = places[Int(place)].next
        places[Int(place)] = Place(notice: notice, next: others)
        heads[bucket] = place
        count &+= 1
    }

    /// Takes the next bucket that holds something; the rung must not be empty.
    ///
    /// - Returns: The bucket's first place, for `take(_:)`, and its end: earlier notices do not belong
    ///   to the rung from now on.
    @inline(__always)
    mutating func takeBucket() -> (first: UInt32, end: UInt64) {
        var bits = filled[current]
        while bits == 0 {
            current &+= 1
            bits = filled[current]
        }
        filled[current] = bits & (bits &- 1)
        let bucket = current &<< 6 &+ bits.trailingZeroBitCount
        return (heads[bucket], start &+ UInt64(truncatingIfNeeded: bucket &+ 1) &<< shift)
    }

    /// Takes one notice of a bucket that was taken.
    ///
    /// - Parameter place: Its place; then that of the next one, or `UInt32.max` after the last.
    /// - Returns: The notice.
    @inline(__always)
    mutating func take(_ place: inout UInt32) -> Notice {
        let notice = places[Int(place)].notice
        let next = places[Int(place)].next
        places[Int(place)].next = free
        free = place
        place = next
        count &-= 1
        return notice
    }

    /// Drops every notice that `isLive` denies.
    mutating func compact(keeping isLive: (Notice) -> Bool) {
        guard count > 0 else { return }
        for bucket in current &<< 6..<buckets where filled[bucket >> 6] >> (bucket & 63) & 1 == 1 {
            var place = heads[bucket]
            var kept = Self.none
            while place != Self.none {
                let next = places[Int(place)].next
                if isLive(places[Int(place)].notice) {
                    places[Int(place)].next = kept
                    kept = place
                } else {
                    places[Int(place)].next = free
                    free = place
                    count -= 1
                }
                place = next
            }
            heads[bucket] = kept
            if kept == Self.none { filled[bucket >> 6] &= ~(1 << (bucket & 63)) }
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
