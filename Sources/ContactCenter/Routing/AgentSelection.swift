public import TwinPrimitives

/// A contact that looks for an agent.
@frozen
public struct AgentRequest: Sendable {
    /// The contact.
    public let contact: ContactID
    /// The contact type in whose queue it would wait.
    public let contactType: ContactTypeID
    /// How long it has waited, in nanoseconds, head start included.
    public let waited: Int64
    /// Whether it stands in the queue already.
    public let isInQueue: Bool
    /// The present instant, in nanoseconds.
    public let now: Int64
    /// A uniform number in (0, 1), the contact's own, for policies that draw.
    public let uniform: Double

    /// States a request.
    @inlinable
    public init(
        contact: ContactID, contactType: ContactTypeID, waited: Int64, isInQueue: Bool, now: Int64,
        uniform: Double = 0.5
    ) {
        self.contact = contact
        self.contactType = contactType
        self.waited = waited
        self.isInQueue = isInQueue
        self.now = now
        self.uniform = uniform
    }
}

/// An idle agent, and since when.
@frozen
public struct IdleAgent: Equatable, Sendable {
    /// The agent.
    public let agent: AgentID
    /// Nanoseconds.
    public let since: Int64

    /// Names an agent.
    @inlinable
    public init(agent: AgentID, since: Int64) {
        self.agent = agent
        self.since = since
    }
}

/// Which idle agent a contact gets: one strategy a file, listed in `RoutingPolicies`.
///
/// A strategy is a pure function of what it is shown. It chooses among the agents that
/// `SkillTable.idle(on:for:_:)` or `AgentTable` says are idle on an open route; when one of them is
/// idle it may not answer nil, or a contact would wait beside an agent who could take it.
public protocol AgentSelection: Sendable {
    /// The word in the scenario language.
    static var keyword: String { get }
    /// One line for the documents.
    static var summary: String { get }
    /// What it looks at of what a scenario may say for the sake of routing.
    static var attributes: [RoutingAttribute] { get }
    /// Whether it draws: only then `AgentRequest.uniform` is the contact's own.
    static var draws: Bool { get }
    /// Compiles what it needs of a configuration.
    init(_ configuration: CenterConfiguration)
    /// The agent for a contact, or nil when none can take it.
    func agent(
        for request: AgentRequest, skills: borrowing SkillTable, center: borrowing CenterState
    ) -> AgentID?
}

extension AgentSelection {
    /// Many strategies look at skills and times alone.
    public static var attributes: [RoutingAttribute] { [] }
    /// Most strategies do not draw.
    public static var draws: Bool { false }
}
