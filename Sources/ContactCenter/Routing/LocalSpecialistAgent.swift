public import TwinPrimitives

/// A contact goes first to agents of its own region.
///
/// Among those it goes to a group that can serve the fewest contact types; at equal counts to the agent
/// idle longest. Elsewhere the same order holds.
///
/// When agents of another region help only after a wait, their skill says so (`after`). A type or group
/// without a region is local everywhere.
public struct LocalSpecialistAgent: AgentSelection {
    /// The word in the scenario language.
    public static let keyword = "localSpecialist"
    /// One line for the documents.
    public static let summary =
        "an agent of the contact's own region first, and among those the one with the fewest skills"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.region]

    private let regions: [String?]
    private let homes: [String?]
    private let skillCounts: [Int]

    /// Notes regions, and how many types each group can serve.
    public init(_ configuration: CenterConfiguration) {
        regions = configuration.contactTypes.map(\.region)
        homes = configuration.agentGroups.map(\.region)
        skillCounts = configuration.agentGroups.map { group in
            group.skills.count { $0 != nil }
        }
    }

    /// The agent for a contact, or nil when none can take it.
    public func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID? {
        var chosen: IdleAgent?
        var best = (isFar: true, skills: Int.max)
        let region = regions[Int(request.contactType.rawValue)]
        for route in skills.routes(of: request.contactType) {
            guard let idle = skills.idle(on: route, for: request, center) else { continue }
            let group = Int(route.group.rawValue)
            let isFar = region != nil && homes[group] != nil && homes[group] != region
            let isBetter =
                isFar != best.isFar
                ? best.isFar
                : skillCounts[group] != best.skills
                    ? skillCounts[group] < best.skills : idle.since < chosen?.since ?? .max
            guard chosen == nil || isBetter else { continue }
            chosen = idle
            best = (isFar, skillCounts[group])
        }
        return chosen?.agent
    }
}
