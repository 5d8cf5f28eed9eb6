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

    /// Whether others' requests can make one slower: the station has places or a rate, or its servers cool down.
    public var dependsOnLoad: Bool {
        if case .servers(let servers) = service, servers.coldStart != nil { return true }
        return places != nil || rate != nil
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
