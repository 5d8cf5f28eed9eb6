import ContactCenterEvents
import Projections

extension ResponseReport {
    /// The figures as members of a JSON object, times in seconds.
    public var members: [(name: String, value: JSONValue)] {
        [
            ("replications", .integer(replications)),
            (
                "responseLatency",
                .array(
                    rows.map { name, histogram in
                        .object([("of", .string(name))] + Self.members(histogram))
                    })
            ),
            ("stages", .array((names.stages ?? []).indices.map(stageMembers))),
            ("stations", .array((names.stations ?? []).indices.map(stationMembers))),
        ]
    }

    private static func members(
        _ histogram: DurationHistogram
    ) -> [(name: String, value: JSONValue)] {
        [
            ("count", .integer(Int(histogram.count))), ("mean", .optional(histogram.meanSeconds)),
            ("p50", .optional(histogram.quantileSeconds(permille: 500))),
            ("p95", .optional(histogram.quantileSeconds(permille: 950))),
            ("p99", .optional(histogram.quantileSeconds(permille: 990))),
        ]
    }

    private func stageMembers(_ number: Int) -> JSONValue {
        guard let stage = names.stages?[number] else { return .null }
        let tally = tally.stages[number]
        return .object([
            ("pool", .string(names.voicePools[stage.pool])), ("stage", .string(stage.name)),
            ("station", .optional(stage.station.flatMap { names.stations?[$0].name })),
            ("elapsed", .object(Self.members(tally.elapsed))),
            ("queued", .object(Self.members(tally.queued))),
            ("isTool", .bool(stage.isTool ?? false)),
            (
                "criticalShare",
                .optional(stage.isTool ?? false ? nil : share(ofStage: number))
            ),
            (
                "outcomes",
                .object(
                    StageOutcome.allCases.map {
                        (String(describing: $0), .integer(Int(tally.count($0))))
                    })
            ),
            ("hedges", .integer(Int(tally.hedges))),
            ("speculative", .integer(Int(tally.speculative))),
            ("servedSeconds", .number(Double(tally.served) / 1e9)),
            ("wastedSeconds", .number(Double(tally.wasted) / 1e9)),
        ])
    }

    private func stationMembers(_ number: Int) -> JSONValue {
        guard let station = names.stations?[number] else { return .null }
        let figures = stationFigures(number)
        return .object([
            ("station", .string(station.name)),
            ("places", station.places.map { .integer($0) } ?? .null),
            ("meanInService", .number(figures.inService)),
            ("utilisation", .optional(figures.utilisation)),
            ("utilisationOfBusiestInterval", .optional(figures.busiest)),
            ("meanQueue", .number(figures.queue)),
            ("unansweredShare", .number(figures.unanswered)),
            ("hedgeShare", .number(figures.hedged)), ("wastedShare", .number(figures.wasted)),
        ])
    }
}
