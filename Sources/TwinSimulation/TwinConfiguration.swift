public import ContactCenter
public import ContactCenterEvents
public import ResponseStations
public import VoiceAgents

/// All that a run needs to know, as plain values.
public struct TwinConfiguration: Equatable, Sendable {
    /// Contact types, human agents, trunks.
    public var center: CenterConfiguration
    /// Pools of voice agents by number.
    public var voicePools: [VoicePoolConfiguration]
    /// Stations that serve the turns of voice agents, by number.
    public var stations: [StationConfiguration]
    /// Levers and faults of the pools.
    public var plan: OperatingPlan
    /// Names and calendar, for the log and the projections.
    public var description: RunDescription

    /// Stores a configuration.
    public init(
        center: CenterConfiguration, voicePools: [VoicePoolConfiguration] = [],
        stations: [StationConfiguration] = [], plan: OperatingPlan = OperatingPlan(),
        description: RunDescription
    ) {
        self.center = center
        self.voicePools = voicePools
        self.stations = stations
        self.plan = plan
        self.description = description
    }
}

extension TwinConfiguration {
    /// The same center, whose conversations a memory keeps for runs to come and gives back where it can.
    ///
    /// It gives the same events.
    public func keepingSessions(in memory: SessionMemory) -> TwinConfiguration {
        var keeping = self
        for number in voicePools.indices {
            guard case .conversation(let tier) = voicePools[number].tier else { continue }
            keeping.voicePools[number].tier = .conversation(tier.keeping(in: memory))
        }
        return keeping
    }
}

/// The version of the simulator's behaviour.
///
/// Raised by hand, together with the golden logs, whenever the same scenario and seed give other
/// events than before.
public let behaviourVersion: UInt32 = 5
