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
    /// Replications that together give one independent number: 2 for antithetic pairs.
    public let replicationsPerUnit: Int

    /// Starts without replications.
    ///
    /// - Parameters:
    ///   - expectations: Exact expectations of the control variates that each replication brings;
    ///     none when left out.
    ///   - antithetic: Whether replications come in antithetic pairs, one after the other. A pair
    ///     then counts as one independent number: its mean, or its sums for a ratio.
    public init(expectations: [Double] = [], antithetic: Bool = false) {
        self.expectations = expectations
        replicationsPerUnit = antithetic ? 2 : 1
    }

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

    /// The sum of an indicator's denominators over all replications, such as the contacts of a share.
    ///
    /// - Parameters:
    ///   - kpi: Name of the indicator.
    ///   - scope: What it is restricted to.
    /// - Returns: The sum; 0 for an indicator that there is not.
    public func denominators(_ kpi: String, _ scope: KPIScope = .all) -> Double {
        guard let index = template.firstIndex(where: { $0.kpi == kpi && $0.scope == scope }) else {
            return 0
        }
        return fractions[index].reduce(0) { $0 + ($1?.denominator ?? 0) }
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
            agentGroup: row.agentGroup, interval: row.interval, segment: row.segment,
            voicePool: row.voicePool, mean: estimate?.value, standardError: estimate?.standardError,
            halfWidth95: estimate?.halfWidth())
    }

    /// A replication without a value weighs nothing in a ratio and in a mean of ratios, and leaves
    /// any other mean without value.
    private func estimate(_ index: Int) -> ReplicatedEstimate? {
        guard let kind = KeyPerformanceIndicators.named(template[index].kpi)?.kind,
            count >= replicationsPerUnit
        else { return nil }
        var rows = controlsOfUnits
        let plain: ReplicatedEstimate?
        switch kind {
        case .ratio:
            plain = ReplicatedEstimate(
                ratioOf: unitMeans(fractions[index].map { $0?.numerator ?? 0 }),
                to: unitMeans(fractions[index].map { $0?.denominator ?? 0 }))
        case .meanOfRatios:
            // A unit needs the quotient of each of its replications.
            let quotients = unitMeans(fractions[index].map { $0?.value ?? .nan })
            let kept = quotients.indices.filter { quotients[$0].isFinite }
            rows = kept.map { rows[$0] }
            plain =
                kept.isEmpty ? nil : ReplicatedEstimate(meanOf: kept.map { quotients[$0] })
        case .count, .quantile:
            let values = fractions[index].compactMap { $0?.value }
            plain =
                values.count == count && count > 0
                ? ReplicatedEstimate(meanOf: unitMeans(values)) : nil
        }
        return template[index].unit == "share"
            ? plain?.controlledShare(by: rows, expectations: expectations)
            : plain?.controlled(by: rows, expectations: expectations)
    }

    /// One number per replication, or per pair; a replication without its partner is left out.
    private func unitMeans(_ values: [Double]) -> [Double] {
        guard replicationsPerUnit == 2 else { return values }
        return stride(from: 0, to: values.count - 1, by: 2).map {
            (values[$0] + values[$0 + 1]) / 2
        }
    }

    private var controlsOfUnits: [[Double]] {
        guard replicationsPerUnit == 2 else { return controls }
        return stride(from: 0, to: controls.count - 1, by: 2).map { place -> [Double] in
            let (one, other) = (controls[place], controls[place + 1])
            return one.indices.map { (one[$0] + other[$0]) / 2 }
        }
    }
}
