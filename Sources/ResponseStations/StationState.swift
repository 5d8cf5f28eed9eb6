import Distributions
import RandomVariates
import TwinPrimitives

/// A station during a run.
struct StationState {
    let configuration: StationConfiguration
    let samplers: StationSamplers
    /// Its replicas among those of the network; empty for servers.
    let replicas: Range<Int>
    /// Servers in use.
    var busy = 0
    /// Instants since which the idle servers are idle, the latest last; kept only with a cold start.
    var idleSince: [Int64]
    var queue = FifoQueue()
    /// How it works now.
    var condition = StationCondition()

    // The token bucket, as the virtual schedule of requests that are exactly on time.
    private let spacing: Int64
    private let tolerance: Int64
    private var onTime = Int64.min
    /// When the network is to look again because the bucket was empty.
    var looksAgainAt = Int64.max

    init(_ configuration: StationConfiguration, replicas: Range<Int>) {
        self.configuration = configuration
        self.replicas = replicas
        samplers = StationSamplers(configuration)
        spacing = configuration.rate.map { nanoseconds(1 / $0.perSecond) } ?? 0
        tolerance = spacing * Int64(max(0, (configuration.rate?.burst ?? 1) - 1))
        idleSince = []
        if case .servers(let servers) = configuration.service, servers.coldStart != nil {
            idleSince = Array(repeating: 0, count: servers.count ?? 0)
        }
    }

    /// Whether a server is free.
    var hasFreeServer: Bool {
        guard case .servers(let servers) = configuration.service else { return false }
        return servers.count.map { busy < condition.places(of: $0) } ?? true
    }

    /// Probability that a request ends with an error.
    var failures: Double {
        let own = configuration.client.failures
        return condition.failures == 0 ? own : 1 - (1 - own) * (1 - condition.failures)
    }

    /// When the bucket holds a token again; an instant that has passed when it holds one.
    var mayTakeAt: Int64 { spacing == 0 ? .min : onTime == .min ? .min : onTime - tolerance }

    /// Takes a token out of the bucket.
    mutating func takeToken(at now: Int64) {
        guard spacing > 0 else { return }
        onTime = max(onTime, now) + spacing
    }

    /// Takes the server that was idle for the shortest time.
    ///
    /// - Parameter now: When.
    /// - Returns: Whether it is cold.
    mutating func takeServer(at now: Int64) -> Bool {
        busy += 1
        guard case .servers(let servers) = configuration.service, let cold = servers.coldStart,
            let since = idleSince.popLast()
        else { return false }
        return now - since >= nanoseconds(cold.afterIdle)
    }

    /// Gives a server back.
    mutating func freeServer(at now: Int64) {
        busy -= 1
        if case .servers(let servers) = configuration.service, servers.coldStart != nil {
            idleSince.append(now)
        }
    }
}

/// The laws of a station, compiled for drawing.
struct StationSamplers: Sendable {
    let body: LawSampler
    let tail: LawSampler
    let coldStart: LawSampler
    let promptTokens: LawSampler
    let generatedTokens: LawSampler
    let waitLimit: LawSampler

    init(_ configuration: StationConfiguration) {
        let nothing = LawSampler(.deterministic(0))
        waitLimit = LawSampler(configuration.client.waitLimit)
        switch configuration.service {
        case .servers(let servers):
            body = LawSampler(servers.time.body)
            tail = LawSampler(servers.time.tail)
            coldStart = servers.coldStart.map { LawSampler($0.adds) } ?? nothing
            (promptTokens, generatedTokens) = (nothing, nothing)
        case .tokens(let tokens):
            (body, tail, coldStart) = (nothing, nothing, nothing)
            promptTokens = LawSampler(tokens.promptTokens)
            generatedTokens = LawSampler(tokens.generatedTokens)
        }
    }
}

/// Seconds as whole nanoseconds; what is longer than the range lasts for ever.
func nanoseconds(_ seconds: Double) -> Int64 { SimulationDuration(seconds: seconds).nanoseconds }
