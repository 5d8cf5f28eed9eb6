/// The regularised incomplete gamma functions of one shape, and their inverse.
///
/// Relative error of the smaller of P and Q below 1e-12 for results above 1e-290 and shapes up to
/// 1e6, near the mean below 1e-14 (the larger one is 1 minus it; for shapes below 1 and x < 1, Q is 1 - P, so its error is
/// absolute). The work grows like the square root of the shape.
public struct IncompleteGamma: Sendable {
    /// Shape a > 0.
    public let shape: Double
    /// log of gamma(a + 1).
    let logGammaNext: Double
    /// 1 / gamma(a + 1), used while it is far from underflow.
    private let reciprocalGammaNext: Double
    /// 1 / sqrt(2 pi a) and the error of Stirling's formula, used for large shapes.
    private let rootFactor: Double
    private let stirling: Double
    /// Below this argument the power series is used, from it on the continued fraction.
    private let turn: Double
    /// From here on the saddle-point form is used.
    private static let largeShape = 16.0

    /// Computes what depends on the shape alone.
    ///
    /// - Parameter shape: A number > 0.
    public init(shape: Double) {
        self.shape = shape
        turn = shape < 1 ? 1 : shape + 1
        logGammaNext = PortableMath.logGamma(shape + 1)
        reciprocalGammaNext = PortableMath.exp(-logGammaNext)
        rootFactor = 0x1.9884533d43651p-2 / shape.squareRoot()
        stirling = shape >= Self.largeShape ? PortableMath.stirlingError(shape) : 0
    }

    /// x^a e^-x / gamma(a + 1), the leading factor of both expansions.
    ///
    /// For large shapes in saddle-point form (Loader, "Fast and accurate computation of binomial
    /// probabilities", 2000), so that no large logarithms cancel.
    public func factor(_ x: Double) -> Double {
        if shape < Self.largeShape {
            guard x < 700 else {
                return PortableMath.exp(shape * PortableMath.log(x) - x - logGammaNext)
            }
            return PortableMath.pow(x, shape) * PortableMath.exp(-x) * reciprocalGammaNext
        }
        return rootFactor * PortableMath.exp(-stirling - deviance(x))
    }

    /// a log(a / x) + x - a.
    private func deviance(_ x: Double) -> Double {
        let difference = shape - x
        guard abs(difference) < 0.1 * (shape + x) else {
            return shape * PortableMath.log(shape / x) - difference
        }
        let v = difference / (shape + x)
        var sum = difference * v
        var power = 2 * shape * v
        var odd = 3.0
        while true {
            power *= v * v
            let next = sum + power / odd
            if next == sum { return sum }
            sum = next
            odd += 2
        }
    }

    /// The lower function P.
    ///
    /// Power series (Abramowitz and Stegun 6.5.29) below a + 1 (below 1 for shapes under 1),
    /// else 1 - Q.
    public func lower(_ x: Double) -> Double {
        if x.isNaN || x <= 0 { return x.isNaN ? x : 0 }
        if x == .infinity { return 1 }
        return x < turn ? min(series(x), 1) : 1 - fraction(x)
    }

    /// The upper function Q.
    ///
    /// Legendre's continued fraction (Abramowitz and Stegun 6.5.31) from there on, else 1 - P.
    public func upper(_ x: Double) -> Double {
        if x.isNaN || x <= 0 { return x.isNaN ? x : 1 }
        if x == .infinity { return 0 }
        return x < turn ? max(1 - series(x), 0) : fraction(x)
    }

    private func series(_ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        var divisor = shape
        while true {
            divisor += 1
            term *= x / divisor
            let next = sum + term
            if next == sum { break }
            sum = next
        }
        return factor(x) * sum
    }

    /// The continued fraction by the modified method of Lentz (Thompson and Barnett, 1986).
    private func fraction(_ x: Double) -> Double {
        let tiny = 0x1p-1000
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / (b == 0 ? tiny : b)
        var value = d
        var n = 0.0
        while true {
            n += 1
            let a = n * (shape - n)
            b += 2
            d = a * d + b
            if d == 0 { d = tiny }
            c = b + a / c
            if c == 0 { c = tiny }
            d = 1 / d
            let ratio = d * c
            value *= ratio
            if abs(ratio - 1) < 0x1p-52 { break }
        }
        return factor(x) * shape * value
    }

    /// The x with P = lower and Q = upper.
    ///
    /// The smaller of the two probabilities is matched, to a relative error of x below 1e-13 where
    /// the law's density does not vanish. Method: the start of Wilson and Hilferty (1931) or of the
    /// power series, then Halley's iteration inside a bracket.
    ///
    /// - Parameters:
    ///   - lower: The probability p below x.
    ///   - upper: 1 - p, given separately so that the upper tail keeps its accuracy.
    /// - Returns: x; 0 for p = 0, infinity for upper = 0.
    public func inverse(lower: Double, upper: Double) -> Double {
        if lower.isNaN || upper.isNaN { return .nan }
        if lower <= 0 { return 0 }
        if upper <= 0 { return .infinity }
        var x = start(lower: lower, upper: upper)
        // Here P is its first term, and the start is exact.
        if x < 1e-18 { return x }
        var low = 0.0
        var high = Double.infinity
        for _ in 0..<Self.steps {
            let leading = factor(x)
            let gap = lower <= upper ? self.lower(x) - lower : upper - self.upper(x)
            if gap == 0 { return x }
            if gap > 0 { high = x } else { low = x }
            let newton = gap * x / (leading * shape)
            let curvature = (shape - 1) / x - 1
            let halley = newton / (1 - 0.5 * min(1, max(-1, newton * curvature)))
            var next = x - halley
            // The error after a step is of third order, so a small one is the last. Not to be held
            // to the bracket, whose end x may be the root itself.
            if abs(halley) <= 0x1p-20 * x { return next }
            if !(next > low && next < high) {
                next = high == .infinity ? 2 * x : (low == 0 ? 0.25 * high : 0.5 * (low + high))
            }
            x = next
        }
        return x
    }

    /// Limit of steps; bisection alone would end well before it.
    private static let steps = 200

    private func start(lower: Double, upper: Double) -> Double {
        let logSmall = (PortableMath.log(lower) + logGammaNext) / shape
        let small = PortableMath.exp(logSmall)
        // P(x) < x^a / gamma(a + 1), so `small` is a lower bound, close when it is far below a.
        if small < 0.1 * (shape + 1) { return small * (1 + small / (shape + 1)) }
        if shape < 0.6 {
            // Q is about x^(a - 1) e^-x / gamma(a).
            let base = -PortableMath.log(upper)
            return max(small, base)
        }
        let z =
            lower <= upper
            ? PortableMath.inverseNormal(lower) : -PortableMath.inverseNormal(upper)
        let ninth = 1 / (9 * shape)
        let root = 1 - ninth + z * ninth.squareRoot()
        return max(shape * root * root * root, small)
    }
}
