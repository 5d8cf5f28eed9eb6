/// The agents that one interval of the day needs to hold a target.
public struct StaffingRequirement: Equatable, Sendable {
    /// Number of the interval, from 0.
    public var interval: Int
    /// Start of the interval, in seconds from the start of the run.
    public var startSeconds: Double
    /// Name of the agent group.
    public var agentGroup: String
    /// Planned agents at which the search stopped: the least it found whose estimated abandonment
    /// meets the target, over the search's own replications.
    public var needed: Int
    /// Least number that the 95 % interval from other replications does not exclude.
    public var low: Int
    /// Least number whose whole 95 % interval meets the target; nil if none was found within
    /// `StaffingSearch.widest` agents of `needed`, or where too few contacts were seen to tell.
    public var high: Int?
    /// Estimated abandonment in the interval at `needed`, from other replications than those that the
    /// search chose it by; nil when nobody sought an agent.
    public var abandonment: Double?
    /// Whether the search met the target by its own estimate; false where it gave up.
    public var holdsTarget: Bool

    /// Stores a requirement.
    public init(
        interval: Int, startSeconds: Double, agentGroup: String, needed: Int, low: Int, high: Int?,
        abandonment: Double?, holdsTarget: Bool = true
    ) {
        self.interval = interval
        self.startSeconds = startSeconds
        self.agentGroup = agentGroup
        self.needed = needed
        self.low = low
        self.high = high
        self.abandonment = abandonment
        self.holdsTarget = holdsTarget
    }
}
