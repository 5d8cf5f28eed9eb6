/// The strategies that a scenario may name.
///
/// A new one is a file beside this and a line here.
public enum RoutingPolicies {
    /// Which idle agent a contact gets.
    public static let agentSelections: [any AgentSelection.Type] = [
        LongestIdleAgent.self,
        LowestOccupancyAgent.self,
        RandomAgent.self,
        PreferredAgent.self,
        LocalSpecialistAgent.self,
        MostIdleShareAgent.self,
        LeastExpectedDelayAgent.self,
    ]

    /// Which waiting contact a freed agent gets.
    public static let contactSelections: [any ContactSelection.Type] = [
        PriorityThenLongestWait.self,
        LongestWait.self,
        LongestWeightedWait.self,
        LongestQueue.self,
        QueuePriority.self,
        PreferredContact.self,
        QueueRatio.self,
        LongestExpectedDelay.self,
        LastComeFirstServed.self,
    ]

    /// The strategy of a word, or nil.
    public static func agentSelection(_ keyword: String) -> (any AgentSelection.Type)? {
        agentSelections.first { $0.keyword == keyword }
    }

    /// The strategy of a word, or nil.
    public static func contactSelection(_ keyword: String) -> (any ContactSelection.Type)? {
        contactSelections.first { $0.keyword == keyword }
    }
}
