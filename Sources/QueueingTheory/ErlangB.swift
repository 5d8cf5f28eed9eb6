import Foundation

/// The loss system M/G/n/n: a contact that finds every agent busy is refused.
///
/// The answer is the same for every handling-time law with the same mean. Also right for trunk lines
/// and for voice-agent sessions with a limit.
/// Source: Erlang 1917; the recursion on 1/B is standard (Jagerman 1974).
public struct ErlangB: Hashable, Sendable {
    /// Offered load in erlangs.
    public let offeredLoad: Double
    /// Number of agents, lines or sessions.
    public let agents: Int
    /// Probability that an arrival is refused.
    public let blocking: Double

    /// Solves the model by the recursion 1/B(k) = 1 + (k/a) / B(k-1).
    ///
    /// Relative error below 1e-13 for up to 10 000 agents. One step per agent.
    ///
    /// - Parameters:
    ///   - offeredLoad: Load in erlangs, above 0.
    ///   - agents: Servers, 1 to `largestAgentCount`.
    /// - Throws: `TheoryError.outOfRange`.
    public init(offeredLoad: Double, agents: Int) throws(TheoryError) {
        try require(
            offeredLoad > 0 && offeredLoad.isFinite, "offered load in erlangs", offeredLoad,
            allowed: "above 0")
        try Traffic.check(agents: agents)
        self.offeredLoad = offeredLoad
        self.agents = agents
        blocking = ErlangB.inverseBlocking(load: offeredLoad, agents: agents).blocking
    }

    /// Mean number of busy agents, in erlangs.
    public var carriedLoad: Double { offeredLoad * (1 - blocking) }
    /// Busy agents over agents.
    public var occupancy: Double { carriedLoad / Double(agents) }

    /// 1/B as a mantissa and a natural logarithm of the scale, so that it cannot overflow.
    struct Inverse {
        var mantissa: Double
        var logScale: Double

        var blocking: Double { logScale == 0 ? 1 / mantissa : exp(-logarithm) }
        var logarithm: Double { log(mantissa) + logScale }
    }

    static func inverseBlocking(load: Double, agents: Int) -> Inverse {
        let ceiling = 1e250
        var inverse = Inverse(mantissa: 1, logScale: 0)
        var unit = 1.0
        for k in 0..<agents {
            inverse.mantissa = unit + Double(k + 1) / load * inverse.mantissa
            if inverse.mantissa > ceiling {
                inverse.mantissa /= ceiling
                unit /= ceiling
                inverse.logScale += log(ceiling)
            }
        }
        return inverse
    }
}
