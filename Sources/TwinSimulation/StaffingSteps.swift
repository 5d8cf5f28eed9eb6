import ContactCenter
import Distributions
import TwinPrimitives

/// The whole numbers of agents of one group over one replication.
///
/// A plan times the day's presence is a fraction. It is realised in time: in half an hour of 4.3
/// agents the fifth is there for three tenths of it, on the side of the neighbour that has more, so
/// the plan keeps its mean exactly and agents come and go as a ramp, not by chance. Longer steps are
/// cut into half hours first; between equal ones the extra agent's times are joined two by two.
struct StaffingSteps {
    /// Parts of an agent nearer to a whole number than this are none: a thousandth.
    private static let smallest = 0.001
    /// Longest piece over which a fraction is spread, in seconds: the usual interval of plans.
    private static let longestPiece = 1800.0

    /// Instants of change, ascending from 0.
    private(set) var instants: [SimulationTime] = []
    /// Agents from each instant on.
    private(set) var counts: [UInt32] = []

    init(
        _ group: AgentGroupConfiguration, number: UInt16, daySeconds: Double, endSeconds: Double,
        streams: RandomStreams
    ) {
        let (starts, planned) = Self.pieces(group.staffing, endSeconds: endSeconds)
        let present = starts.indices.map { step in
            planned[step]
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
            let isFirst = before == after ? step % 2 == 1 : before > after
            let share = isFirst ? part : 1 - part
            change(to: isFirst ? whole + 1 : whole, at: starts[step])
            change(
                to: isFirst ? whole : whole + 1,
                at: starts[step] + share * (end - starts[step]))
        }
    }

    /// The plan in pieces of half an hour at most, cut at each day's multiples of it.
    private static func pieces(
        _ plan: Staffing, endSeconds: Double
    ) -> (starts: [Double], counts: [Double]) {
        var starts: [Double] = []
        var counts: [Double] = []
        for (step, start) in plan.breaks.enumerated() {
            let end = step + 1 < plan.breaks.count ? plan.breaks[step + 1] : endSeconds
            var at = start
            repeat {
                starts.append(at)
                counts.append(plan.counts[step])
                at = ((at / longestPiece).rounded(.down) + 1) * longestPiece
            } while at < end
        }
        return (starts, counts)
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
