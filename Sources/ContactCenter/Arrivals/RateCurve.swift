public import RandomVariates

/// Points that a rate goes through during one opening of the center.
public struct RateCurve: Equatable, Sendable {
    /// Opening, in seconds from the start of the run.
    public var start: Double
    /// Closing, in seconds, > start.
    public var end: Double
    /// Instants of the points in seconds from the start of the run, ascending, at least one.
    public var times: [Double]
    /// Arrivals per second at the points, >= 0.
    public var rates: [Double]

    /// Stores points; `times` and `rates` have one length.
    public init(start: Double, end: Double, times: [Double], rates: [Double]) {
        self.start = start
        self.end = end
        self.times = times
        self.rates = rates
    }

    /// Straight lines from point to point.
    public var linear: ArrivalRate {
        .linear(times: times, rates: rates, from: start, to: end)
    }

    /// The monotone cubic curve through the points.
    public var monotoneCubic: ArrivalRate {
        .monotoneCubic(times: times, rates: rates, from: start, to: end)
    }

    /// Says what is wrong with the points; nil: nothing.
    public func validate() -> String? {
        if times.count != rates.count {
            return "there are \(times.count) times but \(rates.count) rates"
        }
        if times.isEmpty { return "there is no point" }
        for (index, time) in times.enumerated() {
            if !time.isFinite || index > 0 && !(time > times[index - 1]) {
                return "time \(index + 1) is \(time), not above the one before it"
            }
            if !rates[index].isFinite || rates[index] < 0 {
                return "rate \(index + 1) is \(rates[index]); it must not be negative"
            }
        }
        return start < end && end.isFinite ? nil : "the end \(end) must be above the start \(start)"
    }

    /// The rates of several openings in one.
    static func join(_ curves: [RateCurve], _ rate: (RateCurve) -> ArrivalRate) -> ArrivalRate {
        curves.reduce(into: ArrivalRate([])) { $0.append(rate($1)) }
    }

    /// Two openings for examples.
    static var examples: [RateCurve] {
        [
            RateCurve(
                start: 0, end: 150, times: [0, 30, 60, 100], rates: [0, 0.4, 0.1, 0.1]),
            RateCurve(start: 200, end: 400, times: [220, 300, 400], rates: [0.1, 0.3, 0]),
        ]
    }
}
