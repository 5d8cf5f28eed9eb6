public import TwinPrimitives

/// A contact goes to the lowest skill level that has an idle agent; among groups of that level to the one
/// whose longest idle agent has the greatest idle time times the group's weight; at equal products to
/// the group with the lower number.
///
/// With `after` in the skills this is the agents' preference with delays. Source of the rule: the
/// routing policy of that name of ContactCenters (Universite de Montreal), as documented there.
public struct PreferredAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "preference"
    /// One line for the documents.
    public static let summary =
        "lowest skill level; among equal levels the longest idle time times the group weight"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.level, .groupWeight]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen: AgentID?
        var greatest = -Double.infinity
        var level = Int32.max
        for route in skills.routes(of: request.contactType) {
            if route.level > level, chosen != nil { break }
            guard let idle = skills.idle(on: route, for: request, center) else { continue }
            level = route.level
            let score = Double(request.now &- idle.since) * route.weight
            if chosen == nil || score > greatest {
                chosen = idle.agent
                greatest = score
            }
        }
        return chosen
    }
}
