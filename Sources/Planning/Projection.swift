public import Projections
public import Scenarios

/// One axis of a projection: a place in the scenario and the values it takes.
public struct ProjectionAxis: Equatable, Sendable {
    /// Path of the value, such as `voiceAgents.voice.defects`.
    public var path: String
    /// The values, as the scenario writes them.
    public var values: [String]

    /// Stores an axis.
    public init(path: String, values: [String]) {
        self.path = path
        self.values = values
    }
}

/// A value set at one place of the scenario.
public struct Setting: Equatable, Sendable {
    /// Path of the value.
    public var path: String
    /// The value as the scenario writes it.
    public var value: String

    /// Stores a setting.
    public init(path: String, value: String) {
        self.path = path
        self.value = value
    }
}

/// What a projection is asked for.
public struct ProjectionRequest: Sendable {
    /// The scenario at its written values.
    public var scenario: Scenario
    /// The axes; their product is the list of points, the last axis fastest.
    public var axes: [ProjectionAxis]
    /// Largest share of contacts seeking a human agent that may abandon, in each interval.
    public var largestAbandonment: Double
    /// Numbers of the agent groups that are planned, each with the others as the scenario has them.
    public var groups: [Int]
    /// Seed of the callers.
    public var seed: UInt64
    /// Most replications at one time.
    public var jobs: Int
    /// Half-width of the abandonment rate, as a share, at which a point has enough replications.
    public var halfWidth: Double
    /// Least and most replications of a point.
    public var replications: ClosedRange<Int>
    /// Replications in each round of the staffing search.
    public var staffingReplications: Int
    /// Paths of the axes that the operator chooses; the others happen to him.
    public var chosen: [String]

    /// Stores a request.
    public init(
        scenario: Scenario, axes: [ProjectionAxis], largestAbandonment: Double, groups: [Int],
        seed: UInt64, jobs: Int, halfWidth: Double = 0.005,
        replications: ClosedRange<Int> = 20...1000, staffingReplications: Int = 40,
        chosen: [String] = []
    ) {
        self.scenario = scenario
        self.axes = axes
        self.largestAbandonment = largestAbandonment
        self.groups = groups
        self.seed = seed
        self.jobs = jobs
        self.halfWidth = halfWidth
        self.replications = replications
        self.staffingReplications = staffingReplications
        self.chosen = chosen
    }

    /// The scenario under settings.
    ///
    /// - Parameter settings: Values to set, in order.
    /// - Returns: The scenario.
    /// - Throws: What is wrong with a path or a value.
    public func variant(_ settings: [Setting]) throws(ScenarioError) -> Scenario {
        var variant = scenario
        for setting in settings {
            variant = try variant.varying(path: setting.path, to: setting.value)
        }
        return variant
    }

    /// The settings of every point, in order.
    public var points: [[Setting]] { Self.points(of: axes) }

    /// The settings of every point of some axes, the last axis fastest.
    ///
    /// - Parameter axes: The axes.
    /// - Returns: The points; one without settings where there are no axes.
    public static func points(of axes: [ProjectionAxis]) -> [[Setting]] {
        axes.reduce([[]]) { points, axis in
            points.flatMap { point in
                axis.values.map { point + [Setting(path: axis.path, value: $0)] }
            }
        }
    }
}

/// What a projection says of one point.
public struct ProjectionPoint: Sendable {
    /// The settings.
    public var at: [Setting]
    /// Replications that the estimates rest on.
    public var replications: Int
    /// Contacts whose wait for a person ended, over all of them: what abandonment is a rate of.
    public var contactsWaited: Double
    /// Estimates with intervals.
    public var estimates: [KPIEstimate]
    /// Paired differences from the first point.
    public var differences: [KPIEstimate]
    /// Agents needed, group by group and interval by interval.
    public var staffing: [StaffingRequirement]

    /// The estimate of an indicator for the whole center.
    ///
    /// - Parameter kpi: Name of the indicator.
    /// - Returns: The estimate; nil if the point has none.
    public func estimate(_ kpi: String) -> KPIEstimate? { Self.find(kpi, in: estimates) }

    /// The paired difference of an indicator from the first point.
    ///
    /// - Parameter kpi: Name of the indicator.
    /// - Returns: The difference; nil if the point has none.
    public func difference(_ kpi: String) -> KPIEstimate? { Self.find(kpi, in: differences) }

    private static func find(_ kpi: String, in list: [KPIEstimate]) -> KPIEstimate? {
        list.first {
            $0.kpi == kpi && $0.contactType == "all" && $0.agentGroup == nil && $0.interval == nil
                && $0.segment == nil && $0.voicePool == nil
        }
    }
}

/// How an indicator at the first point answers to an assumed input.
public struct Elasticity: Equatable, Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Relative change of the indicator per relative change of the input, by a difference of 10 % each
    /// way (one each way for an input that must be whole, to one side where the other is not allowed)
    /// under common random numbers.
    public var value: Double
    /// Half the width of its 95 % interval.
    public var halfWidth95: Double
}

/// An assumed input with its elasticities and what becomes of the target inside its range.
public struct AssumedInputReport: Sendable {
    /// The input.
    public var input: AssumedInput
    /// The range in which the value is thought to lie: written `low..high` in the comment of its
    /// line; nil if it is not.
    public var range: [String]?
    /// Elasticities; empty if the value is not a number that can be scaled.
    public var elasticities: [Elasticity]
    /// Whether the first point holds the target at each end of the stated range; nil without range.
    public var verdictsInRange: [TargetVerdict]?
    /// How wrong the input would have to be to turn the answer round.
    public var breakEven: BreakEven
    /// Replications of each moved value: as many as its differences asked for.
    public var replications: Int

    /// Whether abandonment changed with it in any replication; true where that was not tried.
    var movesAbandonment: Bool {
        let known = elasticities.first { $0.kpi == "abandonmentRate" }
        return breakEven != .noEffect && known.map { $0.value != 0 || $0.halfWidth95 != 0 } ?? true
    }
}

/// The value of an assumed input at which the first point just meets the target of abandonment.
public enum BreakEven: Equatable, Sendable {
    /// The value, the ends of its 95 % interval and its unit as the scenario writes it.
    ///
    /// Read off the broken line through simulated values that bracket it; the interval holds every value
    /// at which that line is not told from the target (Fieller), by Student's t from the joint errors of
    /// the first point's rate and of the paired differences. An end is nil where the interval leaves
    /// the values that were simulated.
    case at(value: Double, low: Double?, high: Double?, unit: String)
    /// No value from a quarter of the input to four times it turns the answer round: the ends of that
    /// reach, or the last values that the scenario takes, were simulated.
    case beyond
    /// The input moves nothing at the ends of that reach, in any replication.
    case noEffect
    /// Not known: the answer itself or that at an end of the reach is open, or the input is no number
    /// that can be moved.
    case unknown
}

/// The answer to a projection.
public struct ProjectionResult: Sendable {
    /// Name of the scenario.
    public var scenario: String
    /// The axes.
    public var axes: [ProjectionAxis]
    /// Largest share of contacts seeking a human agent that may abandon.
    public var largestAbandonment: Double
    /// Length of an interval, in seconds.
    public var intervalSeconds: Int
    /// Local civil time of simulated time 0; nil without a calendar.
    public var start: String?
    /// Seed of the callers.
    public var seed: UInt64
    /// Half-width of the abandonment rate, as a share, that was asked for.
    public var halfWidth: Double
    /// One entry per point; the first is the reference of all differences.
    public var points: [ProjectionPoint]
    /// The inputs that nobody measured.
    public var assumed: [AssumedInputReport]
    /// Fidelities of the voice agents, each once; none without voice agents.
    public var fidelities: [String] = []
    /// How strongly the answers follow each axis.
    public var amplifications: [Amplification] = []
    /// The options of what is chosen, for each setting of the other axes.
    public var choices: [ChoiceReport] = []
    /// How much of the spread of each answer belongs to each axis; none with fewer than two axes.
    public var varianceShares: [VarianceShares] = []
    /// Points whose sessions were held at a costlier fidelity too; none unless asked for.
    public var anchors: [AnchorPoint] = []

    /// Points whose abandonment rate is known less well than asked.
    public var pointsShortOfHalfWidth: Int {
        points.count { ($0.estimate("abandonmentRate")?.halfWidth95 ?? 0) > halfWidth }
    }

    /// Intervals, over all points, for which no staffing was found that holds the target.
    public var intervalsWithoutAnswer: Int {
        points.reduce(0) { $0 + $1.staffing.count { !$0.holdsTarget } }
    }

    /// Assumed inputs inside whose stated range the first point both holds and misses the target.
    public var inputsThatFlipTheAnswer: [AssumedInputReport] {
        assumed.filter { Set(verdictsAround($0)).isSuperset(of: [.holds, .misses]) }
    }

    /// Assumed inputs that do not surely turn the answer round inside their stated range, but may: at an
    /// end of it the target is inside the interval.
    ///
    /// Inputs that move no abandonment, such as prices, are none of them.
    public var inputsThatMayFlipTheAnswer: [AssumedInputReport] {
        assumed.filter { report in
            report.movesAbandonment && report.verdictsInRange?.contains(.open) == true
                && !Set(verdictsAround(report)).isSuperset(of: [.holds, .misses])
        }
    }

    /// Verdicts at the first point and at the ends of an input's range; none without a range.
    private func verdictsAround(_ report: AssumedInputReport) -> [TargetVerdict] {
        guard let ends = report.verdictsInRange, let first = points.first else { return [] }
        return ends + (verdict(first).map { [$0] } ?? [])
    }
}
