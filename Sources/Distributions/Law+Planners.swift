import TwinPrimitives

extension Law {
    /// A lognormal law by its mean and coefficient of variation.
    ///
    /// sigma^2 = log(1 + cv^2), mu = log(mean) - sigma^2 / 2. A coefficient of 0 gives the
    /// deterministic law.
    ///
    /// - Parameters:
    ///   - mean: Mean > 0, in the law's unit.
    ///   - cv: Standard deviation / mean, >= 0.
    /// - Returns: The law with these two moments.
    public static func lognormal(mean: Double, cv: Double) -> Law {
        guard cv != 0 else { return .deterministic(mean) }
        let square = PortableMath.log1p(cv * cv)
        return .lognormal(mu: PortableMath.log(mean) - square / 2, sigma: square.squareRoot())
    }

    /// A lognormal law by its median and the standard deviation of its logarithm.
    ///
    /// - Parameters:
    ///   - median: Median > 0, in the law's unit.
    ///   - sigma: Standard deviation of log X, > 0.
    /// - Returns: The law with mu = log(median).
    public static func lognormal(median: Double, sigma: Double) -> Law {
        .lognormal(mu: PortableMath.log(median), sigma: sigma)
    }

    /// A gamma law by its mean and coefficient of variation.
    ///
    /// shape = 1 / cv^2, scale = mean cv^2. A coefficient of 0 gives the deterministic law.
    ///
    /// - Parameters:
    ///   - mean: Mean > 0, in the law's unit.
    ///   - cv: Standard deviation / mean, >= 0.
    /// - Returns: The law with these two moments.
    public static func gamma(mean: Double, cv: Double) -> Law {
        guard cv != 0 else { return .deterministic(mean) }
        return .gamma(shape: 1 / (cv * cv), scale: mean * cv * cv)
    }

    /// A Weibull law by its mean and shape.
    ///
    /// scale = mean / gamma(1 + 1 / shape).
    ///
    /// - Parameters:
    ///   - mean: Mean > 0, in the law's unit.
    ///   - shape: Shape > 0; below 1 the hazard falls, above 1 it rises.
    /// - Returns: The law with this mean and shape.
    public static func weibull(mean: Double, shape: Double) -> Law {
        let logMean = PortableMath.logGamma(1 + 1 / shape)
        return .weibull(shape: shape, scale: mean * PortableMath.exp(-logMean))
    }
}
