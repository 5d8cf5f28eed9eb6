import ContactCenter
import Experiments
public import Projections
public import Scenarios
public import Statistics
import TwinSimulation

/// The factor on the inferred presence of agents.
public struct Availability: Equatable, Sendable {
    /// Factor at which the twin abandons as the log does.
    public var value: Double
    /// Factors that the log's own day-to-day variation does not exclude, at 95 %.
    public var interval: ClosedRange<Double>

    /// Stores a factor.
    public init(value: Double, interval: ClosedRange<Double>) {
        self.value = value
        self.interval = interval
    }

    /// Whether the search ended at an edge of the factors it looks at: nothing there fits the log.
    public var isOutOfReach: Bool {
        let edge = 0.01
        let bracket = AvailabilitySearch.bracket
        return value < bracket.lowerBound + edge || value > bracket.upperBound - edge
    }

    /// Before it is searched.
    public static var assumed: Availability { Availability(value: 1, interval: 1...1) }
}

/// Finds the availability at which a twin's abandonment is that of its log.
///
/// A roster is never recorded; presence inferred from activity misses idle agents, and includes
/// agents who were there but took no call. One factor stands for both. Abandonment falls as it rises
/// (common random numbers make it monotone but for chance), so bisection finds it.
public struct AvailabilitySearch: Sendable {
    /// Bisections; the bracket shrinks to 1/1000 of its width.
    static let steps = 10
    /// Factors between which the answer is looked for.
    static let bracket = 0.5...2.0

    let scenario: Scenario
    let replications: Int
    let seed: UInt64
    let jobs: Int

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - scenario: The fitted scenario with a group that has a presence.
    ///   - replications: Replications of each trial.
    ///   - seed: Seed of the random streams.
    ///   - jobs: Most replications at one time.
    public init(_ scenario: Scenario, replications: Int, seed: UInt64, jobs: Int) {
        self.scenario = scenario
        self.replications = replications
        self.seed = seed
        self.jobs = jobs
    }

    /// Searches the factor for an observed abandonment rate and its interval.
    ///
    /// - Parameter observed: The log's rate by days, as a ratio of sums over days.
    /// - Returns: The factor; its interval is that of the observed rate, mapped by the twin.
    /// - Throws: What of the scenario's description makes no sense.
    public func availability(
        matching observed: ReplicatedEstimate
    ) async throws(ProjectionError) -> Availability {
        let halfWidth = observed.halfWidth() ?? 0
        let value = try await factor(abandoning: observed.value)
        let low = try await factor(abandoning: observed.value + halfWidth)
        let high = try await factor(abandoning: max(observed.value - halfWidth, 0))
        return Availability(value: value, interval: min(low, value)...max(high, value))
    }

    /// The factor at which the twin abandons at a rate.
    private func factor(abandoning target: Double) async throws(ProjectionError) -> Double {
        var low = Self.bracket.lowerBound
        var high = Self.bracket.upperBound
        for _ in 0..<Self.steps {
            let middle = (low + high) / 2
            if try await abandonment(at: middle) > target { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private func abandonment(at factor: Double) async throws(ProjectionError) -> Double {
        var twin = scenario.twin
        for group in twin.center.agentGroups.indices {
            guard let presence = twin.center.agentGroups[group].presence else { continue }
            twin.center.agentGroups[group].presence = Presence(
                mean: factor, dayCV: presence.dayCV)
        }
        let runner = try ReplicationRunner(twin, seed: seed, jobs: jobs)
        let sums = await runner.run(0..<replications) { _, tally in
            let all = tally.allContacts
            return (lost: all.abandoned + all.balked, sought: all.waitsEnded)
        }
        let lost = sums.reduce(0) { $0 + $1.lost }
        let sought = sums.reduce(0) { $0 + $1.sought }
        return sought == 0 ? 0 : Double(lost) / Double(sought)
    }
}
