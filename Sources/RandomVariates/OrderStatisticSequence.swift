public import TwinPrimitives

/// Exactly so many arrivals in each block of time, placed as a Poisson process places them when it
/// happens to have that many: independently, in proportion to the rate.
///
/// One unit exponential per arrival, like the Poisson processes: with n arrivals in the block, the
/// sums e1 / n + e2 / (n - 1) + … are the order statistics of n unit exponentials (Renyi, "On the
/// theory of order statistics", 1953), so 1 - e^(-sum) are those of n uniform numbers, and the
/// integrated rate turns them into instants. A larger draw moves its arrival and those after it back.
public struct OrderStatisticSequence: ArrivalSequence {
    /// A stretch of time with a known number of arrivals.
    public struct Block: Equatable, Sendable {
        /// Its beginning, in seconds.
        public var start: Double
        /// Its end, in seconds, > start.
        public var end: Double
        /// Arrivals in it, >= 0.
        public var count: Int

        /// Stores a block.
        public init(start: Double, end: Double, count: Int) {
            self.start = start
            self.end = end
            self.count = count
        }
    }

    private var integrated: IntegratedRate
    private let blocks: [Block]
    private var current = 0
    /// Arrivals of the current block so far, and their sum of scaled exponentials.
    private var taken = 0
    private var sum = 0.0
    /// Integrated rate at the start of the current block and over it.
    private var before = 0.0
    private var whole = 0.0
    private var last = SimulationTime.zero

    /// Prepares the arrivals.
    ///
    /// - Parameters:
    ///   - blocks: Ascending, none over another; the rate times the factors has a positive integral
    ///     over each that has arrivals.
    ///   - rate: How arrivals lie within a block; its level has no meaning.
    ///   - factors: What the rate is multiplied with over time.
    public init(blocks: [Block], rate: ArrivalRate, factors: FactorSteps = .one) {
        self.blocks = blocks.filter { $0.count > 0 }
        integrated = IntegratedRate(rate, factors: factors)
        enterBlock()
    }

    private mutating func enterBlock() {
        guard current < blocks.count else { return }
        let block = blocks[current]
        before = integrated.value(at: block.start)
        whole = integrated.value(at: block.end) - before
        (taken, sum) = (0, 0)
    }

    /// Finds the next arrivals.
    public mutating func next(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>
    ) {
        for place in instants.indices {
            instants[place] = next(unitExponential: units[place])
        }
    }

    private mutating func next(unitExponential e: Double) -> SimulationTime {
        guard current < blocks.count else { return .distantFuture }
        let block = blocks[current]
        sum += e / Double(block.count - taken)
        let share = -PortableMath.expm1(-sum)
        let seconds = integrated.instant(of: before + share * whole) ?? block.end
        // Rounding to whole nanoseconds must not carry an arrival into the next block.
        let latest = SimulationTime(
            nanoseconds: SimulationTime(seconds: block.end).nanoseconds - 1)
        let earliest = max(last, SimulationTime(seconds: block.start))
        last = max(earliest, min(latest, SimulationTime(seconds: seconds)))
        taken += 1
        if taken == block.count {
            current += 1
            enterBlock()
        }
        return last
    }
}
