public import Planning
public import Projections
public import Scenarios
import TwinPrimitives

/// The results in the layouts that other programs read; schemas are named inside.
public enum ResultJSON {
    /// Estimates in the layout of `calltwin.kpis/1`, without what depends on the machine.
    ///
    /// - Parameters:
    ///   - estimates: The estimates.
    ///   - scenario: Name of the scenario or log.
    ///   - runID: Id of the run.
    ///   - seed: Seed; 0 for a recorded log.
    ///   - replications: Replications.
    ///   - stillInside: Contacts that were inside at the end, over all replications.
    /// - Returns: The object; a caller may add `timing`.
    public static func kpis(
        _ estimates: [KPIEstimate], scenario: String, runID: String, seed: UInt64,
        replications: Int, stillInside: Int64
    ) -> [(name: String, value: JSONValue)] {
        [
            ("schema", .string("calltwin.kpis/1")), ("scenario", .string(scenario)),
            ("runId", .string(runID)), ("seed", .unsigned(seed)),
            ("replications", .integer(replications)),
            ("stillInside", .integer(Int(stillInside))),
            ("kpis", .array(estimates.map(estimate))),
        ]
    }

    /// Inputs that a scenario marks as assumed, all of them.
    ///
    /// - Parameter inputs: The inputs.
    /// - Returns: One object for each: path, value as written, place and comment.
    public static func assumed(_ inputs: [AssumedInput]) -> JSONValue {
        .array(
            inputs.map {
                .object([
                    ("path", .string($0.path)), ("value", .string($0.value)),
                    ("location", .string($0.location.description)),
                    ("comment", .string($0.comment)),
                ])
            })
    }

    /// One estimate.
    ///
    /// - Parameter estimate: The estimate.
    /// - Returns: Its object.
    public static func estimate(_ estimate: KPIEstimate) -> JSONValue {
        .object(members(of: estimate))
    }

    /// The members of one estimate.
    static func members(of estimate: KPIEstimate) -> [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = [
            ("kpi", .string(estimate.kpi)), ("unit", .string(estimate.unit)),
            ("contactType", .string(estimate.contactType)),
            ("agentGroup", .optional(estimate.agentGroup)),
            ("interval", estimate.interval.map { .integer($0) } ?? .null),
        ]
        if let segment = estimate.segment { members.append(("segment", .string(segment))) }
        if let pool = estimate.voicePool { members.append(("voicePool", .string(pool))) }
        members.append(("mean", .optional(estimate.mean)))
        members.append(("standardError", .optional(estimate.standardError)))
        members.append(("halfWidth95", .optional(estimate.halfWidth95)))
        return members
    }

    /// A projection in the layout of `calltwin.projection/1`.
    ///
    /// - Parameters:
    ///   - result: The projection.
    ///   - populations: Pools whose callers are drawn from few.
    /// - Returns: Its object.
    public static func projection(
        _ result: ProjectionResult, populations: [VoiceReport.Population] = []
    ) -> JSONValue {
        .object([
            ("schema", .string("calltwin.projection/1")), ("scenario", .string(result.scenario)),
            ("seed", .unsigned(result.seed)),
            (
                "hold",
                .object([("abandonmentRate", .number(result.largestAbandonment))])
            ),
            (
                "halfWidth",
                .object([("abandonmentRate", .number(result.halfWidth))])
            ),
            (
                "axes",
                .array(
                    result.axes.map {
                        .object([
                            ("path", .string($0.path)),
                            ("values", .array($0.values.map { .string($0) })),
                        ])
                    })
            ),
            ("points", .array(result.points.map { point($0, result, populations) })),
            ("assumed", .array(result.assumed.map(assumed))),
            ("amplifications", .array(result.amplifications.map(amplification))),
            ("choices", .array(result.choices.map { choice($0, result) })),
            ("anchors", AnchorTable.json(result)),
            ("varianceShares", VarianceTable.json(result)),
        ])
    }

    private static func amplification(_ row: Amplification) -> JSONValue {
        .object([
            ("path", .string(row.path)), ("from", .string(row.from)), ("to", .string(row.to)),
            ("factors", .array(row.factors.map(factor))),
        ])
    }

    private static func factor(_ factor: Elasticity) -> JSONValue {
        .object([
            ("kpi", .string(factor.kpi)), ("value", .number(factor.value)),
            ("halfWidth95", .number(factor.halfWidth95)),
        ])
    }

    private static func choice(_ report: ChoiceReport, _ result: ProjectionResult) -> JSONValue {
        .object([
            ("given", .object(report.given.map { ($0.path, .string($0.value)) })),
            ("best", report.best.map { .integer($0) } ?? .null),
            ("criterion", .optional(report.criterion?.rawValue)),
            (
                "options",
                .array(
                    report.options.map { option in
                        .object([
                            ("point", .integer(option.point)),
                            ("isEfficient", .bool(option.isEfficient)),
                            ("mayBeBest", .bool(option.mayBeBest)),
                            ("costAboveBest", .optional(option.costAboveBest)),
                            (
                                "costAboveBestHalfWidth95",
                                .optional(option.costAboveBestHalfWidth)
                            ),
                        ])
                    })
            ),
        ])
    }

    private static func point(
        _ point: ProjectionPoint, _ result: ProjectionResult,
        _ populations: [VoiceReport.Population]
    ) -> JSONValue {
        let members: [(name: String, value: JSONValue)] = [
            ("at", .object(point.at.map { ($0.path, .string($0.value)) })),
            ("replications", .integer(point.replications)),
            ("holds", .optional(result.verdict(point)?.rawValue)),
            ("kpis", .array(point.estimates.map(estimate))),
            ("staffing", .array(point.staffing.map(staffing))),
            ("differenceFromFirst", .array(point.differences.map(estimate))),
        ]
        return .object(
            members + VoiceReport(populations: populations).members(point.estimates))
    }

    private static func breakEven(_ breakEven: BreakEven) -> JSONValue {
        switch breakEven {
        case .at(let value, let low, let high, let unit):
            .object([
                ("value", .number(value)), ("low", .optional(low)), ("high", .optional(high)),
                ("unit", .string(unit)),
            ])
        case .beyond: .string("beyond")
        case .noEffect: .string("noEffect")
        case .unknown: .null
        }
    }

    /// The agents that one interval needs.
    static func staffing(_ needed: StaffingRequirement) -> JSONValue {
        .object([
            ("interval", .integer(needed.interval)),
            ("startSeconds", .number(needed.startSeconds)),
            ("agentGroup", .string(needed.agentGroup)),
            ("needed", .integer(needed.needed)), ("low", .integer(needed.low)),
            ("high", needed.high.map { .integer($0) } ?? .null),
            ("holdsTarget", .bool(needed.holdsTarget)),
            ("abandonmentRate", .optional(needed.abandonment)),
        ])
    }

    private static func assumed(_ report: AssumedInputReport) -> JSONValue {
        .object([
            ("path", .string(report.input.path)), ("value", .string(report.input.value)),
            ("location", .string(report.input.location.description)),
            (
                "range", report.range.map { .array($0.map { .string($0) }) } ?? .null
            ),
            (
                "holdsTargetInRange",
                report.verdictsInRange.map { .array($0.map { .string($0.rawValue) }) } ?? .null
            ),
            ("breakEven", breakEven(report.breakEven)),
            ("replications", .integer(report.replications)),
            ("elasticities", .array(report.elasticities.map(factor))),
        ])
    }
}
