/// A probability law on the numbers >= 0 (durations in seconds) or on [0, 1] (scores).
///
/// The description of a law as a scenario states it; `RandomVariates` compiles it for drawing.
/// Every case has a distribution function, a quantile function, a mean and a cumulative hazard, all
/// built from the portable functions of `TwinPrimitives`, so that draws agree on every machine.
public indirect enum Law: Equatable, Sendable {
    /// Exponential with a mean.
    case exponential(mean: Double)
    /// Weibull: survival exp(-(x / scale)^shape).
    case weibull(shape: Double, scale: Double)
    /// Lognormal: ln X is normal with mean `mu` and standard deviation `sigma`.
    case lognormal(mu: Double, sigma: Double)
    /// Gamma with shape and scale; the mean is shape x scale.
    case gamma(shape: Double, scale: Double)
    /// Always the same value.
    case deterministic(Double)
    /// Uniform on [lower, upper].
    case uniform(lower: Double, upper: Double)
    /// Mixture of exponentials.
    case hyperexponential(probabilities: [Double], means: [Double])
    /// Constant hazard between breaks, with an atom of `balk` at 0.
    case piecewiseHazard(PiecewiseHazard)
    /// Linear interpolation of a sample's distribution function.
    case empirical(EmpiricalLaw)
    /// Pareto of the second kind (Lomax): survival (1 + x / scale)^-shape.
    case pareto(shape: Double, scale: Double)
    /// Normal cut to [lower, upper]; the law of scores.
    case truncatedNormal(mean: Double, standardDeviation: Double, lower: Double, upper: Double)
    /// Mixture of laws: component i with probability weights[i].
    case mixture(weights: [Double], components: [Law])
    /// Infinite: the event never happens.
    case never
}

/// A hazard that is constant between breaks.
public struct PiecewiseHazard: Equatable, Sendable {
    /// Left ends of the pieces in seconds, ascending; the first is 0, the last piece has no end.
    public var breaks: [Double]
    /// Hazard of each piece, per second, >= 0.
    public var hazards: [Double]
    /// Probability of the value 0 (balking), in [0, 1).
    public var balk: Double

    /// Stores a hazard; `breaks` and `hazards` have one length.
    public init(breaks: [Double], hazards: [Double], balk: Double = 0) {
        self.breaks = breaks
        self.hazards = hazards
        self.balk = balk
    }
}

/// A law given by quantiles: linear between points of the distribution function.
public struct EmpiricalLaw: Equatable, Sendable {
    /// Values, ascending, at the probabilities.
    public var values: [Double]
    /// Probabilities, strictly ascending from 0 to 1.
    public var probabilities: [Double]

    /// Stores the points; both lists have one length >= 2.
    public init(values: [Double], probabilities: [Double]) {
        self.values = values
        self.probabilities = probabilities
    }
}
