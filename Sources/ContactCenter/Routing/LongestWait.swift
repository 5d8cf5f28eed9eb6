public import TwinPrimitives

/// A freed agent takes the contact that counts as waiting longest of all it can serve (first come, first
/// served over contact types); at equal instants the type with the lower number.
public struct LongestWait: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "longestWait"
    /// One line for the documents.
    public static let summary =
        "the contact waiting longest, whatever its priority"

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        var type = ContactTypeID(.max)
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            if let best = chosen,
                (best.since, type.rawValue) <= (first.since, service.contactType.rawValue)
            {
                continue
            }
            chosen = first
            type = service.contactType
        }
        return chosen?.contact
    }
}
