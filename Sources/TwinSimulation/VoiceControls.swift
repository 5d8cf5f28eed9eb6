import ContactCenterEvents
import TwinPrimitives
import VoiceAgents

/// The levers, takeovers and faults of a replication: what is planned, what is due, what acts.
struct VoiceControls {
    let plan: OperatingPlan
    var agenda: ControlAgenda
    /// How far the rule of each lever is met.
    var watches: [RuleWatch]
    /// What each setting that levers move is made of.
    var layers = LeverLayers()
    var faults: FaultState
    /// Sessions that people listen in on.
    var takeovers: Takeovers
    /// By pool: whether a fault acts on it, or did until the last look, or its days differ.
    var isDisturbed: [Bool]
    /// How each pool works before any lever moves.
    let firstSettings: [PoolSettings]

    init(_ configuration: TwinConfiguration, streams: RandomStreams, horizon: SimulationTime) {
        plan = configuration.plan
        agenda = ControlAgenda(plan, streams: streams, horizon: horizon)
        watches = Array(repeating: RuleWatch(), count: plan.levers.count)
        faults = FaultState(plan.faults)
        takeovers = Takeovers(configuration.voicePools)
        isDisturbed = configuration.voicePools.map { $0.defectDays != nil && $0.isOfTurns }
        firstSettings = configuration.voicePools.map(\.settings)
    }

    var hasFaults: Bool { !plan.faults.isEmpty }
}
