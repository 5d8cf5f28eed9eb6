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

    /// What of a conversation stations work on.
    enum HeldWork {
        /// An utterance, by its number.
        case utterance(UInt16)
        /// A request to a tool, or a verification, by its number.
        case request(UInt16)
    }

    /// Work that is in progress.
    struct HeldTurn {
        var work: HeldWork
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
    /// Graphs of the requests to tools, by pool.
    let toolGraphs: [[ToolStation.Request: Int]]
    /// Number in the run of each pool's first flow; nil where flows are not told.
    let firstFlow: [Int?]

    init(_ configuration: TwinConfiguration, streams: RandomStreams) {
        var graphs = configuration.voicePools.map(\.turn)
        toolGraphs = configuration.voicePools.map { pool in
            let first = graphs.count
            graphs += pool.toolGraphs
            return Dictionary(
                uniqueKeysWithValues: pool.toolStations.enumerated().map {
                    ($1.request, first + $0)
                })
        }
        var flows = 0
        firstFlow = configuration.voicePools.map { pool in
            let count = pool.flowNames.count
            defer { flows += count }
            return count == 0 ? nil : flows
        }
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
