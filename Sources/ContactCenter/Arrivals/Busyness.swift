public import RandomVariates

/// How busy days, and periods of a day, differ: random factors with mean 1 on an arrival rate.
///
/// The factor of a period is that of its day times its own.
public struct Busyness: Equatable, Sendable {
    /// Coefficient of variation of the day's factor (gamma), >= 0.
    public var dayCV: Double
    /// How far contact types have busy days together, in [0, 1]: 0 apart, 1 the same quantile.
    ///
    /// The normal variables behind the day's factors of two types that say r1 and r2 have the
    /// correlation sqrt(r1 r2), through one normal variable that all types have in common.
    public var typeCorrelation: Double
    /// How the periods of a day differ beyond that; nil: not at all.
    public var periods: PeriodFactors?

    /// Stores factors of days.
    ///
    /// - Parameters:
    ///   - dayCV: Coefficient of variation of the day's factor, >= 0.
    ///   - shared: True if all contact types that say so share one uniform per day (comonotone
    ///     factors).
    public init(dayCV: Double, shared: Bool = false) {
        self.init(dayCV: dayCV, typeCorrelation: shared ? 1 : 0)
    }

    /// Stores factors of days and of periods.
    public init(dayCV: Double, typeCorrelation: Double, periods: PeriodFactors? = nil) {
        self.dayCV = dayCV
        self.typeCorrelation = typeCorrelation
        self.periods = periods
    }
}

/// How the periods of a day differ.
public enum PeriodFactors: Equatable, Sendable {
    /// A gamma factor per period, with a normal copula between the periods of a day.
    case gamma(GammaPeriods)
    /// A Dirichlet split of the day over its periods.
    case dirichlet(DirichletShares)
}

/// A gamma factor for each period of a day.
public struct GammaPeriods: Equatable, Sendable {
    /// How the normal variables behind the factors of one day are correlated.
    public enum Correlation: Equatable, Sendable {
        /// By the power of the distance: r^|i - j|, r in (-1, 1); 0 is independence.
        case autoregressive(Double)
        /// As a matrix says, of as many rows as there are periods.
        case matrix(CorrelationMatrix)
    }

    /// Left ends of the periods in seconds from the start of a day, ascending from 0; the last
    /// period ends with the day.
    public var breaks: [Double]
    /// Coefficient of variation of each period's factor, >= 0.
    public var cvs: [Double]
    /// How the normal variables of one day are correlated.
    public var correlation: Correlation

    /// Stores the factors; `breaks` and `cvs` have one length.
    public init(breaks: [Double], cvs: [Double], correlation: Correlation = .autoregressive(0)) {
        self.breaks = breaks
        self.cvs = cvs
        self.correlation = correlation
    }

    /// Correlation of the normal variables of two periods of a day.
    func normalCorrelation(_ first: Int, _ second: Int) -> Double {
        if first == second { return 1 }
        switch correlation {
        case .matrix(let matrix): return matrix[first, second]
        case .autoregressive(let step):
            var power = 1.0
            for _ in 0..<abs(first - second) where power != 0 { power *= step }
            return power
        }
    }
}

/// A random split of each day's total over its periods: Dirichlet shares.
public struct DirichletShares: Equatable, Sendable {
    /// Left ends of the periods in seconds from the start of a day, ascending from 0; the last
    /// period ends with the day.
    public var breaks: [Double]
    /// Mean share of each period by day; each day sums to 1.
    public var means: [[Double]]
    /// Sum of the Dirichlet parameters; a share of mean p has the variance
    /// p (1 - p) / (concentration + 1).
    public var concentration: Double

    /// Stores a split.
    public init(breaks: [Double], means: [[Double]], concentration: Double) {
        self.breaks = breaks
        self.means = means
        self.concentration = concentration
    }
}
