import ContactCenterEvents
import Projections
import Statistics
import TwinPrimitives
import TwinSimulation

/// What the distributions of a run had counted at the ends of equal sections of it.
struct DistributionSections {
    /// One look at the end of each section, the last one at the end of the run.
    let looks: [CenterTally]
    /// Length of a section in seconds.
    let seconds: Double
}

extension BatchMeansRun {
    /// Sections of the run: as many as the test of independence needs at least.
    static var sections: Int { BatchMeansMethod.fewestTested }

    /// The instants at which all sections but the last end.
    static func ends(_ fold: CenterFoldConfiguration) -> [SimulationTime] {
        let start = fold.warmUp.nanoseconds
        let window = fold.horizon.nanoseconds - start
        return (1..<sections).map {
            SimulationTime(nanoseconds: start + window / Int64(sections) * Int64($0))
        }
    }

    /// A quantile with its interval.
    ///
    /// The share of what lies at or below the quantile is a ratio like any other: its batches give
    /// its half-width, and Woodruff's interval turns that into one of the quantile. What counts in a
    /// section is what ended there, a wait for instance.
    func batchedQuantile(
        _ row: KPIRow, _ scope: KPIScope, _ sections: DistributionSections
    ) throws(BatchMeansError) -> BatchedKPI {
        var estimate = KPIEstimate(row)
        let names = configuration.description
        guard let whole = sections.looks.last?.quantile(row.kpi, scope, names: names),
            let bucket = whole.bucket
        else { return BatchedKPI(estimate: estimate, batches: nil) }
        var (below, all) = ([0.0], [0.0])
        for look in sections.looks {
            let histogram = look.quantile(row.kpi, scope, names: names)?.histogram
            below.append(Double(histogram?.count(upTo: bucket) ?? 0))
            all.append(Double(histogram?.count ?? 0))
        }
        func steps(_ sums: [Double]) -> [Double] { zip(sums.dropFirst(), sums).map { $0 - $1 } }
        let found: BatchedEstimate
        do throws(StatisticsError) {
            found = try BatchMeansMethod().ratio(of: steps(below), to: steps(all))
        } catch {
            throw .statistics(error)
        }
        guard let share = found.halfWidth(), let error = found.standardError,
            let halfWidth = whole.halfWidth(ofProbability: share)
        else { return BatchedKPI(estimate: estimate, batches: nil) }
        estimate.halfWidth95 = halfWidth
        estimate.standardError = share > 0 ? halfWidth * error / share : 0
        return BatchedKPI(
            estimate: estimate,
            batches: BatchedKPI.Batches(
                count: found.batches, seconds: Double(found.batchSize) * sections.seconds,
                lagOneCorrelation: found.lagOneCorrelation, isIndependent: found.isIndependent))
    }
}
