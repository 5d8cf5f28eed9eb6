import ContactCenter
import Statistics
import TwinSimulation

extension StaffingSearch {
    /// The answers with their intervals.
    ///
    /// The plan meets callers that the search did not choose it by. Then each interval of the day is
    /// moved away from its answer, one agent at a time, until its own 95 % interval excludes (below) or
    /// surely meets (above) the target. Neighbours in time stay at their answers: even and odd intervals
    /// move in turn, since a queue is inherited from the one before.
    func withIntervals(
        _ plan: [Int], _ verdicts: [Verdict]
    ) async throws -> [StaffingRequirement] {
        let seen = try await evaluate(plan, fresh)
        let errors = try await inputErrors?(plan) ?? plan.map { _ in InputError() }
        var ends = plan.indices.map { interval in
            Ends(
                low: standing(seen[interval], errors[interval]) == .misses ? nil : plan[interval],
                high: standing(seen[interval], errors[interval]) == .holds ? plan[interval] : nil)
        }
        for parity in 0...1 {
            try await lower(&ends, plan, errors, parity)
            try await raise(&ends, plan, seen, errors, parity)
        }
        return plan.indices.map { interval in
            StaffingRequirement(
                interval: interval, startSeconds: Double(interval) * intervalSeconds,
                agentGroup: configuration.center.agentGroups[group].name,
                needed: plan[interval], low: ends[interval].low ?? plan[interval] + Self.widest,
                high: ends[interval].high, abandonment: seen[interval].estimate?.value,
                holdsTarget: verdicts[interval].abandonment <= target)
        }
    }

    /// Least numbers of agents of an interval, as far as they are found.
    private struct Ends {
        /// The least that may meet the target.
        var low: Int?
        /// The least that surely meets it.
        var high: Int?
    }

    /// What the interval of an estimate says; nobody who seeks an agent is served well by none.
    private func standing(_ verdict: Verdict, _ error: InputError) -> TargetVerdict {
        guard let estimate = verdict.estimate else { return .holds }
        return TargetVerdict(
            rate: estimate.value, halfWidth: halfWidth(estimate, error),
            contacts: verdict.contacts, target: target)
    }

    /// Half of the 95 % interval of an estimate whose configuration is itself known with an error only.
    private func halfWidth(_ estimate: ReplicatedEstimate, _ error: InputError) -> Double {
        guard let own = estimate.standardError else { return .infinity }
        let (chance, sample) = (own * own, error.variance)
        let spent =
            chance * chance / Double(estimate.degreesOfFreedom)
            + sample * sample / error.degreesOfFreedom
        guard spent > 0 else { return 0 }
        let all = chance + sample
        return StudentQuantile.twoSided95(max(all * all / spent, 1)) * all.squareRoot()
    }

    /// Takes agents away as long as the target may still be met.
    private func lower(
        _ ends: inout [Ends], _ plan: [Int], _ errors: [InputError], _ parity: Int
    ) async throws {
        var open = plan.indices.filter { $0 % 2 == parity && ends[$0].low != nil }
        for distance in 1...Self.widest {
            open.removeAll { plan[$0] < distance }
            guard !open.isEmpty else { return }
            let verdicts = try await evaluate(moved(plan, open, by: -distance), fresh)
            open.removeAll { standing(verdicts[$0], errors[$0]) == .misses }
            for interval in open { ends[interval].low = plan[interval] - distance }
        }
    }

    /// Adds agents until the target is surely met.
    ///
    /// Where nobody abandons any more and too few contacts were seen to tell, more agents cannot tell
    /// either.
    private func raise(
        _ ends: inout [Ends], _ plan: [Int], _ seen: [Verdict], _ errors: [InputError],
        _ parity: Int
    ) async throws {
        var open = plan.indices.filter { interval in
            interval % 2 == parity && ends[interval].high == nil
                && seen[interval].abandonment > 0
        }
        for distance in 1...Self.widest {
            guard !open.isEmpty else { return }
            let verdicts = try await evaluate(moved(plan, open, by: distance), fresh)
            for interval in open {
                let standing = standing(verdicts[interval], errors[interval])
                if standing == .holds { ends[interval].high = plan[interval] + distance }
                if standing != .misses, ends[interval].low == nil {
                    ends[interval].low = plan[interval] + distance
                }
            }
            open.removeAll { ends[$0].high != nil || verdicts[$0].abandonment <= 0 }
        }
    }

    private func moved(_ plan: [Int], _ intervals: [Int], by agents: Int) -> [Int] {
        var moved = plan
        for interval in intervals { moved[interval] += agents }
        return moved
    }
}
