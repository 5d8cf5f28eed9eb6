public import Planning
import Projections
import Scenarios
import TwinPrimitives

/// A projection as one self-contained page: no script, no request to anywhere.
public enum ProjectionPage {
    /// The page.
    ///
    /// - Parameters:
    ///   - result: The projection.
    ///   - populations: Pools whose callers are drawn from few.
    /// - Returns: HTML with its style and charts inside.
    public static func html(
        _ result: ProjectionResult, populations: [VoiceReport.Population] = []
    ) -> String {
        let title = "Projection: " + result.scenario
        var body = "<p class=\"lead\">\(HTMLText.escape(ProjectionTable.headline(result)))</p>\n"
        body += "<p>\(HTMLText.escape(method(result)))</p>\n"
        for note in ProjectionTable.populationNotes(result, populations) {
            body += "<p>\(HTMLText.escape(note))</p>\n"
        }
        for chart in charts(result) {
            body += HTMLPage.section(chart.title, chart.note, chart.svg)
        }
        body += HTMLPage.section("All points", "", pointTable(result))
        body += FindingsPage.sections(result) + VarianceTable.section(result)
        body += AnchorTable.section(result)
        body += assumedSection(result)
        return HTMLPage.html(title: title, body: body)
    }

    private static func method(_ result: ProjectionResult) -> String {
        let replications = result.points.first?.replications ?? 0
        return "Every point meets the same callers (seed \(result.seed),"
            + " \(NumberText.counted(replications, "replication")), common random numbers). Intervals are 95 % Student-t"
            + " intervals; differences from the first point are paired; what is known exactly of the"
            + " arrivals serves as control variate."
            + voice(result) + " Abandonment is the share of contacts seeking a human agent that"
            + " leave the queue unserved."
    }

    /// The fidelity of voice agents; nothing where there are none.
    private static func voice(_ result: ProjectionResult) -> String {
        guard result.points.first?.estimate("containmentRate")?.mean != nil else { return "" }
        return " Voice agents run at fidelity \(result.fidelities.joined(separator: ", "))."
    }

    private struct Chart {
        let title: String
        let note: String
        let svg: String
    }

    private static func charts(_ result: ProjectionResult) -> [Chart] {
        let limit = NumberText.percent(result.largestAbandonment, 1)
        let surface = SurfaceChart(
            title: "Abandonment of those who seek a person", kpi: "abandonmentRate",
            limit: result.largestAbandonment)
        var charts: [(String, String, String?)] = [
            (
                surface.title,
                "Share of contacts that leave the human queue unserved, with the staffing as planned;"
                    + " ± half-width of the 95 % interval. An orange edge marks points above \(limit).",
                surface.element(result)
            )
        ]
        for (group, chart) in staffing(result) {
            charts.append(
                (
                    "Human agents needed: " + group,
                    "Planned agents per interval that hold abandonment at or below \(limit), searched"
                        + " by simulation; the band is the 95 % interval.", chart
                ))
        }
        let lines: [(LineChart, String)] = [
            (
                LineChart(
                    title: "Containment, apparent and true", yLabel: "share of sessions",
                    kpi: "containmentRate", dashedKPI: "resolutionRate",
                    kindNames: ["apparent (contained)", "true (resolved)"]),
                "Contained: ended by the voice agent without a person. Resolved: contained with every"
                    + " action right. The gap is contained in appearance only."
            ),
            (
                LineChart(
                    title: "Wrong actions", yLabel: "share of turns",
                    kpi: "wrongActionRate", dashedKPI: nil, kindNames: []),
                "Share of turns that were wrongly understood and acted on."
            ),
            (
                LineChart(
                    title: "Repeat load", yLabel: "share of contacts",
                    kpi: "repeatContactRate", dashedKPI: nil, kindNames: []),
                "Contacts that are not the caller's first attempt."
            ),
            (
                LineChart(
                    title: "Hang-ups inside the voice agent", yLabel: "share of sessions",
                    kpi: "abandonedInVoiceAgent", dashedKPI: nil, kindNames: []),
                "Share of sessions in which the caller hung up."
            ),
            (
                LineChart(
                    title: "Cost per resolved contact", yLabel: "money of the scenario",
                    kpi: "costPerResolvedContact", dashedKPI: nil, kindNames: []),
                "Human agents by the hour and voice sessions, over contacts served by a person or"
                    + " resolved by the voice agent."
            ),
        ]
        charts += lines.map { ($0.0.title, $0.1, $0.0.element(result)) }
        return charts.compactMap { title, note, svg in
            svg.map { Chart(title: title, note: note, svg: $0) }
        }
    }

    /// By group: the first point, and those that need the fewest and the most agents.
    private static func staffing(
        _ result: ProjectionResult
    ) -> [(group: String, chart: String?)] {
        guard let first = result.points.first else { return [] }
        let planned = first.staffing.first?.agentGroup ?? ""
        let ordered = result.points.sorted {
            result.agentHours($0, planned).hours < result.agentHours($1, planned).hours
        }
        var chosen = [("first point", first)]
        if let least = ordered.first, least.at != first.at { chosen.append(("fewest", least)) }
        if let most = ordered.last, most.at != first.at { chosen.append(("most", most)) }
        return ProjectionTable.groups(first.staffing).map { group, _ in
            let chart = StaffingChart(
                title: "Human agents needed: " + group,
                series: chosen.map { label, point in
                    let settings = zip(result.axes, point.at).map { axis, setting in
                        AxisLayout.name(axis) + " " + setting.value
                    }
                    return (
                        label + ": " + settings.joined(separator: ", "),
                        point.staffing.filter { $0.agentGroup == group }
                    )
                },
                intervalSeconds: result.intervalSeconds,
                timeOfDayAtStart: result.start.flatMap(secondsOfDay))
            return (group, chart.element())
        }
    }

    /// Seconds after midnight of `YYYY-MM-DDThh:mm:ss`.
    private static func secondsOfDay(_ start: String) -> Int? {
        let parts = start.split(separator: "T").last?.split(separator: ":").map { Int($0) } ?? []
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1] else { return nil }
        return hour * 3600 + minute * 60
    }

    private static func pointTable(_ result: ProjectionResult) -> HTMLTable {
        var table = HTMLTable(
            result.axes.map { .words(AxisLayout.name($0)) }
                + (["holds target", "peak agents", "agent hours"]
                + ProjectionTable.columns.map(\.title)
                + ["abandoned vs first", "cost vs first"]).map { .number($0) })
        for (index, point) in result.points.enumerated() {
            var cells = point.at.map(\.value)
            cells += [
                result.verdict(point)?.rawValue ?? "-", ProjectionTable.peak(point.staffing),
                ProjectionTable.hours(point, result),
            ]
            cells += ProjectionTable.columns.map { ProjectionTable.cell(point.estimate($0.kpi)) }
            cells += ["abandonmentRate", "costPerResolvedContact"].map {
                ProjectionTable.cell(point.difference($0), signed: true)
            }
            table.add(cells, isMarked: index == 0)
        }
        return table
    }

    private static func assumedSection(_ result: ProjectionResult) -> String {
        var table = HTMLTable(
            [.words("input"), .number("value"), .number("range"), .number("flips at")]
                + [.words("where")] + Projector.answers.map { .number($0) })
        for report in result.assumed {
            let elasticities = Projector.answers.map { kpi in
                report.elasticities.first { $0.kpi == kpi }.map {
                    NumberText.fixed($0.value, 2) + " ± " + NumberText.fixed($0.halfWidth95, 2)
                } ?? "-"
            }
            table.add(
                [
                    report.input.path, report.input.value,
                    report.range?.joined(separator: " to ") ?? "",
                    ProjectionTable.text(report.breakEven), report.input.location.description,
                ] + elasticities)
        }
        return HTMLPage.section(
            "Assumed inputs and their elasticities",
            "Nobody measured these numbers. An elasticity of 0.5 means: 10 % more of the input gives"
                + " 5 % more of the answer, at the first point. "
                + ProjectionTable.flipNote(result), table)
    }
}
