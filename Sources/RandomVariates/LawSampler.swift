public import Distributions
public import TwinPrimitives

/// A law compiled for drawing: one uniform number or unit exponential in, one value out.
///
/// Always by inversion, so that a larger input gives a larger value (monotone pairing; never a
/// smaller one by more than 4 units of the last place), and bit for bit equal to `Law.quantile` and `Law.inverseCumulativeHazard`. The laws that a kind and
/// two numbers describe are drawn without touching memory; the others keep their formulas in a
/// table, which the sampler owns. See `unowned` for tables read at every event.
@frozen
public struct LawSampler: Sendable {
    /// The same law as plain words, valid as long as this sampler or a copy of it lives.
    public let unowned: UnownedLawSampler
    @usableFromInline let table: SamplerTable?

    /// Compiles a law.
    ///
    /// - Parameter law: A law for which `validate()` gives nil.
    public init(_ law: Law) {
        let parts: (kind: UnownedLawSampler.Kind, first: Double, second: Double)
        var table: SamplerTable?
        switch law {
        case .deterministic(let value): parts = (.deterministic, value, 0)
        case .never: parts = (.deterministic, .infinity, 0)
        case .exponential(let mean): parts = (.exponential, mean, 0)
        case .lognormal(let mu, let sigma): parts = (.lognormal, mu, sigma)
        case .weibull(let shape, let scale): parts = (.weibull, shape, scale)
        case .uniform(let lower, let upper): parts = (.uniform, lower, upper)
        case .pareto(let shape, let scale): parts = (.pareto, shape, scale)
        case .gamma, .hyperexponential, .piecewiseHazard, .empirical, .truncatedNormal, .mixture:
            parts = (.table, 0, 0)
            table = SamplerTable(law.formula)
        }
        self.table = table
        unowned = UnownedLawSampler(
            kind: parts.kind, first: parts.first, second: parts.second, table: table)
    }

    /// Whether every draw is 0: there is nothing to wait for.
    @inlinable public var isAlwaysZero: Bool { unowned.isAlwaysZero }

    /// Whether every draw is infinite: the event never happens.
    @inlinable public var isNever: Bool { unowned.isNever }

    /// Draws by inversion of the distribution function.
    ///
    /// Equal to `Law.quantile(u)`.
    ///
    /// - Parameter u: A number in the open interval (0, 1), such as `RandomStreams.uniform` gives.
    /// - Returns: A value in the law's unit; infinity for "never".
    @inlinable
    public func draw(uniform u: Double) -> Double {
        withExtendedLifetime(table) { unowned.draw(uniform: u) }
    }

    /// Draws by inversion of the cumulative hazard.
    ///
    /// Equal to `Law.inverseCumulativeHazard(e)`.
    ///
    /// - Parameter e: A draw > 0 from the exponential law with mean 1.
    /// - Returns: A value in the law's unit; infinity for "never".
    @inlinable
    public func draw(unitExponential e: Double) -> Double {
        withExtendedLifetime(table) { unowned.draw(unitExponential: e) }
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
