import Planning
import Projections

/// What is read off the points of a projection, as sections of its page.
enum FindingsPage {
    /// The frontier of choices and the amplifications; empty where there are none.
    static func sections(_ result: ProjectionResult) -> String {
        frontiers(result) + amplifications(result)
    }

    private static func frontiers(_ result: ProjectionResult) -> String {
        guard !result.choices.isEmpty else { return "" }
        let names = FindingsTable.chosen(result).map(AxisLayout.name).joined(separator: ", ")
        var html =
            "<section><h2>What to choose: \(HTMLText.escape(names))</h2>\n"
            + "<p>\(HTMLText.escape(FindingsTable.summary(result)))"
            + " An option is dominated when another is at least as good in containment, wrong actions,"
            + " agent hours needed and cost, and better in one. Costs above the best are paired"
            + " differences.</p>\n<div class=\"chart\"><table><tr><th class=\"w\">given</th>"
            + "<th class=\"w\">option</th><th>contained</th><th>wrong actions</th>"
            + "<th>agent hours needed</th><th>cost</th><th>cost above best</th>"
            + "<th class=\"w\">verdict</th></tr>\n"
        for report in result.choices {
            for (place, option) in report.options.enumerated() {
                html += row(report, place, option, result)
            }
        }
        return html + "</table></div></section>\n"
    }

    private static func row(
        _ report: ChoiceReport, _ place: Int, _ option: ChoiceOption, _ result: ProjectionResult
    ) -> String {
        let point = result.points[option.point]
        let verdict =
            if place == report.best {
                "best"
            } else if !option.isEfficient {
                "dominated"
            } else if report.notToldApart.contains(place) {
                "not told apart from the best"
            } else {
                ""
            }
        let above = option.costAboveBest.map { NumberText.fixed($0, 2) } ?? "-"
        let half = option.costAboveBestHalfWidth.map { " ± " + NumberText.fixed($0, 2) } ?? ""
        let cells =
            [
                ProjectionTable.cell(point.estimate("containmentRate")),
                ProjectionTable.cell(point.estimate("wrongActionRate")),
                ProjectionTable.hours(point, result),
                ProjectionTable.cell(point.estimate("costPerResolvedContact")), above + half,
            ].map { "<td>\($0)</td>" }.joined()
        let given = report.given.map(\.value).joined(separator: ", ")
        return (place == report.best ? "<tr class=\"first\">" : "<tr>")
            + "<td class=\"w\">\(HTMLText.escape(given))</td>"
            + "<td class=\"w\">\(HTMLText.escape(FindingsTable.option(option, result)))</td>"
            + cells + "<td class=\"w\">\(verdict)</td></tr>\n"
    }

    private static func amplifications(_ result: ProjectionResult) -> String {
        guard !result.amplifications.isEmpty else { return "" }
        var html =
            "<section><h2>Amplification</h2>\n"
            + "<p>Relative change of the answer over the relative change of the input, between"
            + " neighbouring values, the other axes at their first ones: 2 means that 10 % more of"
            + " the input make 20 % more of the answer."
            + " \(HTMLText.escape(FindingsTable.leftOut(result)))</p>\n<div class=\"chart\"><table><tr>"
            + "<th class=\"w\">input</th><th>from</th><th>to</th>"
        for kpi in Projector.answers { html += "<th>\(kpi)</th>" }
        html += "</tr>\n"
        for row in result.amplifications {
            html +=
                "<tr><td class=\"w\">\(HTMLText.escape(row.path))</td>"
                + "<td>\(HTMLText.escape(row.from))</td><td>\(HTMLText.escape(row.to))</td>"
            for kpi in Projector.answers {
                let factor = row.factors.first { $0.kpi == kpi }.map(FindingsTable.factor)
                html += "<td>\(factor ?? "-")</td>"
            }
            html += "</tr>\n"
        }
        return html + "</table></div></section>\n"
    }
}
