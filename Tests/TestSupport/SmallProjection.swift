public import Planning
import Scenarios

/// A projection that takes a second: one queue behind a voice agent, two axes of two values.
public enum SmallProjection {
    /// The scenario: every law that is not in question is a constant.
    ///
    /// - Parameter hold: The abandonment to hold, as the scenario writes it.
    /// - Returns: YAML.
    public static func scenario(hold: String = "10%") -> String {
        """
        calltwin: 1
        name: Small <projection> & "more"
        seed: 5
        horizon: {duration: 2h}
        contactTypes:
          - name: call
            arrivals: {process: poisson, rate: 120/h}
            patience: {distribution: exponential, mean: 2min}
            firstServedBy: voice
        agentGroups:
          - name: agents
            size: 3
            skills: {call: {talk: {distribution: exponential, mean: 3min}}}
        voiceAgents:
          - name: voice
            fidelity: surrogate
            sessions: 20  # assumed
            turnsNeeded: {distribution: deterministic, value: 3}
            defects: 4%
            scores:
              right: {distribution: uniform, lower: 0.4, upper: 1}
              wrong: {distribution: uniform, lower: 0, upper: 0.8}
            fallback: {accept: 0.5, consecutiveFailures: 1, turnLimit: 20}
            latency: {body: {distribution: deterministic, value: 1s}}
            callerSpeech: {distribution: deterministic, value: 2s}
            prompt: {distribution: deterministic, value: 4s}
            inScope: 70%  # assumed 20%..95%: what callers want
            cost: {perMinute: 0.10}  # assumed
            escalateTo: agents
        project:
          axes:
            voiceAgents.voice.defects: [2%, 40%]
            voiceAgents.voice.fallback.accept: [0.45, 0.7]
          hold: {abandonmentRate: \(hold)}
        """
    }

    /// The projection, worked out.
    ///
    /// - Parameters:
    ///   - hold: The abandonment to hold, as a share.
    ///   - halfWidth: Half-width of the abandonment rate, as a share.
    ///   - replications: Least and most replications of a point.
    ///   - axes: Paths with their values; the scenario's own when left out.
    ///   - chosen: Axes that the operator chooses.
    /// - Returns: The answer.
    /// - Throws: What is wrong with the scenario.
    public static func result(
        hold: Double = 0.10, halfWidth: Double = 0.05, replications: ClosedRange<Int> = 20...100,
        axes: [(path: String, values: [String])]? = nil, chosen: [String] = []
    ) async throws -> ProjectionResult {
        let scenario = try Scenario(text: Self.scenario(), path: "small.yaml")
        let axes = axes ?? (scenario.project?.axes ?? []).map { ($0.path, $0.values) }
        let request = ProjectionRequest(
            scenario: scenario,
            axes: axes.map { ProjectionAxis(path: $0.path, values: $0.values) },
            largestAbandonment: hold, groups: [0], seed: .max, jobs: 2,
            halfWidth: halfWidth, replications: replications, staffingReplications: 10,
            chosen: chosen)
        return try await Projector(request) { _ in }.result()
    }
}
