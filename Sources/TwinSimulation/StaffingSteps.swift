import ContactCenter
import Distributions
import TwinPrimitives

/// The whole numbers of agents of one group over one replication.
///
/// A plan times the day's presence is a fraction. It is realised in time: in a step of 4.3 agents
/// the fifth is there for three tenths of the step, on the side of the neighbour that has more, so
/// every step keeps its mean exactly and agents come and go as a ramp, not by chance.
struct StaffingSteps {
    /// Parts of an agent nearer to a whole number than this are none: a thousandth.
    private static let smallest = 0.001

    /// Instants of change, ascending from 0.
    private(set) var instants: [SimulationTime] = []
    /// Agents from each instant on.
    private(set) var counts: [UInt32] = []

    init(
        _ group: AgentGroupConfiguration, number: UInt16, daySeconds: Double, endSeconds: Double,
        streams: RandomStreams
    ) {
        let starts = group.staffing.breaks
        let present = starts.indices.map { step in
            group.staffing.counts[step]
                * Self.presence(
                    group.presence, number: number, day: Int(starts[step] / daySeconds),
                    streams: streams)
        }
        for step in starts.indices {
            let end = step + 1 < starts.count ? starts[step + 1] : max(endSeconds, starts[step])
            let whole = (present[step] + Self.smallest).rounded(.down)
            let part = present[step] - whole
            guard part > Self.smallest else {
                change(to: whole, at: starts[step])
                continue
            }
            let before = step > 0 ? present[step - 1] : 0
            let after = step + 1 < present.count ? present[step + 1] : 0
            let isFirst = before >= after
            let share = isFirst ? part : 1 - part
            change(to: isFirst ? whole + 1 : whole, at: starts[step])
            change(
                to: isFirst ? whole : whole + 1,
                at: starts[step] + share * (end - starts[step]))
        }
    }

    /// The factor on a group's plan on a day.
    private static func presence(
        _ presence: Presence?, number: UInt16, day: Int, streams: RandomStreams
    ) -> Double {
        guard let presence else { return 1 }
        let key = CallerKey(contactType: ContactTypeID(number), ordinal: UInt32(day))
        let normal = PortableMath.inverseNormal(streams.uniform(.presence, key))
        return max(presence.mean * (1 + presence.dayCV * normal), 0)
    }

    private mutating func change(to count: Double, at seconds: Double) {
        guard counts.last != UInt32(count) else { return }
        instants.append(SimulationTime(seconds: seconds))
        counts.append(UInt32(count))
    }
}
