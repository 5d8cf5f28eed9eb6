import ContactCenter
import Statistics
import TwinSimulation

extension StaffingSearch {
    /// The answers with their intervals.
    ///
    /// Each interval of the day is moved away from its answer, one agent at a time, until its own
    /// 95 % interval excludes (below) or surely meets (above) the target. Neighbours in time stay at
    /// their answers: even and odd intervals move in turn, since a queue is inherited from the one
    /// before.
    func withIntervals(
        _ plan: [Int], _ verdicts: [Verdict]
    ) async throws -> [StaffingRequirement] {
        let low = try await moving(plan, by: -1) { self.mayHold($0) }
        let certain = plan.indices.map { surelyHolds(verdicts[$0]) }
        let above = try await moving(plan, by: 1, skipping: certain) { !self.surelyHolds($0) }
        return plan.indices.map { interval in
            // `above` is the last number that does not surely hold; the next one does.
            let high = certain[interval] ? plan[interval] : above[interval] + 1
            let isOpen = above[interval] - plan[interval] >= Self.widest
            return StaffingRequirement(
                interval: interval, startSeconds: Double(interval) * intervalSeconds,
                agentGroup: configuration.center.agentGroups[group].name,
                needed: plan[interval], low: low[interval], high: isOpen ? nil : high,
                abandonment: verdicts[interval].estimate?.value,
                holdsTarget: verdicts[interval].abandonment <= target)
        }
    }

    /// Whether the interval of an estimate leaves it possible that the target is met.
    private func mayHold(_ verdict: Verdict) -> Bool {
        verdict.abandonment - (verdict.estimate?.halfWidth() ?? 0) <= target
    }

    /// Whether the whole interval of an estimate meets the target.
    private func surelyHolds(_ verdict: Verdict) -> Bool {
        verdict.abandonment + (verdict.estimate?.halfWidth() ?? 0) <= target
    }

    /// The last number of agents of each interval, going by steps from its answer, of which a
    /// condition is still true.
    ///
    /// - Parameters:
    ///   - plan: The answers; the condition is taken as true of them.
    ///   - step: 1 or -1.
    ///   - skipped: Intervals that are not moved.
    ///   - isTrue: The condition.
    /// - Returns: One number per interval.
    /// - Throws: What of the configuration's description makes no sense.
    private func moving(
        _ plan: [Int], by step: Int, skipping skipped: [Bool] = [],
        while isTrue: (Verdict) -> Bool
    ) async throws -> [Int] {
        var last = plan
        for parity in 0...1 {
            var open = plan.indices.filter {
                $0 % 2 == parity && plan[$0] > 0 && !(skipped.indices.contains($0) && skipped[$0])
            }
            for distance in 1...Self.widest {
                open.removeAll { plan[$0] + step * distance < 0 }
                guard !open.isEmpty else { break }
                var moved = plan
                for interval in open { moved[interval] += step * distance }
                let verdicts = try await evaluate(moved)
                open.removeAll { !isTrue(verdicts[$0]) }
                for interval in open { last[interval] = moved[interval] }
            }
        }
        return last
    }
}
