package import ContactCenter
import ContactCenterEvents
import Distributions
import Experiments
package import Projections
import RandomVariates
import TwinPrimitives
import TwinSimulation
package import VoiceAgents

/// Simulates pilots: sessions of a surrogate pool without a cap.
package struct PilotSimulator: Sendable {
    /// Runs the pool; each replication is a pilot.
    let runner: ReplicationRunner
    private let count: Int

    /// Time over which a pilot's callers arrive, in seconds.
    private static let horizonSeconds = 10 * 86_400.0
    /// Callers over the sessions wanted, and callers more: fewer come less than once in 10^9 from
    /// 400 sessions on, and a smaller request has at least 40 to spare.
    private static let (factor, spare) = (1.1, 200.0)

    /// Prepares pilots.
    ///
    /// - Parameters:
    ///   - dialogue: The pool.
    ///   - sessions: Sessions of each pilot, at least 1.
    ///   - seed: Seed of the callers; equal seeds give equal callers to all pools.
    ///   - returns: Who comes back; nobody when left out.
    ///   - jobs: Most pilots at one time.
    /// - Throws: What of the center's description makes no sense.
    package init(
        _ dialogue: SurrogateConfiguration, sessions: Int, seed: UInt64,
        returns: Returns = Returns(), jobs: Int = 1
    ) throws(ProjectionError) {
        count = sessions
        let horizon = Self.horizonSeconds
        let wanted = Double(sessions) * Self.factor + Self.spare
        let rate = PiecewiseConstantRate(breaks: [0], rates: [wanted / horizon], end: horizon)
        let center = CenterConfiguration(
            contactTypes: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .piecewisePoisson(rate, busyness: nil),
                    returns: returns, firstServedBy: VoicePoolID(0))
            ],
            agentGroups: [
                AgentGroupConfiguration(
                    name: "people", staffing: Staffing(breaks: [0], counts: [50]),
                    skills: [Skill(talk: .deterministic(1))])
            ], horizonSeconds: horizon)
        let twin = TwinConfiguration(
            center: center,
            voicePools: [VoicePoolConfiguration(name: "voice", tier: .surrogate(dialogue))],
            description: RunDescription(
                name: "pilot", start: nil, intervalSeconds: Int(horizon),
                horizonSeconds: horizon, contactTypes: ["call"], agentGroups: ["people"],
                voicePools: ["voice"]))
        runner = try ReplicationRunner(twin, seed: seed, jobs: jobs)
    }

    /// The first sessions of a pilot, by their beginning.
    ///
    /// - Parameter number: Number of the pilot, from 0.
    /// - Returns: As many as were asked for.
    package func sessions(_ number: Int = 0) -> [PilotSession] {
        let recorder = SinkReceiver(SessionRecorder())
        _ = runner.tally(number, alsoTo: [recorder])
        return Array(recorder.sink.sessions.prefix(count))
    }
}
