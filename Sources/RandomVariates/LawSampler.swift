public import Distributions
public import TwinPrimitives

/// A law compiled for drawing: one uniform number or unit exponential in, one value out.
///
/// Always by inversion, so that a larger input never gives a smaller value (monotone pairing), and
/// bit for bit equal to `Law.quantile` and `Law.inverseCumulativeHazard`. The laws that a kind and
/// two numbers describe are drawn without touching memory or a reference count; the others keep
/// their formulas in a table, which the sampler holds alive.
@frozen
public struct LawSampler: Sendable {
    @usableFromInline let kind: Kind
    @usableFromInline let first: Double
    @usableFromInline let second: Double
    @usableFromInline let table: SamplerTable?

    @frozen
    @usableFromInline
    enum Kind: UInt8, Sendable {
        case deterministic, exponential, lognormal, weibull, uniform, pareto, table
    }

    /// Compiles a law.
    ///
    /// - Parameter law: A law for which `validate()` gives nil.
    public init(_ law: Law) {
        var table: SamplerTable?
        switch law {
        case .deterministic(let value): (kind, first, second) = (.deterministic, value, 0)
        case .never: (kind, first, second) = (.deterministic, .infinity, 0)
        case .exponential(let mean): (kind, first, second) = (.exponential, mean, 0)
        case .lognormal(let mu, let sigma): (kind, first, second) = (.lognormal, mu, sigma)
        case .weibull(let shape, let scale): (kind, first, second) = (.weibull, shape, scale)
        case .uniform(let lower, let upper): (kind, first, second) = (.uniform, lower, upper)
        case .pareto(let shape, let scale): (kind, first, second) = (.pareto, shape, scale)
        case .gamma, .hyperexponential, .piecewiseHazard, .empirical, .truncatedNormal, .mixture:
            (kind, first, second) = (.table, 0, 0)
            table = SamplerTable(law.formula)
        }
        self.table = table
    }

    /// Whether every draw is 0: there is nothing to wait for.
    @inlinable public var isAlwaysZero: Bool { kind == .deterministic && first == 0 }

    /// Whether every draw is infinite: the event never happens.
    @inlinable public var isNever: Bool { kind == .deterministic && first == .infinity }

    /// Draws by inversion of the distribution function.
    ///
    /// Equal to `Law.quantile(u)`.
    ///
    /// - Parameter u: A number in the open interval (0, 1), such as `RandomStreams.uniform` gives.
    /// - Returns: A value in the law's unit, non-decreasing in u; infinity for "never".
    public func draw(uniform u: Double) -> Double {
        switch kind {
        case .deterministic: first
        case .exponential:
            ExponentialFormula(mean: first).quantile(lower: u, upper: 1 - u)
        case .lognormal:
            LognormalFormula(mu: first, sigma: second).quantile(lower: u, upper: 1 - u)
        case .weibull:
            WeibullFormula(shape: first, scale: second).quantile(lower: u, upper: 1 - u)
        case .uniform:
            UniformFormula(lower: first, upper: second).quantile(lower: u, upper: 1 - u)
        case .pareto:
            ParetoFormula(shape: first, scale: second).quantile(lower: u, upper: 1 - u)
        case .table: table?.formula.quantile(lower: u, upper: 1 - u) ?? .nan
        }
    }

    /// Draws by inversion of the cumulative hazard.
    ///
    /// Equal to `Law.inverseCumulativeHazard(e)`.
    ///
    /// - Parameter e: A draw > 0 from the exponential law with mean 1.
    /// - Returns: A value in the law's unit, non-decreasing in e; infinity for "never".
    public func draw(unitExponential e: Double) -> Double {
        switch kind {
        case .deterministic: first
        case .exponential: ExponentialFormula(mean: first).inverseCumulativeHazard(e)
        case .lognormal: LognormalFormula(mu: first, sigma: second).inverseCumulativeHazard(e)
        case .weibull: WeibullFormula(shape: first, scale: second).inverseCumulativeHazard(e)
        case .uniform: UniformFormula(lower: first, upper: second).inverseCumulativeHazard(e)
        case .pareto: ParetoFormula(shape: first, scale: second).inverseCumulativeHazard(e)
        case .table: table?.formula.inverseCumulativeHazard(e) ?? .nan
        }
    }

    /// Draws a duration from a law of seconds by inversion of the distribution function.
    ///
    /// - Parameter u: A number in the open interval (0, 1).
    /// - Returns: The draw to the nearest nanosecond; the longest duration for "never".
    @inlinable
    public func duration(uniform u: Double) -> SimulationDuration {
        SimulationDuration(seconds: draw(uniform: u))
    }

    /// Draws a duration from a law of seconds by inversion of the cumulative hazard.
    ///
    /// - Parameter e: A draw > 0 from the exponential law with mean 1.
    /// - Returns: The draw to the nearest nanosecond; the longest duration for "never".
    @inlinable
    public func duration(unitExponential e: Double) -> SimulationDuration {
        SimulationDuration(seconds: draw(unitExponential: e))
    }
}

/// The formulas of a law that a few numbers cannot describe.
@usableFromInline
final class SamplerTable: Sendable {
    let formula: any LawFormula

    init(_ formula: any LawFormula) { self.formula = formula }
}
