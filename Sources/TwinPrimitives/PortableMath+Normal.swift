extension PortableMath {
    /// The distribution function of the standard normal law.
    ///
    /// Relative error below 2e-15, in the lower tail too (down to 1e-308). Method: Cody, "Rational
    /// Chebyshev approximations for the error function", Math. Comp. 23, 1969, the argument of
    /// e^(-x^2 / 2) split so that the square loses nothing (Cody, ACM TOMS 19, 1993).
    ///
    /// - Parameter x: Any number.
    /// - Returns: The probability that a standard normal variable is at most x.
    public static func normalCDF(_ x: Double) -> Double {
        let size = abs(x)
        if size < 0.662_912_607_362_388_3 {  // 0.46875 times the square root of 2
            let z = x * 0x1.6a09e667f3bcdp-1
            return 0.5 + 0.5 * z * erfRatio(z * z)
        }
        let tail = normalTail(size)
        return x < 0 ? tail : 1 - tail
    }

    /// The density of the standard normal law.
    ///
    /// Relative error below 2e-15.
    ///
    /// - Parameter x: Any number.
    /// - Returns: e^(-x^2 / 2) / sqrt(2 pi).
    public static func normalDensity(_ x: Double) -> Double {
        0x1.9884533d43651p-2 * halfSquareExp(abs(x))
    }

    /// e^(-x^2 / 2) for x >= 0.
    @inline(__always)
    private static func halfSquareExp(_ x: Double) -> Double {
        guard x < 39 else { return x.isNaN ? x : 0 }
        // Leading part in sixteenths: its square is exact, the rest is small.
        let top = Double(Int64(x * 16)) * 0.0625
        return exp(-top * top * 0.5) * exp(-(x - top) * (x + top) * 0.5)
    }

    /// The probability that a standard normal variable exceeds x, for x >= 0.66.
    private static func normalTail(_ x: Double) -> Double {
        if x.isNaN { return x }
        let z = x * 0x1.6a09e667f3bcdp-1
        let scaled: Double
        if z <= 4 {
            var top = 2.15311535474403846e-8 * z
            var bottom = z
            top = (top + 5.64188496988670089e-1) * z
            bottom = (bottom + 1.57449261107098347e1) * z
            top = (top + 8.88314979438837594) * z
            bottom = (bottom + 1.17693950891312499e2) * z
            top = (top + 6.61191906371416295e1) * z
            bottom = (bottom + 5.37181101862009858e2) * z
            top = (top + 2.98635138197400131e2) * z
            bottom = (bottom + 1.62138957456669019e3) * z
            top = (top + 8.81952221241769090e2) * z
            bottom = (bottom + 3.29079923573345963e3) * z
            top = (top + 1.71204761263407058e3) * z
            bottom = (bottom + 4.36261909014324716e3) * z
            top = (top + 2.05107837782607147e3) * z
            bottom = (bottom + 3.43936767414372164e3) * z
            scaled = (top + 1.23033935479799725e3) / (bottom + 1.23033935480374942e3)
        } else {
            let w = 1 / (z * z)
            var top = 1.63153871373020978e-2 * w
            var bottom = w
            top = (top + 3.05326634961232344e-1) * w
            bottom = (bottom + 2.56852019228982242) * w
            top = (top + 3.60344899949804439e-1) * w
            bottom = (bottom + 1.87295284992346047) * w
            top = (top + 1.25781726111229246e-1) * w
            bottom = (bottom + 5.27905102951428412e-1) * w
            top = (top + 1.60837851487422766e-2) * w
            bottom = (bottom + 6.05183413124413191e-2) * w
            let ratio = w * (top + 6.58749161529837803e-4) / (bottom + 2.33520497626869185e-3)
            scaled = (5.64189583547756287e-1 - ratio) / z
        }
        return 0.5 * scaled * halfSquareExp(x)
    }

    /// erf(z) / z as a function of w = z^2, for |z| <= 0.46875.
    @inline(__always)
    private static func erfRatio(_ w: Double) -> Double {
        var top = 1.85777706184603153e-1 * w
        var bottom = w
        top = (top + 3.16112374387056560) * w
        bottom = (bottom + 2.36012909523441209e1) * w
        top = (top + 1.13864154151050156e2) * w
        bottom = (bottom + 2.44024637934444173e2) * w
        top = (top + 3.77485237685302021e2) * w
        bottom = (bottom + 1.28261652607737228e3) * w
        return (top + 3.20937758913846947e3) / (bottom + 2.84423683343917062e3)
    }

    /// The quantile function of the standard normal law.
    ///
    /// Relative error below 1e-14 of the result (for p near 1 the input's own rounding dominates:
    /// give both probabilities). 0 gives -infinity, 1 gives infinity. Method:
    /// Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied
    /// Statistics 37, 1988, PPND16.
    ///
    /// - Parameter p: A probability in [0, 1].
    /// - Returns: The number that a standard normal variable stays below with probability p.
    public static func inverseNormal(_ p: Double) -> Double {
        inverseNormal(lower: p, upper: 1 - p)
    }

    /// The quantile function of the standard normal law, from both probabilities.
    ///
    /// As `inverseNormal`, but accurate near 1 too.
    ///
    /// - Parameters:
    ///   - lower: The probability below the result.
    ///   - upper: 1 - lower, given separately so that the upper tail keeps its accuracy.
    /// - Returns: The number that a standard normal variable stays below with probability `lower`.
    public static func inverseNormal(lower: Double, upper: Double) -> Double {
        let q = lower - 0.5
        if abs(q) <= 0.425 { return q * centralRatio(0.180625 - q * q) }
        let tail = q < 0 ? lower : upper
        guard tail > 0 else {
            return tail == 0 ? (q < 0 ? -.infinity : .infinity) : .nan
        }
        let size = inverseTail((-log(tail)).squareRoot())
        return Double(signOf: q, magnitudeOf: size)
    }

    @inline(__always)
    private static func centralRatio(_ r: Double) -> Double {
        let r2 = r * r
        let r4 = r2 * r2
        let top =
            (3.3871328727963666080 + r * 1.3314166789178437745e2)
            + r2 * (1.9715909503065514427e3 + r * 1.3731693765509461125e4)
            + r4
            * ((4.5921953931549871457e4 + r * 6.7265770927008700853e4)
                + r2 * (3.3430575583588128105e4 + r * 2.5090809287301226727e3))
        let bottom =
            (1 + r * 4.2313330701600911252e1)
            + r2 * (6.8718700749205790830e2 + r * 5.3941960214247511077e3)
            + r4
            * ((2.1213794301586595867e4 + r * 3.9307895800092710610e4)
                + r2 * (2.8729085735721942674e4 + r * 5.2264952788528545610e3))
        return top / bottom
    }

    /// The quantile's size as a function of the square root of -log of the tail's probability.
    @inline(__always)
    private static func inverseTail(_ root: Double) -> Double {
        if root <= 5 {
            let r = root - 1.6
            let top =
                ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
                    + 2.41780725177450611770e-1) * r + 1.27045825245236838258) * r
                    + 3.64784832476320460504) * r + 5.76949722146069140550) * r
                    + 4.63033784615654529590) * r + 1.42343711074968357734
            let bottom =
                ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
                    + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
                    + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
                    + 2.05319162663775882187) * r + 1
            return top / bottom
        }
        let r = root - 5
        let top =
            ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
                + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
                + 2.96560571828504891230e-1) * r + 1.78482653991729133580) * r
                + 5.46378491116411436990) * r + 6.65790464350110377720
        let bottom =
            ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
                + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
                + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
                + 5.99832206555887937690e-1) * r + 1
        return top / bottom
    }
}
