/// A run began; always the first event of a log.
@frozen
public struct RunStarted: Hashable, Sendable {
    /// Seed of the random streams; 0 for a recorded log.
    public var seed: UInt64
    /// Number of the replication, from 0.
    public var replication: UInt32
    /// Version of the simulator's behaviour; 0 for a recorded log.
    public var behaviourVersion: UInt32

    /// Records the fact.
    @inlinable
    public init(seed: UInt64, replication: UInt32, behaviourVersion: UInt32) {
        self.seed = seed
        self.replication = replication
        self.behaviourVersion = behaviourVersion
    }
}
