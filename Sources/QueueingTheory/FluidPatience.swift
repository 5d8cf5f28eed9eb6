/// How fast a fluid queue loses the impatient.
///
/// In equilibrium a flow of `inflow` contacts a second that meet a queue wait w seconds, and the queue
/// is inflow x the integral of the survival function of patience over [0, w], while the share F(w)
/// abandons. Off equilibrium the same relation between the queue over the inflow and the rate of
/// abandonment per waiting contact is used: exact for exponential patience, where that rate is
/// constant, a quasi-stationary closure else.
/// Source: Whitt, "Fluid models for multiserver queues with abandonments", Operations Research 54
/// (2006) 37-54.
public struct FluidPatience: Sendable {
    /// Share that abandons, ascending, at the points of the table.
    private let shares: [Double]
    /// Queue over inflow, in seconds, at the points of the table.
    private let queues: [Double]

    /// Points of the table.
    private static let points = 2000
    /// The patience of the most patient 1 in 10 000 does not count.
    private static let greatestShare = 0.9999

    /// Tabulates a law of patience.
    ///
    /// - Parameter quantile: Patience in seconds at a probability in (0, 1); infinite where callers
    ///   never give up.
    public init(quantile: (Double) -> Double) {
        var shares = [0.0]
        var queues = [0.0]
        var wait = 0.0
        for point in 1...Self.points {
            let share = Self.greatestShare * Double(point) / Double(Self.points)
            let next = quantile(share)
            guard next.isFinite else { break }
            let before = shares[point - 1]
            queues.append(queues[point - 1] + max(next - wait, 0) * (1 - (before + share) / 2))
            shares.append(share)
            wait = max(next, wait)
        }
        self.shares = shares
        self.queues = queues
    }

    /// Whether nobody ever gives up.
    public var isEndless: Bool { shares.count < 2 }

    /// Rate of abandonment of one waiting contact, per second.
    ///
    /// - Parameter queueOverInflow: Waiting contacts over contacts per second that meet the queue, in
    ///   seconds; infinite without inflow.
    /// - Returns: The rate; 0 if nobody ever gives up.
    public func rate(queueOverInflow: Double) -> Double {
        guard let longest = queues.last, let most = shares.last, longest > 0 else { return 0 }
        guard queueOverInflow < longest else { return most / longest }
        let index = Self.above(queueOverInflow, in: queues)
        let (low, high) = (queues[index - 1], queues[index])
        let part = high > low ? (queueOverInflow - low) / (high - low) : 1
        let share = shares[index - 1] + part * (shares[index] - shares[index - 1])
        return share / max(queueOverInflow, queues[1] / 2, .leastNormalMagnitude)
    }

    /// The queue over the inflow at which a share of those who meet it abandons.
    ///
    /// - Parameter share: Share, in [0, 1].
    /// - Returns: Seconds; infinite for a share that would wait for ever.
    public func queueOverInflow(share: Double) -> Double {
        guard share > 0 else { return 0 }
        guard let most = shares.last, share <= most else { return .infinity }
        let index = Self.above(share, in: shares)
        let part = (share - shares[index - 1]) / (shares[index] - shares[index - 1])
        return queues[index - 1] + part * (queues[index] - queues[index - 1])
    }

    /// The first place, from 1, whose value is not below another; the last one if there is none.
    private static func above(_ value: Double, in values: [Double]) -> Int {
        var (low, high) = (1, values.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
