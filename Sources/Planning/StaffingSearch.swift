import ContactCenter
import ContactCenterEvents
import Distributions
import Experiments
import Projections
import Statistics
import TwinPrimitives
public import TwinSimulation

/// Searches, by simulation, the planned agents of one group per interval that hold abandonment.
///
/// Data flow: every round simulates the whole day under a plan with the same callers (common random
/// numbers) and looks at the abandonment of the contacts that arrived in each interval; intervals
/// that miss the target get more agents, those that meet it with room to spare get fewer, until no
/// interval can give one up. All intervals move at once, so a queue that an interval inherits from
/// the one before is part of the answer. A plan that was chosen because its callers were kind to it
/// looks better than it is, so what is said of it in the end comes from other callers, whom the search
/// has not met. Staffing by rounds of simulation follows Feldman, Mandelbaum, Massey, Whitt (2008); the
/// target is abandonment instead of delay.
public struct StaffingSearch: Sendable {
    /// Rounds after which the search only adds agents, so that it ends.
    static let roundsBothWays = 10
    /// Most rounds in all.
    static let mostRounds = 24
    /// Most agents below and above the answer at which its interval is looked for.
    public static let widest = 12

    /// The center whose group is planned.
    public let configuration: TwinConfiguration
    /// Number of the group.
    public let group: Int
    /// Largest abandonment rate (as the indicator defines it) of the contacts of each interval.
    public let target: Double
    /// Replications in each round.
    public let replications: Int
    /// Seed of the callers.
    public let seed: UInt64
    /// Most replications at one time.
    public let jobs: Int
    /// What leaves the abandonment of a plan unknown beside chance in its replications, interval by
    /// interval, such as a sample that the configuration was made from; nil for nothing.
    var inputErrors: (@Sendable (_ plan: [Int]) async throws -> [InputError])?

    /// A variance with its degrees of freedom.
    struct InputError {
        var variance = 0.0
        var degreesOfFreedom = Double.infinity
    }

    /// Stores a search.
    public init(
        _ configuration: TwinConfiguration, group: Int, target: Double, replications: Int,
        seed: UInt64, jobs: Int
    ) {
        self.configuration = configuration
        self.group = group
        self.target = target
        self.replications = replications
        self.seed = seed
        self.jobs = jobs
    }

    /// What one round says of one interval.
    struct Verdict {
        var estimate: ReplicatedEstimate?
        /// Contacts whose wait ended, over all replications.
        var contacts: Double
        /// Offered work at the human stage, in erlangs.
        var load: Double

        var abandonment: Double { estimate?.value ?? 0 }
    }

    var intervalSeconds: Double { Double(configuration.description.intervalSeconds) }
    var intervals: Int {
        Int((configuration.center.horizonSeconds / intervalSeconds).rounded(.up))
    }

    /// The configuration with a plan for the group.
    func planned(_ plan: [Int]) -> TwinConfiguration {
        var planned = configuration
        planned.center.agentGroups[group].staffing = Staffing(
            breaks: plan.indices.map { Double($0) * intervalSeconds }, counts: plan.map(Double.init)
        )
        planned.center.agentGroups[group].shifts = nil
        return planned
    }

    /// The replications that the search does not see, as many as it does.
    var fresh: Range<Int> { replications..<(2 * replications) }

    /// Simulates a plan, with the search's own replications unless others are named.
    func evaluate(_ plan: [Int], _ numbers: Range<Int>? = nil) async throws -> [Verdict] {
        let skills = configuration.center.agentGroups[group].skills
        let types = skills.indices.filter { skills[$0] != nil }
        let talk = types.map { skills[$0]?.talk.mean ?? 0 }
        let count = intervals
        let runner = try ReplicationRunner(
            planned(plan), seed: seed, jobs: jobs, perInterval: true)
        let controls = ArrivalControls(configuration)
        let seed = self.seed
        let results = await runner.run(numbers ?? 0..<replications) { replication, tally in
            let all = tally.allContacts
            let values = controls.values(
                seed: seed, replication: replication, firstArrivals: all.arrived - all.repeated)
            let row = (0..<count).map { interval -> (sought: Double, lost: Double, work: Double) in
                guard interval < tally.intervals.count else { return (0, 0, 0) }
                var row = (sought: 0.0, lost: 0.0, work: 0.0)
                for (position, type) in types.enumerated() {
                    let contacts = tally.intervals[interval].contacts[type]
                    row.sought += Double(contacts.waitsEnded)
                    row.lost += Double(contacts.abandoned)
                    row.work += Double(contacts.soughtHuman) * talk[position]
                }
                return row
            }
            return (row, values)
        }
        let rounds = results.map(\.0)
        let known = results.map(\.1)
        return (0..<count).map { interval in
            Verdict(
                estimate: ReplicatedEstimate(
                    ratioOf: rounds.map { $0[interval].lost },
                    to: rounds.map { $0[interval].sought }
                )?.controlledShare(by: known, expectations: controls.expectations),
                contacts: rounds.reduce(0) { $0 + $1[interval].sought },
                load: rounds.reduce(0) { $0 + $1[interval].work } / Double(rounds.count)
                    / intervalSeconds)
        }
    }

    /// Searches the requirement of every interval.
    ///
    /// - Parameter guess: Agents to start from, such as the answer of a like center; the offered
    ///   work under the center's own plan when left out.
    /// - Returns: One requirement per interval of the day.
    /// - Throws: What of the configuration's description makes no sense.
    public func requirements(
        startingFrom guess: [Int]? = nil
    ) async throws -> [StaffingRequirement] {
        var plan: [Int]
        if let guess, guess.count == intervals { plan = guess } else { plan = try await ownGuess() }
        var verdicts = try await evaluate(plan)
        var failed = Array(repeating: -1, count: plan.count)
        for round in 0..<Self.mostRounds {
            let next = plan.indices.map { interval in
                step(
                    plan[interval], verdicts[interval], failed: &failed[interval],
                    onlyUp: round >= Self.roundsBothWays)
            }
            if next == plan { break }
            plan = next
            // The last plan is simulated too, so that what is said of it was seen.
            verdicts = try await evaluate(plan)
        }
        return try await withIntervals(plan, verdicts)
    }

    /// A plan for the offered work that the center's own plan leaves.
    private func ownGuess() async throws -> [Int] {
        let start = configuration.center.agentGroups[group].staffing
        let own = (0..<intervals).map { interval in
            let at = Double(interval) * intervalSeconds
            let step = start.breaks.lastIndex { $0 <= at } ?? 0
            return Int(start.counts[step].rounded(.up))
        }
        return try await evaluate(own).map { verdict in
            let safety = verdict.load.squareRoot() / 2
            return verdict.load == 0 ? 0 : max(1, Int((verdict.load + safety).rounded()))
        }
    }

    /// The next number of agents of an interval.
    private func step(
        _ agents: Int, _ verdict: Verdict, failed: inout Int, onlyUp: Bool
    ) -> Int {
        let excess = verdict.abandonment - target
        if excess > 0 {
            failed = max(failed, agents)
            return agents + max(1, Int((0.8 * excess * verdict.load).rounded()))
        }
        guard !onlyUp, agents - 1 > failed, agents > 0 else { return agents }
        if verdict.estimate == nil { return max(failed + 1, 0) }
        let room = verdict.abandonment < target / 4 ? Int(verdict.load.squareRoot() / 3) : 1
        return max(agents - max(room, 1), failed + 1, 1)
    }
}
