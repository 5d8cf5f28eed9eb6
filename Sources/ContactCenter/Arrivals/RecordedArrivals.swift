public import RandomVariates

/// Contacts at recorded instants: nothing is random.
public struct RecordedArrivals: ArrivalProcess {
    /// The words of the scenario language.
    public static var words: [String] { ["trace"] }

    /// Seconds from the start, ascending.
    public var instants: [Double]

    /// Stores instants.
    public init(instants: [Double]) { self.instants = instants }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? {
        for (index, instant) in instants.enumerated() {
            if !(instant >= 0) { return "instant \(index + 1) is \(instant)" }
            if index > 0, instant < instants[index - 1] {
                return "instant \(index + 1) is before the one above it"
            }
        }
        return nil
    }

    /// The mean number of arrivals in an interval.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        Double(instants.count { $0 >= start && $0 < end })
    }

    /// The arrivals of one replication.
    public func sequence(_ factors: FactorSteps) -> any ArrivalSequence {
        RecordedSequence(instants)
    }

    /// Nothing varies.
    public func countCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double? { 0 }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        [
            ArrivalExample(
                "recorded", Self(instants: [0.5, 3, 3, 120.25]), daySeconds: 200,
                horizonSeconds: 400, windows: [0..<3, 3..<120, 120..<400])
        ]
    }
}
