import Distributions
import RandomVariates
public import TwinPrimitives

/// How the share of turns that a pool wrongly understands differs from day to day.
///
/// Days are good or bad as a whole: a release, the weather on the lines, a name in the news. Each day has a
/// rate of its own, drawn from the beta law with the pool's rate p as mean and p (1 - p) r as variance, so
/// that two turns of one day are correlated by r: of n independent turns of a day the number that is
/// wrongly understood is beta-binomial, with variance n p (1 - p) (1 + (n - 1) r).
public struct DefectDays: Equatable, Sendable {
    /// Largest correlation: beyond it most days would be all right or all wrong.
    public static let largestCorrelation = 0.5

    /// r, the correlation of two turns of one day, in (0, `largestCorrelation`].
    public var correlation: Double

    /// Stores a correlation.
    public init(correlation: Double) { self.correlation = correlation }

    /// The rate of a day.
    ///
    /// The beta variable is X / (X + Y) with gamma variables X and Y, each by inversion of a uniform of its own; a
    /// higher mean gives a higher rate on every day.
    ///
    /// - Parameters:
    ///   - mean: Rate of all days, in [0, 1].
    ///   - pool: Whose rate it is.
    ///   - day: Number of the day, from 0.
    ///   - streams: Random numbers of the replication.
    /// - Returns: The rate, in [0, 1].
    public func rate(
        mean: Double, pool: VoicePoolID, day: Int, streams: RandomStreams
    ) -> Double {
        guard mean > 0, mean < 1 else { return mean }
        let total = (1 - correlation) / correlation
        let key = CallerKey(contactType: ContactTypeID(pool.rawValue), ordinal: UInt32(day))
        func gamma(_ shape: Double, _ draw: UInt32) -> Double {
            LawSampler(.gamma(shape: shape, scale: 1)).draw(
                uniform: streams.uniform(.defectsOfDay, key, draw: draw))
        }
        let (wrong, right) = (gamma(mean * total, 0), gamma((1 - mean) * total, 1))
        return wrong + right > 0 ? wrong / (wrong + right) : mean
    }
}
