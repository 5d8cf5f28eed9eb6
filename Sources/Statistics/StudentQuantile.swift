import GSL

/// Quantiles of Student's t as intervals need them.
public enum StudentQuantile {
    /// The factor on a standard error that gives half of a two-sided 95 % interval.
    ///
    /// - Parameter degreesOfFreedom: Any number > 0.
    /// - Returns: 1.96 for many, 2.26 for 9; infinity for a number that no law has.
    public static func twoSided95(_ degreesOfFreedom: Double) -> Double {
        (try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom))?.upperTailInverse(0.025)
            ?? .infinity
    }
}
