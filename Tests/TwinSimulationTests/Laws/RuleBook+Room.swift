import ContactCenter
import TwinPrimitives

/// Agents who serve several contacts at once.
extension RuleBook {
    /// Contacts that an agent has in hand.
    func inHand(_ agent: UInt32) -> [UInt32] {
        if case .busy(let contacts) = agents[agent]?.duty { contacts } else { [] }
    }

    /// Whether an agent with contacts in hand may take one more of a queue: it fits, and the agent is
    /// within the plan or the shift.
    func hasRoom(_ agent: UInt32, for queue: Int) -> Bool {
        let others = inHand(agent)
        guard let group = agents[agent]?.group, !others.isEmpty else { return false }
        let load = others.reduce(0.0) {
            $0 + 1 / Double(center.contactTypes[contacts[$1]?.queue ?? 0].atOnce)
        }
        return load + 1 / Double(center.contactTypes[queue].atOnce) < 1 + 1e-9
            && (center.agentGroups[group].shifts != nil || !isAbovePlan(agent, group))
    }

    /// Whether an agent is one of those with the highest numbers who are more than planned.
    private func isAbovePlan(_ agent: UInt32, _ group: Int) -> Bool {
        let present = agents.filter { $0.value.group == group && $0.value.duty != .away }.keys
        guard let target = targets[group], present.count > target else { return false }
        return present.count { $0 > agent } < present.count - target
    }

    /// Nobody has room beside somebody who waits and may be taken.
    ///
    /// Of late agents the books do not know when their breaks are.
    mutating func checkRoom() {
        guard center.contactTypes.contains(where: { $0.atOnce > 1 }) else { return }
        for (agent, entry) in agents.sorted(by: { $0.key < $1.key }) {
            let shift = shift(of: agent)
            guard shift.map({ $0.lateness == nil && isAtWork($0) }) ?? true else { continue }
            for queue in queues.indices where hasRoom(agent, for: queue) {
                for id in queues[queue]
                where mayTake(
                    entry.group, queue, since: contacts[id]?.since ?? 0,
                    count: queues[queue].count)
                {
                    complain("contact \(id) waits beside room at agent \(agent)")
                }
            }
        }
    }
}
