public import ContactCenter
public import ContactCenterEvents
import ModelReading
public import ResponseStations
public import TwinPrimitives
public import VoiceAgents

/// A validated scenario: everything that a run needs, with every name resolved.
///
/// Two scenarios are equal when their values are; the text they were read from does not count.
public struct Scenario: Sendable {
    /// Name of the scenario.
    public let name: String
    /// Path of the file.
    public let path: String
    /// Seed of the random streams when the command names none.
    public let seed: UInt64
    /// The calendar; nil when the scenario has a plain horizon.
    public let calendar: ScenarioCalendar?
    /// The contact center.
    public let center: CenterConfiguration
    /// Pools of voice agents by number.
    public let voicePools: [VoicePoolConfiguration]
    /// Levers and faults of the pools.
    public let plan: OperatingPlan
    /// Stations that serve the turns of voice agents, by number.
    public let stations: [StationConfiguration]
    /// The agent group that contacts of each pool are said to escalate to, by pool number.
    ///
    /// A checked statement: escalated contacts join the human queue of their contact type, and this
    /// group has the skills for it.
    public let escalateTo: [AgentGroupID?]
    /// The service level that is aimed at.
    public let serviceLevel: ServiceLevelGoal
    /// The sweep of the `project` command; nil when the file has none.
    public let project: ProjectPlan?
    /// Values that a source published for the scenario, if the file holds any.
    public let published: PublishedValues?
    /// Inputs whose line in the file says that they are assumed, in the order of the file.
    public let assumed: [AssumedInput]
    /// Names and calendar, for the log and the projections.
    public let description: RunDescription

    let source: ScenarioSource

    init(
        name: String, seed: UInt64, calendar: ScenarioCalendar?, center: CenterConfiguration,
        voicePools: [VoicePoolConfiguration], stations: [StationConfiguration],
        plan: OperatingPlan, escalateTo: [AgentGroupID?],
        serviceLevel: ServiceLevelGoal, project: ProjectPlan?,
        published: PublishedValues?,
        assumed: [AssumedInput], description: RunDescription, source: ScenarioSource
    ) {
        self.name = name
        path = source.file.path
        self.seed = seed
        self.calendar = calendar
        self.center = center
        self.voicePools = voicePools
        self.plan = plan
        self.stations = stations
        self.escalateTo = escalateTo
        self.serviceLevel = serviceLevel
        self.project = project
        self.published = published
        self.assumed = assumed
        self.description = description
        self.source = source
    }
}

extension Scenario: Equatable {
    /// Compares values, not the text they were read from.
    public static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.path == right.path && left.seed == right.seed
            && left.calendar == right.calendar && left.center == right.center
            && left.voicePools == right.voicePools && left.plan == right.plan
            && left.stations == right.stations
            && left.escalateTo == right.escalateTo
            && left.serviceLevel == right.serviceLevel
            && left.project == right.project && left.published == right.published
            && left.assumed == right.assumed
            && left.description == right.description
    }
}

/// The days that a scenario covers; simulated time 0 is midnight of the first.
public struct ScenarioCalendar: Equatable, Sendable {
    /// First day.
    public var start: CivilDate
    /// Number of days, >= 1.
    public var days: Int
    /// Opening time, in seconds from local midnight.
    public var openSeconds: Double
    /// Closing time, in seconds from local midnight, at most 86 400.
    public var closeSeconds: Double
    /// Name of the time zone; every local day is taken to have 24 hours.
    public var zone: String?
}

/// A share of contacts to be answered within a time.
public struct ServiceLevelGoal: Equatable, Sendable {
    /// Acceptable waiting time, in seconds.
    public var thresholdSeconds: Double
    /// Share aimed at, in [0, 1].
    public var target: Double
}

/// The sweep that a scenario asks for.
public struct ProjectPlan: Equatable, Sendable {
    /// One varied value.
    public struct Axis: Equatable, Sendable {
        /// Path of the value, as `Scenario.varying(path:to:)` takes it.
        public var path: String
        /// Its values as written.
        public var values: [String]
    }

    /// The varied values in the order of the file.
    public var axes: [Axis]
    /// Abandonment rate at which the humans needed are reckoned; nil: not asked for.
    public var holdAbandonmentRate: Double?
    /// Replications of each point; nil: the command decides.
    public var replications: Int?
    /// 95 % half-width of the abandonment rate at which replications stop; nil: no such rule.
    public var halfWidthAbandonmentRate: Double?
    /// Paths of the axes that the operator chooses; nil: the command decides.
    public var choose: [String]?
}

/// An input that the file marks as assumed rather than measured.
public struct AssumedInput: Equatable, Sendable {
    /// Path of the value; a list of numbers counts as one input.
    public var path: String
    /// The value as written.
    public var value: String
    /// Where it stands.
    public var location: SourceLocation
    /// The comment that says so.
    public var comment: String
}
