import GSL

/// Dependence between neighbours of a series.
public enum Autocorrelation {
    /// The correlation of neighbours, sum (x_i - m)(x_i+1 - m) / sum (x_i - m)^2.
    ///
    /// Bias of about -1 / count for independent numbers.
    ///
    /// - Parameter series: Numbers in order.
    /// - Returns: In [-1, 1]; 0 for fewer than two numbers and for numbers without spread.
    public static func lagOne(of series: [Double]) -> Double {
        let moments = RunningMoments(series)
        guard moments.squaredDeviations > 0 else { return 0 }
        let cross = zip(series, series.dropFirst()).reduce(0) {
            $0 + ($1.0 - moments.mean) * ($1.1 - moments.mean)
        }
        return cross / moments.squaredDeviations
    }

    /// One-sided p-value of von Neumann's ratio against positive dependence of neighbours.
    ///
    /// C = 1 - sum (x_i - x_i+1)^2 / (2 sum (x_i - m)^2) has mean 0 and variance
    /// (n - 2) / (n^2 - 1) for independent normal numbers, and is nearly normal from n = 8 on.
    /// Sources: von Neumann, Annals of Mathematical Statistics 12 (1941) 367-395; Fishman,
    /// Management Science 24 (1978) 510-521.
    ///
    /// - Parameter series: Numbers in order, at least 8 for the normal approximation.
    /// - Returns: P(a ratio at least as large | independence); 1 for fewer than three numbers and for
    ///   numbers without spread.
    public static func vonNeumannPValue(of series: [Double]) -> Double {
        let count = Double(series.count)
        let spread = RunningMoments(series).squaredDeviations
        guard series.count > 2, spread > 0 else { return 1 }
        let steps = zip(series, series.dropFirst()).reduce(0) {
            $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        let ratio = 1 - steps / (2 * spread)
        let deviation = ((count - 2) / (count * count - 1)).squareRoot()
        return NormalDistribution.standard.upperTail(ratio / deviation)
    }
}
