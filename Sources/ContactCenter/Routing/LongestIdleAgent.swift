public import TwinPrimitives

/// A new contact goes to the agent who has been idle longest among those of the lowest skill level
/// that has an idle agent; at equal idle instants to the group with the lower number.
@frozen
public enum LongestIdleAgent {
    /// The agent for a contact type, or nil when no able agent is idle.
    ///
    /// Cost: one look at each able group.
    @inlinable
    @inline(__always)
    public static func agent(
        for type: ContactTypeID, skills: borrowing SkillTable, agents: borrowing AgentTable
    ) -> AgentID? {
        var chosen: AgentID?
        var since = Int64.max
        var level = Int32.max
        let index = Int(type.rawValue)
        for position in Int(skills.routeStarts[index])..<Int(skills.routeStarts[index &+ 1]) {
            let route = skills.routes[position]
            if route.level > level, chosen != nil { break }
            guard let idle = agents.longestIdle(route.group) else { continue }
            if chosen == nil || idle.since < since {
                chosen = idle.agent
                since = idle.since
            }
            level = route.level
        }
        return chosen
    }
}
