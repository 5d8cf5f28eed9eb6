public import TwinPrimitives

/// A contact goes to the group that can spare an agent best: the one whose other idle agents serve at the
/// greatest rate, that is, whose next contacts would expect the least delay; there to the agent idle
/// longest.
public struct LeastExpectedDelayAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "expectedDelay"
    /// One line for the documents.
    public static let summary =
        "the group from which the next contact would have to wait least: most idle agents times service rate"

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen: IdleAgent?
        var greatest = -Double.infinity
        for route in skills.routes(of: request.contactType) {
            guard let idle = skills.idle(on: route, for: request, center) else { continue }
            let spare = Double(center.agents.idleCount(route.group) &- 1) * route.rate
            if spare > greatest || (spare == greatest && idle.since < chosen?.since ?? .max) {
                chosen = idle
                greatest = spare
            }
        }
        return chosen?.agent
    }
}
