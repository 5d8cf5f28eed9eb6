import ContactCenter
import Distributions
import TwinPrimitives

/// The whole numbers of agents of one group over one replication.
///
/// A plan times the day's presence is rounded so that each step keeps its mean and a day's total is
/// kept to one agent: the running total, shifted by one uniform of the day, is rounded down
/// (systematic sampling). The uniforms are keyed by group and day, so that two plans are rounded
/// alike.
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
        var today = -1
        var total = 0.0
        for (step, start) in group.staffing.breaks.enumerated() {
            var planned = group.staffing.counts[step]
            let day = Int(start / daySeconds)
            if day != today {
                today = day
                total = uniform(.presenceRounding, day)
            }
            if let presence = group.presence {
                let normal = PortableMath.inverseNormal(uniform(.presence, day))
                planned *= max(presence.mean * (1 + presence.dayCV * normal), 0)
            }
            let before = total
            total += planned
            let count = UInt32(total.rounded(.down) - before.rounded(.down))
            if let last = counts.last, last == count { continue }
            instants.append(SimulationTime(seconds: start))
            counts.append(count)
        }
        self.instants = instants
        self.counts = counts
    }
}
