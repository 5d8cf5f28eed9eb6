import Experiments
import Projections
public import Statistics

/// How much of the spread of an indicator over the points belongs to each axis.
public struct VarianceShares: Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the indicator, as the registry has it.
    public var unit: String
    /// The parts; the numbers of their axes are those of the projection.
    public var parts: GridVariance
}

extension Projector {
    /// Shares of the variance of each answer over the grid, every point weighing alike.
    ///
    /// - Parameter series: The points' replications.
    /// - Returns: One entry for each answer that every point has; empty with fewer than two axes of several values.
    func varianceShares(_ series: [KPISeries]) -> [VarianceShares] {
        let sizes = request.axes.map(\.values.count)
        guard sizes.count(where: { $0 > 1 }) > 1 else { return [] }
        return Self.answers.compactMap { kpi in
            let estimates = series.compactMap { $0.estimate(kpi) }
            guard let unit = KeyPerformanceIndicators.named(kpi)?.unit,
                let parts = GridVariance(sizes: sizes, estimates: estimates)
            else { return nil }
            return VarianceShares(kpi: kpi, unit: unit, parts: parts)
        }
    }
}
