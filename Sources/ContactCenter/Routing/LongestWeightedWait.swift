public import TwinPrimitives

/// A freed agent takes the contact whose waiting time times the weight of its type is greatest; at equal
/// products the type looked at first (higher priority, lower number).
///
/// Weights make priorities accumulate while contacts wait (Kleinrock, "A delay dependent queue
/// discipline", Naval Research Logistics Quarterly 11, 1964).
public struct LongestWeightedWait: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "longestWeightedWait"
    /// One line for the documents.
    public static let summary =
        "the contact with the greatest waiting time times the weight of its type"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.typeWeight, .priority]

    /// Needs nothing of the configuration.
    public init(_ configuration: CenterConfiguration) {}

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var chosen: ContactID?
        var greatest = -Double.infinity
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            let score = Double(request.now &- first.since) * service.weight
            if score > greatest {
                chosen = first.contact
                greatest = score
            }
        }
        return chosen
    }
}
