public import RandomVariates

/// A Poisson process whose rate is constant between breaks, times random factors.
///
/// Without factors counts have their mean as variance; with a day's factor of coefficient of
/// variation c a count of mean m has the variance m + (m c)^2 (Whitt, "Dynamic staffing in a
/// telephone call center", 1999; Avramidis, Deslauriers and L'Ecuyer 2004).
public struct PiecewiseConstantPoisson: PoissonArrivals {
    /// The words of the scenario language.
    public static var words: [String] { ["piecewisePoisson", "poisson"] }

    /// The rate before the factors.
    public var rate: PiecewiseConstantRate
    /// The random factors; nil: none.
    public var busyness: Busyness?

    /// Stores a process.
    public init(rate: PiecewiseConstantRate, busyness: Busyness? = nil) {
        self.rate = rate
        self.busyness = busyness
    }

    /// The rate before the factors.
    public var arrivalRate: ArrivalRate { ArrivalRate(rate) }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? { rate.validate() }

    /// The mean number of arrivals in an interval.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        rate.expectedCount(from: start, to: end)
    }

    /// The arrivals of one replication.
    public func sequence(_ factors: FactorSteps) -> any ArrivalSequence {
        PiecewisePoissonProcess(rate: rate, factors: factors)
    }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        func example(_ name: String, _ busyness: Busyness?) -> ArrivalExample {
            ArrivalExample(
                name,
                Self(
                    rate: PiecewiseConstantRate(
                        breaks: [0, 60, 150, 200, 300], rates: [0.2, 0.1, 0, 0.3, 0.15], end: 400),
                    busyness: busyness),
                daySeconds: 200, horizonSeconds: 400,
                windows: [0..<60, 60..<150, 200..<300, 300..<400])
        }
        func periods(
            _ dayCV: Double, _ cvs: [Double], _ correlation: GammaPeriods.Correlation
        ) -> Busyness {
            Busyness(
                dayCV: dayCV, typeCorrelation: 0,
                periods: .gamma(
                    GammaPeriods(breaks: [0, 60, 100], cvs: cvs, correlation: correlation)))
        }
        let matrix = try? CorrelationMatrix(
            rows: [[1, 0.5, -0.3], [0.5, 1, 0.2], [-0.3, 0.2, 1]])
        return [
            example("Poisson", nil),
            example("factors of days", Busyness(dayCV: 0.4)),
            example("shared factors of days", Busyness(dayCV: 0.4, shared: true)),
            example("correlated with other types", Busyness(dayCV: 0.4, typeCorrelation: 0.6)),
            example("independent periods", periods(0, [0.5, 0.2, 0.3], .autoregressive(0))),
            example("days and periods", periods(0.3, [0.4, 0.4, 0.4], .autoregressive(0.7))),
            example("falling after rising", periods(0, [0.4, 0.4, 0.4], .autoregressive(-0.8))),
        ]
            + (matrix.map {
                [example("periods by a matrix", periods(0.2, [0.6, 0.3, 0.5], .matrix($0)))]
            } ?? [])
    }
}
