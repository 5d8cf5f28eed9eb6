import Experiments
public import Scenarios
package import TwinPrimitives
package import VoiceAgents

/// The sessions of a center, held alone at any fidelity and heard as often as is asked for.
///
/// Where `MultiFidelity` holds some of them at cost, this holds all: what an estimate from some is judged by.
public struct SessionCensus: Sendable {
    /// A replication's sessions, as the center had them.
    package let sessions: [CenterSession]
    private let streams: RandomStreams

    /// Runs one replication of a center and keeps the sessions of a pool.
    ///
    /// - Parameters:
    ///   - scenario: The center, at a fidelity that costs little.
    ///   - pool: Number of the pool.
    ///   - replication: Number of the replication.
    ///   - seed: Seed of the callers.
    /// - Throws: `MultiFidelityError.actedOn` for a pool whose sessions cannot be held alone, and what of the
    ///   scenario makes no sense.
    public init(_ scenario: Scenario, pool: Int, replication: Int, seed: UInt64) throws {
        try scenario.checkAlone(pool: pool)
        let watch = SessionWatch(pool: VoicePoolID(UInt16(pool)), replication: replication)
        let runner = try ReplicationRunner(scenario.twin, seed: seed, jobs: 1)
        _ = runner.tally(replication, alsoTo: [watch])
        streams = RandomStreams(seed: seed, replication: UInt32(replication))
        guard case .conversation(let tier) = scenario.voicePools[pool].tier else {
            sessions = watch.sessions
            return
        }
        let own = tier.drawing(from: streams)
        sessions = watch.sessions.map { $0.called(by: own) }
    }

    /// Sessions that came to their end.
    public var count: Int { sessions.count }

    /// Holds one of the sessions alone; those that are the same call of a member of a population are held once.
    ///
    /// - Parameters:
    ///   - place: Its place, below `count`.
    ///   - tier: What it is run by.
    ///   - hearings: How often it is heard, at least once; see `ConversationTier.heardAgain`.
    /// - Returns: The session, once for each hearing.
    package func hold(_ place: Int, by tier: ConversationTier, hearings: Int) -> [RecordedSession] {
        sessions[place].held(by: tier.drawing(from: streams), hearings: hearings)
    }

    /// The streams of the replication.
    package var randomStreams: RandomStreams { streams }
}
