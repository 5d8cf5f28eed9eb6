/// Who gets whom: two independent choices, by their words in the scenario language.
public struct RoutingConfiguration: Equatable, Sendable {
    /// Which idle agent a contact gets: a word of `RoutingPolicies.agentSelections`.
    public var agentFor: String
    /// Which waiting contact a freed agent gets: a word of `RoutingPolicies.contactSelections`.
    public var contactFor: String

    /// Stores the choices.
    public init(
        agentFor: String = LongestIdleAgent.keyword,
        contactFor: String = PriorityThenLongestWait.keyword
    ) {
        self.agentFor = agentFor
        self.contactFor = contactFor
    }
}
