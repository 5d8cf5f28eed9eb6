import ContactCenterEvents
import Projections
import Statistics

/// The first session of a caller under the rules in force, and without them.
struct SessionPair: Sendable {
    let ruled: SessionCourse
    let free: SessionCourse
}

/// What a voice agent sees of its own turns: how many it rejected, in all and last in a row.
struct SeenState: Hashable, Sendable {
    var rejected = 0
    var inARow = 0
}

/// What somebody knows who was told which turns were misunderstood; the number of the turn tells the others.
struct InformedState: Hashable, Sendable {
    var misunderstood = 0
}

/// Sessions as costs.
struct SessionAccount: Sendable {
    let prices: OverstayPrices
    let handover: HandoverLaw

    /// Cost of a session as it went.
    func cost(_ course: SessionCourse) -> Double {
        let spent = course.seconds * prices.sessionSecond
        switch course.outcome {
        case .resolved: return spent
        case .escalated: return spent + handover.cost(misunderstood: misunderstood(course), prices)
        case .falselyContained, .hungUp, .stopped, .cutOff: return spent + prices.lost
        }
    }

    private func misunderstood(_ course: SessionCourse) -> Int {
        course.turns.count { !$0.isUseful }
    }

    /// A session that no rule ended, with the cost of stopping after each turn.
    func stoppable<State>(
        _ course: SessionCourse, from start: State,
        _ next: (inout State, SessionCourse.Turn) -> Void
    ) -> StoppableSession<State> {
        var state = start
        var misunderstood = 0
        let visits = course.turns.map { turn in
            next(&state, turn)
            misunderstood += turn.isUseful ? 0 : 1
            return StoppableSession<State>.Visit(
                state: state, cost: turn.seconds * prices.sessionSecond,
                stopCost: handover.leavingSeconds * prices.sessionSecond
                    + handover.cost(misunderstood: misunderstood, prices))
        }
        return StoppableSession(visits: visits, endCost: cost(course))
    }

    func seen(_ course: SessionCourse) -> StoppableSession<SeenState> {
        stoppable(course, from: SeenState()) { state, turn in
            state.rejected += turn.isAccepted ? 0 : 1
            state.inARow = turn.isAccepted ? 0 : state.inARow + 1
        }
    }

    func informed(_ course: SessionCourse) -> StoppableSession<InformedState> {
        stoppable(course, from: InformedState()) { state, turn in
            state.misunderstood += turn.isUseful ? 0 : 1
        }
    }
}

/// All ways to end sessions, on the same callers.
struct PolicyComparison {
    /// Sums of one replication under one policy.
    private struct Sums {
        var cost = 0.0
        var resolved = 0.0
        var handedOver = 0.0
        var turns = 0.0

        mutating func add(_ cost: Double, _ course: SessionCourse, stoppedAfter turn: Int?) {
            self.cost += cost
            turns += Double(turn.map { $0 + 1 } ?? course.turns.count)
            handedOver += turn != nil || course.outcome == .escalated ? 1 : 0
            resolved += turn == nil && course.outcome == .resolved ? 1 : 0
        }
    }

    /// The ways in order of their names.
    let policies: [OverstayPolicy]

    /// Learns policies from one half of the replications and judges them on the other, both ways.
    init(_ pairs: [[SessionPair]], _ account: SessionAccount, _ leastVisits: Int) {
        let halves = (0...1).map { half in
            pairs.enumerated().filter { $0.offset % 2 == half }.flatMap(\.element).map(\.free)
        }
        let seen = halves.map {
            OptimalStopping(learntFrom: $0.map(account.seen), leastVisits: leastVisits)
        }
        let informed = halves.map {
            OptimalStopping(learntFrom: $0.map(account.informed), leastVisits: leastVisits)
        }
        var sums = Array(repeating: [Sums](), count: OverstayPolicy.Name.allCases.count)
        for (replication, sessions) in pairs.enumerated() {
            let other = 1 - replication % 2
            var own = Array(repeating: Sums(), count: sums.count)
            for pair in sessions {
                let free = account.cost(pair.free)
                let bySeen = account.seen(pair.free)
                let byInformed = account.informed(pair.free)
                own[0].add(account.cost(pair.ruled), pair.ruled, stoppedAfter: nil)
                own[1].add(free, pair.free, stoppedAfter: nil)
                own[2].add(
                    seen[other].cost(of: bySeen), pair.free,
                    stoppedAfter: seen[other].stop(of: bySeen))
                own[3].add(
                    informed[other].cost(of: byInformed), pair.free,
                    stoppedAfter: informed[other].stop(of: byInformed))
            }
            for place in sums.indices { sums[place].append(own[place]) }
        }
        policies = Self.figures(sums, pairs.map { Double($0.count) })
    }

    private static func figures(_ sums: [[Sums]], _ counts: [Double]) -> [OverstayPolicy] {
        func mean(_ values: [Double]) -> ReplicatedEstimate? {
            ReplicatedEstimate(ratioOf: values, to: counts)
        }
        func figure(_ estimate: ReplicatedEstimate) -> OverstayFigure {
            OverstayFigure(value: estimate.value, halfWidth95: estimate.halfWidth())
        }
        let best = OverstayPolicy.Name.allCases.firstIndex(of: .optimal) ?? 0
        guard let optimal = mean(sums[best].map(\.cost)) else { return [] }
        return zip(OverstayPolicy.Name.allCases, sums).compactMap { name, own in
            guard let cost = mean(own.map(\.cost)), let resolved = mean(own.map(\.resolved)),
                let handedOver = mean(own.map(\.handedOver)), let turns = mean(own.map(\.turns))
            else { return nil }
            return OverstayPolicy(
                name: name, cost: figure(cost), regret: figure(cost.difference(from: optimal)),
                resolved: resolved.value, handedOver: handedOver.value, turns: turns.value)
        }
    }
}
