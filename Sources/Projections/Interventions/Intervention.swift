public import ContactCenterEvents
public import TwinPrimitives

/// What moved a center: one lever or one fault, at one time.
public struct Intervention: Equatable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
        /// A lever, by its number in the scenario, and why it moved.
        case lever(UInt16, LeverCause)
        /// A fault, by its number in the scenario.
        case fault(UInt16)
    }

    /// What became of the contacts that arrived in a stretch of time.
    public struct Phase: Equatable, Sendable {
        /// Contacts that arrived.
        public var arrived = 0
        /// Those of them that left the queue for human agents unserved.
        public var abandoned = 0
        /// Those of them who hung up on a voice agent, or whom a fault cut off from one.
        public var lostInVoice = 0
        /// People waiting for a human agent, on average over the time.
        public var meanQueue = 0.0

        /// Share that left the queue unserved; nil when nobody arrived.
        public var abandonedShare: Double? {
            arrived > 0 ? Double(abandoned) / Double(arrived) : nil
        }
        /// Share that hung up on a voice agent or was cut off; nil when nobody arrived.
        public var lostInVoiceShare: Double? {
            arrived > 0 ? Double(lostInVoice) / Double(arrived) : nil
        }
    }

    /// What it is.
    public var kind: Kind
    /// When it moved or began.
    public var start: SimulationTime
    /// When it was mended; of a lever, when its window of `InterventionFold.leverSeconds` is over.
    public var end: SimulationTime
    /// As long before it as it lasted, as far as there was time.
    public var before: Phase
    /// While it was there.
    public var during: Phase
    /// As long after it as it lasted.
    public var after: Phase
    /// Most people waiting from its start to its end, and until the queue was back where that was later, at the latest
    /// until the end of `after`.
    public var peakQueue: Int
    /// Time from the end of a fault, or from the move of a lever, until at most as many people waited
    /// as on average before (rounded up); nil when that never came.
    public var recoverySeconds: Double?
    /// Of a lever: time until the sessions in progress fit it, see `InterventionFold`; nil when that
    /// never came, and for faults.
    public var effectSeconds: Double?

    /// Most people waiting beyond the average before.
    public var overshoot: Double { Double(peakQueue) - before.meanQueue }
}
