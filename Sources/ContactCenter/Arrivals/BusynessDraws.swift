import Distributions
public import RandomVariates
public import TwinPrimitives

/// The days of a run and the streams of a replication: what a contact type's factors depend on.
public struct ArrivalDays: Sendable {
    /// Random numbers of the replication.
    public var streams: RandomStreams
    /// Number of the contact type.
    public var type: ContactTypeID
    /// Length of a day in seconds, > 0.
    public var daySeconds: Double
    /// End of arrivals in seconds.
    public var horizonSeconds: Double

    /// Stores what factors depend on.
    public init(
        streams: RandomStreams, type: ContactTypeID, daySeconds: Double, horizonSeconds: Double
    ) {
        self.streams = streams
        self.type = type
        self.daySeconds = daySeconds
        self.horizonSeconds = horizonSeconds
    }

    /// Number of days, the last one perhaps cut short.
    public var count: Int { Int((horizonSeconds / daySeconds).rounded(.up)) }
}

extension Busyness {
    /// The factors of a replication over time.
    ///
    /// Keyed by contact type and day, or by the day alone where types have one in common: neither
    /// callers nor other types move them.
    ///
    /// - Parameter days: The days and the random numbers.
    /// - Returns: One step per day, or per period of a day.
    public func factors(_ days: ArrivalDays) -> FactorSteps {
        guard let periods else {
            if dayCV == 0 { return .one }
            return FactorSteps(
                breaks: (0...days.count).map { Double($0) * days.daySeconds },
                values: (0..<days.count).map { dayFactor($0, days) } + [1])
        }
        let breaks = periods.breaks
        let drawn = periods.prepared(days)
        var steps = FactorSteps(breaks: [], values: [])
        for day in 0..<days.count {
            let common = dayFactor(day, days)
            steps.breaks += breaks.map { Double(day) * days.daySeconds + $0 }
            steps.values += drawn(day).map { common * $0 }
        }
        return steps
    }

    /// The factor of a day.
    func dayFactor(_ day: Int, _ days: ArrivalDays) -> Double {
        guard dayCV > 0 else { return 1 }
        func uniform(_ type: ContactTypeID) -> Double {
            days.streams.uniform(
                .dayFactor, CallerKey(contactType: type, ordinal: UInt32(day)))
        }
        if typeCorrelation == 0 || typeCorrelation == 1 {
            let type = typeCorrelation == 1 ? ContactTypeID(.max) : days.type
            return Law.gamma(mean: 1, cv: dayCV).quantile(uniform(type))
        }
        let common = PortableMath.inverseNormal(uniform(ContactTypeID(.max)))
        let own = PortableMath.inverseNormal(uniform(days.type))
        return GammaMargin(cv: dayCV).value(
            normal: typeCorrelation.squareRoot() * common
                + (1 - typeCorrelation).squareRoot() * own)
    }
}

extension PeriodFactors {
    /// Left ends of the periods in seconds from the start of a day.
    var breaks: [Double] {
        switch self {
        case .gamma(let periods): periods.breaks
        case .dirichlet(let shares): shares.breaks
        }
    }

    /// Draws the factors of the periods of a day, one number each.
    fileprivate func prepared(_ days: ArrivalDays) -> (_ day: Int) -> [Double] {
        func uniform(_ day: Int, _ period: Int) -> Double {
            days.streams.uniform(
                .periodFactor, CallerKey(contactType: days.type, ordinal: UInt32(day)),
                draw: UInt32(period))
        }
        switch self {
        case .gamma(let periods):
            let margins = periods.cvs.map { GammaMargin(cv: $0) }
            return { day in
                let normals = periods.breaks.indices.map {
                    PortableMath.inverseNormal(uniform(day, $0))
                }
                return zip(margins, periods.correlated(normals)).map { $0.value(normal: $1) }
            }
        case .dirichlet(let shares):
            return { day in
                let means = shares.means[min(day, shares.means.count - 1)]
                let parts = means.enumerated().map { period, mean in
                    mean > 0
                        ? Law.gamma(shape: shares.concentration * mean, scale: 1)
                            .quantile(uniform(day, period)) : 0
                }
                let sum = parts.reduce(0, +)
                return zip(parts, means).map { $1 > 0 ? $0 / sum / $1 : 1 }
            }
        }
    }
}

extension GammaPeriods {
    /// Correlated normal numbers from independent ones.
    fileprivate func correlated(_ normals: [Double]) -> [Double] {
        switch correlation {
        case .matrix(let matrix): return matrix.correlated(normals)
        case .autoregressive(let step):
            let fresh = (1 - step * step).squareRoot()
            var result = normals
            for period in normals.indices.dropFirst() {
                result[period] = step * result[period - 1] + fresh * normals[period]
            }
            return result
        }
    }
}
