public import TwinPrimitives

/// A freed agent takes the contact that joined last, among the types of the highest priority that have
/// somebody waiting: the opposite of what centers do, for study.
///
/// With `after` in the skill it is the one that joined last of those who have waited that long.
public struct LastComeFirstServed: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "lastComeFirstServed"
    /// One line for the documents.
    public static let summary =
        "the contact that joined a queue last, among those of the highest priority"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.priority]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        var priority = Int8.min
        for service in skills.services(of: request.group) {
            guard skills.first(in: service, for: request, center) != nil,
                let last = center.queues.last(
                    service.contactType, since: request.now &- service.condition.after)
            else { continue }
            let own = skills.priority(service.contactType, waited: request.now &- last.since)
            if let best = chosen, (priority, best.since) >= (own, last.since) { continue }
            chosen = last
            priority = own
        }
        return chosen?.contact
    }
}
