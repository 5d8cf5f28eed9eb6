import ContactCenterEvents
import Distributions
import RandomVariates
import ResponseStations
import TwinPrimitives
import VoiceAgents

/// The stations of a run, and who waits for an answer from them.
struct StationTurns: ~Copyable {
    /// Where a turn at surrogate fidelity is.
    enum Phase {
        /// The prompt or the caller sounds.
        case speaking
        /// The caller waits, and hangs up at `dueAt`.
        case waiting(TurnHandle)
        /// A filler sounds to its end, and then the answer.
        case answering
    }

    /// A turn at surrogate fidelity.
    struct SurrogateTurn {
        var phase = Phase.speaking
        /// Whether the caller hangs up before the answer, whatever the silence.
        let leaves: Bool
        /// When the session's notice is due; others are void.
        var dueAt: SimulationTime
        /// End of the caller's speech.
        var spokeUntil = SimulationTime.zero
        /// Whether a stage gave up.
        var hasFailed = false
    }

    /// An utterance of a conversation that stations work on.
    struct HeldTurn {
        var utterance: UInt16
        var handle: TurnHandle
    }

    var network: StationNetwork
    /// Whether there is anything to do at all.
    let isUsed: Bool
    /// When the network's notice is due; others are void.
    var dueAt = SimulationTime.distantFuture
    var surrogates: [UInt32: SurrogateTurn] = [:]
    var held: [UInt32: [HeldTurn]] = [:]
    /// What callers hear while they wait, and the silence that they bear, by pool.
    let fillers: [(filler: Filler, patience: Law)?]

    init(_ configuration: TwinConfiguration, streams: RandomStreams) {
        let graphs = configuration.voicePools.map(\.turn)
        isUsed = graphs.contains { $0 != nil }
        network = StationNetwork(
            stations: isUsed ? configuration.stations : [], graphs: graphs, streams: streams)
        fillers = configuration.voicePools.map { pool in
            guard let filler = pool.turn?.filler, case .surrogate(let dialogue) = pool.tier
            else { return nil }
            return (filler, dialogue.silencePatience)
        }
    }
}
