public import TwinPrimitives

/// A freed agent takes the first contact of the queue whose length exceeds its share (`queueShare`) of all
/// queues that the agent can serve by most; at equal excess the contact waiting longer.
///
/// Source: Gurvich and Whitt, "Queue-and-idleness-ratio controls in many-server service systems",
/// Mathematics of Operations Research 34 (2009).
public struct QueueRatio: ContactSelection {
    /// The word in the scenario language.
    public static let keyword = "queueRatio"
    /// One line for the documents.
    public static let summary =
        "the first contact of the queue that exceeds its share of all queues by most"
    /// What it looks at of what a scenario may say for the sake of routing.
    public static let attributes: [RoutingAttribute] = [.queueShare]

    private let shares: [Double]

    /// Notes the shares.
    public init(_ configuration: CenterConfiguration) {
        shares = configuration.contactTypes.map(\.queueShare)
    }

    /// The contact for an agent, or nil when the agent can take none.
    public func contact(
        for request: ContactRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> ContactID? {
        var total: UInt32 = 0
        for service in skills.services(of: request.group) {
            total &+= center.queues.length(service.contactType)
        }
        var chosen: WaitingContact?
        var greatest = -Double.infinity
        for service in skills.services(of: request.group) {
            guard let first = skills.first(in: service, for: request, center) else { continue }
            let type = Int(service.contactType.rawValue)
            let excess =
                Double(center.queues.length(service.contactType)) - shares[type] * Double(total)
            if excess > greatest || (excess == greatest && first.since < chosen?.since ?? .max) {
                chosen = first
                greatest = excess
            }
        }
        return chosen?.contact
    }
}
