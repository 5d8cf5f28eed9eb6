public import TwinPrimitives

/// A freed agent takes the first contact of the queue with the longest expected delay: its length over the
/// rate at which the agents who are signed in could serve it (`WaitPredictor.expectedDelay`); at equal
/// delays the contact waiting longer.
public struct LongestExpectedDelay: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "expectedDelay"
    /// One line for the documents.
    public static let summary =
        "the first contact of the queue whose last contact would expect the longest wait"

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        var longest = -Double.infinity
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            let delay =
                Double(center.queues.length(service.contactType))
                / skills.serviceRate(service.contactType, center: center)
            if delay > longest || (delay == longest && first.since < chosen?.since ?? .max) {
                chosen = first
                longest = delay
            }
        }
        return chosen?.contact
    }
}
