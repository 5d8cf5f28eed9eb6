public import Distributions
public import TwinPrimitives

/// Whether and when the callers of a contact type come back.
public struct Returns: Equatable, Sendable {
    /// After leaving the queue unserved, or not joining it.
    public var afterAbandon: Redial?
    /// After being refused: all trunks in use, or a full queue.
    public var afterBlocked: Redial?
    /// After a conversation with a human agent.
    public var afterService: Redial?
    /// After a voice agent wrongly ended the contact as served.
    public var afterUnresolved: Redial?
    /// After hanging up on a voice agent; nil: as after it was unresolved.
    public var afterHangup: Redial?
    /// After a fault cut the caller off from a voice agent; nil: as after hanging up.
    public var afterCutOff: Redial?
    /// Whether a caller keeps the first attempt's patience and conversation time.
    public var keepsDraws: Bool
    /// Factor on the patience in the queue for each attempt before, > 0.
    public var patiencePerAttempt: Double

    /// Stores the behaviours.
    public init(
        afterAbandon: Redial? = nil, afterBlocked: Redial? = nil, afterService: Redial? = nil,
        afterUnresolved: Redial? = nil, afterHangup: Redial? = nil,
        afterCutOff: Redial? = nil, keepsDraws: Bool = false, patiencePerAttempt: Double = 1
    ) {
        self.afterAbandon = afterAbandon
        self.afterBlocked = afterBlocked
        self.afterService = afterService
        self.afterUnresolved = afterUnresolved
        self.afterHangup = afterHangup
        self.afterCutOff = afterCutOff
        self.keepsDraws = keepsDraws
        self.patiencePerAttempt = patiencePerAttempt
    }
}

/// Whether and when a caller tries again.
public struct Redial: Equatable, Sendable {
    /// Probability of another attempt, in [0, 1], drawn anew each time.
    public var probability: Double
    /// Time until the next attempt, in seconds.
    public var delay: Law
    /// Largest number of further attempts of one caller; nil: unlimited.
    public var limit: Int?
    /// Contact type of the next attempt; nil: the same.
    public var becomes: ContactTypeID?

    /// Stores a redial behaviour.
    public init(
        probability: Double, delay: Law, limit: Int? = nil, becomes: ContactTypeID? = nil
    ) {
        self.probability = probability
        self.delay = delay
        self.limit = limit
        self.becomes = becomes
    }
}
