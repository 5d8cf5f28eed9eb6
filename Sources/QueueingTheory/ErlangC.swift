import Foundation

/// The delay system M/M/n: contacts wait as long as it takes, first come first served.
///
/// Waits are what planners know from Erlang C: nobody gives up, so it promises too little when people
/// do, and has no answer when work arrives faster than it is served.
/// Source: Erlang 1917; C = B / (1 - rho (1 - B)). Relative error below 1e-12 for n up to 10 000.
public struct ErlangC: Hashable, Sendable {
    /// Arrivals and handling time.
    public let traffic: Traffic
    /// Number of agents.
    public let agents: Int
    /// Probability that an arrival finds all agents busy.
    public let delayProbability: Double

    /// Solves the model.
    ///
    /// - Parameters:
    ///   - traffic: Arrivals and mean handling time.
    ///   - agents: Agents, 1 to `largestAgentCount` and above the offered load.
    /// - Throws: `TheoryError.unstable` when the load is not below the number of agents,
    ///   `TheoryError.outOfRange`.
    public init(traffic: Traffic, agents: Int) throws(TheoryError) {
        try Traffic.check(agents: agents)
        let load = traffic.offeredLoad
        guard load < Double(agents) else { throw .unstable(offeredLoad: load, agents: agents) }
        self.traffic = traffic
        self.agents = agents
        let blocking = ErlangB.inverseBlocking(load: load, agents: agents).blocking
        let n = Double(agents)
        delayProbability = n * blocking / ((n - load) + load * blocking)
    }

    /// Busy agents over agents: the offered load per agent.
    public var occupancy: Double { traffic.offeredLoad / Double(agents) }
    /// Mean wait of those who wait, in seconds.
    public var meanWaitOfDelayed: Double {
        traffic.meanHandlingSeconds / (Double(agents) - traffic.offeredLoad)
    }
    /// Mean wait of all, zero for those served at once, in seconds.
    public var meanWait: Double { delayProbability * meanWaitOfDelayed }
    /// Mean number waiting.
    public var meanQueueLength: Double { traffic.arrivalsPerSecond * meanWait }

    /// P(wait > seconds).
    public func waitExceeds(_ seconds: Double) -> Double {
        guard seconds >= 0 else { return 1 }
        return delayProbability * exp(-seconds / meanWaitOfDelayed)
    }

    /// P(wait <= seconds).
    public func serviceLevel(within seconds: Double) -> Double { 1 - waitExceeds(seconds) }

    /// The wait that a share of contacts does not exceed, in seconds.
    ///
    /// - Parameter share: From 0 up to, not including, 1; infinity at 1, NaN outside.
    /// - Returns: 0 when at least that share is served at once.
    public func waitQuantile(_ share: Double) -> Double {
        guard share >= 0, share <= 1 else { return .nan }
        guard delayProbability > 1 - share else { return 0 }
        return meanWaitOfDelayed * log(delayProbability / (1 - share))
    }
}
