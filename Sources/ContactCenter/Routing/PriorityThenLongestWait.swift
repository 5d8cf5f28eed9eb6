public import TwinPrimitives

/// A freed agent takes, among the contact types it can serve, the highest priority that has somebody
/// waiting, and within it the contact that counts as waiting longest (head starts included); at
/// equal instants the type with the lower number.
@frozen
public enum PriorityThenLongestWait {
    /// The contact for an agent of a group, or nil when nobody it can serve is waiting.
    ///
    /// Cost: one look at each type the group can serve.
    @inlinable
    @inline(__always)
    public static func contact(
        for group: AgentGroupID, skills: borrowing SkillTable, queues: borrowing ContactQueues
    ) -> ContactID? {
        var chosen: ContactID?
        var since = Int64.max
        var priority = Int8.min
        let index = Int(group.rawValue)
        for position in Int(skills.servableStarts[index])..<Int(skills.servableStarts[index &+ 1]) {
            let type = skills.servable[position]
            if chosen != nil, skills.priorities[Int(type.rawValue)] < priority { break }
            guard let first = queues.first(type) else { continue }
            if chosen == nil || first.since < since {
                chosen = first.contact
                since = first.since
            }
            priority = skills.priorities[Int(type.rawValue)]
        }
        return chosen
    }
}
