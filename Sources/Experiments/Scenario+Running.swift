import ContactCenter
public import Projections
public import Scenarios
public import TwinSimulation
import VoiceAgents

extension Scenario {
    /// What the simulator is told.
    public var twin: TwinConfiguration {
        TwinConfiguration(center: center, voicePools: voicePools, description: description)
    }

    /// What human and voice agents cost.
    public var prices: PriceTable {
        PriceTable(
            groupPerHour: center.agentGroups.map(\.costPerHour),
            poolPerMinute: voicePools.map(\.cost.perMinute),
            poolPerSession: voicePools.map(\.cost.perSession))
    }
}
