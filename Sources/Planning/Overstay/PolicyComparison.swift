import ContactCenterEvents
package import Projections
import Statistics

/// The first session of a caller under the rules in force, and without them.
package struct SessionPair: Sendable {
    let ruled: SessionCourse
    let free: SessionCourse

    /// Stores both.
    package init(ruled: SessionCourse, free: SessionCourse) {
        self.ruled = ruled
        self.free = free
    }

    /// Seconds from the start of the session until a rule gave up that the other one has not; nil where
    /// none did.
    var givenUpSeconds: Double? {
        guard let trigger = ruled.trigger, trigger.isRuleOfStudy else { return nil }
        return ruled.triggerSeconds
    }
}

extension FallbackTrigger {
    /// Whether it is one of the rules that the study switches off.
    fileprivate var isRuleOfStudy: Bool {
        switch self {
        case .consecutiveFailures, .totalFailures, .noInput, .failureScore, .noProgress, .timeLimit,
            .sameQuestion, .affect:
            true
        case .askedForPerson, .outOfScope, .turnLimit, .turnConfidence, .tool, .verification,
            .lever, .loopGuard:
            false
        }
    }
}

/// What a voice agent sees of its own session.
struct SeenState: Hashable, Sendable {
    var turns = 0
    /// Turns that it rejected, in all and last in a row.
    var rejected = 0
    var inARow = 0
    /// Whether the rules in force have given up.
    var isGivenUp = false
}

/// What somebody knows who is told of misunderstandings too.
struct InformedState: Hashable, Sendable {
    var seen = SeenState()
    var misunderstood = 0
}

/// Sessions as costs.
package struct SessionAccount: Sendable {
    let prices: OverstayPrices
    let handover: HandoverLaw

    /// Stores prices.
    package init(prices: OverstayPrices, handover: HandoverLaw) {
        self.prices = prices
        self.handover = handover
    }

    /// Cost of a session as it went.
    func cost(_ course: SessionCourse) -> Double {
        let spent = course.seconds * prices.sessionSecond
        switch course.outcome {
        case .resolved: return spent
        case .escalated:
            return spent + handover.cost(misunderstood: course.misunderstoodTurns, prices)
        case .falselyContained, .hungUp, .stopped, .cutOff: return spent + prices.lost
        }
    }

    /// A session that no rule ended, with the cost of stopping after each turn and at the moment in which the
    /// rules in force gave up, which is that of a turn or one between two.
    func stoppable(_ pair: SessionPair) -> StoppableSession<InformedState> {
        var state = InformedState()
        var visits: [StoppableSession<InformedState>.Visit] = []
        func visit(_ seconds: Double) {
            visits.append(
                StoppableSession<InformedState>.Visit(
                    state: state, cost: seconds * prices.sessionSecond,
                    stopCost: handover.leavingSeconds * prices.sessionSecond
                        + handover.cost(misunderstood: state.misunderstood, prices)))
        }
        let givenUp = pair.givenUpSeconds ?? .infinity
        for turn in pair.free.turns {
            if !state.seen.isGivenUp, givenUp < turn.seconds {
                state.seen.isGivenUp = true
                visit(givenUp)
            }
            state.seen.turns += 1
            state.seen.rejected += turn.isAccepted ? 0 : 1
            state.seen.inARow = turn.isAccepted ? 0 : state.seen.inARow + 1
            state.misunderstood += turn.isMisunderstood ? 1 : 0
            state.seen.isGivenUp = givenUp <= turn.seconds
            visit(turn.seconds)
        }
        if !state.seen.isGivenUp, givenUp < pair.free.seconds {
            state.seen.isGivenUp = true
            visit(givenUp)
        }
        return StoppableSession(visits: visits, endCost: cost(pair.free))
    }
}

/// All ways to end sessions, on the same callers.
package struct PolicyComparison {
    private typealias Session = StoppableSession<InformedState>
    /// The moment after which it stops a session; nil for none.
    private typealias Policy = @Sendable (Session) -> Int?

    /// The ways in order of their names.
    package let policies: [OverstayPolicy]
    /// Cost of a session as it went under the rules in force.
    package let asHeld: OverstayFigure?

    /// Learns policies from one half of the replications and judges them on the other, both ways.
    ///
    /// - Parameters:
    ///   - pairs: Sessions by replication, none empty; at least 4 replications.
    ///   - account: What they cost.
    ///   - leastVisits: Sessions that must have been in a state for it to be stopped in, >= 1.
    package init(_ pairs: [[SessionPair]], _ account: SessionAccount, _ leastVisits: Int) {
        let sessions = pairs.map { $0.map(account.stoppable) }
        let learnt = (0...1).map { half in
            Self.policies(
                sessions.enumerated().filter { $0.offset % 2 == half }.flatMap(\.element),
                leastVisits)
        }
        var sums = Array(repeating: [Sums](), count: OverstayPolicy.Name.allCases.count)
        for (replication, own) in sessions.enumerated() {
            let policies = learnt[1 - replication % 2]
            for (place, policy) in policies.enumerated() {
                var sum = Sums()
                for (session, pair) in zip(own, pairs[replication]) {
                    sum.add(session, pair, stoppedAfter: policy(session))
                }
                sums[place].append(sum)
            }
        }
        let counts = pairs.map { Double($0.count) }
        policies = Self.figures(sums, counts)
        let held = pairs.map { $0.reduce(0) { $0 + account.cost($1.ruled) } }
        asHeld = ReplicatedEstimate(ratioOf: held, to: counts).map(Self.figure)
    }

    /// The policies in order of their names, learnt from sessions.
    ///
    /// Who sees more may do all that is done by who sees less, and what costs least on the sessions that are
    /// learnt from is taken: so no policy costs less than one that comes after it, but for what differs
    /// between those sessions and the ones it is judged on. The chain alone would not do: it forgets its past.
    private static func policies(_ sessions: [Session], _ leastVisits: Int) -> [Policy] {
        let seen = OptimalStopping(
            learntFrom: sessions.map { $0.knowing(\.seen) }, leastVisits: leastVisits)
        let informed = OptimalStopping(learntFrom: sessions, leastVisits: leastVisits)
        let inForce: Policy = { $0.visits.firstIndex(where: \.state.seen.isGivenUp) }
        let noRule: Policy = { _ in nil }
        let optimal = best([{ seen.stop(of: $0.knowing(\.seen)) }, inForce, noRule], of: sessions)
        return [
            inForce, noRule, optimal, best([{ informed.stop(of: $0) }, optimal], of: sessions),
        ]
    }

    /// The policy under which sessions cost least, the first of equal ones.
    private static func best(_ policies: [Policy], of sessions: [Session]) -> Policy {
        let costs = policies.map { policy in
            sessions.reduce(0) { $0 + $1.cost(stoppedAfter: policy($1)) }
        }
        let least = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        return policies[least]
    }

    /// Sums of one replication under one policy.
    private struct Sums {
        var cost = 0.0
        var resolved = 0.0
        var handedOver = 0.0
        var turns = 0.0

        mutating func add(_ session: Session, _ pair: SessionPair, stoppedAfter moment: Int?) {
            cost += session.cost(stoppedAfter: moment)
            let held = moment.map { session.visits[$0].state.seen.turns }
            turns += Double(held ?? pair.free.turns.count)
            handedOver += moment != nil || pair.free.outcome == .escalated ? 1 : 0
            resolved += moment == nil && pair.free.outcome == .resolved ? 1 : 0
        }
    }

    private static func figure(_ estimate: ReplicatedEstimate) -> OverstayFigure {
        OverstayFigure(value: estimate.value, halfWidth95: estimate.halfWidth())
    }

    private static func figures(_ sums: [[Sums]], _ counts: [Double]) -> [OverstayPolicy] {
        func mean(_ values: [Double]) -> ReplicatedEstimate? {
            ReplicatedEstimate(ratioOf: values, to: counts)
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
