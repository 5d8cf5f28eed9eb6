public import Distributions

/// How customers of a contact type are called by a dialer.
public struct Outbound: Equatable, Sendable {
    /// When the dialer is on: starts and ends in seconds from the start, ascending, apart.
    public var windows: [Window]
    /// Share of numbers at which a customer answers, in (0, 1].
    public var reached: Double
    /// How many numbers are dialled at once.
    public var rule: DialingRule
    /// The dialer acts only while at least this many agents of all groups are idle.
    public var leastIdle: Int
    /// And at least this many who can serve the type.
    public var leastIdleAble: Int
    /// Time after which the dialer calls again while agents are idle, in seconds, > 0.
    public var retrySeconds: Double
    /// Share of customers reached who are the right party, in [0, 1].
    public var rightParty: Double
    /// Conversation time with a wrong party, in seconds.
    public var wrongPartyTalk: Law

    /// A time in which the dialer is on.
    public struct Window: Equatable, Sendable {
        /// Seconds from the start.
        public var start: Double
        /// Seconds from the start, after `start`.
        public var end: Double

        /// Stores a window.
        public init(start: Double, end: Double) {
            self.start = start
            self.end = end
        }
    }

    /// Stores a dialer.
    public init(
        windows: [Window], reached: Double, rule: DialingRule, leastIdle: Int = 1,
        leastIdleAble: Int = 1, retrySeconds: Double = 30, rightParty: Double = 1,
        wrongPartyTalk: Law = .deterministic(0)
    ) {
        self.windows = windows
        self.reached = reached
        self.rule = rule
        self.leastIdle = leastIdle
        self.leastIdleAble = leastIdleAble
        self.retrySeconds = retrySeconds
        self.rightParty = rightParty
        self.wrongPartyTalk = wrongPartyTalk
    }
}

/// How many numbers a dialer calls at once, when f agents who can serve them are idle.
public enum DialingRule: Equatable, Sendable {
    /// One number (preview dialing).
    case one
    /// A fixed count.
    case fixed(Int)
    /// A number per idle agent: round down of the ratio times f (progressive 1, power above).
    case perIdleAgent(Double)
    /// As many as leave one customer reached per idle agent: round down of f over the share reached
    /// (predictive), slowed down while more than a share of the customers reached are lost: then
    /// times that share over the share lost.
    case predictive(lost: Double)

    /// Numbers to call.
    ///
    /// - Parameters:
    ///   - idle: Idle agents who can serve them.
    ///   - reached: Share of numbers at which a customer answers.
    ///   - lostShare: Share of customers reached so far who hung up before an agent was free.
    /// - Returns: The count, >= 0.
    public func numbers(idle: UInt32, reached: Double, lostShare: Double) -> Int {
        let wanted: Double
        switch self {
        case .one: wanted = idle > 0 ? 1 : 0
        case .fixed(let count): wanted = idle > 0 ? Double(count) : 0
        case .perIdleAgent(let ratio): wanted = ratio * Double(idle)
        case .predictive(let lost):
            let slow = lostShare > lost ? lost / lostShare : 1
            wanted = Double(idle) / reached * slow
        }
        return Int(min(wanted, Self.largestRound).rounded(.down))
    }

    /// Most numbers at once: no dialer has more lines.
    public static let largestRound = 10_000.0
}
