public import Distributions

/// A short prompt while the answer is late, such as "one moment".
///
/// Silence before and after it is silence of its own: the caller's hazard of hanging up begins anew
/// after each filler, and no hazard is spent while it sounds. An answer that gets ready meanwhile waits
/// for its end.
public struct Filler: Equatable, Sendable {
    /// Silence before each filler, seconds, > 0.
    public var after: Double
    /// Its length, seconds, > 0.
    public var lasts: Double
    /// Most fillers in a turn, >= 1.
    public var most: Int

    /// Stores a filler.
    public init(after: Double, lasts: Double, most: Int = 1) {
        self.after = after
        self.lasts = lasts
        self.most = most
    }

    /// Whether a filler sounds at a time after the end of the caller's speech, and until when.
    ///
    /// - Parameter seconds: Time since the end of the caller's speech, >= 0.
    /// - Returns: When the filler that sounds then ends, in the same seconds; nil when none sounds.
    public func end(at seconds: Double) -> Double? {
        let period = after + lasts
        let number = (seconds / period).rounded(.down)
        guard number < Double(most), seconds - number * period >= after else { return nil }
        return (number + 1) * period
    }

    /// When a caller hangs up who hears nothing but fillers.
    ///
    /// - Parameters:
    ///   - patience: The law of the silence that the caller bears.
    ///   - silence: The silence that the caller would bear without fillers, seconds.
    /// - Returns: Seconds since the end of the caller's speech; infinity for never.
    public func hangup(_ patience: Law, silence: Double) -> Double {
        if silence <= after || silence == .infinity { return silence }
        let whole = patience.cumulativeHazard(silence)
        let each = patience.cumulativeHazard(after)
        let period = after + lasts
        guard whole.isFinite else { return Double(most) * period + silence }
        // Fillers that the caller sits out: each silence before one spends the hazard of its length.
        let passed = each > 0 ? min((whole / each).rounded(.down), Double(most)) : Double(most)
        return passed * period + patience.inverseCumulativeHazard(whole - passed * each)
    }
}
