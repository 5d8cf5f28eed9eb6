public import TwinPrimitives

/// A contact goes to the agent who has been idle longest among those of the lowest skill level that
/// has an idle agent; at equal idle instants to the group with the lower number.
@frozen
public struct LongestIdleAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "longestIdle"
    /// One line for the documents.
    public static let summary =
        "the agent idle longest, among those of the lowest skill level that has an idle agent"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.level]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    init() {}

    /// The agent for a contact, or nil when none can take it.
    ///
    /// Cost: one look at each able group.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen: AgentID?
        var since = Int64.max
        var level = Int32.max
        for route in skills.routes(of: request.contactType) {
            if route.level > level, chosen != nil { break }
            guard let idle = skills.idle(on: route, for: request, center) else { continue }
            if chosen == nil || idle.since < since {
                chosen = idle.agent
                since = idle.since
            }
            level = route.level
        }
        return chosen
    }

    /// The same when no route has a condition.
    @inlinable
    @inline(__always)
    static func plainly(
        _ type: ContactTypeID, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        if skills.flatWidth > 0 { return flatly(type, skills: skills, center: center) }
        var chosen = UInt32.max
        var since = Int64.max
        var level = Int32.max
        for route in skills.routes(of: type) {
            if route.level > level { break }
            let first = center.agents.idle[Int(route.group.rawValue)].first
            if first == .max { continue }
            let idleSince = center.agents.agents[Int(first)].since
            if idleSince < since {
                chosen = first
                since = idleSince
            }
            level = route.level
        }
        return chosen == .max ? nil : AgentID(chosen)
    }

    /// The same when in addition the routes of each type are few and of one level.
    @inlinable
    @inline(__always)
    static func flatly(
        _ type: ContactTypeID, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen = UInt32.max
        var since = Int64.max
        let groups = skills.flatGroups + Int(type.rawValue) &* skills.flatWidth
        var place = 0
        repeat {
            let first = center.agents.idle[Int(groups[place])].first
            place &+= 1
            if first == .max { continue }
            let idleSince = center.agents.agents[Int(first)].since
            let isBetter = idleSince < since
            chosen = isBetter ? first : chosen
            since = isBetter ? idleSince : since
        } while place < skills.flatWidth
        return chosen == .max ? nil : AgentID(chosen)
    }
}
