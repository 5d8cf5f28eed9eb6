public import RandomVariates

/// A Poisson process with a smooth rate through given points, times random factors.
///
/// The curve is a monotone cubic interpolant (`ArrivalRate.monotoneCubic`): it never leaves the
/// range of two neighbouring points, so the rate cannot fall below 0 as that of a common spline can.
public struct MonotoneCubicPoisson: PoissonArrivals {
    /// The words of the scenario language.
    public static var words: [String] { ["spline"] }

    /// The points, opening by opening.
    public let curves: [RateCurve]
    /// The rate through them.
    public let arrivalRate: ArrivalRate
    /// The random factors; nil: none.
    public var busyness: Busyness?

    /// Stores a process; the openings ascend.
    public init(curves: [RateCurve], busyness: Busyness? = nil) {
        self.curves = curves
        arrivalRate = RateCurve.join(curves, \.monotoneCubic)
        self.busyness = busyness
    }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? { curves.lazy.compactMap { $0.validate() }.first }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        let periods = GammaPeriods(
            breaks: [0, 50, 120], cvs: [0.3, 0.3, 0.3], correlation: .autoregressive(0.5))
        return [
            ("known rate", nil),
            (
                "days and periods",
                Busyness(dayCV: 0.2, typeCorrelation: 0.5, periods: .gamma(periods))
            ),
        ].map { name, busyness in
            ArrivalExample(
                name, Self(curves: RateCurve.examples, busyness: busyness), daySeconds: 200,
                horizonSeconds: 400, windows: [0..<30, 30..<70, 70..<150, 200..<290, 290..<400])
        }
    }
}
