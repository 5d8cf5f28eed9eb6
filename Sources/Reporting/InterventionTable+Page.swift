import ContactCenterEvents
import Projections
import TwinPrimitives

/// What levers and faults did, as parts of a page.
extension InterventionTable {
    /// What each did over all replications, and one replication over time.
    ///
    /// - Parameter timeline: The first replication; nil leaves it out.
    /// - Returns: HTML; empty when nothing came.
    func sections(_ timeline: CenterTimeline?) -> String {
        guard !isEmpty else { return "" }
        return HTMLPage.section(
            "Levers and faults: contacts",
            "Shares of the contacts that arrived before, during and after each; means over the"
                + " replications. A lever has no end: its length is half an hour.", contacts.page)
            + HTMLPage.section(
                "Levers and faults: the queue", "People waiting for a human agent.", queue.page)
            + (timeline.map { self.timeline($0) } ?? "")
    }

    private func timeline(_ timeline: CenterTimeline) -> String {
        let clock = CivilClock(names)
        let axis = TimeAxis(clock: clock)
        let range = Self.range(timeline)
        func chart(_ title: String, _ label: String, _ lines: [(String, [Double])]) -> String {
            SeriesChart(
                title: title, xLabel: axis.label, yLabel: label, range: range,
                ticks: axis.ticks(in: range),
                series: lines.map { name, values in
                    .init(
                        name: name,
                        pieces: [
                            values.enumerated().map {
                                ((Double($0) + 0.5) * timeline.stretchSeconds, $1)
                            }.filter { range.contains($0.0) }
                        ])
                }, marks: marks(timeline), bands: bands(timeline)
            ) { NumberText.plain($0) }.element() ?? ""
        }
        var what = ReportTable(["no.", "at", "what", "lasts min", "most waiting"], leftColumns: 3)
        for (number, item) in timeline.interventions.enumerated() {
            what.rows.append([
                String(number + 1), clock.text(item.start), name(item.kind),
                isFault(item)
                    ? NumberText.fixed((item.end - item.start).seconds / Self.minute, 1) : "-",
                String(item.peakQueue),
            ])
        }
        return HTMLPage.section(
            "What moved when, in the first replication",
            "Levers as dashed lines, faults as shaded times, both with their number in the table below.",
            chart(
                "People waiting for a human agent", "people waiting",
                [("waiting for a human agent", timeline.waiting)])
                + chart(
                    "Sessions with voice agents", "sessions",
                    zip(names.voicePools, timeline.sessions).map { ("sessions of " + $0, $1) })
                + what.page.html)
    }

    /// From the first stretch in which anybody is there or anything is done, to the end.
    private static func range(_ timeline: CenterTimeline) -> ClosedRange<Double> {
        let end = timeline.stretchSeconds * Double(timeline.waiting.count)
        let busy = timeline.waiting.indices.first { place in
            timeline.waiting[place] > 0 || timeline.sessions.contains { $0[place] > 0 }
        }
        let acted = timeline.interventions.first.map { $0.start.seconds } ?? end
        return min(Double(busy ?? 0) * timeline.stretchSeconds, acted)...end
    }

    private static var minute: Double { 60 }

    private func marks(_ timeline: CenterTimeline) -> [SeriesChart.Mark] {
        timeline.interventions.enumerated().filter { !isFault($0.element) }
            .map { .init(x: $0.element.start.seconds, label: String($0.offset + 1)) }
    }

    private func bands(_ timeline: CenterTimeline) -> [SeriesChart.Band] {
        timeline.interventions.enumerated().filter { isFault($0.element) }
            .map { number, item in
                let start = item.start.seconds
                return .init(
                    range: start...max(start, item.end.seconds), label: String(number + 1))
            }
    }

    private func isFault(_ item: Intervention) -> Bool {
        if case .fault = item.kind { true } else { false }
    }
}
