import CGSL

/// Special functions of mathematical physics and statistics.
///
/// Relative accuracy is near 1e-15 except where stated. A result too small for a `Double` is 0.
public enum SpecialFunctions {
    /// The logarithm of |Gamma(x)|; throws at zero and the negative integers.
    public static func logGamma(_ x: Double) throws(GSLError) -> Double {
        try evaluate("log gamma") { gsl_sf_lngamma_e(x, $0) }
    }

    /// The lower incomplete gamma function P(a, x), as a fraction of Gamma(a).
    ///
    /// - Parameters:
    ///   - shape: a, above 0.
    ///   - x: Upper limit of the integral, 0 or more.
    /// - Returns: P(a, x), in 0...1.
    /// - Throws: `GSLError` outside the domain.
    public static func lowerGammaRatio(shape: Double, _ x: Double) throws(GSLError) -> Double {
        try evaluate("incomplete gamma P") { gsl_sf_gamma_inc_P_e(shape, x, $0) }
    }

    /// The upper incomplete gamma function Q(a, x) = 1 - P(a, x), without cancellation.
    ///
    /// - Parameters:
    ///   - shape: a, above 0.
    ///   - x: Lower limit of the integral, 0 or more.
    /// - Returns: Q(a, x), in 0...1.
    /// - Throws: `GSLError` outside the domain.
    public static func upperGammaRatio(shape: Double, _ x: Double) throws(GSLError) -> Double {
        try evaluate("incomplete gamma Q") { gsl_sf_gamma_inc_Q_e(shape, x, $0) }
    }

    /// The incomplete beta function I_x(a, b), as a fraction of B(a, b).
    ///
    /// - Parameters:
    ///   - alpha: a, above 0.
    ///   - beta: b, above 0.
    ///   - x: Upper limit, in 0...1.
    /// - Returns: I_x(a, b), in 0...1.
    /// - Throws: `GSLError` outside the domain.
    public static func betaRatio(
        alpha: Double, beta: Double, _ x: Double
    ) throws(GSLError) -> Double {
        try evaluate("incomplete beta") { gsl_sf_beta_inc_e(alpha, beta, x, $0) }
    }

    /// The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x.
    public static func errorFunction(_ x: Double) -> Double { value { gsl_sf_erf_e(x, $0) } }

    /// 1 - erf(x), without cancellation.
    public static func complementaryErrorFunction(_ x: Double) -> Double {
        value { gsl_sf_erfc_e(x, $0) }
    }

    /// The logarithm of 1 - erf(x), good far beyond where that underflows.
    public static func logComplementaryErrorFunction(_ x: Double) -> Double {
        value { gsl_sf_log_erfc_e(x, $0) }
    }

    /// The hazard of the standard normal law, phi(x) / (1 - Phi(x)), the inverse Mills ratio.
    ///
    /// 0 for x so low that it underflows; close to x + 1/x for large x.
    public static func normalHazard(_ x: Double) -> Double { value { gsl_sf_hazard_e(x, $0) } }

    private static func value(_ body: (UnsafeMutablePointer<gsl_sf_result>) -> Int32) -> Double {
        Library.prepare()
        var result = gsl_sf_result()
        let status = body(&result)
        guard status == GSLError.success || status == GSLError.underflow else { return .nan }
        return result.val
    }

    private static func evaluate(
        _ operation: String, _ body: (UnsafeMutablePointer<gsl_sf_result>) -> Int32
    ) throws(GSLError) -> Double {
        Library.prepare()
        var result = gsl_sf_result()
        let status = body(&result)
        if status != GSLError.underflow { try GSLError.check(status, operation) }
        return result.val
    }
}
