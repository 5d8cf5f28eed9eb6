extension PortableMath {
    /// The logarithm of the gamma function, for x > 0.
    ///
    /// Absolute error below 1e-14 times the larger of 1 and the result's size. Method: Stirling's
    /// series (Abramowitz and Stegun 6.1.41) from 10 on; below, the recurrence carries x up to 10.
    ///
    /// - Parameter x: A number > 0.
    /// - Returns: log of gamma(x); infinity at 0 and infinity, NaN below 0.
    public static func logGamma(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? .infinity : .nan }
        guard x < .infinity else { return x }
        var product = 1.0
        var y = x
        while y < 10 {
            product *= y
            y += 1
        }
        let base = (y - 0.5) * log(y) - y + 0x1.d67f1c864beb5p-1 + stirlingError(y)
        return product == 1 ? base : base - log(product)
    }

    /// log gamma(x) less its leading terms (x - 1/2) log x - x + log(2 pi) / 2, for x >= 10.
    static func stirlingError(_ x: Double) -> Double {
        let w = 1 / (x * x)
        let tail =
            0x1.5555555555555p-4
            - w
            * (1 / 360.0 - w
                * (1 / 1260.0 - w
                    * (1 / 1680.0 - w
                        * (1 / 1188.0 - w * (691 / 360_360.0 - w * (1 / 156.0))))))
        return tail / x
    }

    /// The regularised lower incomplete gamma function P.
    ///
    /// See `IncompleteGamma`, which keeps what depends on the shape alone.
    ///
    /// - Parameters:
    ///   - shape: A number > 0.
    ///   - x: A number >= 0.
    /// - Returns: The distribution function of the gamma law with this shape and scale 1.
    public static func incompleteGammaP(_ shape: Double, _ x: Double) -> Double {
        IncompleteGamma(shape: shape).lower(x)
    }

    /// The regularised upper incomplete gamma function Q = 1 - P.
    ///
    /// - Parameters:
    ///   - shape: A number > 0.
    ///   - x: A number >= 0.
    /// - Returns: The survival function of the gamma law with this shape and scale 1.
    public static func incompleteGammaQ(_ shape: Double, _ x: Double) -> Double {
        IncompleteGamma(shape: shape).upper(x)
    }

    /// The inverse of P in x.
    ///
    /// - Parameters:
    ///   - shape: A number > 0.
    ///   - p: A probability in [0, 1].
    /// - Returns: The x with P(shape, x) = p.
    public static func inverseIncompleteGamma(_ shape: Double, _ p: Double) -> Double {
        IncompleteGamma(shape: shape).inverse(lower: p, upper: 1 - p)
    }
}
