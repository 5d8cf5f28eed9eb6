public import Distributions
import Foundation
import GSL

/// Families of laws that are fitted to censored times.
public enum CensoredFamily: String, Sendable, CaseIterable {
    /// One parameter: constant hazard.
    case exponential
    /// Two parameters: hazard that rises or falls as a power.
    case weibull
    /// Two parameters: hazard that rises, then falls.
    case lognormal
    /// Two parameters: hazard that tends to a constant.
    case gamma
    /// Three parameters: mixture of two exponentials, falling hazard.
    case hyperexponential

    /// Number of free parameters.
    public var parameterCount: Int {
        switch self {
        case .exponential: 1
        case .weibull, .lognormal, .gamma: 2
        case .hyperexponential: 3
        }
    }
}

/// A law fitted to censored times.
public struct FittedCensoredLaw: Equatable, Sendable {
    /// The family.
    public let family: CensoredFamily
    /// The law of times above 0.
    public let law: Law
    /// Share that leaves at once, the atom at 0.
    public let balk: Double
    /// Log-likelihood of atom and law together (densities per second).
    public let logLikelihood: Double
    /// Free parameters, the atom included where anyone balked.
    public let parameterCount: Int

    /// Akaike's criterion, 2 parameters - 2 log-likelihood; less is better.
    public var akaike: Double { 2 * Double(parameterCount) - 2 * logLikelihood }
}

/// A family without a maximum of its likelihood.
public struct CensoredLawFailure: Equatable, Sendable {
    /// The family.
    public let family: CensoredFamily
    /// Why there is no fit.
    public let error: StatisticsError
}

/// The families that could be fitted, and those that could not.
public struct CensoredLawComparison: Equatable, Sendable {
    /// Fits, the best by Akaike's criterion first.
    public internal(set) var fits: [FittedCensoredLaw] = []
    /// Families without a fit.
    public internal(set) var failures: [CensoredLawFailure] = []
}

/// Fits laws to censored times by maximum likelihood.
///
/// An observation contributes the density if an event ended it, else the survival. Times of 0 make
/// the atom of balking, see `CensoredSample.balkShare`.
public struct CensoredLawFitter: Sendable {
    /// Families to fit, in the order of ties.
    public let families: [CensoredFamily]

    /// Stores the families.
    public init(families: [CensoredFamily] = CensoredFamily.allCases) { self.families = families }

    /// Fits all families and sorts them by Akaike's criterion, the best first.
    ///
    /// - Parameter sample: The observations, with at least one event above 0.
    /// - Returns: One fit per family that has a maximum, and the reason for each that has none: a
    ///   likelihood may rise without end towards a degenerate law.
    public func compare(_ sample: CensoredSample) -> CensoredLawComparison {
        var comparison = CensoredLawComparison()
        for family in families {
            do throws(StatisticsError) {
                let fitted = try fit(family, to: sample)
                let place =
                    comparison.fits.firstIndex { $0.akaike > fitted.akaike }
                    ?? comparison.fits.count
                comparison.fits.insert(fitted, at: place)
            } catch {
                comparison.failures.append(CensoredLawFailure(family: family, error: error))
            }
        }
        return comparison
    }

    /// Fits one family.
    ///
    /// Exponential: closed form. Weibull: root of the profile score, relative error 1e-12. The
    /// others: Nelder-Mead on logarithms, restarted once, relative error about 1e-6.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - sample: The observations, with at least one event above 0 (two distinct ones for more
    ///     than one parameter).
    /// - Returns: The fit.
    /// - Throws: `StatisticsError` when there is no maximum.
    public func fit(
        _ family: CensoredFamily, to sample: CensoredSample
    ) throws(StatisticsError) -> FittedCensoredLaw {
        let waiting = sample.positive
        let distinct = waiting.groups.filter { $0.events > 0 }.count
        guard waiting.events > 0 else { throw .tooFew(what: "events above 0", needed: 1, got: 0) }
        guard family == .exponential || distinct > 1 else {
            throw .tooFew(what: "distinct times of events", needed: 2, got: distinct)
        }
        let likelihood = CensoredLikelihood(sample: waiting)
        let (law, value) =
            switch family {
            case .exponential: likelihood.exponential()
            case .weibull: try likelihood.weibull()
            case .lognormal: try likelihood.lognormal()
            case .gamma: try likelihood.gamma()
            case .hyperexponential: try likelihood.hyperexponential()
            }
        let balked = sample.eventsAtZero
        return FittedCensoredLaw(
            family: family, law: law, balk: sample.balkShare,
            logLikelihood: value + LogLikelihood.ofAtom(balked, waiting.count),
            parameterCount: family.parameterCount + (balked > 0 ? 1 : 0))
    }
}
