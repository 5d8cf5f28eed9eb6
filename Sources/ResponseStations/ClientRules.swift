public import Distributions

/// A token bucket: requests that find it empty wait.
public struct RateLimit: Equatable, Sendable {
    /// Requests per second, > 0.
    public var perSecond: Double
    /// Requests that may begin at once after a pause, >= 1.
    public var burst: Int

    /// Stores a limit.
    public init(perSecond: Double, burst: Int = 1) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

/// What those who send requests do about slow and failed ones.
public struct ClientRules: Equatable, Sendable {
    /// Time after which a request leaves the queue unserved, seconds, drawn for each.
    public var waitLimit: Law
    /// Time from a request to the answer after which it is given up, seconds; nil: never.
    public var timeout: Double?
    /// Probability that a served request ends with an error, 0 to 1.
    public var failures: Double
    /// Attempts after the first; 0: none.
    public var retries: Int
    /// Pause before the second attempt, seconds; each further one is `backOffFactor` times as long.
    public var backOff: Double
    /// Factor from pause to pause, >= 1.
    public var backOffFactor: Double
    /// Time after which a second request is sent beside a slow one, seconds; nil: never.
    public var hedgeAfter: Double?

    /// Stores rules; without arguments requests wait as long as it takes.
    public init(
        waitLimit: Law = .never, timeout: Double? = nil, failures: Double = 0, retries: Int = 0,
        backOff: Double = 0, backOffFactor: Double = 2, hedgeAfter: Double? = nil
    ) {
        self.waitLimit = waitLimit
        self.timeout = timeout
        self.failures = failures
        self.retries = retries
        self.backOff = backOff
        self.backOffFactor = backOffFactor
        self.hedgeAfter = hedgeAfter
    }

    /// Most attempts after the first.
    public static let mostRetries = 20
}
