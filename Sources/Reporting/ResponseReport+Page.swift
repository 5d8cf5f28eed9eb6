import ContactCenterEvents
import Projections
import TwinPrimitives

/// How fast voice agents answered and why, as parts of a page.
extension ResponseReport {
    /// Percentiles by interval, where the time of an answer goes, stages, tools and stations.
    var sections: String {
        HTMLPage.section(
            "Response latency",
            "From the end of the caller's speech to the first audio of the answer, over the answers of "
                + (replications == 1
                    ? "one replication" : "all \(replications) replications together")
                + ". Callers who hung up before are not among them.",
            latenciesOverall.page)
            + chart
            + names.voicePools.indices.map(waterfall).joined()
            + HTMLPage.section(
                "Stages of a turn",
                "Time from ready to passed on, waiting for a place in it, share of the critical path.",
                stages.page)
            + HTMLPage.section(
                "Tools of dialogues at stations",
                "From the call to the answer, attempts before it included. A tool that is not answered"
                    + " fails as the dialogue model says.", tools.page)
            + HTMLPage.section("Stations", "", stations.page)
    }

    private var chart: String {
        let ends = tally.intervalStarts.map(\.seconds)
        let length = Double(names.intervalSeconds)
        guard tally.intervals.count > 1, let first = ends.first, let last = ends.last else {
            return ""
        }
        let horizon = min(names.horizonSeconds ?? .infinity, last + length)
        let axis = TimeAxis(clock: clock)
        let range = max(0, first)...horizon
        let series = [("P50", 500), ("P95", 950), ("P99", 990)].map { name, permille in
            var pieces: [[(x: Double, y: Double)]] = [[]]
            for (start, histogram) in zip(ends, tally.intervals) {
                guard let seconds = histogram.quantileSeconds(permille: permille) else {
                    pieces.append([])
                    continue
                }
                let middle = (max(0, start) + min(start + length, horizon)) / 2
                pieces[pieces.count - 1].append((middle, seconds))
            }
            return SeriesChart.Series(name: name, pieces: pieces.filter { !$0.isEmpty })
        }
        let chart = SeriesChart(
            title: "Response latency by interval", xLabel: axis.label, yLabel: "milliseconds",
            range: range, ticks: axis.ticks(in: range), series: series
        ) { NumberText.fixed($0 * 1000, 0) }
        return chart.element().map {
            HTMLPage.section(
                "Response latency by interval",
                "An answer counts in the interval in which it begins to sound.", $0)
        } ?? ""
    }

    /// The parts of a pool's mean response latency, one after the other.
    private func waterfall(_ pool: Int) -> String {
        let heard = tally.pools[pool]
        guard let mean = heard.meanSeconds else { return "" }
        let stages = numbers(ofTools: false).filter { names.stages?[$0].pool == pool }
        // Turns whose work was done, heard or not: the first stages serve each of them.
        let turns = stages.map { tally.stages[$0].elapsed.count }.max() ?? 0
        let bars = stages.map { number in
            WaterfallChart.Bar(
                name: names.stages?[number].name ?? "",
                part: Double(tally.stages[number].critical) / Double(max(turns, 1)) / 1e9,
                whole: tally.stages[number].elapsed.meanSeconds ?? 0)
        }
        guard bars.contains(where: { $0.part > 0 }) else { return "" }
        let name = names.voicePools.count > 1 ? ": " + names.voicePools[pool] : ""
        return HTMLPage.section(
            "Where the time of an answer goes" + name,
            "Dark: a stage's part of the critical path, per turn. Pale: its mean time,"
                + " as far as others hide it. Besides: what is no stage, such as silence that tells that"
                + " the caller has finished, tools, and answers that wait for the end of a filler. "
                + sumLine(pool), WaterfallChart(bars: bars, mean: mean).element)
    }
}
