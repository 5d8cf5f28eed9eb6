public import Planning
import Projections

/// What is read off the points of a projection, as lines of text.
public enum FindingsTable {
    /// Amplifications and the best choices; what a projection does not have is left out.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Lines of text that begin with an empty one; empty if there is nothing.
    public static func text(_ result: ProjectionResult) -> String {
        var text = ""
        if !result.amplifications.isEmpty {
            text +=
                "\nAmplification: relative change of the answer over that of the input, other axes at"
                + " their first values:\n" + amplifications(result) + leftOut(result)
        }
        if !result.choices.isEmpty {
            text += "\n" + summary(result) + "\n" + choices(result)
        }
        return text
    }

    static func amplifications(_ result: ProjectionResult) -> String {
        var table = TextTable(["input", "from", "to"] + Projector.answers, leftColumns: 1)
        for row in result.amplifications {
            table.add(
                [row.path, row.from, row.to]
                    + Projector.answers.map { kpi in
                        row.factors.first { $0.kpi == kpi }.map(Self.factor) ?? "-"
                    })
        }
        return table.text()
    }

    /// Axes without amplification, in one line; nothing where there are none.
    static func leftOut(_ result: ProjectionResult) -> String {
        let axes = result.axesWithoutAmplification.map(AxisLayout.name)
        return axes.isEmpty
            ? ""
            : "Without amplification, their values being no numbers of one unit: "
                + axes.joined(separator: ", ") + ".\n"
    }

    static func factor(_ factor: Elasticity) -> String {
        NumberText.fixed(factor.value, 2) + "±" + NumberText.fixed(factor.halfWidth95, 2)
    }

    /// The paths that are chosen, in order of the axes.
    static func chosen(_ result: ProjectionResult) -> [ProjectionAxis] {
        let given = Set(result.choices.first?.given.map(\.path) ?? [])
        return result.axes.filter { !given.contains($0.path) }
    }

    private static func given(_ result: ProjectionResult) -> [ProjectionAxis] {
        let given = Set(result.choices.first?.given.map(\.path) ?? [])
        return result.axes.filter { given.contains($0.path) }
    }

    /// Where the best choice lies, and whether it moves.
    static func summary(_ result: ProjectionResult) -> String {
        let names = chosen(result).map(AxisLayout.name).joined(separator: ", ")
        var values: [(text: String, cases: Int)] = []
        for report in result.choices {
            guard let best = report.best else { continue }
            let text = option(report.options[best], result)
            if let place = values.firstIndex(where: { $0.text == text }) {
                values[place].cases += 1
            } else {
                values.append((text, 1))
            }
        }
        let criteria: [ChoiceCriterion] = [.cost, .agentHours].filter { criterion in
            result.choices.contains { $0.criterion == criterion }
        }
        let by = criteria.map(Self.words).joined(separator: "; else ")
        let known = result.choices.count { $0.best != nil }
        let cases =
            known == result.choices.count
            ? (known == 1 ? "this case" : "every case")
            : "the \(known) of \(result.choices.count) cases in which it is known"
        let verdict =
            switch values.count {
            case 0: "unknown"
            case 1: "\(values[0].text) in \(cases)"
            default:
                "moves: "
                    + values.map { "\($0.text) in \($0.cases)" }.joined(separator: ", ")
                    + (known == result.choices.count ? " of \(known) cases" : " of \(cases)")
            }
        return "Best choice of \(names)" + (by.isEmpty ? "" : " (\(by))") + ": \(verdict)."
    }

    private static func words(_ criterion: ChoiceCriterion) -> String {
        switch criterion {
        case .cost:
            "least cost per resolved contact with the staffing as planned, among those that do not"
                + " miss the target"
        case .agentHours: "fewest agent hours needed to hold the target"
        }
    }

    /// The settings of an option.
    static func option(_ option: ChoiceOption, _ result: ProjectionResult) -> String {
        let paths = chosen(result).map(\.path)
        return result.points[option.point].at.filter { paths.contains($0.path) }.map(\.value)
            .joined(separator: ", ")
    }

    static func choices(_ result: ProjectionResult) -> String {
        let given = given(result)
        var table = TextTable(
            given.map(AxisLayout.name) + [
                "best", "contained", "wrong act.", "cost", "agent h", "holds", "next costs more",
                "not told apart", "dominated",
            ], leftColumns: given.count)
        for report in result.choices {
            guard let best = report.best else { continue }
            let point = result.points[report.options[best].point]
            let dominated = report.options.filter { !$0.isEfficient }.map { option($0, result) }
            let open = report.notToldApart.map { option(report.options[$0], result) }
            table.add(
                report.given.map(\.value) + [
                    option(report.options[best], result),
                    ProjectionTable.cell(point.estimate("containmentRate")),
                    ProjectionTable.cell(point.estimate("wrongActionRate")),
                    ProjectionTable.cell(point.estimate("costPerResolvedContact")),
                    ProjectionTable.hours(point, result),
                    result.verdict(point)?.rawValue ?? "-", next(report, best),
                    report.criterion == .cost ? list(open) : "?", list(dominated),
                ])
        }
        return table.text()
    }

    private static func list(_ options: [String]) -> String {
        options.isEmpty ? "-" : options.joined(separator: "; ")
    }

    /// How much the second-cheapest option costs above the best.
    private static func next(_ report: ChoiceReport, _ best: Int) -> String {
        let others = report.options.indices.filter { $0 != best }.map { report.options[$0] }
        let second = others.filter { $0.costAboveBest != nil }
            .min { ($0.costAboveBest ?? 0) < ($1.costAboveBest ?? 0) }
        guard let second, let above = second.costAboveBest else { return "-" }
        let half = second.costAboveBestHalfWidth.map { "±" + NumberText.fixed($0, 2) } ?? ""
        return NumberText.fixed(above, 2) + half
    }
}
