public import ContactCenter
public import ContactCenterEvents
public import Distributions
import RandomVariates
import TwinPrimitives
public import TwinSimulation
public import VoiceAgents

/// Builders of small centers for tests.
public enum SmallCenter {
    /// A group with constant staffing.
    public static func group(
        _ name: String, size: Double, skills: [Skill?], presence: Presence? = nil
    ) -> AgentGroupConfiguration {
        AgentGroupConfiguration(
            name: name, staffing: Staffing(breaks: [0], counts: [size]), presence: presence,
            skills: skills)
    }

    /// Poisson arrivals with a constant rate.
    public static func poisson(perHour: Double, hours: Double) -> Arrivals {
        .piecewisePoisson(
            PiecewiseConstantRate(breaks: [0], rates: [perHour / 3600], end: hours * 3600),
            busyness: nil)
    }

    /// A configuration from its parts, with a description that names them.
    public static func twin(
        types: [ContactTypeConfiguration], groups: [AgentGroupConfiguration],
        pools: [VoicePoolConfiguration] = [], plan: OperatingPlan = OperatingPlan(),
        horizonSeconds: Double, trunks: Int? = nil,
        warmUpSeconds: Double = 0, serviceLevelSeconds: Double = 20
    ) -> TwinConfiguration {
        TwinConfiguration(
            center: CenterConfiguration(
                contactTypes: types, agentGroups: groups, trunks: trunks,
                horizonSeconds: horizonSeconds),
            voicePools: pools, plan: plan,
            description: RunDescription(
                name: "test", start: nil, warmUpSeconds: warmUpSeconds,
                horizonSeconds: horizonSeconds, contactTypes: types.map(\.name),
                agentGroups: groups.map(\.name), voicePools: pools.map(\.name),
                serviceLevelSeconds: serviceLevelSeconds))
    }

    /// Contacts at given instants, one agent group, deterministic talk.
    public static func scripted(
        arrivals: [Double], agents: Double, talk: Law, patience: Law = .never,
        horizonSeconds: Double = 10_000
    ) -> TwinConfiguration {
        twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace(arrivals), patience: patience)
            ],
            groups: [group("agents", size: agents, skills: [Skill(talk: talk)])],
            horizonSeconds: horizonSeconds)
    }

    /// A pool of voice agents in which every law is a constant, unless said otherwise.
    public static func pool(
        turns: Double = 3, defects: Double = 0, right: Law = .deterministic(1),
        wrong: Law = .deterministic(0), fallback: Fallback = Fallback(accept: 0.5),
        latency: Latency = Latency(body: .deterministic(1)), sessions: Int? = nil,
        silencePatience: Law = .never, hangupPerTurn: Double = 0, inScope: Double = 1,
        asksForPerson: Double = 0, hangupUnderLoad: HangupUnderLoad? = nil,
        handoffTalkFactor: Double = 1
    ) -> VoicePoolConfiguration {
        VoicePoolConfiguration(
            name: "voice", sessions: sessions,
            tier: .surrogate(
                SurrogateConfiguration(
                    turnsNeeded: .deterministic(turns), defects: defects, scoreWhenRight: right,
                    scoreWhenWrong: wrong, fallback: fallback, latency: latency,
                    silencePatience: silencePatience, hangupPerTurn: hangupPerTurn,
                    hangupUnderLoad: hangupUnderLoad, callerSpeech: .deterministic(2),
                    prompt: .deterministic(4), inScope: inScope,
                    asksForPerson: asksForPerson)),
            handoff: HandoffEffect(talkFactor: handoffTalkFactor))
    }

    /// All events of one replication, which no limit stops.
    public static func events(
        _ configuration: TwinConfiguration, seed: UInt64 = 1, replication: UInt32 = 0
    ) -> [TimedEvent] {
        let receiver = SinkReceiver(EventRecorder())
        do throws(SimulationError) {
            var simulation = try CenterSimulation(
                configuration, seed: seed, replication: replication, receivers: [receiver])
            try simulation.runToEnd()
        } catch {
            preconditionFailure("\(error)")
        }
        return receiver.sink.events
    }
}
