/// Numbers by treatment and block, and how much of their spread is the treatments'.
///
/// The two-way layout of random effects without repetition: number = mean + treatment + block + rest. Used
/// where each of several inputs is simulated with the same replications: the blocks' part is common and
/// drops out. Source: Searle, Casella, McCulloch, "Variance components" (1992), chapter 4.
public struct TwoWayTable: Hashable, Sendable {
    /// Variance between treatments: mean squares' estimate, which may be negative.
    public let rawTreatmentVariance: Double
    /// Variance of what neither treatment nor block explains.
    public let restVariance: Double
    /// Degrees of freedom of the treatments' variance as a difference of two mean squares
    /// (Satterthwaite, Biometrics Bulletin 2 (1946) 110-114); 0 where the difference is 0.
    public let treatmentDegreesOfFreedom: Double

    /// Splits a table.
    ///
    /// - Parameter rows: One row per treatment, one number per block; at least two of both.
    /// - Throws: `StatisticsError` for fewer, or rows of unequal length.
    public init(_ rows: [[Double]]) throws(StatisticsError) {
        guard rows.count > 1, let blocks = rows.first?.count else {
            throw .tooFew(what: "treatments", needed: 2, got: rows.count)
        }
        guard blocks > 1 else { throw .tooFew(what: "blocks", needed: 2, got: blocks) }
        for row in rows where row.count != blocks {
            throw .unequalLengths(what: "rows", first: blocks, second: row.count)
        }
        let rowMeans = rows.map { RunningMoments($0).mean }
        let columnMeans = (0..<blocks).map { column in
            RunningMoments(rows.map { $0[column] }).mean
        }
        let mean = RunningMoments(rowMeans).mean
        var rest = 0.0
        for (row, rowMean) in zip(rows, rowMeans) {
            for (value, columnMean) in zip(row, columnMeans) {
                let left = value - rowMean - columnMean + mean
                rest += left * left
            }
        }
        restVariance = rest / Double((rows.count - 1) * (blocks - 1))
        let between = RunningMoments(rowMeans).variance ?? 0
        let noise = restVariance / Double(blocks)
        rawTreatmentVariance = between - noise
        let treatments = Double(rows.count - 1)
        let spent =
            between * between / treatments + noise * noise / treatments / Double(blocks - 1)
        let variance = max(0, rawTreatmentVariance)
        treatmentDegreesOfFreedom = spent > 0 ? variance * variance / spent : 0
    }

    /// Variance between treatments, 0 where the estimate is below.
    public var treatmentVariance: Double { max(0, rawTreatmentVariance) }
}
