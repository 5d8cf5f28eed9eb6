import CallerModel
import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Small centers whose voice agents run the dialogue engine.
enum ConversationCenter {
    /// Sessions of the chain dialogue, with an ear that understands what was meant or nothing.
    static func tier(
        turns: Int, fallback: FallbackRules, errorRate: Double, latency: LatencyLaw = .none,
        callsTool: Bool = false, persona: (inout Persona) -> Void = { _ in }
    ) -> ConversationTier {
        let model = ChainModel.make(turns: turns, fallback: fallback, callsTool: callsTool)
        return ConversationTier(
            conversation: Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 0, replication: 0)),
                profile: ChainModel.profile(turns: turns, persona),
                ear: StubEar(model: model, errorRate: errorRate), latency: latency),
            firstDay: CivilDate(dayNumber: 20_000), fingerprint: "chain \(turns) \(errorRate)")
    }

    /// Poisson calls to one pool, behind it agents with exponential talk and patience.
    static func twin(
        _ tier: ConversationTier, perHour: Double, hours: Double, agents: Double = 4,
        talk: Double = 180, patience: Double = 120, sessions: Int? = nil,
        losesWhenFull: Bool = false
    ) -> TwinConfiguration {
        SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: perHour, hours: hours),
                    patience: .exponential(mean: patience), firstServedBy: VoicePoolID(0))
            ],
            groups: [
                SmallCenter.group(
                    "agents", size: agents, skills: [Skill(talk: .exponential(mean: talk))])
            ],
            pools: [
                VoicePoolConfiguration(
                    name: "voice", sessions: sessions, whenFull: losesWhenFull ? .lost : .human,
                    tier: .conversation(tier))
            ], horizonSeconds: hours * 3600)
    }

    /// Counts of one replication.
    struct Tally {
        var offered = 0.0
        var refused = 0.0
        var outcomes: [SessionOutcome: Double] = [:]
        var sessionSeconds = 0.0
        var turns = 0.0
        var abandoned = 0.0
        var answered = 0.0
        private var started: [UInt32: SimulationTime] = [:]

        init(_ events: [TimedEvent]) {
            for timed in events {
                switch timed.event {
                case .contactArrived: offered += 1
                case .sessionStarted(let fact): started[fact.contact.rawValue] = timed.time
                case .sessionRefused: refused += 1
                case .utteranceUnderstood: turns += 1
                case .sessionEnded(let fact):
                    outcomes[fact.outcome, default: 0] += 1
                    if let start = started.removeValue(forKey: fact.contact.rawValue) {
                        sessionSeconds += (timed.time - start).seconds
                    }
                case .contactAbandoned: abandoned += 1
                case .contactAnswered: answered += 1
                default: break
                }
            }
        }
    }
}
