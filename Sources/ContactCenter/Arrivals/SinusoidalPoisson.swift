public import RandomVariates

/// A Poisson process whose rate swings about its mean, times random factors.
///
/// rate(t) = mean (1 + amplitude sin(2 pi (t - phase) / period)) while the center is open: the test
/// case of time-varying queues (Green, Kolesar and Whitt 2007).
public struct SinusoidalPoisson: PoissonArrivals {
    /// The words of the scenario language.
    public static var words: [String] { ["sinusoidal"] }

    /// The rate at all times.
    public let sinusoid: RateSinusoid
    /// The rate while the center is open.
    public let arrivalRate: ArrivalRate
    /// The random factors; nil: none.
    public var busyness: Busyness?

    /// Stores a process.
    ///
    /// - Parameters:
    ///   - sinusoid: The rate at all times.
    ///   - openings: When the center is open, in seconds, ascending.
    ///   - busyness: The random factors; nil: none.
    public init(sinusoid: RateSinusoid, openings: [Range<Double>], busyness: Busyness? = nil) {
        self.sinusoid = sinusoid
        arrivalRate = ArrivalRate(
            openings.map {
                ArrivalRate.Segment(
                    start: $0.lowerBound, end: $0.upperBound, formula: .sinusoid(sinusoid))
            })
        self.busyness = busyness
    }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? {
        if !(sinusoid.mean >= 0 && sinusoid.mean.isFinite) {
            return "the mean is \(sinusoid.mean); it must not be negative"
        }
        if !(0...1).contains(sinusoid.amplitude) {
            return "the amplitude is \(sinusoid.amplitude); outside [0, 1] the rate is negative"
        }
        return sinusoid.period > 0 ? nil : "the period must be above 0"
    }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        func example(_ name: String, _ amplitude: Double, _ busyness: Busyness?) -> ArrivalExample {
            ArrivalExample(
                name,
                Self(
                    sinusoid: RateSinusoid(
                        mean: 0.2, amplitude: amplitude, period: 160, phase: 25),
                    openings: [0..<150, 200..<400], busyness: busyness),
                daySeconds: 200, horizonSeconds: 400,
                windows: [0..<50, 50..<120, 120..<150, 200..<280, 280..<400])
        }
        return [
            example("down to no rate", 1, nil),
            example("factors of days", 0.3, Busyness(dayCV: 0.3)),
        ]
    }
}
