public import Planning
import Statistics

/// An estimate by two fidelities in the layout of `calltwin.multifidelity/2`.
public enum MultiFidelityJSON {
    /// All points.
    ///
    /// - Parameter points: Settings of each point with its estimate, and its costs where they were
    ///   measured.
    /// - Returns: The object.
    public static func object(
        _ points: [(at: [Setting], result: MultiFidelityResult, cost: MultiFidelityCost?)]
    ) -> JSONValue {
        .object([
            ("schema", .string("calltwin.multifidelity/2")),
            ("scenario", .optional(points.first?.result.scenario)),
            ("points", .array(points.map { point($0.at, $0.result, $0.cost) })),
        ])
    }

    private static func point(
        _ at: [Setting], _ result: MultiFidelityResult, _ cost: MultiFidelityCost?
    ) -> JSONValue {
        let timing: [(name: String, value: JSONValue)] =
            cost.map {
                [
                    (
                        "timing",
                        .object([
                            ("secondsPerSession", .number($0.secondsPerSession)),
                            ("secondsPerReplication", .number($0.secondsPerReplication)),
                        ])
                    )
                ]
            } ?? []
        let members: [(name: String, value: JSONValue)] = [
            ("at", .object(at.map { ($0.path, .string($0.value)) })),
            ("pool", .string(result.pool)), ("cheap", .string(result.fidelities.cheap)),
            ("costly", .string(result.fidelities.costly)), ("seed", .unsigned(result.seed)),
            ("cheapSessions", .integer(result.cheapSessions)),
            ("cheapReplications", .integer(result.cheapReplications)),
            ("hearings", .integer(result.hearings)),
            (
                "beside",
                result.beside.map {
                    .object([
                        ("fidelity", .string($0.fidelity)), ("hearings", .integer($0.hearings)),
                    ])
                } ?? .null
            ),
            ("calls", .integer(result.calls)),
            (
                "population",
                result.populationCallers.map { callers in
                    .object([
                        ("callers", .integer(callers)),
                        ("containmentHalfWidth95", .optional(result.populationHalfWidth95)),
                    ])
                } ?? .null
            ),
            ("costlySessions", .integer(result.costlySessions)),
            ("replications", .integer(result.replications)),
            ("bootstrapReplications", .integer(result.bootstrapReplications)),
            ("strata", .array(result.strata.map(stratum))),
            ("sessions", .array(result.outputs.map(session))),
            ("kpis", .array(result.kpis.map(kpi))),
            ("staffing", .array(result.staffing.map(ResultJSON.staffing))),
            ("cheapStaffing", .array(result.cheapStaffing.map(ResultJSON.staffing))),
        ]
        return .object(members + timing)
    }

    private static func stratum(
        _ stratum: (name: String, sessions: Int, costly: Int)
    ) -> JSONValue {
        .object([
            ("name", .string(stratum.name)), ("sessions", .integer(stratum.sessions)),
            ("costly", .integer(stratum.costly)),
        ])
    }

    private static func session(_ row: SessionEstimate) -> JSONValue {
        let estimate = row.estimate
        let interval = estimate.interval()
        let withVoices = row.voices.map { estimate.interval(with: $0) }
        return .object([
            ("output", .string(row.output.name)), ("unit", .string(row.output.unit)),
            ("cheap", .number(row.cheap)), ("mean", .number(estimate.value)),
            ("low95", .number(interval.lowerBound)), ("high95", .number(interval.upperBound)),
            ("standardError", .number(estimate.standardError)),
            ("varianceOfPairs", .number(estimate.varianceOfPairs)),
            ("varianceOfCallers", .number(estimate.varianceOfUnits)),
            ("correlation", .optional(estimate.correlation)),
            ("correlationInStrata", .optional(estimate.correlationInStrata)),
            ("gain", .optional(row.gain)),
            ("voices", .optional(row.voices.map { Double($0.clusters) })),
            ("varianceOfVoices", .optional(row.voices?.variance)),
            ("low95WithVoices", .optional(withVoices?.lowerBound)),
            ("high95WithVoices", .optional(withVoices?.upperBound)),
        ])
    }

    private static func kpi(_ kpi: CorrectedKPI) -> JSONValue {
        .object([
            ("kpi", .string(kpi.kpi)), ("unit", .string(kpi.unit)),
            ("cheap", ResultJSON.estimate(kpi.cheap)), ("mean", .number(kpi.mean)),
            ("standardError", .number(kpi.standardError)),
            ("halfWidth95", .number(kpi.halfWidth())),
            ("simulationVariance", .number(kpi.simulationVariance)),
            ("sessionVariance", .number(kpi.sessionVariance)),
            ("halfWidth95WithTwiceTheSessions", .number(kpi.halfWidth(sessions: 2))),
            ("halfWidth95WithTwiceTheReplications", .number(kpi.halfWidth(replications: 2))),
        ])
    }
}
