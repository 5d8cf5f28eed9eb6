import Experiments
import Statistics
import TwinSimulation

/// Agents needed at both fidelities.
extension MultiFidelity {
    /// What a sample of sessions leaves unknown of a group's plan, interval by interval.
    typealias InputErrors =
        @Sendable (_ group: Int, _ plan: [Int]) async throws -> [StaffingSearch.InputError]

    /// Searches the agents that every planned group needs.
    ///
    /// - Parameters:
    ///   - twin: The center.
    ///   - errors: What a sample of sessions leaves unknown of a group's plan; nil where there is none.
    /// - Returns: Requirements, group by group.
    /// - Throws: What of the configuration's description makes no sense.
    func staffing(
        _ twin: TwinConfiguration, errors: InputErrors? = nil
    ) async throws -> [StaffingRequirement] {
        guard request.largestAbandonment != nil else { return [] }
        var found: [StaffingRequirement] = []
        for group in request.groups {
            var search = search(twin, group, replications: request.staffingReplications)
            if let errors { search.inputErrors = { try await errors(group, $0) } }
            found += try await search.requirements(startingFrom: nil)
        }
        return found
    }

    private func search(
        _ twin: TwinConfiguration, _ group: Int, replications: Int
    ) -> StaffingSearch {
        StaffingSearch(
            twin, group: group, target: request.largestAbandonment ?? 1,
            replications: replications, seed: request.seed, jobs: request.jobs)
    }

    /// What the sample of costly sessions leaves unknown of a plan's abandonment, interval by interval.
    ///
    /// The variance between bootstrap decks that meet the plan with the same replications.
    func inputErrors(
        _ pairs: SessionPairs, _ fingerprint: String, group: Int, plan: [Int], _ freedom: Double
    ) async throws -> [StaffingSearch.InputError] {
        var decks: [[StaffingSearch.Verdict]] = []
        for number in 0..<request.decks {
            let deck = pairs.deck(
                "\(fingerprint) \(number)",
                pairs.bootstrapWeights(number: number, seed: request.seed))
            decks.append(
                try await search(
                    twin(with: deck), group, replications: request.deckReplications
                ).evaluate(plan))
        }
        return plan.indices.map { interval in
            let rows = decks.compactMap { $0[interval].estimate }.map { estimate in
                estimate.residuals.map { estimate.value + $0 }
            }
            guard rows.count == decks.count, let table = try? TwoWayTable(rows) else {
                return StaffingSearch.InputError()
            }
            return StaffingSearch.InputError(
                variance: table.treatmentVariance,
                degreesOfFreedom: max(min(table.treatmentDegreesOfFreedom, freedom), 1))
        }
    }
}
