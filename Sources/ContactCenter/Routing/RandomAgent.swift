public import TwinPrimitives

/// A contact goes to each idle agent who can take it with the same probability: over agents, not over
/// groups, and whatever their level.
///
/// The draw is the contact's own (`RandomPurpose.routing`). Cost: half the idle agents of one group.
public struct RandomAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "random"
    /// One line for the documents.
    public static let summary =
        "each idle agent who can take it with the same probability, over all levels"
    /// It draws.
    public static let draws = true

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var count: UInt32 = 0
        for route in skills.routes(of: request.contactType)
        where skills.idle(on: route, for: request, center) != nil {
            count &+= center.agents.idleCount(route.group)
        }
        guard count > 0 else { return nil }
        var place = min(UInt32(request.uniform * Double(count)), count &- 1)
        for route in skills.routes(of: request.contactType) {
            guard let first = skills.idle(on: route, for: request, center) else { continue }
            let size = center.agents.idleCount(route.group)
            if place >= size {
                place &-= size
                continue
            }
            var chosen: IdleAgent? = first
            while place > 0, let idle = chosen {
                chosen = center.agents.idle(after: idle.agent)
                place &-= 1
            }
            return chosen?.agent
        }
        return nil
    }
}
