import Distributions
import TwinPrimitives

/// A gamma variable with mean 1 that a standard normal variable drives: the margin of a normal
/// copula ("NORTA": Cario and Nelson 1997; for arrivals Channouf and L'Ecuyer 2012).
///
/// The correlation of two such gammas is not that of their normals, but smaller in size. It follows
/// from the expansion of x(z) in Hermite polynomials (Mehler's formula): with coefficients
/// a_k = E[x(Z) He_k(Z)] / sqrt(k!), the covariance at normal correlation r is the sum of
/// a_k b_k r^k over k >= 1. Two of cv 0.1 at r = 0.3: 0.29953 instead of 0.3.
public struct GammaMargin: Sendable {
    /// Coefficient of variation, >= 0.
    public let cv: Double
    private let formula: GammaFormula?
    /// Coefficients a_1, a_2, … of the expansion.
    private let hermite: [Double]

    /// Prepares a margin for draws alone.
    ///
    /// - Parameter cv: Coefficient of variation, >= 0.
    public init(cv: Double) {
        self.init(cv: cv, degree: 0)
    }

    /// Prepares a margin for draws and covariances.
    ///
    /// - Parameter cv: Coefficient of variation, >= 0.
    /// - Returns: The margin; making it takes some 800 gamma quantiles.
    public static func withExpansion(cv: Double) -> GammaMargin {
        GammaMargin(cv: cv, degree: 120)
    }

    private init(cv: Double, degree: Int) {
        self.cv = cv
        let formula =
            cv > 0 ? GammaFormula(shape: 1 / (cv * cv), scale: cv * cv) : GammaFormula?.none
        self.formula = formula
        guard let formula, degree > 0 else {
            hermite = []
            return
        }
        // The trapezoid rule on an analytic function that is nothing at both ends.
        let step = 1.0 / 32
        var coefficients = [Double](repeating: 0, count: degree + 1)
        for index in -400...400 {
            let z = Double(index) * step
            let weight = Self.quantile(formula, z) * PortableMath.normalDensity(z) * step
            var (before, here) = (0.0, 1.0)
            for k in 0...degree {
                coefficients[k] += weight * here
                let next =
                    (z * here - Double(k).squareRoot() * before) / Double(k + 1).squareRoot()
                (before, here) = (here, next)
            }
        }
        hermite = Array(coefficients.dropFirst())
    }

    /// The gamma variable for a normal one.
    ///
    /// - Parameter z: A standard normal number.
    /// - Returns: The gamma quantile of its probability; 1 when cv is 0.
    public func value(normal z: Double) -> Double {
        formula.map { Self.quantile($0, z) } ?? 1
    }

    private static func quantile(_ formula: GammaFormula, _ z: Double) -> Double {
        formula.quantile(
            lower: PortableMath.normalCDF(z), upper: PortableMath.normalCDF(-z))
    }

    /// The covariance with another gamma of mean 1 whose normal variable is correlated.
    ///
    /// - Parameters:
    ///   - other: The other margin; both were made by `withExpansion`.
    ///   - correlation: Correlation of the two normal variables, in [-1, 1].
    /// - Returns: The covariance with an error below 1e-8 of cv1 x cv2, or nil where the expansion
    ///   has not come that far (coefficients of variation far above 10, normals almost equal).
    public func covariance(with other: GammaMargin, correlation: Double) -> Double? {
        if cv == 0 || other.cv == 0 || correlation == 0 { return 0 }
        if correlation == 1, cv == other.cv { return cv * cv }
        var sum = 0.0
        var power = 1.0
        var (left, right) = (cv * cv, other.cv * other.cv)
        for (mine, others) in zip(hermite, other.hermite) {
            power *= correlation
            sum += mine * others * power
            left -= mine * mine
            right -= others * others
        }
        // What is left out is at most r^(K + 1) times the rest of both variances.
        let rest = (max(left, 1e-15) * max(right, 1e-15)).squareRoot() * abs(power)
        return rest < 1e-8 * cv * other.cv ? sum : nil
    }
}
