public import TwinPrimitives

/// A freed agent takes the first contact of the longest queue that it can serve; at equal lengths the
/// contact waiting longer.
public struct LongestQueue: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "longestQueue"
    /// One line for the documents.
    public static let summary =
        "the first contact of the longest queue"

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        var length: UInt32 = 0
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            let own = center.queues.length(service.contactType)
            if own > length || (own == length && first.since < chosen?.since ?? .max) {
                chosen = first
                length = own
            }
        }
        return chosen?.contact
    }
}
