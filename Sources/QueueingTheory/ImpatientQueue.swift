import Foundation

/// The queue M/M/n+G: exponential handling times, any law of patience, first come first served.
///
/// With exponential patience it is Erlang A, with none Erlang C; it has an answer under overload too.
/// Source: Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum 2005. The integrals are panels of
/// Gauss-Legendre rules that adapt to 1e-13; results agree with 40-digit values to 1e-12 relative.
public struct ImpatientQueue: Sendable {
    /// Arrivals and handling time.
    public let traffic: Traffic
    /// Number of agents.
    public let agents: Int
    /// Law of patience.
    public let patience: PatienceLaw

    private let functions: PatienceLaw.CustomPatience

    /// Describes the queue and checks that it is stable.
    ///
    /// - Parameters:
    ///   - traffic: Arrivals and mean handling time.
    ///   - agents: Agents, 1 to `largestAgentCount`.
    ///   - patience: Law of patience.
    /// - Throws: `TheoryError.unstable` when those who never give up outnumber the agents,
    ///   `TheoryError.outOfRange`.
    public init(traffic: Traffic, agents: Int, patience: PatienceLaw) throws(TheoryError) {
        try Traffic.check(agents: agents)
        functions = try patience.functions()
        let stubborn = traffic.offeredLoad * functions.neverShare
        guard stubborn < Double(agents) else {
            throw .unstable(offeredLoad: stubborn, agents: agents)
        }
        self.traffic = traffic
        self.agents = agents
        self.patience = patience
    }

    /// What contacts meet in the long run.
    ///
    /// Times in seconds, probabilities as fractions.
    public struct Performance: Hashable, Sendable {
        /// P(all agents busy on arrival), the virtual wait above 0.
        public var allBusyProbability: Double
        /// P(all agents busy on arrival and the customer does not leave at once).
        public var delayProbability: Double
        /// Share of offered contacts that give up, those who leave at once included.
        public var abandonment: Double
        /// Mean wait of a customer with infinite patience.
        public var meanVirtualWait: Double
        /// Mean wait spent by all, zero for those served at once.
        public var meanWait: Double
        /// Mean wait of those who are served: the average speed of answer.
        public var meanWaitOfServed: Double
        /// Mean wait of those who give up; nil when nobody does.
        public var meanWaitOfAbandoned: Double?
        /// Mean number waiting.
        public var meanQueueLength: Double
        /// Busy agents over agents.
        public var occupancy: Double
        /// What holds at each threshold asked for, in the order asked.
        public var thresholds: [Threshold]
    }

    /// What happens within a time.
    public struct Threshold: Hashable, Sendable {
        /// The time in seconds.
        public var seconds: Double
        /// P(virtual wait > time).
        public var virtualWaitExceeds: Double
        /// P(wait > time).
        public var waitExceeds: Double
        /// Served within the time, over all offered.
        public var servedWithin: Double
        /// Served within the time, over those served.
        public var servedWithinOfServed: Double
        /// Gave up within the time, over all offered.
        public var abandonedWithin: Double
        /// Served within the time, over offered minus those who gave up within it.
        public var servedWithinExcludingShortAbandons: Double
    }

    /// Solves the queue.
    ///
    /// - Parameter thresholds: Times in seconds, 0 or more, in any order.
    /// - Returns: Long-run performance, with one entry for each threshold.
    /// - Throws: `TheoryError.outOfRange` for a bad threshold, `TheoryError.notComputed`.
    public func performance(thresholds: [Double] = []) throws(TheoryError) -> Performance {
        for threshold in thresholds {
            try require(
                threshold >= 0 && threshold.isFinite, "threshold in seconds", threshold,
                allowed: "0 or more")
        }
        let lambda = traffic.arrivalsPerSecond
        let serviceRate = Double(agents) / traffic.meanHandlingSeconds
        let stops = Set(thresholds).filter { $0 > 0 }.sorted()
        let wait = try OfferedWait(
            arrivalRate: lambda, serviceRate: serviceRate, functions: functions, thresholds: stops)
        let sums = Sums(wait, from: 0)

        // Odds of finding all agents busy: lambda J / E, with E = 1 / B(n - 1).
        let inverse = ErlangB.inverseBlocking(load: traffic.offeredLoad, agents: agents - 1)
        let peak = wait.baseExponent + wait.peakExponent
        let odds =
            inverse.logScale == 0
            ? lambda * sums.mass / inverse.mantissa * exp(peak)
            : lambda * sums.mass * exp(peak - inverse.logarithm)
        let busy = odds.isInfinite ? 1 : odds / (1 + odds)
        let idle = 1 / (1 + odds)
        let share = busy / sums.mass

        let abandonment = share * sums.abandoned
        let served = idle + share * sums.served
        let balk = functions.cumulative(0)
        let meanWait = share * sums.wait
        return Performance(
            allBusyProbability: busy, delayProbability: busy * (1 - balk),
            abandonment: abandonment,
            meanVirtualWait: share * sums.virtualWait, meanWait: meanWait,
            meanWaitOfServed: share * sums.waitOfServed / served,
            meanWaitOfAbandoned: sums.abandoned > 0 ? sums.waitOfAbandoned / sums.abandoned : nil,
            meanQueueLength: lambda * meanWait,
            occupancy: lambda * served / serviceRate,
            thresholds: thresholds.map { seconds in
                let index = stops.firstIndex(of: seconds).map { wait.firstBeyond[$0] } ?? 0
                return Self.threshold(
                    seconds, upTo: Sums(wait, from: 0, to: index),
                    beyond: Sums(wait, from: index), share: share, idle: idle, served: served,
                    functions: functions)
            })
    }

    private static func threshold(
        _ seconds: Double, upTo: Sums, beyond: Sums, share: Double, idle: Double, served: Double,
        functions: PatienceLaw.CustomPatience
    ) -> Threshold {
        let exceeds = share * beyond.mass
        let servedWithin = idle + share * upTo.served
        let abandonedWithin = share * upTo.abandoned + functions.cumulative(seconds) * exceeds
        return Threshold(
            seconds: seconds, virtualWaitExceeds: exceeds,
            waitExceeds: functions.survival(seconds) * exceeds,
            servedWithin: servedWithin, servedWithinOfServed: servedWithin / served,
            abandonedWithin: abandonedWithin,
            servedWithinExcludingShortAbandons: servedWithin / (1 - abandonedWithin))
    }

    /// Integrals against exp(e(x) - peak) over a range of nodes.
    private struct Sums {
        var mass = 0.0
        var abandoned = 0.0
        var served = 0.0
        var virtualWait = 0.0
        var wait = 0.0
        var waitOfServed = 0.0
        var waitOfAbandoned = 0.0

        init(_ density: OfferedWait, from first: Int, to end: Int? = nil) {
            for node in density.nodes[first..<(end ?? density.nodes.count)] {
                let weight = node.weight * exp(node.exponent - density.peakExponent)
                mass += weight
                abandoned += weight * node.cumulative
                served += weight * node.survival
                virtualWait += weight * node.x
                // E min(x, R) = x - I(x); E(R; R <= x) = x F(x) - I(x).
                wait += weight * max(0, node.x - node.integratedCumulative)
                waitOfServed += weight * node.x * node.survival
                waitOfAbandoned +=
                    weight * max(0, node.x * node.cumulative - node.integratedCumulative)
            }
        }
    }
}
