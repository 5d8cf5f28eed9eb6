import Foundation

/// n agents, handling time always the same, nobody gives up: M/D/n.
///
/// The number waiting, looked at once every handling time D, is a random walk reflected at zero:
/// Y' = max(0, Y + Poisson(lambda D) - n) (Crommelin 1932). Its law is found by eliminating states
/// from the top (Grassmann, Taksar, Heyman 1985), which only adds and multiplies positive numbers,
/// so each probability keeps its digits; the tail cut off is below 1e-18. The law of the wait is
/// Franx's sum of positive terms (Franx 2001). Relative error about 1e-12.
///
/// Cost grows with n^2 / (1 - occupancy); a thousand agents at 95 % take seconds.
public struct DeterministicHandlingQueue: Sendable {
    /// Arrivals and handling time.
    public let traffic: Traffic
    /// Number of agents.
    public let agents: Int
    /// P(all agents busy on arrival).
    public let delayProbability: Double
    /// Mean number waiting.
    public let meanQueueLength: Double

    /// P(number waiting <= m), m from 0.
    private let queueCumulative: [Double]

    /// The longest chain that is solved; longer ones mean a load too close to the limit.
    private static let stateLimit = 200_000
    /// The most band entries that are eliminated: about a minute of work.
    private static let workLimit = 4e10

    /// Solves the queue.
    ///
    /// - Parameters:
    ///   - traffic: Arrivals and the fixed handling time.
    ///   - agents: Agents, above the offered load.
    /// - Throws: `TheoryError.unstable`, `TheoryError.outOfRange`, `TheoryError.notComputed` when
    ///   the load is so close to the limit that the chain is too long.
    public init(traffic: Traffic, agents: Int) throws(TheoryError) {
        try Traffic.check(agents: agents)
        let load = traffic.offeredLoad
        guard load < Double(agents) else { throw .unstable(offeredLoad: load, agents: agents) }
        self.traffic = traffic
        self.agents = agents

        let arrivals = PoissonWeights(mean: load)
        let states = 40 + 44 / Self.decay(load: load, agents: agents)
        let work = states * Double(agents) * Double(max(1, arrivals.last - agents))
        guard states < Double(Self.stateLimit), work < Self.workLimit else {
            throw .notComputed("the load is too close to the number of agents")
        }
        let law = Self.queueLaw(arrivals, agents: agents, states: Int(states))
        var cumulative: [Double] = []
        var total = 0.0
        var mean = 0.0
        var delayed = 0.0
        for (waiting, probability) in law.enumerated() {
            total += probability
            cumulative.append(total)
            mean += Double(waiting) * probability
            delayed += probability * arrivals.atLeast(agents - waiting)
        }
        queueCumulative = cumulative
        meanQueueLength = mean
        delayProbability = delayed
    }

    /// Busy agents over agents.
    public var occupancy: Double { traffic.offeredLoad / Double(agents) }
    /// Mean wait of all, in seconds.
    public var meanWait: Double { meanQueueLength / traffic.arrivalsPerSecond }

    /// P(wait <= seconds), by Franx's formula.
    public func serviceLevel(within seconds: Double) -> Double {
        guard seconds >= 0 else { return 0 }
        let handling = traffic.meanHandlingSeconds
        let periods = (seconds / handling).rounded(.down) + 1
        // Beyond the longest queue kept, the wait is certain to be over.
        guard periods * Double(agents) < Double(queueCumulative.count + 2 * agents) * 4 else {
            return 1
        }
        let remaining = traffic.arrivalsPerSecond * (periods * handling - seconds)
        let arrivals = PoissonWeights(mean: remaining)
        let most = Int(periods) * agents - 1
        var sum = 0.0
        for count in arrivals.first...max(arrivals.first, min(arrivals.last, most))
        where count <= most {
            let waiting = min(most - count, queueCumulative.count - 1)
            sum += arrivals[count] * queueCumulative[waiting]
        }
        return min(1, sum)
    }

    /// Logarithmic decay of the queue's tail: the y > 0 with load (e^y - 1) = n y.
    private static func decay(load: Double, agents: Int) -> Double {
        let n = Double(agents)
        var low = 0.0
        var high = 1.0
        while load * expm1(high) < n * high { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if load * expm1(middle) < n * middle { low = middle } else { high = middle }
        }
        return high
    }

    /// The stationary law of Y' = max(0, Y + A - n) on 0 through `states`.
    private static func queueLaw(
        _ arrivals: PoissonWeights, agents n: Int, states: Int
    ) -> [Double] {
        let up = max(1, arrivals.last - n)
        let band = n + up + 1
        // Row i holds the jumps from i to i - n ... i + up; jumps past the ends stop at the ends.
        var rows = [Double](repeating: 0, count: (states + 1) * band)
        for state in 0...states {
            for count in arrivals.first...arrivals.last {
                let target = min(states, max(0, state + count - n))
                rows[state * band + target - state + n] += arrivals[count]
            }
        }
        var factors = [Double](repeating: 0, count: (states + 1) * up)
        for top in stride(from: states, through: 1, by: -1) {
            let lowest = max(0, top - n)
            var leaving = 0.0
            for target in lowest..<top { leaving += rows[top * band + target - top + n] }
            for source in max(0, top - up)..<top {
                let factor = rows[source * band + top - source + n] / leaving
                factors[top * up + top - source - 1] = factor
                guard factor > 0 else { continue }
                for target in max(lowest, source - n)..<top {
                    rows[source * band + target - source + n] +=
                        factor * rows[top * band + target - top + n]
                }
            }
        }
        var law = [1.0]
        for state in 1...states {
            var sum = 0.0
            for source in max(0, state - up)..<state {
                sum += law[source] * factors[state * up + state - source - 1]
            }
            law.append(sum)
        }
        let total = law.reduce(0, +)
        return law.map { $0 / total }
    }
}

/// Poisson probabilities from the mode outwards, cut off where they fall below 1e-22 of the mode.
struct PoissonWeights {
    let first: Int
    private let weights: [Double]
    private let upperTails: [Double]

    init(mean: Double) {
        let mode = Int(mean)
        var below: [Double] = []
        var above = [1.0]
        var weight = 1.0
        var k = mode
        while k > 0 {
            weight *= Double(k) / mean
            guard weight > 1e-22 else { break }
            below.append(weight)
            k -= 1
        }
        weight = 1
        k = mode
        while true {
            k += 1
            weight *= mean / Double(k)
            guard weight > 1e-22 else { break }
            above.append(weight)
        }
        first = mode - below.count
        let raw = below.reversed() + above
        let total = raw.sorted().reduce(0, +)
        weights = raw.map { $0 / total }
        var tails = weights
        for index in stride(from: tails.count - 2, through: 0, by: -1) {
            tails[index] += tails[index + 1]
        }
        upperTails = tails
    }

    var last: Int { first + weights.count - 1 }

    subscript(count: Int) -> Double {
        count < first || count > last ? 0 : weights[count - first]
    }

    /// P(count or more).
    func atLeast(_ count: Int) -> Double {
        guard count > first else { return 1 }
        return count > last ? 0 : upperTails[count - first]
    }
}
