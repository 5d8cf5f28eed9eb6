/// How a key performance indicator is formed from a tally.
public enum KPIKind: String, Sendable {
    /// A number per replication; across replications its mean.
    case count
    /// A quotient of two totals; across replications the ratio of their expectations.
    case ratio
    /// A quotient of two totals; across replications the mean of each replication's quotient.
    case meanOfRatios
    /// A quantile of a distribution; across replications the mean of each replication's quantile.
    case quantile
}

/// What a value of a key performance indicator may be restricted to.
public enum KPIAttribution: String, Sendable {
    /// By contact type and interval of arrival.
    case contact
    /// By contact type over the whole window: distributions are not kept per interval.
    case contactDistribution
    /// By contact type and the interval in which the time passed.
    case queueTime
    /// By agent group and the interval in which the time passed.
    case agentTime
    /// Only for the center and window as a whole.
    case center
    /// By pool of voice agents over the whole window, of journeys that ended.
    case journey
    /// Only for the center and window as a whole, of needs that ended.
    case need

    /// The rule in one sentence.
    public var text: String {
        switch self {
        case .contact: "by contact type, to the interval in which the contact arrived"
        case .contactDistribution: "by contact type; not kept per interval"
        case .queueTime: "by contact type, to the interval in which the time passed"
        case .agentTime: "by agent group, to the interval in which the time passed"
        case .center: "to the center and the whole window only"
        case .journey:
            "by pool of voice agents over the whole window; of contacts that arrived in it, and of"
                + " their sessions, when they have ended"
        case .need:
            "to the center and the whole window only; of needs whose first contact arrived in it, when"
                + " they have ended"
        }
    }
}

/// Numerator and denominator of a value; the value is their quotient, if there is one.
public struct KPIFraction: Equatable, Sendable {
    /// The numerator, in the unit of the indicator times that of the denominator.
    public var numerator: Double
    /// The denominator; 1 for counts and quantiles.
    public var denominator: Double

    /// Stores a fraction.
    public init(_ numerator: Double, over denominator: Double) {
        self.numerator = numerator
        self.denominator = denominator
    }

    init(_ numerator: Int64, over denominator: Int64) {
        self.init(Double(numerator), over: Double(denominator))
    }

    /// A total of nanoseconds over a number, in seconds.
    init(nanoseconds: Int128, over denominator: Int64) {
        self.init(Double(nanoseconds) / 1e9, over: Double(denominator))
    }

    /// The quotient; nil where the denominator is zero.
    public var value: Double? { denominator == 0 ? nil : numerator / denominator }
}

/// One key performance indicator: its name, its meaning in words, and its formula over a tally.
public struct KeyPerformanceIndicator: Sendable {
    /// Name, as in every output.
    public let name: String
    /// Unit: `contacts`, `share`, `seconds`, or `money`.
    public let unit: String
    /// How it is formed.
    public let kind: KPIKind
    /// What it may be restricted to.
    public let attribution: KPIAttribution
    /// Formula in words.
    public let formula: String
    /// Denominator in words.
    public let denominator: String
    /// The parts of a fold without which it has no meaning.
    public let needs: FoldParts
    /// The formula over what a scope counted; nil where it has no meaning.
    let measure: @Sendable (KPIContext) -> KPIFraction?
    /// What it is taken of if it is a quantile.
    var quantile: QuantileRule?

    /// What the name of a mean of ratios has behind that of its ratio.
    static let meanOfRatiosSuffix = "MeanOfRatios"

    /// The same quotient, estimated as the mean of the replications' values; nil unless a ratio.
    public var meanOfRatios: KeyPerformanceIndicator? {
        guard kind == .ratio else { return nil }
        return Self(
            name: name + Self.meanOfRatiosSuffix, unit: unit, kind: .meanOfRatios,
            attribution: attribution, formula: formula, denominator: denominator, needs: needs,
            measure: measure)
    }

    /// How values of replications are put together.
    public var estimator: String {
        switch kind {
        case .count: "mean of replications"
        case .ratio: "ratio of expectations"
        case .meanOfRatios: "mean of each replication's ratio"
        case .quantile: "mean of each replication's quantile"
        }
    }

    static func count(
        _ name: String, _ formula: String,
        _ counter: @escaping @Sendable (ContactTally) -> Int64
    ) -> Self {
        Self(
            name: name, unit: "contacts", kind: .count, attribution: .contact, formula: formula,
            denominator: "none", needs: []
        ) { KPIFraction(counter($0.contacts), over: 1) }
    }

    static func contactRatio(
        _ name: String, unit: String = "share", _ formula: String, per denominator: String,
        needs: FoldParts = [],
        _ fraction: @escaping @Sendable (ContactTally) -> KPIFraction
    ) -> Self {
        Self(
            name: name, unit: unit, kind: .ratio, attribution: .contact, formula: formula,
            denominator: denominator, needs: needs
        ) { fraction($0.contacts) }
    }

    static func journeyRatio(
        _ name: String, unit: String = "share", _ formula: String, per denominator: String,
        _ fraction: @escaping @Sendable (JourneyTally) -> KPIFraction
    ) -> Self {
        Self(
            name: name, unit: unit, kind: .ratio, attribution: .journey, formula: formula,
            denominator: denominator, needs: []
        ) { fraction($0.journeys) }
    }

    /// The same indicator of the journeys of one pool.
    func ofJourneys(_ fraction: @escaping @Sendable (JourneyTally) -> KPIFraction) -> Self {
        Self(
            name: name, unit: unit, kind: kind, attribution: .journey, formula: formula,
            denominator: denominator, needs: []
        ) { fraction($0.journeys) }
    }

    static func quantile(
        _ name: String, permille: Int, _ formula: String, of population: String,
        needs: FoldParts,
        _ histogram: @escaping @Sendable (KPIContext) -> DurationHistogram
    ) -> Self {
        var kpi = Self(
            name: name, unit: "seconds", kind: .quantile, attribution: .contactDistribution,
            formula: formula, denominator: population, needs: needs
        ) { context in
            histogram(context).quantileSeconds(permille: permille).map {
                KPIFraction($0, over: 1)
            }
        }
        kpi.quantile = QuantileRule(permille: permille, histogram: histogram)
        return kpi
    }
}
