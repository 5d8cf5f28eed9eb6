import ContactCenterEvents
import Experiments
public import Projections
public import Scenarios
public import Statistics

/// One indicator of the log beside that of the fitted twin.
public struct ComparedIndicator: Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the indicator.
    public var unit: String
    /// The log's value, with the interval that its days allow.
    public var observed: ReplicatedEstimate
    /// The twin's value, with the interval of the replications.
    public var simulated: ReplicatedEstimate

    /// Simulated minus observed.
    public var difference: Double { simulated.value - observed.value }
    /// Difference over the observed value.
    public var relative: Double { observed.value == 0 ? 0 : difference / observed.value }
}

/// Compares a fitted twin with the days it was fitted to: an as-is fit, not a forecast.
public struct TwinComparison: Sendable {
    /// Indicators that are compared.
    public static let kpis = [
        "offered", "menuHangups", "abandonmentRate", "abandonmentRateOfQueued",
        "served", "delayProbability", "meanWait", "meanWaitQueued", "serviceLevelOffered",
    ]

    /// The compared indicators.
    public let indicators: [ComparedIndicator]

    /// The comparison of one indicator.
    ///
    /// - Parameter kpi: Its name.
    /// - Returns: The comparison; nil if the log or the twin has no value.
    public func indicator(_ kpi: String) -> ComparedIndicator? {
        indicators.first { $0.kpi == kpi }
    }

    /// Compares.
    ///
    /// - Parameters:
    ///   - log: The log's tally by days: intervals of a day.
    ///   - scenario: The fitted scenario.
    ///   - replications: Replications of the whole log's length.
    ///   - seed: Seed of the random streams.
    ///   - jobs: Most replications at one time.
    /// - Throws: What of the scenario's description makes no sense.
    public init(
        log: CenterTally, scenario: Scenario, replications: Int, seed: UInt64, jobs: Int
    ) async throws(ProjectionError) {
        let names = scenario.description
        let runner = try ReplicationRunner(scenario.twin, seed: seed, jobs: jobs)
        var twin = KPISeries()
        for rows in await runner.run(
            0..<replications, reduce: { $1.kpiRows(.all, names: names) })
        {
            twin.append(rows)
        }
        var compared: [ComparedIndicator] = []
        for kpi in Self.kpis {
            guard let simulated = twin.estimate(kpi),
                let observed = Self.observed(kpi, log: log),
                let unit = KeyPerformanceIndicators.named(kpi)?.unit
            else { continue }
            compared.append(
                ComparedIndicator(
                    kpi: kpi, unit: unit, observed: observed, simulated: simulated))
        }
        indicators = compared
    }

    /// The log's value as a ratio of sums over its days; a count is the sum over the days, with the
    /// standard error of a sum.
    ///
    /// - Parameters:
    ///   - kpi: Name of the indicator.
    ///   - log: The log's tally by days.
    /// - Returns: The value; nil if the log has none.
    public static func observed(_ kpi: String, log: CenterTally) -> ReplicatedEstimate? {
        let days = log.intervals.indices
        let rows = days.map { day in
            log.kpiRows(KPIScope(interval: day), names: .unnamed).first { $0.kpi == kpi }?.fraction
        }
        guard KeyPerformanceIndicators.named(kpi)?.kind == .ratio else {
            let count = Double(rows.count)
            return rows.isEmpty
                ? nil
                : ReplicatedEstimate(meanOf: rows.map { ($0?.numerator ?? 0) * count })
        }
        return ReplicatedEstimate(
            ratioOf: rows.map { $0?.numerator ?? 0 }, to: rows.map { $0?.denominator ?? 0 })
    }
}
