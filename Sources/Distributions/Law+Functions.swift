import TwinPrimitives

extension Law {
    /// The law's formulas, with everything that depends on the parameters alone computed.
    package var formula: any LawFormula {
        switch self {
        case .exponential(let mean): ExponentialFormula(mean: mean)
        case .weibull(let shape, let scale): WeibullFormula(shape: shape, scale: scale)
        case .lognormal(let mu, let sigma): LognormalFormula(mu: mu, sigma: sigma)
        case .gamma(let shape, let scale): GammaFormula(shape: shape, scale: scale)
        case .deterministic(let value): DeterministicFormula(value: value)
        case .uniform(let lower, let upper): UniformFormula(lower: lower, upper: upper)
        case .hyperexponential(let probabilities, let means):
            HyperexponentialFormula(probabilities: probabilities, means: means)
        case .piecewiseHazard(let hazard): PiecewiseHazardFormula(hazard)
        case .empirical(let law): EmpiricalFormula(law)
        case .pareto(let shape, let scale): ParetoFormula(shape: shape, scale: scale)
        case .truncatedNormal(let mean, let standardDeviation, let lower, let upper):
            TruncatedNormalFormula(
                mean: mean, deviation: standardDeviation, lower: lower, upper: upper)
        case .mixture(let weights, let components):
            MixtureFormula(weights: weights, components: components)
        case .never: NeverFormula()
        }
    }

    /// The distribution function: the probability of a value of at most x.
    ///
    /// Relative error below 1e-12 where the result is below 1/2, else absolute.
    ///
    /// - Parameter x: Any number, in the law's unit.
    /// - Returns: A probability, non-decreasing in x and continuous from the right.
    public func cdf(_ x: Double) -> Double { formula.cdf(x) }

    /// The survival function: the probability of a value above x.
    ///
    /// Relative error below 1e-12, in the tail too (mixtures of such laws alike).
    ///
    /// - Parameter x: Any number, in the law's unit.
    /// - Returns: 1 - cdf(x), without its loss of digits.
    public func survival(_ x: Double) -> Double { formula.survival(x) }

    /// The quantile function: the smallest value that is not exceeded with probability p.
    ///
    /// Non-decreasing in p up to the rounding of the last digits. Relative error below 1e-12 times
    /// the law's own sensitivity to p.
    ///
    /// - Parameter p: A probability; at most 0 gives the smallest value of the law, at least 1 the
    ///   largest (infinity when there is none).
    /// - Returns: A value in the law's unit; infinity where the event never happens.
    public func quantile(_ p: Double) -> Double {
        guard !p.isNaN else { return p }
        let formula = formula
        if p <= 0 { return formula.lowerEnd }
        if p >= 1 { return formula.upperEnd }
        return formula.quantile(lower: p, upper: 1 - p)
    }

    /// The mean, infinity where it is infinite.
    ///
    /// Infinite for `.never`, for Pareto laws of shape <= 1 and for hazards that may let a caller
    /// wait for ever.
    public var mean: Double { formula.mean }

    /// The variance, infinity where it is infinite.
    ///
    /// Infinite when the mean is, and for Pareto laws of shape <= 2.
    public var variance: Double { formula.variance }

    /// The hazard rate: density / survival.
    ///
    /// Infinity at an atom (a deterministic value; a balk at 0; a tie of an empirical law) and
    /// beyond the law's largest value.
    ///
    /// - Parameter x: A number >= 0, in the law's unit.
    /// - Returns: Events per unit, given that none has happened up to x.
    public func hazard(_ x: Double) -> Double {
        let formula = formula
        let survival = formula.survival(x)
        return survival > 0 ? formula.density(x) / survival : .infinity
    }

    /// The cumulative hazard: -log of the survival function.
    ///
    /// - Parameter x: Any number, in the law's unit.
    /// - Returns: A number >= 0, infinity beyond the law's largest value.
    public func cumulativeHazard(_ x: Double) -> Double { formula.cumulativeHazard(x) }

    /// The smallest value whose cumulative hazard is at least e.
    ///
    /// With e from the unit exponential law the result has this law. An atom at 0 (balking) takes
    /// every e up to its own cumulative hazard.
    ///
    /// - Parameter e: A number >= 0.
    /// - Returns: A value in the law's unit; infinity where the event never happens.
    public func inverseCumulativeHazard(_ e: Double) -> Double {
        guard !e.isNaN else { return e }
        let formula = formula
        if e <= 0 { return formula.lowerEnd }
        if e == .infinity { return formula.upperEnd }
        return formula.inverseCumulativeHazard(e)
    }

    /// The mean of what is left beyond x, given a value above x.
    ///
    /// From closed forms; relative error below 1e-10 while survival(x) is above 1e-12 (the
    /// truncated normal and lognormal laws lose digits further out).
    ///
    /// - Parameter x: A number >= 0, in the law's unit.
    /// - Returns: A length >= 0; 0 from the law's largest value on, infinity when the mean is.
    public func meanResidualLife(_ x: Double) -> Double {
        let formula = formula
        let survival = formula.survival(x)
        guard survival > 0 else { return 0 }
        return max(formula.meanExcess(x) / survival, 0)
    }
}
