public import TwinPrimitives

/// A freed agent looks at the queues in its group's own order (rank, then number of the type) and takes the
/// first contact of the first one that is not empty.
public struct QueuePriority: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "queuePriority"
    /// One line for the documents.
    public static let summary =
        "the first contact of the first queue that is not empty, in the group's own order of ranks"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.rank]

    private let orders: [[Service]]

    /// Notes each group's order.
    public init(_ configuration: CenterConfiguration) {
        orders = SkillTable.servicesByRank(configuration)
    }

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        for service in orders[Int(request.group.rawValue)] {
            if let first = skills.first(in: service, for: request, center) {
                return first.contact
            }
        }
        return nil
    }
}
