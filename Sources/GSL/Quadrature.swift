import CGSL

/// The value of an integral with the method's own estimate of its absolute error.
public struct Integral: Hashable, Sendable {
    /// The integral.
    public let value: Double
    /// Estimated absolute error; usually far larger than the true error.
    public let errorEstimate: Double
}

/// Adaptive integration of a function of one real variable.
///
/// Source: QUADPACK (Piessens, de Doncker, Ueberhuber, Kahaner 1983) and CQUAD (Gonnet 2010), as
/// implemented by GSL.
public enum Quadrature {
    /// Number of points of the Gauss-Kronrod rule that `qag` applies to each subinterval.
    public enum Rule: Int32, Sendable, CaseIterable {
        /// 15 points, for functions with local difficulties.
        case points15 = 1
        /// 21 points.
        case points21 = 2
        /// 31 points.
        case points31 = 3
        /// 41 points.
        case points41 = 4
        /// 51 points.
        case points51 = 5
        /// 61 points, for smooth or oscillating functions.
        case points61 = 6
    }

    /// Integrates over a finite interval by adaptive Gauss-Kronrod bisection.
    ///
    /// - Parameters:
    ///   - lower: Start of the interval, finite.
    ///   - upper: End of the interval, finite; may lie below `lower`.
    ///   - absoluteTolerance: Absolute error wanted, 0 or more.
    ///   - relativeTolerance: Relative error wanted; at least 1e-14 unless the absolute one rules.
    ///   - subintervalLimit: Most subintervals to use, 1 or more.
    ///   - rule: Gauss-Kronrod rule per subinterval.
    ///   - integrand: The function; must be finite on the interval.
    /// - Returns: The integral and its error estimate.
    /// - Throws: `GSLError` when the tolerance cannot be met.
    public static func qag(
        from lower: Double, to upper: Double,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 1e-10,
        subintervalLimit: Int = 1000, rule: Rule = .points21,
        _ integrand: (Double) -> Double
    ) throws(GSLError) -> Integral {
        try adaptive("adaptive integration", subintervalLimit, integrand) {
            function, workspace, value, error in
            gsl_integration_qag(
                function, lower, upper, absoluteTolerance, relativeTolerance,
                subintervalLimit, rule.rawValue, workspace, value, error)
        }
    }

    /// Integrates from a finite point to plus infinity.
    ///
    /// - Parameters:
    ///   - lower: Start of the half line, finite.
    ///   - absoluteTolerance: Absolute error wanted, 0 or more.
    ///   - relativeTolerance: Relative error wanted; at least 1e-14 unless the absolute one rules.
    ///   - subintervalLimit: Most subintervals to use, 1 or more.
    ///   - integrand: The function; must be integrable on the half line.
    /// - Returns: The integral and its error estimate.
    /// - Throws: `GSLError` when the tolerance cannot be met.
    public static func qagiu(
        from lower: Double,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 1e-10,
        subintervalLimit: Int = 1000,
        _ integrand: (Double) -> Double
    ) throws(GSLError) -> Integral {
        try adaptive("integration to infinity", subintervalLimit, integrand) {
            function, workspace, value, error in
            gsl_integration_qagiu(
                function, lower, absoluteTolerance, relativeTolerance,
                subintervalLimit, workspace, value, error)
        }
    }

    /// Integrates over a finite interval by doubly adaptive Clenshaw-Curtis quadrature.
    ///
    /// Copes with singularities, kinks and non-finite values at single points.
    ///
    /// - Parameters:
    ///   - lower: Start of the interval, finite.
    ///   - upper: End of the interval, finite.
    ///   - absoluteTolerance: Absolute error wanted, 0 or more.
    ///   - relativeTolerance: Relative error wanted; at least 1e-14 unless the absolute one rules.
    ///   - subintervalLimit: Most subintervals to hold, 3 or more; 100 usually suffices.
    ///   - integrand: The function.
    /// - Returns: The integral and its error estimate.
    /// - Throws: `GSLError` when the tolerance cannot be met.
    public static func cquad(
        from lower: Double, to upper: Double,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 1e-10,
        subintervalLimit: Int = 200,
        _ integrand: (Double) -> Double
    ) throws(GSLError) -> Integral {
        let operation = "doubly adaptive integration"
        Library.prepare()
        guard subintervalLimit >= 3 else { throw .domain(operation) }
        guard let workspace = gsl_integration_cquad_workspace_alloc(subintervalLimit) else {
            throw .outOfMemory(operation)
        }
        defer { gsl_integration_cquad_workspace_free(workspace) }
        var value = 0.0
        var error = 0.0
        let status = ScalarFunction.withPointer(to: integrand) { function in
            gsl_integration_cquad(
                function, lower, upper, absoluteTolerance, relativeTolerance,
                workspace, &value, &error, nil)
        }
        try GSLError.check(status, operation)
        return Integral(value: value, errorEstimate: error)
    }

    private typealias Method = (
        UnsafeMutablePointer<gsl_function>, UnsafeMutablePointer<gsl_integration_workspace>,
        UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
    ) -> Int32

    private static func adaptive(
        _ operation: String, _ limit: Int, _ integrand: (Double) -> Double, _ method: Method
    ) throws(GSLError) -> Integral {
        Library.prepare()
        guard limit >= 1 else { throw .domain(operation) }
        guard let workspace = gsl_integration_workspace_alloc(limit) else {
            throw .outOfMemory(operation)
        }
        defer { gsl_integration_workspace_free(workspace) }
        var value = 0.0
        var error = 0.0
        let status = ScalarFunction.withPointer(to: integrand) { function in
            method(function, workspace, &value, &error)
        }
        try GSLError.check(status, operation)
        guard value.isFinite else { throw .domain(operation) }
        return Integral(value: value, errorEstimate: error)
    }
}
