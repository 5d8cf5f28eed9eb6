public import TwinPrimitives

/// A contact goes to the group whose number of idle agents exceeds its share (`idleShare`) of all idle
/// agents who could take it by most; there to the agent idle longest.
///
/// Source: Gurvich and Whitt, "Queue-and-idleness-ratio controls in many-server service systems",
/// Mathematics of Operations Research 34 (2009).
public struct MostIdleShareAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "queueRatio"
    /// One line for the documents.
    public static let summary =
        "the group that has most idle agents beyond its share of all idle agents"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.idleShare]

    private let shares: [Double]

    /// Notes the shares.
    public init(_ configuration: CenterConfiguration) {
        shares = configuration.agentGroups.map(\.idleShare)
    }

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var total: UInt32 = 0
        for route in skills.routes(of: request.contactType)
        where skills.idle(on: route, for: request, center) != nil {
            total &+= center.agents.idleCount(route.group)
        }
        var chosen: IdleAgent?
        var greatest = -Double.infinity
        for route in skills.routes(of: request.contactType) {
            guard let idle = skills.idle(on: route, for: request, center) else { continue }
            let excess =
                Double(center.agents.idleCount(route.group))
                - shares[Int(route.group.rawValue)] * Double(total)
            if excess > greatest || (excess == greatest && idle.since < chosen?.since ?? .max) {
                chosen = idle
                greatest = excess
            }
        }
        return chosen?.agent
    }
}
