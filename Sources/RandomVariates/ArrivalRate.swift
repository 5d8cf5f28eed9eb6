/// An arrival rate over a finite horizon, formula by formula; 0 where no segment is.
public struct ArrivalRate: Equatable, Sendable {
    /// A stretch of time with one formula.
    public struct Segment: Equatable, Sendable {
        /// Its beginning, in seconds.
        public var start: Double
        /// Its end, in seconds, > start.
        public var end: Double
        /// The rate in it, per second.
        public var formula: RateFormula

        /// Stores a segment.
        public init(start: Double, end: Double, formula: RateFormula) {
            self.start = start
            self.end = end
            self.formula = formula
        }
    }

    /// The segments, ascending, none over another.
    public private(set) var segments: [Segment]

    /// Stores a rate.
    ///
    /// - Parameter segments: Ascending, none over another; gaps have no arrivals.
    public init(_ segments: [Segment]) { self.segments = segments }

    /// A rate that is constant between breaks.
    public init(_ rate: PiecewiseConstantRate) {
        segments = rate.breaks.indices.map { index in
            Segment(
                start: rate.breaks[index],
                end: index + 1 < rate.breaks.count ? rate.breaks[index + 1] : rate.end,
                formula: .constant(rate.rates[index]))
        }
    }

    /// Adds segments that begin where the last one ends, or later.
    public mutating func append(_ rate: ArrivalRate) { segments += rate.segments }

    /// The rate at an instant.
    ///
    /// - Parameter time: Seconds from the start.
    /// - Returns: Arrivals per second; at a jump the rate that follows it.
    public func rate(at time: Double) -> Double {
        let index = firstSegment(endingAfter: time)
        guard index < segments.count, segments[index].start <= time else { return 0 }
        return segments[index].formula.rate(at: time)
    }

    /// The expected number of arrivals in an interval.
    ///
    /// Exact up to rounding; takes time in proportion to the segments inside.
    ///
    /// - Parameters:
    ///   - start: Its beginning, in seconds.
    ///   - end: Its end, in seconds; nothing is expected when it is not after `start`.
    /// - Returns: The integral of the rate, >= 0.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        var total = 0.0
        for segment in segments[firstSegment(endingAfter: start)...] {
            let (left, right) = (max(segment.start, start), min(segment.end, end))
            if left >= right { break }
            total += max(0, segment.formula.integral(from: left, to: right))
        }
        return total
    }

    private func firstSegment(endingAfter time: Double) -> Int {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].end > time { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
