public import RandomVariates

/// A way in which the first contacts of callers arrive.
///
/// A process is a plain value: what a scenario says, laid over the time of a run. What is random in
/// it has two parts. Factors with mean 1 multiply its rate, one per day or period (`busyness`); given
/// them, `sequence` turns one unit exponential per caller into that caller's instant, by inversion
/// of the integrated rate. So callers keep their pairing whatever the rates do.
///
/// To add one: a file beside this one and a line in `ArrivalProcesses.all`; its examples are then
/// tested against `expectedCount` and `countCovariance`.
public protocol ArrivalProcess: Equatable, Sendable {
    /// The words of the scenario language that name it.
    static var words: [String] { get }
    /// Small instances for the conformance suite.
    static var examples: [ArrivalExample] { get }

    /// The random factors on the rate; nil: none.
    var busyness: Busyness? { get }

    /// Says what is wrong, such as "rate 3 is -1.0; it must not be negative"; nil: nothing.
    func validate() -> String?

    /// The mean number of arrivals in an interval.
    ///
    /// - Parameters:
    ///   - start: Its beginning, in seconds.
    ///   - end: Its end, in seconds; nothing arrives when it is not after `start`.
    /// - Returns: The integral of the mean rate.
    func expectedCount(from start: Double, to end: Double) -> Double

    /// The arrivals of one replication.
    ///
    /// - Parameter factors: What `busyness` gave in this replication.
    /// - Returns: The arrivals in order.
    func sequence(_ factors: FactorSteps) -> any ArrivalSequence

    /// The covariance of the numbers of arrivals in two windows; the variance for one.
    ///
    /// - Parameters:
    ///   - first: A window in seconds.
    ///   - second: The same window, or one that shares no instant with it.
    ///   - daySeconds: Length of a day.
    ///   - horizonSeconds: End of arrivals.
    /// - Returns: The covariance; nil where it is not known.
    func countCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double?
}

/// A small arrival process with what a test looks at.
public struct ArrivalExample: Sendable {
    /// What is particular about it.
    public var name: String
    /// The process.
    public var process: any ArrivalProcess
    /// Length of a day in seconds.
    public var daySeconds: Double
    /// End of arrivals in seconds.
    public var horizonSeconds: Double
    /// Windows in which arrivals are counted, in seconds, ascending, none over another.
    public var windows: [Range<Double>]

    /// Stores an example.
    public init(
        _ name: String, _ process: any ArrivalProcess, daySeconds: Double, horizonSeconds: Double,
        windows: [Range<Double>]
    ) {
        self.name = name
        self.process = process
        self.daySeconds = daySeconds
        self.horizonSeconds = horizonSeconds
        self.windows = windows
    }
}

extension ArrivalProcess {
    /// Most processes have a rate that is known.
    public var busyness: Busyness? { nil }

    /// The covariance of the expected numbers of arrivals in two windows, given the factors.
    ///
    /// The sum over pairs of cells of the mean number in each times the covariance of their factors.
    ///
    /// - Parameters:
    ///   - first: A window in seconds.
    ///   - second: A window in seconds.
    ///   - daySeconds: Length of a day.
    ///   - horizonSeconds: End of arrivals.
    /// - Returns: The covariance; nil where that of the factors is not known.
    public func loadCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double? {
        guard let busyness else { return 0 }
        let moments = BusynessMoments(busyness)
        let cells = busyness.cells(daySeconds: daySeconds, horizonSeconds: horizonSeconds)
        func means(_ window: Range<Double>) -> [(cell: FactorCell, mean: Double)] {
            cells.compactMap { cell in
                let (start, end) = (
                    max(cell.start, window.lowerBound), min(cell.end, window.upperBound)
                )
                guard start < end else { return nil }
                let mean = expectedCount(from: start, to: end)
                return mean > 0 ? (cell, mean) : nil
            }
        }
        let others = Dictionary(grouping: means(second)) { $0.cell.day }
        var total = 0.0
        for (cell, mean) in means(first) {
            for (other, otherMean) in others[cell.day] ?? [] {
                guard let covariance = moments.covariance(cell, other) else { return nil }
                total += mean * otherMean * covariance
            }
        }
        return total
    }

    /// Mean number of arrivals that two windows have in common.
    func commonCount(_ first: Range<Double>, _ second: Range<Double>) -> Double {
        let both = first.clamped(to: second)
        return first.overlaps(second)
            ? expectedCount(from: both.lowerBound, to: both.upperBound) : 0
    }
}

/// A process that is Poisson once its factors are known.
public protocol PoissonArrivals: ArrivalProcess {
    /// The rate before the factors.
    var arrivalRate: ArrivalRate { get }
}

extension PoissonArrivals {
    /// The integral of the rate.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        arrivalRate.expectedCount(from: start, to: end)
    }

    /// Arrivals by inversion of the rate times the factors.
    public func sequence(_ factors: FactorSteps) -> any ArrivalSequence {
        PoissonSequence(rate: arrivalRate, factors: factors)
    }

    /// The mean, for one window, and the covariance of what is expected given the factors.
    public func countCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double? {
        loadCovariance(first, second, daySeconds: daySeconds, horizonSeconds: horizonSeconds)
            .map { $0 + commonCount(first, second) }
    }
}
