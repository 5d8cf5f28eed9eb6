/// What the numbers of a log stand for: names and the calendar.
///
/// It is stored with `RunStarted` in the log, so that a log can be read without its scenario.
public struct RunDescription: Codable, Equatable, Sendable {
    /// Name of the scenario or of the recorded source.
    public var name: String
    /// Local civil time of simulated time 0, `YYYY-MM-DDThh:mm:ss`; nil when there is no calendar.
    public var start: String?
    /// Length of the interval that KPIs are reported by, in seconds; from local midnight.
    public var intervalSeconds: Int
    /// Simulated seconds before which contacts and time are not counted.
    public var warmUpSeconds: Double
    /// Simulated seconds after which no contact arrives; nil for a recorded log.
    public var horizonSeconds: Double?
    /// Names of the contact types by their number.
    public var contactTypes: [String]
    /// Names of the agent groups by their number.
    public var agentGroups: [String]
    /// Names of the voice-agent pools by their number.
    public var voicePools: [String]
    /// Acceptable waiting time of the service level, in seconds.
    public var serviceLevelSeconds: Double
    /// Contacts that one agent serves at once, by contact type; nil: one of each.
    public var contactsAtOnce: [Int]?
    /// Parts of the center that figures are wanted for; nil: none.
    public var segments: [SegmentDescription]?
    /// Names of the levers by their number; nil: none.
    public var levers: [String]?
    /// Names of the faults by their number; nil: none.
    public var faults: [String]?
    /// Stations that serve the turns of voice agents, by their number; nil: none.
    public var stations: [StationDescription]?
    /// Stages of the turns of voice agents, by their number over all pools; nil: none.
    public var stages: [StageDescription]?
    /// Flows of dialogues that `FlowEntered` tells of, by their number over all pools; nil: none.
    public var flows: [FlowDescription]?

    /// Longest interval in seconds: a hundred years, the longest duration of the scenario language; a
    /// plain horizon may be one interval.
    public static let longestInterval = 3_155_760_000

    /// Describes a run.
    public init(
        name: String, start: String?, intervalSeconds: Int = 1800, warmUpSeconds: Double = 0,
        horizonSeconds: Double? = nil, contactTypes: [String], agentGroups: [String],
        voicePools: [String], serviceLevelSeconds: Double = 20,
        contactsAtOnce: [Int]? = nil, segments: [SegmentDescription]? = nil,
        levers: [String]? = nil, faults: [String]? = nil,
        stations: [StationDescription]? = nil, stages: [StageDescription]? = nil,
        flows: [FlowDescription]? = nil
    ) {
        self.name = name
        self.start = start
        self.intervalSeconds = intervalSeconds
        self.warmUpSeconds = warmUpSeconds
        self.horizonSeconds = horizonSeconds
        self.contactTypes = contactTypes
        self.agentGroups = agentGroups
        self.voicePools = voicePools
        self.serviceLevelSeconds = serviceLevelSeconds
        self.contactsAtOnce = contactsAtOnce
        self.segments = segments
        self.levers = levers
        self.faults = faults
        self.stations = stations
        self.stages = stages
        self.flows = flows
    }
}
