import RandomVariates

/// A stretch of time within which one random factor multiplies a rate.
public struct FactorCell: Equatable, Sendable {
    /// Its beginning, in seconds.
    public var start: Double
    /// Its end, in seconds.
    public var end: Double
    /// Number of the day; factors of different days are independent.
    public var day: Int
    /// Number of the period within the day.
    public var period: Int

    /// Stores a cell.
    public init(start: Double, end: Double, day: Int, period: Int) {
        self.start = start
        self.end = end
        self.day = day
        self.period = period
    }
}

extension Busyness {
    /// Whether any factor differs from 1.
    public var isRandom: Bool { dayCV > 0 || periods != nil }

    /// The cells of a run, in order.
    ///
    /// - Parameters:
    ///   - daySeconds: Length of a day.
    ///   - horizonSeconds: End of arrivals.
    /// - Returns: One cell per day, or per period of each day.
    public func cells(daySeconds: Double, horizonSeconds: Double) -> [FactorCell] {
        let breaks = periods?.breaks ?? [0]
        return (0..<Int((horizonSeconds / daySeconds).rounded(.up))).flatMap { day in
            breaks.indices.map { period in
                let start = Double(day) * daySeconds
                let end = period + 1 < breaks.count ? breaks[period + 1] : daySeconds
                return FactorCell(
                    start: start + breaks[period], end: start + end, day: day, period: period)
            }
        }
    }
}

/// Covariances of the factors of one contact type, worked out once.
public struct BusynessMoments: Sendable {
    private let busyness: Busyness
    /// Covariances of gamma factors of two periods of a day, row by row; nil where not known.
    private let gammaCovariances: [Double?]

    /// Works out what the covariances need.
    ///
    /// Takes time in proportion to the square of the periods of a day.
    ///
    /// - Parameter busyness: The factors' laws.
    public init(_ busyness: Busyness) {
        self.busyness = busyness
        guard case .gamma(let periods) = busyness.periods else {
            gammaCovariances = []
            return
        }
        var margins: [Double: GammaMargin] = [:]
        for cv in periods.cvs where margins[cv] == nil { margins[cv] = .withExpansion(cv: cv) }
        gammaCovariances = periods.cvs.indices.flatMap { first in
            periods.cvs.indices.map { second in
                guard let one = margins[periods.cvs[first]],
                    let other = margins[periods.cvs[second]]
                else { return nil }
                return one.covariance(
                    with: other, correlation: periods.normalCorrelation(first, second))
            }
        }
    }

    /// The covariance of the own factors of two periods of a day.
    private func periodCovariance(day: Int, _ first: Int, _ second: Int) -> Double? {
        switch busyness.periods {
        case nil: return 0
        case .gamma(let periods): return gammaCovariances[first * periods.cvs.count + second]
        case .dirichlet(let shares):
            let mean = shares.means[min(day, shares.means.count - 1)][first]
            guard mean > 0 else { return 0 }
            return ((first == second ? 1 / mean : 0) - 1) / (shares.concentration + 1)
        }
    }

    /// The covariance of the factors of two cells of one contact type.
    ///
    /// - Parameters:
    ///   - first: A cell.
    ///   - second: Another one, or the same.
    /// - Returns: The covariance, with the error of `GammaMargin.covariance`; nil where that is.
    public func covariance(_ first: FactorCell, _ second: FactorCell) -> Double? {
        guard first.day == second.day else { return 0 }
        guard let own = periodCovariance(day: first.day, first.period, second.period)
        else { return nil }
        let day = busyness.dayCV * busyness.dayCV
        return day + own + day * own
    }

    /// The covariance of factors of two contact types on one day, whatever the periods.
    ///
    /// - Parameters:
    ///   - first: Factors of one type.
    ///   - second: Factors of another type.
    /// - Returns: The covariance of the day's factors, as periods of two types are independent.
    public static func covariance(_ first: Busyness, _ second: Busyness) -> Double? {
        let correlation = (first.typeCorrelation * second.typeCorrelation).squareRoot()
        if first.dayCV == 0 || second.dayCV == 0 || correlation == 0 { return 0 }
        if correlation == 1, first.dayCV == second.dayCV { return first.dayCV * first.dayCV }
        return GammaMargin.withExpansion(cv: first.dayCV).covariance(
            with: .withExpansion(cv: second.dayCV), correlation: correlation)
    }
}
