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
        var table = HTMLTable(
            [.words("given"), .words("option")]
                + ["contained", "wrong actions", "agent hours needed", "cost", "cost above best"]
                .map { .number($0) } + [.words("verdict")])
        for report in result.choices {
            for (place, option) in report.options.enumerated() {
                table.add(
                    cells(report, place, option, result), isMarked: place == report.best)
            }
        }
        return HTMLPage.section(
            "What to choose: " + names,
            FindingsTable.summary(result)
                + " An option is dominated when another is at least as good in containment, wrong"
                + " actions, agent hours needed and cost, and better in one. Costs above the best are"
                + " paired differences.", table)
    }

    private static func cells(
        _ report: ChoiceReport, _ place: Int, _ option: ChoiceOption, _ result: ProjectionResult
    ) -> [String] {
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
        return [
            report.given.map(\.value).joined(separator: ", "),
            FindingsTable.option(option, result),
            ProjectionTable.cell(point.estimate("containmentRate")),
            ProjectionTable.cell(point.estimate("wrongActionRate")),
            ProjectionTable.hours(point, result),
            ProjectionTable.cell(point.estimate("costPerResolvedContact")), above + half, verdict,
        ]
    }

    private static func amplifications(_ result: ProjectionResult) -> String {
        guard !result.amplifications.isEmpty else { return "" }
        var table = HTMLTable(["input", "from", "to"] + Projector.answers)
        for row in result.amplifications {
            table.add(
                [row.path, row.from, row.to]
                    + Projector.answers.map { kpi in
                        row.factors.first { $0.kpi == kpi }.map(FindingsTable.factor) ?? "-"
                    })
        }
        return HTMLPage.section(
            "Amplification",
            "Relative change of the answer over the relative change of the input, between neighbouring"
                + " values, the other axes at their first ones: 2 means that 10 % more of the input make"
                + " 20 % more of the answer. \(FindingsTable.leftOut(result))", table)
    }
}
