import ContactCenter
public import Projections
public import Scenarios
public import TwinSimulation
import VoiceAgents

extension Scenario {
    /// What the simulator is told.
    public var twin: TwinConfiguration {
        TwinConfiguration(
            center: center, voicePools: voicePools, stations: stations,
            description: description)
    }

    /// What human and voice agents cost; nil for a scenario without any price.
    public var prices: PriceTable? {
        let prices = PriceTable(
            groupPerHour: center.agentGroups.map(\.costPerHour),
            poolPerMinute: voicePools.map(\.cost.perMinute),
            poolPerSession: voicePools.map(\.cost.perSession))
        let all = prices.groupPerHour + prices.poolPerMinute + prices.poolPerSession
        return all.contains { $0 > 0 } ? prices : nil
    }
}
