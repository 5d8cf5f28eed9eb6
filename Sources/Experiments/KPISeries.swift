public import Projections
public import Statistics

/// The key performance indicators of several replications, side by side.
public struct KPISeries: Sendable {
    /// One row per indicator and scope, with the names that reports print.
    private var template: [KPIRow] = []
    /// Fractions by row, then by replication.
    private var fractions: [[KPIFraction?]] = []
    /// Replications so far.
    public private(set) var count = 0

    /// Control variates, one row per replication, with their expectations.
    private var controls: [[Double]] = []
    private let expectations: [Double]

    /// Starts without replications.
    ///
    /// - Parameter expectations: Exact expectations of the control variates that each replication
    ///   brings; none when left out.
    public init(expectations: [Double] = []) { self.expectations = expectations }

    /// Adds the rows of the next replication; all have the same rows in the same order, except that
    /// later intervals may be missing.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - controls: The replication's control variates, one per expectation.
    public mutating func append(_ rows: [KPIRow], controls: [Double] = []) {
        precondition(controls.count == expectations.count, "a control has no expectation")
        self.controls.append(controls)
        if rows.count > template.count {
            for row in rows[template.count...] {
                template.append(row)
                fractions.append(Array(repeating: nil, count: count))
            }
        }
        for index in template.indices {
            fractions[index].append(index < rows.count ? rows[index].fraction : nil)
        }
        count += 1
    }

    /// The estimate of one indicator in one scope; nil where it has no value.
    ///
    /// - Parameters:
    ///   - kpi: Name of the indicator.
    ///   - scope: What it is restricted to.
    /// - Returns: The estimate.
    public func estimate(_ kpi: String, _ scope: KPIScope = .all) -> ReplicatedEstimate? {
        template.firstIndex { $0.kpi == kpi && $0.scope == scope }.flatMap(estimate)
    }

    /// The estimates of all rows, in the order of the registry.
    ///
    /// - Returns: One estimate per indicator and scope.
    public func estimates() -> [KPIEstimate] {
        template.indices.map { index in
            row(index, estimate(index))
        }
    }

    /// The paired differences of all rows from another series of the same replications.
    ///
    /// - Parameter other: The series to subtract.
    /// - Returns: One difference per indicator and scope that both have.
    public func differences(from other: KPISeries) -> [KPIEstimate] {
        template.indices.map { index in
            guard let mine = estimate(index),
                let theirs = other.estimate(template[index].kpi, template[index].scope),
                mine.residuals.count == theirs.residuals.count
            else { return row(index, nil) }
            return row(index, mine.difference(from: theirs))
        }
    }

    private func row(_ index: Int, _ estimate: ReplicatedEstimate?) -> KPIEstimate {
        let row = template[index]
        return KPIEstimate(
            kpi: row.kpi, unit: row.unit, contactType: row.contactType,
            agentGroup: row.agentGroup, interval: row.interval, mean: estimate?.value,
            standardError: estimate?.standardError, halfWidth95: estimate?.halfWidth())
    }

    /// A replication without a value weighs nothing in a ratio and in a mean of ratios, and leaves
    /// any other mean without value.
    private func estimate(_ index: Int) -> ReplicatedEstimate? {
        guard let kind = KeyPerformanceIndicators.named(template[index].kpi)?.kind else {
            return nil
        }
        var controls = controls
        let plain: ReplicatedEstimate?
        switch kind {
        case .ratio:
            plain = ReplicatedEstimate(
                ratioOf: fractions[index].map { $0?.numerator ?? 0 },
                to: fractions[index].map { $0?.denominator ?? 0 })
        case .meanOfRatios:
            let kept = fractions[index].indices.filter { fractions[index][$0]?.value != nil }
            controls = kept.map { controls[$0] }
            plain = ReplicatedEstimate(
                meanOfRatios: kept.map { fractions[index][$0]?.numerator ?? 0 },
                to: kept.map { fractions[index][$0]?.denominator ?? 0 })
        case .count, .quantile:
            let values = fractions[index].compactMap { $0?.value }
            plain =
                values.count == count && count > 0 ? ReplicatedEstimate(meanOf: values) : nil
        }
        return template[index].unit == "share"
            ? plain?.controlledShare(by: controls, expectations: expectations)
            : plain?.controlled(by: controls, expectations: expectations)
    }
}
