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

    /// Tables of response latencies, stages, tools and stations, without a newline at the end.
    public var text: String {
        var text = latencies.text + "\n" + stages.text
        for pool in names.voicePools.indices { text += sumLine(pool) }
        for table in [tools, stations] where !table.isEmpty { text += "\n" + table.text }
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// Response latencies by pool, contact type, flow and interval.
    var latencies: ReportTable { latencyTable(rows) }

    /// The same without intervals.
    var latenciesOverall: ReportTable { latencyTable(wholeRows.filter { $0.1.count > 0 }) }

    private func latencyTable(_ rows: [(String, DurationHistogram)]) -> ReportTable {
        var table = ReportTable(["response latency", "answers", "mean", "P50", "P95", "P99"])
        table.rows = rows.map { [$0] + Self.cells($1) }
        return table
    }

    var rows: [(String, DurationHistogram)] {
        let intervals = tally.intervals.enumerated().map { (intervalName($0), $1) }
        return (wholeRows + (intervals.count > 1 ? intervals : [])).filter { $0.1.count > 0 }
    }

    /// Figures over the whole time.
    private var wholeRows: [(String, DurationHistogram)] {
        var rows: [(String, DurationHistogram)] = [("all", tally.all)]
        if names.voicePools.count > 1 { rows += zip(names.voicePools, tally.pools) }
        if names.contactTypes.count > 1 { rows += zip(names.contactTypes, tally.types) }
        rows += zip((names.flows ?? []).map(flowName), tally.flows)
        return rows
    }

    private func flowName(_ flow: FlowDescription) -> String {
        let pool = names.voicePools.count > 1 ? names.voicePools[flow.pool] + "." : ""
        return "flow \(pool)\(flow.name)"
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
    static func time(_ seconds: Double?) -> String {
        seconds.map { NumberText.fixed($0 * 1000, 0) + " ms" } ?? "-"
    }

    /// The stages of turns.
    var stages: ReportTable {
        var table = ReportTable(
            [
                "stage", "at", "mean", "P95", "wait mean", "wait P95", "critical", "requests",
                "wasted",
            ], leftColumns: 2)
        for number in numbers(ofTools: false) {
            table.rows.append(
                times(number) + [
                    share(ofStage: number).map { NumberText.percent($0, 1) } ?? "-",
                    NumberText.grouped(Int(tally.stages[number].requests)), wasted(number),
                ])
        }
        return table
    }

    /// The tools of dialogues that wait at stations.
    var tools: ReportTable {
        var table = ReportTable(
            [
                "tool", "at", "mean", "P95", "wait mean", "wait P95", "requests", "not answered",
                "wasted",
            ], leftColumns: 2)
        for number in numbers(ofTools: true) where tally.stages[number].requests > 0 {
            let all = tally.stages[number]
            table.rows.append(
                times(number) + [
                    NumberText.grouped(Int(all.requests)),
                    NumberText.percent(Double(all.unanswered) / Double(all.requests), 1),
                    wasted(number),
                ])
        }
        return table
    }

    /// Numbers of the stages of turns, or of the tools of dialogues.
    func numbers(ofTools: Bool) -> [Int] {
        let stages = names.stages ?? []
        return stages.indices.filter { (stages[$0].isTool ?? false) == ofTools }
    }

    private func times(_ number: Int) -> [String] {
        let tally = tally.stages[number]
        guard let stage = names.stages?[number] else { return [] }
        let waits = stage.station != nil
        return [
            stageName(stage), stage.station.flatMap { names.stations?[$0].name } ?? "-",
            Self.time(tally.elapsed.meanSeconds),
            Self.time(tally.elapsed.quantileSeconds(permille: 950)),
            waits ? Self.time(tally.queued.meanSeconds) : "-",
            waits ? Self.time(tally.queued.quantileSeconds(permille: 950)) : "-",
        ]
    }

    private func wasted(_ number: Int) -> String {
        let tally = tally.stages[number]
        return NumberText.percent(
            tally.served > 0 ? Double(tally.wasted) / Double(tally.served) : 0, 1)
    }

    func stageName(_ stage: StageDescription) -> String {
        names.voicePools.count > 1 ? "\(names.voicePools[stage.pool]).\(stage.name)" : stage.name
    }

    /// Share of a stage in the critical paths of its pool.
    func share(ofStage number: Int) -> Double? {
        guard let stages = names.stages else { return nil }
        let pool = stages[number].pool
        let whole = numbers(ofTools: false).filter { stages[$0].pool == pool }
            .reduce(Int128(0)) { $0 + tally.stages[$1].critical }
        return whole > 0 ? Double(tally.stages[number].critical) / Double(whole) : nil
    }

    func sumLine(_ pool: Int) -> String {
        guard let sum = sumOfP95(pool),
            let whole = tally.pools[pool].quantileSeconds(permille: 950)
        else { return "" }
        let of = names.voicePools.count > 1 ? " of \(names.voicePools[pool])" : ""
        return "sum of the stages' P95\(of): \(Self.time(sum)); P95 of the answers:"
            + " \(Self.time(whole))\n"
    }

    /// Sum of the 95 % quantiles of a pool's stages, in seconds.
    private func sumOfP95(_ pool: Int) -> Double? {
        let stages = numbers(ofTools: false).filter { names.stages?[$0].pool == pool }
        let values = stages.compactMap {
            tally.stages[$0].elapsed.quantileSeconds(permille: 950)
        }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    /// The stations.
    var stations: ReportTable {
        var table = ReportTable([
            "station", "places", "in service", "utilisation", "busiest interval", "queue",
            "not answered", "hedges", "wasted",
        ])
        for (number, station) in (names.stations ?? []).enumerated() {
            let figures = stationFigures(number)
            table.rows.append([
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
            let lost = stages.reduce(Int64(0)) { $0 + $1.unanswered }
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
}

extension DurationHistogram {
    /// Mean in seconds; nil for an empty histogram.
    var meanSeconds: Double? { count > 0 ? Double(sum) / Double(count) / 1e9 : nil }
}
