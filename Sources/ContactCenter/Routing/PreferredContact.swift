public import TwinPrimitives

/// A freed agent takes a contact of the lowest rank (the group's own order of types) that has somebody
/// waiting; among types of that rank the one whose first contact has the greatest waiting time times the
/// type's weight; at equal products the type with the lower number.
///
/// With `after` in the skills this is the agents' preference with delays. Source of the rule: the
/// routing policy of that name of ContactCenters (Universite de Montreal), as documented there.
public struct PreferredContact: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "preference"
    /// One line for the documents.
    public static let summary =
        "lowest rank of the group; among equal ranks the longest wait times the type's weight"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.rank, .typeWeight]

    private let orders: [[Service]]

    /// Notes each group's order.
    public init(_ configuration: CenterConfiguration) {
        orders = SkillTable.servicesByRank(configuration)
    }

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: ContactID?
        var greatest = -Double.infinity
        var rank = Int32.max
        for service in orders[Int(request.group.rawValue)] {
            if service.rank > rank { break }
            guard let first = skills.first(in: service, for: request, center) else { continue }
            rank = service.rank
            let score = Double(request.now &- first.since) * service.weight
            if score > greatest {
                chosen = first.contact
                greatest = score
            }
        }
        return chosen
    }
}
