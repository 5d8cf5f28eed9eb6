public import TwinPrimitives

/// A contact goes to the idle agent whose share of time in contacts and after-contact work since signing
/// in is lowest, among those of the lowest skill level that has an idle agent; at equal shares to the
/// one idle longest.
///
/// Cost: one look at each idle agent of the level.
public struct LowestOccupancyAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "lowestOccupancy"
    /// One line for the documents.
    public static let summary =
        "the agent with the lowest occupancy since signing in, at the lowest skill level"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.level]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen: IdleAgent?
        var lowest = Double.infinity
        var level = Int32.max
        for route in skills.routes(of: request.contactType) {
            if route.level > level, chosen != nil { break }
            guard let first = skills.idle(on: route, for: request, center) else { continue }
            level = route.level
            var next: IdleAgent? = first
            while let idle = next {
                let share = center.agents.occupancy(of: idle.agent, now: request.now)
                if share < lowest || (share == lowest && idle.since < chosen?.since ?? .max) {
                    chosen = idle
                    lowest = share
                }
                next = center.agents.idle(after: idle.agent)
            }
        }
        return chosen?.agent
    }
}
