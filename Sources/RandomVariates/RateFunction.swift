/// An arrival rate that is constant between breaks, over a finite horizon.
public struct PiecewiseConstantRate: Equatable, Sendable {
    /// Left ends of the pieces in seconds from the start, ascending from 0.
    public var breaks: [Double]
    /// Arrivals per second in each piece, >= 0.
    public var rates: [Double]
    /// End of the last piece in seconds; no arrival after it.
    public var end: Double

    /// Stores a rate; `breaks` and `rates` have one length.
    public init(breaks: [Double], rates: [Double], end: Double) {
        self.breaks = breaks
        self.rates = rates
        self.end = end
    }
}
