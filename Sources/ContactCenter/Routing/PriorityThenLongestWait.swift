public import TwinPrimitives

/// A freed agent takes, among the contact types it can serve, the highest priority that has somebody
/// waiting, and within it the contact that counts as waiting longest (head starts included); at
/// equal instants the type with the lower number.
///
/// Priorities may rise with the wait (`prioritySteps`): a queue's first contact has waited longest, so
/// its priority is the highest of the queue.
@frozen
public struct PriorityThenLongestWait: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "priorityThenLongestWait"
    /// One line for the documents.
    public static let summary =
        "the contact waiting longest, among those of the highest priority"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.priority]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    init() {}

    /// The contact for an agent, or nil when the agent can take none.
    ///
    /// Cost: one look at each type that the group can serve.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        if skills.hasPrioritySteps {
            return withSteps(for: request, skills: skills, center: center)
        }
        var chosen: ContactID?
        var since = Int64.max
        var priority = Int8.min
        for service in skills.services(of: request.group) {
            let own = skills.priorities[Int(service.contactType.rawValue)]
            if chosen != nil, own < priority { break }
            guard let first = skills.first(in: service, for: request, center) else { continue }
            if chosen == nil || first.since < since {
                chosen = first.contact
                since = first.since
            }
            priority = own
        }
        return chosen
    }

    /// The same when priorities depend on the wait.
    private func withSteps(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        var priority = Int8.min
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            let own = skills.priority(service.contactType, waited: request.now &- first.since)
            if let best = chosen, (own, best.since) <= (priority, first.since) { continue }
            chosen = first
            priority = own
        }
        return chosen?.contact
    }

    /// The same when no service has a condition and no priority changes with the wait.
    @inlinable
    @inline(__always)
    static func plainly(
        _ group: AgentGroupID, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        if skills.flatHeight > 0 { return flatly(group, skills: skills, center: center) }
        var chosen = UInt32.max
        var since = Int64.max
        var priority = Int8.min
        for service in skills.services(of: group) {
            let type = Int(service.contactType.rawValue)
            let own = skills.priorities[type]
            if own < priority { break }
            let first = center.queues.queues[type].first
            if first == .max { continue }
            let waitsSince = center.queues.contacts[first].waitingSince
            if waitsSince < since {
                chosen = first
                since = waitsSince
            }
            priority = own
        }
        return chosen == .max ? nil : ContactID(chosen)
    }

    /// The same when in addition the types of each group are few and of one priority.
    @inlinable
    @inline(__always)
    static func flatly(
        _ group: AgentGroupID, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen = UInt32.max
        var since = Int64.max
        let types = skills.flatTypes + Int(group.rawValue) &* skills.flatHeight
        var place = 0
        repeat {
            let first = center.queues.queues[Int(types[place])].first
            place &+= 1
            if first == .max { continue }
            let waitsSince = center.queues.contacts[first].waitingSince
            let isBetter = waitsSince < since
            chosen = isBetter ? first : chosen
            since = isBetter ? waitsSince : since
        } while place < skills.flatHeight
        return chosen == .max ? nil : ContactID(chosen)
    }
}
