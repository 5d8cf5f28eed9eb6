public import Distributions

/// A system that serves requests of voice agents' turns, with finite capacity, as plain values.
///
/// Several pools may send their requests to one station: then they wait for each other.
public struct StationConfiguration: Equatable, Sendable {
    /// Name in the scenario.
    public var name: String
    /// How it serves.
    public var service: StationService
    /// Most requests that it takes up in a time; nil: no such limit.
    public var rate: RateLimit?
    /// What those who send requests do about slow and failed ones.
    public var client: ClientRules

    /// Stores a station.
    public init(
        name: String, service: StationService, rate: RateLimit? = nil,
        client: ClientRules = ClientRules()
    ) {
        self.name = name
        self.service = service
        self.rate = rate
        self.client = client
    }

    /// Most requests in service at one time; nil: no limit.
    public var places: Int? {
        switch service {
        case .servers(let servers): servers.count
        case .tokens(let tokens): tokens.replicas * tokens.maximumBatch
        }
    }
}

/// How a station serves.
public enum StationService: Equatable, Sendable {
    /// Servers that take one request each, first come, first served.
    case servers(ServersConfiguration)
    /// A language model that decodes many requests together, token by token.
    case tokens(TokensConfiguration)
}

/// Servers that take one request each.
public struct ServersConfiguration: Equatable, Sendable {
    /// Number of servers; nil: a request never waits.
    public var count: Int?
    /// Time in service.
    public var time: ServiceTime
    /// What a server's first request after idleness pays; nil: nothing.
    public var coldStart: ColdStart?

    /// Stores servers.
    public init(count: Int?, time: ServiceTime, coldStart: ColdStart? = nil) {
        self.count = count
        self.time = time
        self.coldStart = coldStart
    }
}

/// Time in service: a body, and with some probability a stall on top.
///
/// The body's normal score is sqrt(c) x a score of the call + sqrt(1 - c) x one of the request, c being
/// `withinCall`: each request has the law of the body, and two of one call correlate. For a lognormal
/// body c is the share of the log variance that belongs to the call.
public struct ServiceTime: Equatable, Sendable {
    /// The usual time, seconds.
    public var body: Law
    /// Probability of a stall, 0 to 1.
    public var tailProbability: Double
    /// Length of a stall, seconds, before scaling.
    public var tail: Law
    /// Factor on every stall, >= 0.
    public var tailScale: Double
    /// c, 0 to 1.
    public var withinCall: Double

    /// Stores a time; the laws are valid ones.
    public init(
        body: Law, tailProbability: Double = 0, tail: Law = .deterministic(0),
        tailScale: Double = 1, withinCall: Double = 0
    ) {
        self.body = body
        self.tailProbability = tailProbability
        self.tail = tail
        self.tailScale = tailScale
        self.withinCall = withinCall
    }
}

/// What a server's first request pays after the server was idle.
public struct ColdStart: Equatable, Sendable {
    /// Idle time from which on a server is cold, seconds; all are warm when the run begins.
    public var afterIdle: Double
    /// What it adds to the time in service, seconds.
    public var adds: Law

    /// Stores a rule.
    public init(afterIdle: Double, adds: Law) {
        self.afterIdle = afterIdle
        self.adds = adds
    }
}

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

/// A language model that decodes many requests together (continuous batching).
///
/// A replica works in steps. While prompts wait it reads them one after the other and decodes nothing;
/// reading a prompt gives its request the first token. Otherwise each step gives every request of the
/// batch one token and takes `stepBase` + `stepPerRequest` x requests. Requests join and leave between
/// steps only. A request is admitted when the batch has a place and its prompt and all tokens to be
/// generated fit into the memory that is free; one that never fits is admitted alone.
public struct TokensConfiguration: Equatable, Sendable {
    /// Servers with a batch of their own; a request goes to the one with the fewest, >= 1.
    public var replicas: Int
    /// Most requests of a batch, >= 1.
    public var maximumBatch: Int
    /// Tokens that a replica can hold; nil: no limit.
    public var memoryTokens: Int?
    /// Tokens of prompts read per second, > 0.
    public var promptTokensPerSecond: Double
    /// Time of a step whatever the batch, seconds, >= 0.
    public var stepBase: Double
    /// Time that each request adds to a step, seconds, >= 0.
    public var stepPerRequest: Double
    /// Tokens of a prompt, rounded, at least 1.
    public var promptTokens: Law
    /// Tokens generated, rounded, at least 1.
    public var generatedTokens: Law
    /// Tokens after which the next stage may begin, >= 1.
    public var firstChunkTokens: Int

    /// Stores a model.
    public init(
        replicas: Int = 1, maximumBatch: Int, memoryTokens: Int? = nil,
        promptTokensPerSecond: Double, stepBase: Double, stepPerRequest: Double,
        promptTokens: Law, generatedTokens: Law, firstChunkTokens: Int = 1
    ) {
        self.replicas = replicas
        self.maximumBatch = maximumBatch
        self.memoryTokens = memoryTokens
        self.promptTokensPerSecond = promptTokensPerSecond
        self.stepBase = stepBase
        self.stepPerRequest = stepPerRequest
        self.promptTokens = promptTokens
        self.generatedTokens = generatedTokens
        self.firstChunkTokens = firstChunkTokens
    }
}
