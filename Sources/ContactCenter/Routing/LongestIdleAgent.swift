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

    @inlinable
    init() {}

    /// The agent for a contact, or nil when none can take it.
    ///
    /// Cost: one look at each able group.
    @inlinable
    @inline(__always)
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
}
