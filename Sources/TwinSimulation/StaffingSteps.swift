import ContactCenter
import Distributions
import TwinPrimitives

/// The whole numbers of agents of one group over one replication.
///
/// A plan times the day's presence is rounded at random, so that its mean is kept; the uniforms are
/// keyed by group, day and step, so that two plans are rounded alike.
struct StaffingSteps {
    /// Instants of change, ascending from 0.
    let instants: [SimulationTime]
    /// Agents from each instant on.
    let counts: [UInt32]

    init(
        _ group: AgentGroupConfiguration, number: UInt16, daySeconds: Double,
        streams: RandomStreams
    ) {
        func uniform(_ purpose: RandomPurpose, _ ordinal: Int) -> Double {
            let key = CallerKey(contactType: ContactTypeID(number), ordinal: UInt32(ordinal))
            return streams.uniform(purpose, key)
        }
        var instants: [SimulationTime] = []
        var counts: [UInt32] = []
        for (step, start) in group.staffing.breaks.enumerated() {
            var planned = group.staffing.counts[step]
            if let presence = group.presence {
                let day = Int(start / daySeconds)
                let normal = PortableMath.inverseNormal(uniform(.presence, day))
                planned *= max(presence.mean * (1 + presence.dayCV * normal), 0)
            }
            let count = UInt32((planned + uniform(.presenceRounding, step)).rounded(.down))
            if let last = counts.last, last == count { continue }
            instants.append(SimulationTime(seconds: start))
            counts.append(count)
        }
        self.instants = instants
        self.counts = counts
    }
}
