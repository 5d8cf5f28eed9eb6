/// A session that could have been stopped after each of its turns, and what that would have cost.
public struct StoppableSession<State: Hashable & Sendable>: Sendable {
    /// The moment after a turn.
    public struct Visit: Sendable {
        /// What is known then.
        public var state: State
        /// Cost of the session until then.
        public var cost: Double
        /// Cost of stopping then, beside that.
        public var stopCost: Double

        /// Stores a moment.
        public init(state: State, cost: Double, stopCost: Double) {
            self.state = state
            self.cost = cost
            self.stopCost = stopCost
        }
    }

    /// The moments in order.
    public var visits: [Visit]
    /// Whole cost of the session where nobody stops it.
    public var endCost: Double

    /// Stores a session.
    public init(visits: [Visit], endCost: Double) {
        self.visits = visits
        self.endCost = endCost
    }

    /// What the session costs.
    ///
    /// - Parameter moment: After which it is stopped, from 0; nil where it goes to its end.
    /// - Returns: Its cost.
    public func cost(stoppedAfter moment: Int?) -> Double {
        guard let moment else { return endCost }
        return visits[moment].cost + visits[moment].stopCost
    }

    /// The same session to somebody who knows a part of the state only.
    ///
    /// - Parameter part: The part.
    /// - Returns: It.
    public func knowing<Part>(_ part: (State) -> Part) -> StoppableSession<Part> {
        StoppableSession<Part>(
            visits: visits.map {
                StoppableSession<Part>.Visit(
                    state: part($0.state), cost: $0.cost, stopCost: $0.stopCost)
            }, endCost: endCost)
    }
}

/// When to stop sessions at the least expected cost, without knowing how they would go on.
///
/// A chain whose transitions, costs and ends are those counted in sessions that nobody stopped, in the number of
/// the turn and a state; it is solved from the last turn backwards: the cost to go is that of stopping or the
/// mean of going on, whichever is less. Error: a state seen in few sessions is judged by them, so a policy is to be
/// evaluated on other sessions than those that it was learnt from; then its cost is unbiased whether or not the
/// chain forgets its past, as stopping changes nothing before. Source: Puterman, "Markov decision processes"
/// (1994), section 4.5.
public struct OptimalStopping<State: Hashable & Sendable>: Sendable {
    /// Expected cost from the start of a session, over the sessions that it was learnt from.
    public let expectedCost: Double
    /// By number of the turn: the states in which it stops.
    private let stops: [Set<State>]

    /// Learns from sessions that nobody stopped.
    ///
    /// Cost: the sum of all turns.
    ///
    /// - Parameters:
    ///   - sessions: Not empty.
    ///   - leastVisits: Sessions that must have been in a state for it to be stopped in, >= 1.
    public init(learntFrom sessions: [StoppableSession<State>], leastVisits: Int) {
        precondition(!sessions.isEmpty && leastVisits > 0, "nothing to learn from")
        var stops: [Set<State>] = []
        var after: [State: Double] = [:]
        for turn in (0..<(sessions.map(\.visits.count).max() ?? 0)).reversed() {
            var sums: [State: (count: Int, going: Double, stopping: Double)] = [:]
            for session in sessions where session.visits.count > turn {
                let visit = session.visits[turn]
                let going = Self.costToGo(session, after: turn, after)
                let sum = sums[visit.state, default: (0, 0, 0)]
                sums[visit.state] = (
                    sum.count + 1, sum.going + going, sum.stopping + visit.stopCost
                )
            }
            let stopping = sums.filter { state, sum in
                sum.count >= leastVisits && sum.stopping < sum.going
            }
            stops.append(Set(stopping.keys))
            after = sums.mapValues { sum in
                let least = sum.count >= leastVisits ? min(sum.stopping, sum.going) : sum.going
                return least / Double(sum.count)
            }
        }
        self.stops = stops.reversed()
        let first = after
        expectedCost =
            sessions.reduce(0) { $0 + Self.costToGo($1, after: -1, first) }
            / Double(sessions.count)
    }

    /// Cost of a session from one of its moments on, by the values of the states of the next.
    private static func costToGo(
        _ session: StoppableSession<State>, after turn: Int, _ values: [State: Double]
    ) -> Double {
        let spent = turn < 0 ? 0 : session.visits[turn].cost
        guard turn + 1 < session.visits.count else { return session.endCost - spent }
        let next = session.visits[turn + 1]
        return next.cost - spent + (values[next.state] ?? 0)
    }

    /// The turn after which the policy stops a session.
    ///
    /// - Parameter session: Any session.
    /// - Returns: Number of the turn, from 0; nil where it goes to its end.
    public func stop(of session: StoppableSession<State>) -> Int? {
        session.visits.indices.first { turn in
            turn < stops.count && stops[turn].contains(session.visits[turn].state)
        }
    }

    /// What a session costs under the policy.
    ///
    /// - Parameter session: Any session that nobody stopped.
    /// - Returns: Its cost.
    public func cost(of session: StoppableSession<State>) -> Double {
        session.cost(stoppedAfter: stop(of: session))
    }
}
