import Foundation

/// The Kolmogorov-Smirnov distance and its p-value.
public struct KolmogorovSmirnovTest: Equatable, Sendable {
    /// Greatest distance of the two distribution functions, in [0, 1].
    public let distance: Double
    /// Effective size: n for one sample, n m / (n + m) for two.
    public let effectiveSize: Double

    /// Stores a distance that was worked out elsewhere.
    ///
    /// - Parameters:
    ///   - distance: From 0 to 1.
    ///   - effectiveSize: Above 0; n m / (n + m) for two samples.
    public init(distance: Double, effectiveSize: Double) {
        self.distance = distance
        self.effectiveSize = effectiveSize
    }

    /// The distance that equal laws exceed with a chance: where `pValue` is that chance.
    ///
    /// - Parameter level: The chance, in (0, 1).
    /// - Returns: From 0 to 1, by halving; absolute error below 1e-9.
    public func bound(at level: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<30 {
            let middle = (low + high) / 2
            let test = Self(distance: middle, effectiveSize: effectiveSize)
            if test.pValue > level { low = middle } else { high = middle }
        }
        return high
    }

    /// P(a distance at least this large) for independent numbers from a continuous law that was
    /// not fitted to them.
    ///
    /// Kolmogorov's limit with Stephens' correction of the argument (Journal of the Royal
    /// Statistical Society B 32 (1970) 115): absolute error below .01 for effective sizes of 5 and
    /// more. With fitted parameters or ties it is too large, for dependent numbers too small.
    public var pValue: Double {
        let root = effectiveSize.squareRoot()
        return Self.kolmogorovTail((root + 0.12 + 0.11 / root) * distance)
    }

    /// P(K > x) for the limit law of sqrt(n) D; absolute error below 1e-15.
    ///
    /// - Parameter x: Scaled distance, 0 or more.
    /// - Returns: In [0, 1]; the series 2 sum (-1)^(k-1) exp(-2 k^2 x^2), or its theta-function
    ///   partner for x below 1.18.
    public static func kolmogorovTail(_ x: Double) -> Double {
        guard x > 0.04 else { return 1 }
        if x < 1.18 {
            let base = -Double.pi * Double.pi / (8 * x * x)
            let sum = (1...4).reduce(0.0) { total, k in
                let odd = Double(2 * k - 1)
                return total + exp(base * odd * odd)
            }
            return 1 - (2 * Double.pi).squareRoot() / x * sum
        }
        let sum = (1...5).reduce(0.0) { total, k in
            let term = exp(-2 * Double(k * k) * x * x)
            return k % 2 == 1 ? total + term : total - term
        }
        return min(max(2 * sum, 0), 1)
    }

    /// Compares a sample with a law.
    ///
    /// - Parameters:
    ///   - sample: Numbers in ascending order, at least one; ties are taken together.
    ///   - cdf: Distribution function of the law, continuous.
    /// - Returns: The distance.
    /// - Throws: `StatisticsError.tooFew` for an empty sample.
    public static func compare(
        sorted sample: [Double], cdf: (Double) -> Double
    ) throws(StatisticsError) -> KolmogorovSmirnovTest {
        guard !sample.isEmpty else { throw .tooFew(what: "sample", needed: 1, got: 0) }
        let count = Double(sample.count)
        var greatest = 0.0
        var index = 0
        while index < sample.count {
            let below = Double(index) / count
            let value = sample[index]
            while index < sample.count, sample[index] == value { index += 1 }
            let at = cdf(value)
            greatest = max(greatest, at - below, Double(index) / count - at)
        }
        return KolmogorovSmirnovTest(distance: greatest, effectiveSize: count)
    }

    /// Compares two samples.
    ///
    /// - Parameters:
    ///   - first: Numbers in any order, at least one.
    ///   - second: Likewise.
    /// - Returns: The distance.
    /// - Throws: `StatisticsError.tooFew` for an empty sample.
    public static func compare(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> KolmogorovSmirnovTest {
        let pair = try SortedPair(first, second)
        var greatest = 0.0
        pair.forEachGap { _, below, other in greatest = max(greatest, abs(below - other)) }
        let (n, m) = (Double(first.count), Double(second.count))
        return KolmogorovSmirnovTest(distance: greatest, effectiveSize: n * m / (n + m))
    }
}
