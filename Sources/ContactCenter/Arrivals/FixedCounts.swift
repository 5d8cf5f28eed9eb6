public import RandomVariates

/// Exactly so many contacts in each interval, at random instants.
///
/// Within an interval contacts lie independently, in proportion to a rate: at the order statistics
/// that a Poisson process has when its count is known. For forecasts taken at their word, and to
/// separate what arrives from when it does.
public struct FixedCounts: ArrivalProcess {
    /// The words of the scenario language.
    public static var words: [String] { ["fixedCounts"] }

    /// The intervals and their counts.
    public var blocks: [OrderStatisticSequence.Block]
    /// How contacts lie within an interval; its level has no meaning.
    public var shape: ArrivalRate

    /// Stores counts.
    ///
    /// - Parameters:
    ///   - blocks: Ascending, none over another.
    ///   - shape: A rate with a positive integral over each block with contacts; evenly when nil.
    public init(blocks: [OrderStatisticSequence.Block], shape: ArrivalRate? = nil) {
        self.blocks = blocks
        self.shape =
            shape
            ?? ArrivalRate(
                blocks.map {
                    ArrivalRate.Segment(start: $0.start, end: $0.end, formula: .constant(1))
                })
    }

    /// The first interval that has contacts but no rate to place them by.
    public var blockWithoutRate: OrderStatisticSequence.Block? {
        blocks.first {
            $0.count > 0 && !(shape.expectedCount(from: $0.start, to: $0.end) > 0)
        }
    }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? {
        if blocks.contains(where: { $0.count < 0 }) { return "a count is negative" }
        return blockWithoutRate.map {
            "the shape has no rate from \($0.start) s to \($0.end) s, where contacts arrive"
        }
    }

    /// The mean number of arrivals in an interval.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        blocks.reduce(0) { $0 + Double($1.count) * share(of: $1, start, end) }
    }

    /// Share of a block's contacts in an interval.
    private func share(
        of block: OrderStatisticSequence.Block, _ start: Double, _ end: Double
    ) -> Double {
        if start <= block.start, block.end <= end { return 1 }
        let inside = shape.expectedCount(from: max(start, block.start), to: min(end, block.end))
        return inside > 0 ? inside / shape.expectedCount(from: block.start, to: block.end) : 0
    }

    /// The arrivals of one replication.
    public func sequence(_ factors: FactorSteps) -> any ArrivalSequence {
        OrderStatisticSequence(blocks: blocks, rate: shape, factors: factors)
    }

    /// Of n contacts with shares p and q in two windows, n (p - p^2) and -n p q: 0 for whole
    /// intervals.
    public func countCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double? {
        blocks.reduce(0) { total, block in
            let p = share(of: block, first.lowerBound, first.upperBound)
            let q = share(of: block, second.lowerBound, second.upperBound)
            return total + Double(block.count) * ((first == second ? p : 0) - p * q)
        }
    }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        let blocks = [
            OrderStatisticSequence.Block(start: 0, end: 100, count: 12),
            OrderStatisticSequence.Block(start: 100, end: 150, count: 0),
            OrderStatisticSequence.Block(start: 200, end: 400, count: 31),
        ]
        let curve = RateCurve.join(RateCurve.examples, \.monotoneCubic)
        return [("evenly", nil), ("along a curve", curve)].map { name, shape in
            ArrivalExample(
                name, Self(blocks: blocks, shape: shape), daySeconds: 200, horizonSeconds: 400,
                windows: [0..<100, 100..<150, 200..<250, 250..<400])
        }
    }
}
