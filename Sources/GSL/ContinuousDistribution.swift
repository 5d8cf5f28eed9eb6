import CGSL

/// A continuous law with both tails and their inverses.
///
/// Tails are accurate to about 1e-14 relative in the body; use `upperTail` rather than
/// `1 - lowerTail` far out. An inverse at a probability outside 0...1 is NaN.
public protocol ContinuousDistribution: Sendable {
    /// P(X <= x).
    func lowerTail(_ x: Double) -> Double
    /// P(X > x), without cancellation.
    func upperTail(_ x: Double) -> Double
    /// The x with P(X <= x) = p.
    func lowerTailInverse(_ p: Double) -> Double
    /// The x with P(X > x) = p.
    func upperTailInverse(_ p: Double) -> Double
}

extension ContinuousDistribution {
    /// The x with P(X <= x) = p; NaN when p is not in 0...1.
    public func quantile(_ p: Double) -> Double { lowerTailInverse(p) }

    fileprivate func whenProbability(_ p: Double, _ inverse: (Double) -> Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        return inverse(p)
    }
}

/// The normal law.
public struct NormalDistribution: ContinuousDistribution, Hashable {
    /// Mean.
    public let mean: Double
    /// Standard deviation, above 0.
    public let standardDeviation: Double

    /// The law with mean 0 and standard deviation 1.
    public static let standard = NormalDistribution()

    private init() {
        Library.prepare()
        mean = 0
        standardDeviation = 1
    }

    /// Makes the law, refusing a standard deviation that is not positive and finite.
    public init(mean: Double, standardDeviation: Double) throws(GSLError) {
        Library.prepare()
        guard mean.isFinite, standardDeviation > 0, standardDeviation.isFinite else {
            throw .domain("normal law")
        }
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double {
        gsl_cdf_ugaussian_P((x - mean) / standardDeviation)
    }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double {
        gsl_cdf_ugaussian_Q((x - mean) / standardDeviation)
    }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { mean + standardDeviation * gsl_cdf_ugaussian_Pinv($0) }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { mean + standardDeviation * gsl_cdf_ugaussian_Qinv($0) }
    }
}

/// Student's t law.
public struct StudentTDistribution: ContinuousDistribution, Hashable {
    /// Degrees of freedom, above 0; need not be whole.
    public let degreesOfFreedom: Double

    /// Makes the law, refusing degrees of freedom that are not positive and finite.
    public init(degreesOfFreedom: Double) throws(GSLError) {
        Library.prepare()
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else { throw .domain("t law") }
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double { gsl_cdf_tdist_P(x, degreesOfFreedom) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { gsl_cdf_tdist_Q(x, degreesOfFreedom) }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_tdist_Pinv($0, degreesOfFreedom) }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_tdist_Qinv($0, degreesOfFreedom) }
    }
}

/// The chi-squared law.
public struct ChiSquaredDistribution: ContinuousDistribution, Hashable {
    /// Degrees of freedom, above 0; need not be whole.
    public let degreesOfFreedom: Double

    /// Makes the law, refusing degrees of freedom that are not positive and finite.
    public init(degreesOfFreedom: Double) throws(GSLError) {
        Library.prepare()
        guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
            throw .domain("chi-squared law")
        }
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double { gsl_cdf_chisq_P(x, degreesOfFreedom) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { gsl_cdf_chisq_Q(x, degreesOfFreedom) }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_chisq_Pinv($0, degreesOfFreedom) }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_chisq_Qinv($0, degreesOfFreedom) }
    }
}

/// Fisher's F law, the ratio of two independent scaled chi-squared variables.
public struct FDistribution: ContinuousDistribution, Hashable {
    /// Degrees of freedom of the numerator, above 0.
    public let numerator: Double
    /// Degrees of freedom of the denominator, above 0.
    public let denominator: Double

    /// Makes the law, refusing degrees of freedom that are not positive and finite.
    public init(numerator: Double, denominator: Double) throws(GSLError) {
        Library.prepare()
        guard numerator > 0, numerator.isFinite, denominator > 0, denominator.isFinite else {
            throw .domain("F law")
        }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double { gsl_cdf_fdist_P(x, numerator, denominator) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { gsl_cdf_fdist_Q(x, numerator, denominator) }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_fdist_Pinv($0, numerator, denominator) }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_fdist_Qinv($0, numerator, denominator) }
    }
}

/// The gamma law, with mean shape x scale.
public struct GammaDistribution: ContinuousDistribution, Hashable {
    /// Shape, above 0.
    public let shape: Double
    /// Scale, above 0, in the unit of the variable.
    public let scale: Double

    /// Makes the law, refusing parameters that are not positive and finite.
    public init(shape: Double, scale: Double) throws(GSLError) {
        Library.prepare()
        guard shape > 0, shape.isFinite, scale > 0, scale.isFinite else {
            throw .domain("gamma law")
        }
        self.shape = shape
        self.scale = scale
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double { gsl_cdf_gamma_P(x, shape, scale) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { gsl_cdf_gamma_Q(x, shape, scale) }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_gamma_Pinv($0, shape, scale) }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { gsl_cdf_gamma_Qinv($0, shape, scale) }
    }
}

/// The beta law on 0...1.
public struct BetaDistribution: ContinuousDistribution, Hashable {
    /// First shape, above 0; the mean is alpha / (alpha + beta).
    public let alpha: Double
    /// Second shape, above 0.
    public let beta: Double

    /// Makes the law, refusing shapes that are not positive and finite.
    public init(alpha: Double, beta: Double) throws(GSLError) {
        Library.prepare()
        guard alpha > 0, alpha.isFinite, beta > 0, beta.isFinite else {
            throw .domain("beta law")
        }
        self.alpha = alpha
        self.beta = beta
    }

    /// P(X <= x).
    public func lowerTail(_ x: Double) -> Double { gsl_cdf_beta_P(x, alpha, beta) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { gsl_cdf_beta_Q(x, alpha, beta) }
    /// The x with P(X <= x) = p.
    public func lowerTailInverse(_ p: Double) -> Double {
        whenProbability(p) { p in
            let found = gsl_cdf_beta_Pinv(p, alpha, beta)
            return abs(lowerTail(found) - p) <= Self.missed
                ? found : halved { lowerTail($0) < p }
        }
    }
    /// The x with P(X > x) = p.
    public func upperTailInverse(_ p: Double) -> Double {
        whenProbability(p) { p in
            let found = gsl_cdf_beta_Qinv(p, alpha, beta)
            return abs(upperTail(found) - p) <= Self.missed
                ? found : halved { upperTail($0) > p }
        }
    }

    /// Error of a probability beyond which GSL's inverse is not believed: for some shapes, such as 9
    /// and 342, its iteration does not converge.
    private static let missed = 1e-9

    /// The place in (0, 1) at which something ceases to hold, by halving.
    private func halved(_ holds: (Double) -> Bool) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<1100 where high - low > 1e-15 * high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
