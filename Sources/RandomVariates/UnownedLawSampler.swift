import Distributions
public import TwinPrimitives

/// A `LawSampler` without its hold on memory: four words, copied and drawn for free.
///
/// For tables that are read at every event, where even the retain and release of copying a
/// `LawSampler` would show. Whoever stores one keeps the `LawSampler` that it came from alive.
@frozen
public struct UnownedLawSampler: @unchecked Sendable {
    // Unchecked: the table behind the pointer is an immutable Sendable object.
    @usableFromInline let kind: Kind
    @usableFromInline let first: Double
    @usableFromInline let second: Double
    @usableFromInline let table: Unmanaged<SamplerTable>?

    @frozen
    @usableFromInline
    enum Kind: UInt8, Sendable {
        case deterministic, exponential, lognormal, weibull, uniform, pareto, table
    }

    init(kind: Kind, first: Double, second: Double, table: SamplerTable?) {
        self.kind = kind
        self.first = first
        self.second = second
        self.table = table.map { Unmanaged.passUnretained($0) }
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
    /// - Returns: A value in the law's unit; infinity for "never".
    public func draw(uniform u: Double) -> Double {
        switch kind {
        case .deterministic: return first
        case .exponential:
            // The quantile where 1 - u is exact, as it is for the uniform numbers of streams.
            if 1 - (1 - u) == u { return first * -PortableMath.log(1 - u) }
            return ExponentialFormula(mean: first).quantile(lower: u, upper: 1 - u)
        case .lognormal:
            return LognormalFormula(mu: first, sigma: second).quantile(lower: u, upper: 1 - u)
        case .weibull:
            return WeibullFormula(shape: first, scale: second).quantile(lower: u, upper: 1 - u)
        case .uniform:
            return UniformFormula(lower: first, upper: second).quantile(lower: u, upper: 1 - u)
        case .pareto:
            return ParetoFormula(shape: first, scale: second).quantile(lower: u, upper: 1 - u)
        case .table: return tableQuantile(u)
        }
    }

    /// Draws by inversion of the cumulative hazard.
    ///
    /// Equal to `Law.inverseCumulativeHazard(e)`.
    ///
    /// - Parameter e: A draw > 0 from the exponential law with mean 1.
    /// - Returns: A value in the law's unit; infinity for "never".
    public func draw(unitExponential e: Double) -> Double {
        switch kind {
        case .deterministic: first
        case .exponential: ExponentialFormula(mean: first).inverseCumulativeHazard(e)
        case .lognormal: LognormalFormula(mu: first, sigma: second).inverseCumulativeHazard(e)
        case .weibull: WeibullFormula(shape: first, scale: second).inverseCumulativeHazard(e)
        case .uniform: UniformFormula(lower: first, upper: second).inverseCumulativeHazard(e)
        case .pareto: ParetoFormula(shape: first, scale: second).inverseCumulativeHazard(e)
        case .table: tableInverse(e)
        }
    }

    @inline(never)
    private func tableQuantile(_ u: Double) -> Double {
        table?._withUnsafeGuaranteedRef { $0.formula.quantile(lower: u, upper: 1 - u) } ?? .nan
    }

    @inline(never)
    private func tableInverse(_ e: Double) -> Double {
        table?._withUnsafeGuaranteedRef { $0.formula.inverseCumulativeHazard(e) } ?? .nan
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
