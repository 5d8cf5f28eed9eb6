public import Distributions

/// When a person who listens in takes a session over from the voice agent.
///
/// An alarm rises at a turn that was not understood as it was meant; it is seen some time later, and if the
/// session still goes on, its contact is handed over as by a lever: with what is known, to the queue.
public struct TakeoverRule: Equatable, Sendable {
    /// Misunderstood turns of the session at which the alarm rises, >= 1.
    public var afterMisunderstood: Int
    /// From the alarm until somebody takes over, in seconds.
    public var noticedAfter: Law

    /// Stores a rule.
    public init(afterMisunderstood: Int, noticedAfter: Law) {
        self.afterMisunderstood = afterMisunderstood
        self.noticedAfter = noticedAfter
    }
}
