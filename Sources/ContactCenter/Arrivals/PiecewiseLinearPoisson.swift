public import RandomVariates

/// A Poisson process whose rate runs straight from point to point, times random factors.
///
/// Inversion solves a quadratic equation per arrival, in the form that loses no digits (Klein and
/// Roberts, "A time-varying Poisson arrival process generator", Simulation 43, 1984).
public struct PiecewiseLinearPoisson: PoissonArrivals {
    /// The words of the scenario language.
    public static var words: [String] { ["piecewiseLinear"] }

    /// The points, opening by opening.
    public let curves: [RateCurve]
    /// The rate through them.
    public let arrivalRate: ArrivalRate
    /// The random factors; nil: none.
    public var busyness: Busyness?

    /// Stores a process; the openings ascend.
    public init(curves: [RateCurve], busyness: Busyness? = nil) {
        self.curves = curves
        arrivalRate = RateCurve.join(curves, \.linear)
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
