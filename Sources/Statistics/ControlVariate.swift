import GSL

/// A mean over replications, sharpened by a control whose expectation is known.
///
/// Regression estimator with one control, such as the number of arrivals. Source: Lavenberg, Welch,
/// Management Science 27 (1981) 322-335.
public struct ControlledMean: Equatable, Sendable {
    /// The estimate: mean - coefficient x (mean of the control - its expectation).
    public let mean: Double
    /// Slope of the numbers on the control.
    public let coefficient: Double
    /// Standard error of the estimate, given the controls that were met.
    public let standardError: Double
    /// Replications - 2.
    public let degreesOfFreedom: Double

    /// Half the width of the two-sided Student-t interval.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: The half-width, exact for jointly normal numbers.
    public func halfWidth(level: Double = 0.95) -> Double {
        guard let law = try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom) else {
            return .nan
        }
        return law.upperTailInverse((1 - level) / 2) * standardError
    }
}

/// Estimates means with one control variate.
public enum ControlVariate {
    /// Regresses on the control and reads the line off at the control's expectation.
    ///
    /// - Parameters:
    ///   - values: One number per replication, at least three.
    ///   - controls: The control in the same replications.
    ///   - expectation: The control's known expectation.
    /// - Returns: The estimate.
    /// - Throws: `StatisticsError` for lists of unequal or too small length and for a control
    ///   without spread.
    public static func mean(
        of values: [Double], controls: [Double], expectation: Double
    ) throws(StatisticsError) -> ControlledMean {
        guard values.count == controls.count else {
            throw .unequalLengths(
                what: "control variate", first: values.count, second: controls.count)
        }
        guard values.count >= 3 else {
            throw .tooFew(what: "replications of a control variate", needed: 3, got: values.count)
        }
        let count = Double(values.count)
        let mean = RunningMoments(values).mean
        let control = RunningMoments(controls)
        guard control.squaredDeviations > 0 else {
            throw .noEstimate(what: "control variate", reason: "the control never changes")
        }
        let cross = zip(values, controls).reduce(0) {
            $0 + ($1.0 - mean) * ($1.1 - control.mean)
        }
        let slope = cross / control.squaredDeviations
        let squares = zip(values, controls).reduce(0.0) {
            let residual = $1.0 - mean - slope * ($1.1 - control.mean)
            return $0 + residual * residual
        }
        let off = control.mean - expectation
        let variance =
            squares / (count - 2) * (1 / count + off * off / control.squaredDeviations)
        return ControlledMean(
            mean: mean - slope * off, coefficient: slope, standardError: variance.squareRoot(),
            degreesOfFreedom: count - 2)
    }
}
