@preconcurrency import CGSL

/// Roots of a function of one real variable.
public enum RootFinding {
    /// Finds a root between two points at which the function has opposite signs.
    ///
    /// Brent-Dekker: inverse quadratic interpolation guarded by bisection. Source: Brent 1973.
    ///
    /// - Parameters:
    ///   - interval: Bracket of the root, finite.
    ///   - absoluteTolerance: Width of the final bracket allowed, absolute.
    ///   - relativeTolerance: Width of the final bracket allowed, relative to the root.
    ///   - iterationLimit: Most iterations.
    ///   - function: The function; finite and continuous on the interval.
    /// - Returns: The root, within the tolerance.
    /// - Throws: `GSLError` when the ends do not bracket a root or the limit is reached.
    public static func brent(
        in interval: ClosedRange<Double>,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 1e-14,
        iterationLimit: Int = 200,
        _ function: (Double) -> Double
    ) throws(GSLError) -> Double {
        let operation = "Brent root search"
        Library.prepare()
        guard let solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent) else {
            throw .outOfMemory(operation)
        }
        defer { gsl_root_fsolver_free(solver) }
        let outcome = ScalarFunction.withPointer(to: function) { callback -> (Int32, Double) in
            var status = gsl_root_fsolver_set(
                solver, callback, interval.lowerBound, interval.upperBound)
            guard status == GSLError.success else { return (status, .nan) }
            for _ in 0..<max(1, iterationLimit) {
                status = gsl_root_fsolver_iterate(solver)
                guard status == GSLError.success else { return (status, .nan) }
                status = gsl_root_test_interval(
                    gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver),
                    absoluteTolerance, relativeTolerance)
                guard status == GSLError.proceed else {
                    return (status, gsl_root_fsolver_root(solver))
                }
            }
            return (GSLError.iterationLimit, .nan)
        }
        try GSLError.check(outcome.0, operation)
        return outcome.1
    }
}
