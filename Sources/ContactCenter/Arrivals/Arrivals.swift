public import RandomVariates

/// How the first contacts of callers arrive: one of the arrival processes.
public struct Arrivals: Equatable, Sendable {
    /// The process.
    public let process: any ArrivalProcess

    /// Wraps a process.
    public init(_ process: any ArrivalProcess) { self.process = process }

    /// Poisson with a piecewise-constant rate, times random factors.
    public static func piecewisePoisson(
        _ rate: PiecewiseConstantRate, busyness: Busyness?
    ) -> Arrivals {
        Arrivals(PiecewiseConstantPoisson(rate: rate, busyness: busyness))
    }

    /// At recorded instants: seconds from the start, ascending.
    public static func trace(_ instants: [Double]) -> Arrivals {
        Arrivals(RecordedArrivals(instants: instants))
    }

    /// Whether both are the same process with the same values.
    public static func == (left: Arrivals, right: Arrivals) -> Bool {
        left.process.isEqual(to: right.process)
    }
}

extension ArrivalProcess {
    fileprivate func isEqual(to other: any ArrivalProcess) -> Bool { other as? Self == self }
}
