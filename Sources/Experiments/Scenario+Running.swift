import ContactCenter
public import Projections
public import Scenarios
public import TwinSimulation
import VoiceAgents

extension Scenario {
    /// What the simulator is told.
    public var twin: TwinConfiguration {
        TwinConfiguration(
            center: center, voicePools: voicePools, stations: stations, plan: plan,
            description: description)
    }

    /// What human and voice agents cost, and what handoffs do; nil for a scenario without either.
    public var prices: PriceTable? {
        let prices = PriceTable(
            groupPerHour: center.agentGroups.map(\.costPerHour),
            poolPerMinute: voicePools.map(\.cost.perMinute),
            poolPerSession: voicePools.map(\.cost.perSession),
            secondsPerMissingValue: voicePools.map(\.handoff.perMissingValue),
            secondsUnverified: voicePools.map(\.handoff.unverified))
        let seconds = prices.secondsPerMissingValue + prices.secondsUnverified
        return prices.hasCosts || seconds.contains { $0 > 0 } ? prices : nil
    }
}
