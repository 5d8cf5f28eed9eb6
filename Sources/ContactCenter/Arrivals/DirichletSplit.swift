public import RandomVariates

/// A day's total, split over its periods by random shares: busy mornings make slack afternoons.
///
/// Shares are Dirichlet with given means; the total is Poisson, perhaps with a random factor of the
/// day, or known exactly. Source: Avramidis, Deslauriers and L'Ecuyer, "Modeling daily arrivals to a
/// telephone call center", Management Science 50, 2004, section 3.
///
/// With a Poisson total of mean M and day factors of coefficient of variation c, a period of mean
/// share p and a concentration k have the variance
/// M p + (M p)^2 ((1 + c^2) (1 + (1 / p - 1) / (k + 1)) - 1).
public struct DirichletSplit: ArrivalProcess {
    /// The words of the scenario language.
    public static var words: [String] { ["dirichletSplit"] }

    /// The mean rate.
    public var rate: PiecewiseConstantRate
    /// The random shares of the periods.
    public var shares: DirichletShares
    /// Days with their exact totals; nil: totals are Poisson.
    public var totals: [OrderStatisticSequence.Block]?
    /// Coefficient of variation of the day's factor; 0 when totals are exact.
    public var dayCV: Double
    /// How far contact types have busy days together, in [0, 1], as in `Busyness`.
    public var typeCorrelation: Double

    /// Stores a split; the means of `shares` are those of `rate`.
    public init(
        rate: PiecewiseConstantRate, shares: DirichletShares,
        totals: [OrderStatisticSequence.Block]? = nil, dayCV: Double = 0,
        typeCorrelation: Double = 0
    ) {
        self.rate = rate
        self.shares = shares
        self.totals = totals
        self.dayCV = dayCV
        self.typeCorrelation = typeCorrelation
    }

    /// The factors of the day and the random shares.
    public var busyness: Busyness? {
        Busyness(dayCV: dayCV, typeCorrelation: typeCorrelation, periods: .dirichlet(shares))
    }

    /// Says what is wrong; nil: nothing.
    public func validate() -> String? {
        if let reason = rate.validate() { return reason }
        if totals != nil, dayCV > 0 { return "an exact total has no factor of the day" }
        return shares.concentration > 0 ? nil : "the concentration must be above 0"
    }

    /// The mean number of arrivals in an interval.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        rate.expectedCount(from: start, to: end)
    }

    /// The arrivals of one replication.
    public func sequence(_ factors: FactorSteps) -> any ArrivalSequence {
        guard let totals else { return PiecewisePoissonProcess(rate: rate, factors: factors) }
        return OrderStatisticSequence(
            blocks: totals, rate: ArrivalRate(rate), factors: factors)
    }

    /// As for other factors with a Poisson total; with an exact one of n, n (p - p^2) and -n p q
    /// plus n (n - 1) times the covariance of the shares.
    public func countCovariance(
        _ first: Range<Double>, _ second: Range<Double>, daySeconds: Double, horizonSeconds: Double
    ) -> Double? {
        guard let totals else {
            return loadCovariance(
                first, second, daySeconds: daySeconds, horizonSeconds: horizonSeconds
            ).map { $0 + commonCount(first, second) }
        }
        var total = 0.0
        for day in totals where day.count > 0 {
            let (one, other) = (
                first.clamped(to: day.start..<day.end), second.clamped(to: day.start..<day.end)
            )
            let count = Double(day.count)
            let p = expectedCount(from: one.lowerBound, to: one.upperBound) / count
            let q = expectedCount(from: other.lowerBound, to: other.upperBound) / count
            guard
                let load = loadCovariance(
                    one, other, daySeconds: daySeconds, horizonSeconds: horizonSeconds)
            else { return nil }
            total += count * ((first == second ? p : 0) - p * q) + load * (1 - 1 / count)
        }
        return total
    }

    /// Small instances for the conformance suite.
    public static var examples: [ArrivalExample] {
        let counts: [[Double]] = [[12, 4, 8], [10, 20, 0]]
        let rate = PiecewiseConstantRate(
            breaks: [0, 60, 100, 150, 200, 260, 300],
            rates: [0.2, 0.1, 0.16, 0, 10.0 / 60, 0.5, 0], end: 400)
        let shares = DirichletShares(
            breaks: [0, 60, 100],
            means: counts.map { day in day.map { $0 / day.reduce(0, +) } }, concentration: 15)
        let totals = [
            OrderStatisticSequence.Block(start: 0, end: 200, count: 24),
            OrderStatisticSequence.Block(start: 200, end: 400, count: 30),
        ]
        return [
            ("Poisson total", nil, 0), ("total with busy days", nil, 0.3),
            ("exact total", totals, 0),
        ].map { name, totals, dayCV in
            ArrivalExample(
                name, Self(rate: rate, shares: shares, totals: totals, dayCV: dayCV),
                daySeconds: 200, horizonSeconds: 400,
                windows: [0..<60, 60..<100, 100..<125, 200..<260, 260..<300])
        }
    }
}
