public import Distributions

/// What happens to those who wait when the center closes.
public enum Closing: Equatable, Sendable {
    /// They are served.
    case serveOut
    /// They are cut off at these instants, in seconds from the start, ascending.
    case cutOff([Double])
}

/// A priority that a contact has from some wait on.
public struct PriorityStep: Equatable, Sendable {
    /// Wait in seconds, > 0.
    public var afterSeconds: Double
    /// The priority from then on.
    public var priority: Int8

    /// Stores a step.
    public init(afterSeconds: Double, priority: Int8) {
        self.afterSeconds = afterSeconds
        self.priority = priority
    }
}

/// What a caller who must wait is told.
public struct Announcement: Equatable, Sendable {
    /// How the wait is predicted.
    public var predictor: WaitPredictor
    /// Longest announced wait that a caller accepts, in seconds; who is told more hangs up at once.
    public var tolerance: Law
    /// Factor on the patience of those who stay, > 0.
    public var patienceFactor: Double

    /// Stores an announcement.
    public init(
        predictor: WaitPredictor, tolerance: Law = .never, patienceFactor: Double = 1
    ) {
        self.predictor = predictor
        self.tolerance = tolerance
        self.patienceFactor = patienceFactor
    }
}

/// The offer to be called back, made to callers who meet a queue.
public struct CallbackOffer: Equatable, Sendable {
    /// Offered while at least this many contacts of the type wait.
    public var whenWaiting: Int
    /// Offered while the predicted wait is at least this long, in seconds.
    public var whenPredictedSeconds: Double
    /// How the wait is predicted.
    public var predictor: WaitPredictor
    /// Share of callers who accept, in [0, 1].
    public var accept: Double
    /// Callers are called back only while more agents of the group than this are idle.
    public var reserve: Int
    /// Time for which a caller wants to be called back, in seconds.
    public var patience: Law
    /// Factor on the conversation time of a contact that was called back, > 0.
    public var talkFactor: Double

    /// Stores an offer.
    public init(
        whenWaiting: Int = 0, whenPredictedSeconds: Double = 0,
        predictor: WaitPredictor = .lastWait, accept: Double, reserve: Int = 0,
        patience: Law = .never, talkFactor: Double = 1
    ) {
        self.whenWaiting = whenWaiting
        self.whenPredictedSeconds = whenPredictedSeconds
        self.predictor = predictor
        self.accept = accept
        self.reserve = reserve
        self.patience = patience
        self.talkFactor = talkFactor
    }
}
