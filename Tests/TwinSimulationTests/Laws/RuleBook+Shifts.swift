import ContactCenter
import TwinPrimitives

extension RuleBook {
    /// Agents of the first group, when it works shifts, idle within their shifts and outside their
    /// breaks only.
    mutating func checkShifts() {
        guard let shifts = center.agentGroups[0].shifts else { return }
        var agent: UInt32 = 0
        for shift in shifts {
            for _ in 0..<shift.agents {
                defer { agent += 1 }
                guard agents[agent]?.duty == .idle else { continue }
                require(isAtWork(shift), "agent \(agent) is idle out of hours")
            }
        }
    }

    /// The shift of an agent; nil for one whose group works none.
    func shift(of agent: UInt32) -> Shift? {
        guard agents[agent]?.group == 0, let shifts = center.agentGroups[0].shifts else {
            return nil
        }
        var first: UInt32 = 0
        for shift in shifts {
            first += UInt32(shift.agents)
            if agent < first { return shift }
        }
        return nil
    }

    func isAtWork(_ shift: Shift) -> Bool {
        func contains(_ start: Double, _ length: Double) -> Bool {
            now >= SimulationTime(seconds: start).nanoseconds
                && now < SimulationTime(seconds: start + length).nanoseconds
        }
        return shift.starts.contains { start in
            contains(start, shift.length)
                && (shift.lateness != nil
                    || !shift.breaks.contains { contains(start + $0.after, $0.length) })
        }
    }
}
