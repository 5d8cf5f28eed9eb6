/// A distribution of durations in buckets of constant relative width, with exact sums.
///
/// Durations below 256 ns have a bucket each; above, each octave (factor two) has 256 buckets, so a
/// bucket is at most 1/256 of its durations wide. Every bucket holds a count and the exact sum of
/// what it counted, so means are exact and histograms add up without error.
public struct DurationHistogram: Equatable, Sendable {
    /// One bucket that holds something.
    public struct Bucket: Equatable, Sendable {
        /// Number of the bucket; grows with the durations in it.
        public var index: Int
        /// Durations counted.
        public var count: Int64
        /// Sum over the durations of what exceeds the bucket's lower end, in nanoseconds.
        public var excess: Int64
    }

    /// The buckets that hold something, by ascending index.
    public private(set) var buckets: [Bucket]

    /// Starts empty.
    public init() { buckets = [] }

    package init(buckets: [Bucket]) { self.buckets = buckets }

    /// Durations counted.
    public var count: Int64 { buckets.reduce(0) { $0 + $1.count } }

    /// Exact sum of the durations, in nanoseconds.
    public var sum: Int128 {
        buckets.reduce(0) { $0 + Self.sum(of: $1) }
    }

    private static func sum(of bucket: Bucket) -> Int128 {
        Int128(lowerEnd(bucket.index)) * Int128(bucket.count) + Int128(bucket.excess)
    }

    /// The quantile of a probability: the mean of the bucket that holds the duration of rank
    /// ceil(probability x count) in ascending order.
    ///
    /// Error: at most 1/256 (0.4 %) of the true order statistic; none for durations in whole
    /// seconds below 256 s, nor where all durations of the bucket are alike.
    ///
    /// - Parameter permille: The probability in thousandths, from 1 to 1000.
    /// - Returns: The duration in seconds; nil for an empty histogram.
    public func quantileSeconds(permille: Int) -> Double? {
        let total = count
        guard total > 0 else { return nil }
        return seconds(ofRank: max(1, (Int128(total) * Int128(permille) + 999) / 1000))
    }

    /// The rank of a probability in (0, 1), in ascending order from 1.
    func rank(of probability: Double) -> Int128 {
        max(1, Int128((probability * Double(count)).rounded(.up)))
    }

    /// The mean of the bucket that holds the duration of a rank, in seconds; nil beyond the last one.
    func seconds(ofRank rank: Int128) -> Double? {
        bucket(ofRank: rank).map { Double(Self.sum(of: $0)) / Double($0.count) / 1e9 }
    }

    /// The bucket that holds the duration of a rank; nil beyond the last one.
    func bucket(ofRank rank: Int128) -> Bucket? {
        var below: Int128 = 0
        for bucket in buckets {
            below += Int128(bucket.count)
            if below >= rank { return bucket }
        }
        return nil
    }

    /// Durations counted in a bucket and in those below it.
    ///
    /// - Parameter index: Number of the bucket.
    /// - Returns: How many.
    public func count(upTo index: Int) -> Int64 {
        buckets.reduce(0) { $0 + ($1.index <= index ? $1.count : 0) }
    }

    /// Adds `count` durations of zero.
    public mutating func addZeros(_ count: Int64) {
        guard count > 0 else { return }
        self += DurationHistogram(buckets: [Bucket(index: 0, count: count, excess: 0)])
    }

    /// Adds what another histogram counted; exact, in any order.
    public static func += (left: inout DurationHistogram, right: DurationHistogram) {
        left.buckets =
            left.buckets.isEmpty ? right.buckets : merged(left.buckets, right.buckets)
    }

    private static func merged(_ left: [Bucket], _ right: [Bucket]) -> [Bucket] {
        var result: [Bucket] = []
        result.reserveCapacity(left.count + right.count)
        var at = 0
        for bucket in right {
            while at < left.count, left[at].index < bucket.index {
                result.append(left[at])
                at += 1
            }
            var sum = bucket
            if at < left.count, left[at].index == bucket.index {
                sum.count += left[at].count
                sum.excess += left[at].excess
                at += 1
            }
            result.append(sum)
        }
        result.append(contentsOf: left[at...])
        return result
    }
}

extension DurationHistogram {
    /// Buckets of one octave.
    package static var bucketsPerOctave: Int { 256 }
    /// Octaves of `Int64`, and the page of durations below 256 ns.
    @usableFromInline
    package static var pages: Int { 56 }

    /// The octave's width in bits beyond that of a bucket: a bucket is 2^shift ns wide.
    @inlinable
    @inline(__always)
    static func shift(_ nanoseconds: Int64) -> Int64 {
        Int64(truncatingIfNeeded: 55 &- (nanoseconds | 256).leadingZeroBitCount)
    }

    /// The number of the bucket that holds a duration.
    package static func index(_ nanoseconds: Int64) -> Int {
        let shift = shift(nanoseconds)
        return Int((shift &<< 8) &+ nanoseconds &>> shift)
    }

    /// The smallest duration of a bucket, in nanoseconds.
    package static func lowerEnd(_ index: Int) -> Int64 {
        guard index >= 512 else { return Int64(index) }
        let shift = (index >> 8) - 1
        return Int64(index - (shift << 8)) << Int64(shift)
    }
}

/// The histograms of a fold; octaves are allocated when they first hold something.
@frozen
@usableFromInline
package struct HistogramBank: ~Copyable {
    @usableFromInline package let pages: UnsafeMutablePointer<UnsafeMutablePointer<Int64>?>
    @usableFromInline package let histograms: Int

    @usableFromInline
    package init(histograms: Int) {
        self.histograms = histograms
        pages = .allocate(capacity: histograms * DurationHistogram.pages)
        pages.initialize(repeating: nil, count: histograms * DurationHistogram.pages)
    }

    @inlinable
    deinit {
        for page in 0..<histograms * DurationHistogram.pages { pages[page]?.deallocate() }
        pages.deallocate()
    }

    /// Counts a duration (`weight` 1) or takes it back (`weight` -1).
    @inlinable
    @inline(__always)
    package mutating func add(_ nanoseconds: Int64, to histogram: Int, weight: Int64 = 1) {
        let shift = DurationHistogram.shift(nanoseconds)
        let place = Int((shift &<< 8) &+ nanoseconds &>> shift)
        let page = histogram &* DurationHistogram.pages &+ (place &>> 8)
        let cell = (pages[page] ?? allocate(page)) + (place & 255) &* 2
        cell[0] &+= weight
        cell[1] &+= weight &* (nanoseconds & ((1 &<< shift) &- 1))
    }

    @usableFromInline
    @inline(never)
    package mutating func allocate(_ page: Int) -> UnsafeMutablePointer<Int64> {
        let cells = UnsafeMutablePointer<Int64>.allocate(
            capacity: 2 * DurationHistogram.bucketsPerOctave)
        cells.initialize(repeating: 0, count: 2 * DurationHistogram.bucketsPerOctave)
        pages[page] = cells
        return cells
    }

    /// The histogram as a value.
    package func value(_ histogram: Int) -> DurationHistogram {
        var buckets: [DurationHistogram.Bucket] = []
        for page in 0..<DurationHistogram.pages {
            guard let cells = pages[histogram * DurationHistogram.pages + page] else { continue }
            for bucket in 0..<256 where cells[2 * bucket] != 0 {
                buckets.append(
                    .init(
                        index: (page << 8) + bucket, count: cells[2 * bucket],
                        excess: cells[2 * bucket + 1]))
            }
        }
        return DurationHistogram(buckets: buckets)
    }
}
