public import ContactCenterEvents
public import Projections
import TwinPrimitives

/// How fast voice agents answered and why: latencies, stages, stations.
public struct ResponseReport {
    let tally: ResponseTally
    let names: RunDescription
    let replications: Int
    let clock: CivilClock

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - tally: Figures, summed over the replications.
    ///   - names: Names and calendar of the run.
    ///   - replications: How many replications were summed.
    public init(_ tally: ResponseTally, names: RunDescription, replications: Int) {
        self.tally = tally
        self.names = names
        self.replications = replications
        clock = CivilClock(names)
    }

    // MARK: Text

    /// Tables of response latencies, stages and stations, without a newline at the end.
    public var text: String {
        var text = latencyText + "\n" + stagesText
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// Tables of stages and stations.
    public var stagesText: String {
        var text = ""
        text += stageTable().text()
        for pool in names.voicePools.indices { text += sumLine(pool) }
        if !tally.busy.isEmpty { text += "\n" + stationTable().text() }
        return text
    }

    /// Tables of response latencies by pool, contact type and interval.
    public var latencyText: String {
        var table = TextTable(["response latency", "answers", "mean", "P50", "P95", "P99"])
        for (name, histogram) in rows { table.add([name] + Self.cells(histogram)) }
        return table.text()
    }

    private var rows: [(String, DurationHistogram)] {
        var rows: [(String, DurationHistogram)] = [("all", tally.all)]
        if names.voicePools.count > 1 { rows += zip(names.voicePools, tally.pools) }
        if names.contactTypes.count > 1 { rows += zip(names.contactTypes, tally.types) }
        if tally.intervals.count > 1 {
            rows += tally.intervals.enumerated().map { (intervalName($0), $1) }
        }
        return rows.filter { $0.1.count > 0 }
    }

    private func intervalName(_ number: Int) -> String {
        clock.text(tally.intervalStarts[number])
    }

    private static func cells(_ histogram: DurationHistogram) -> [String] {
        [
            NumberText.grouped(Int(histogram.count)), time(histogram.meanSeconds),
            time(histogram.quantileSeconds(permille: 500)),
            time(histogram.quantileSeconds(permille: 950)),
            time(histogram.quantileSeconds(permille: 990)),
        ]
    }

    /// Milliseconds, as people expect them of latencies.
    private static func time(_ seconds: Double?) -> String {
        seconds.map { NumberText.fixed($0 * 1000, 0) + " ms" } ?? "-"
    }

    private func stageTable() -> TextTable {
        var table = TextTable(
            [
                "stage", "at", "mean", "P95", "wait mean", "wait P95", "critical", "requests",
                "wasted",
            ],
            leftColumns: 2)
        for (number, stage) in (names.stages ?? []).enumerated() {
            let tally = tally.stages[number]
            let station = stage.station.flatMap { names.stations?[$0].name } ?? "-"
            table.add([
                stageName(stage), station, Self.time(tally.elapsed.meanSeconds),
                Self.time(tally.elapsed.quantileSeconds(permille: 950)),
                stage.station == nil ? "-" : Self.time(tally.queued.meanSeconds),
                stage.station == nil
                    ? "-" : Self.time(tally.queued.quantileSeconds(permille: 950)),
                share(ofStage: number).map { NumberText.percent($0, 1) } ?? "-",
                NumberText.grouped(Int(tally.requests)),
                NumberText.percent(
                    tally.served > 0 ? Double(tally.wasted) / Double(tally.served) : 0, 1),
            ])
        }
        return table
    }

    private func stageName(_ stage: StageDescription) -> String {
        names.voicePools.count > 1 ? "\(names.voicePools[stage.pool]).\(stage.name)" : stage.name
    }

    /// Share of a stage in the critical paths of its pool.
    private func share(ofStage number: Int) -> Double? {
        guard let stages = names.stages else { return nil }
        let pool = stages[number].pool
        let whole = stages.indices.filter { stages[$0].pool == pool }
            .reduce(Int128(0)) { $0 + tally.stages[$1].critical }
        return whole > 0 ? Double(tally.stages[number].critical) / Double(whole) : nil
    }

    private func sumLine(_ pool: Int) -> String {
        guard let sum = sumOfP95(pool),
            let whole = tally.pools[pool].quantileSeconds(permille: 950)
        else { return "" }
        let of = names.voicePools.count > 1 ? " of \(names.voicePools[pool])" : ""
        return "sum of the stages' P95\(of): \(Self.time(sum)); P95 of the answers:"
            + " \(Self.time(whole))\n"
    }

    /// Sum of the 95 % quantiles of a pool's stages, in seconds.
    private func sumOfP95(_ pool: Int) -> Double? {
        let stages = (names.stages ?? []).enumerated().filter { $0.element.pool == pool }
        let values = stages.compactMap {
            tally.stages[$0.offset].elapsed.quantileSeconds(permille: 950)
        }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    private func stationTable() -> TextTable {
        var table = TextTable([
            "station", "places", "in service", "utilisation", "busiest interval", "queue",
            "not answered", "hedges", "wasted",
        ])
        for (number, station) in (names.stations ?? []).enumerated() {
            let figures = stationFigures(number)
            table.add([
                station.name, station.places.map { NumberText.grouped($0) } ?? "unlimited",
                NumberText.fixed(figures.inService, 2),
                figures.utilisation.map { NumberText.percent($0, 1) } ?? "-",
                figures.busiest.map { NumberText.percent($0, 1) } ?? "-",
                NumberText.fixed(figures.queue, 2), NumberText.percent(figures.unanswered, 2),
                NumberText.percent(figures.hedged, 1), NumberText.percent(figures.wasted, 1),
            ])
        }
        return table
    }

    struct StationFigures {
        var inService = 0.0
        var utilisation: Double?
        var busiest: Double?
        var queue = 0.0
        var unanswered = 0.0
        var hedged = 0.0
        var wasted = 0.0
    }

    func stationFigures(_ number: Int) -> StationFigures {
        var figures = StationFigures()
        let stages = (names.stages ?? []).enumerated().filter { $0.element.station == number }
            .map { tally.stages[$0.offset] }
        let observed = Double(tally.observed)
        guard observed > 0 else { return figures }
        let served = stages.reduce(Int128(0)) { $0 + $1.served }
        let wasted = stages.reduce(Int128(0)) { $0 + $1.wasted }
        let queued = stages.reduce(Int128(0)) { $0 + $1.queued.sum }
        let requests = stages.reduce(Int64(0)) { $0 + $1.requests }
        figures.inService = Double(served) / observed
        figures.queue = Double(queued) / observed
        figures.wasted = served > 0 ? Double(wasted) / Double(served) : 0
        if requests > 0 {
            let lost = stages.reduce(Int64(0)) {
                $0 + $1.count(.failed) + $1.count(.timedOut) + $1.count(.leftQueue)
            }
            figures.unanswered = Double(lost) / Double(requests)
            figures.hedged =
                Double(stages.reduce(Int64(0)) { $0 + $1.hedges }) / Double(requests)
        }
        guard let places = names.stations?[number].places else { return figures }
        figures.utilisation = figures.inService / Double(places)
        let length = Double(names.intervalSeconds) * 1e9 * Double(replications) * Double(places)
        figures.busiest = tally.busy[number].max().map { Double($0) / length }
        return figures
    }

    // MARK: JSON

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
            ("criticalShare", .optional(share(ofStage: number))),
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

extension DurationHistogram {
    /// Mean in seconds; nil for an empty histogram.
    var meanSeconds: Double? { count > 0 ? Double(sum) / Double(count) / 1e9 : nil }
}
