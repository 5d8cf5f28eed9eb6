public import TwinPrimitives

/// The arrivals of one replication, in order: one random number in, one instant out.
///
/// Asked for many arrivals at a time, so that whoever holds one behind `any` pays for that once.
public protocol ArrivalSequence: Sendable {
    /// Whether instants depend on the random numbers at all.
    var isRandom: Bool { get }

    /// Finds the next arrivals.
    ///
    /// - Parameters:
    ///   - units: Fresh draws > 0 from the exponential law with mean 1, one per arrival; not looked
    ///     at when the sequence is not random.
    ///   - instants: Takes one instant per draw, never before the last one; `distantFuture` when
    ///     the horizon holds no further arrival, and from then on.
    mutating func next(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>)
}

extension ArrivalSequence {
    /// Most sequences are random.
    public var isRandom: Bool { true }
}

extension PiecewisePoissonProcess: ArrivalSequence {
    /// Finds the next arrivals; see `next(unitExponential:)`.
    public mutating func next(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>
    ) {
        var place = 0
        while place < instants.count {
            place = within(unitExponentials: units, into: instants, from: place)
            guard place < instants.count else { return }
            instants[place] = next(unitExponential: units[place]) ?? .distantFuture
            place += 1
        }
    }
}

/// Arrivals at instants that are known.
public struct RecordedSequence: ArrivalSequence {
    private let instants: [Double]
    private var position = 0

    /// Prepares recorded arrivals.
    ///
    /// - Parameter instants: Seconds from the start, ascending.
    public init(_ instants: [Double]) { self.instants = instants }

    /// Whether instants depend on the random numbers: no.
    public var isRandom: Bool { false }

    /// Finds the next arrivals.
    public mutating func next(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>
    ) {
        for place in instants.indices {
            let known = position < self.instants.count
            instants[place] =
                known ? SimulationTime(seconds: self.instants[position]) : .distantFuture
            if known { position += 1 }
        }
    }
}
