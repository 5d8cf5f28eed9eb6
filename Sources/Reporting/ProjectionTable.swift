public import Planning
import Projections
import Scenarios

/// A projection as lines of text and as comma-separated values.
public enum ProjectionTable {
    /// Indicators of the tables, with the titles that people read.
    static let columns: [(kpi: String, title: String)] = [
        ("abandonmentRate", "abandoned"), ("meanWait", "wait s"),
        ("serviceLevelOffered", "in time"), ("containmentRate", "contained"),
        ("resolutionRate", "resolved"), ("turnDefectRate", "misheard"),
        ("wrongActionRate", "wrong act."),
        ("abandonedInVoiceAgent", "hung up"), ("repeatContactRate", "repeats"),
        ("costPerResolvedContact", "cost"),
    ]

    /// The table of all points: estimate and half-width of the 95 % interval, the paired difference
    /// of abandonment from the first point, and the agents of the busiest interval and of the day.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Lines of text.
    public static func text(_ result: ProjectionResult) -> String {
        let axes = result.axes.map(AxisLayout.name)
        var table = TextTable(
            axes + columns.map(\.title) + ["vs first", "holds", "peak", "agent h"],
            leftColumns: axes.count)
        for point in result.points {
            var row = point.at.map(\.value)
            for column in columns { row.append(cell(point.estimate(column.kpi))) }
            row.append(cell(point.difference("abandonmentRate"), signed: true))
            row.append(result.verdict(point)?.rawValue ?? "-")
            row.append(peak(point.staffing))
            row.append(hours(point, result))
            table.add(row)
        }
        return table.text()
    }

    /// `estimate ± half-width`.
    static func cell(_ estimate: KPIEstimate?, signed: Bool = false) -> String {
        guard let estimate, let mean = estimate.mean else { return "-" }
        let share = estimate.unit == "share"
        let scale = share ? 100.0 : 1
        let sign = signed && mean > 0 ? "+" : ""
        let half = estimate.halfWidth95.map { "±" + NumberText.fixed($0 * scale, share ? 1 : 2) }
        return sign + NumberText.fixed(mean * scale, share ? 1 : 2) + (half ?? "")
            + (share ? "%" : "")
    }

    /// Agents of the busiest interval, with their interval, group by group.
    ///
    /// `>` in front of a number that the search did not reach.
    static func peak(_ staffing: [StaffingRequirement]) -> String {
        groups(staffing).compactMap { _, rows in
            rows.max { $0.needed < $1.needed }.map { peak in
                let high = peak.high.map { String($0) } ?? ">\(peak.needed + StaffingSearch.widest)"
                let needed = (peak.holdsTarget ? "" : ">") + String(peak.needed)
                return "\(needed) (\(peak.low)-\(high))"
            }
        }.joined(separator: "; ")
    }

    /// The requirements by agent group, in order of first mention.
    static func groups(
        _ staffing: [StaffingRequirement]
    ) -> [(name: String, rows: [StaffingRequirement])] {
        var names: [String] = []
        for row in staffing where !names.contains(row.agentGroup) { names.append(row.agentGroup) }
        return names.map { name in (name, staffing.filter { $0.agentGroup == name }) }
    }

    /// Planned agent hours over all intervals, of the first planned group.
    static func agentHours(_ point: ProjectionPoint, _ result: ProjectionResult) -> Double {
        agentHours(groups(point.staffing).first?.rows ?? [], result) { $0.needed }
    }

    private static func agentHours(
        _ rows: [StaffingRequirement], _ result: ProjectionResult,
        _ count: (StaffingRequirement) -> Int
    ) -> Double {
        Double(rows.reduce(0) { $0 + count($1) }) * Double(result.intervalSeconds) / 3600
    }

    /// Agent hours with the sums of the ends of their intervals, group by group.
    static func hours(_ point: ProjectionPoint, _ result: ProjectionResult) -> String {
        groups(point.staffing).map { _, rows in
            let needed = NumberText.fixed(agentHours(rows, result) { $0.needed }, 1)
            let low = NumberText.fixed(agentHours(rows, result) { $0.low }, 0)
            let high = NumberText.fixed(
                agentHours(rows, result) { $0.high ?? $0.needed + StaffingSearch.widest }, 0)
            return "\(needed) (\(low)-\(high))"
        }.joined(separator: "; ")
    }

    /// What the table says in one sentence; first of all what an assumed input would turn round.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Sentences.
    public static func headline(_ result: ProjectionResult) -> String {
        var text = ""
        let flips = result.inputsThatFlipTheAnswer
        if !flips.isEmpty {
            let names = flips.map { report in
                "\(report.input.path) (\((report.range ?? []).joined(separator: " to ")))"
            }
            text +=
                "The answer at the first point turns round inside the assumed range of "
                + names.joined(separator: ", ") + ". "
        }
        let within = result.points.filter {
            ($0.estimate("abandonmentRate")?.mean ?? 1) <= result.largestAbandonment
        }
        text +=
            "With the staffing as planned, \(within.count) of \(result.points.count) points"
            + " keep abandonment of those who seek a person at or below "
            + NumberText.percent(result.largestAbandonment, 1) + "."
        let rates = result.points.compactMap { $0.estimate("abandonmentRate")?.mean }
        if let least = rates.min(), let most = rates.max() {
            text +=
                " It runs from \(NumberText.percent(least, 1)) to"
                + " \(NumberText.percent(most, 1))."
        }
        if result.pointsShortOfHalfWidth > 0 {
            text +=
                " The half-width of \(NumberText.percent(result.halfWidth, 2)) asked for was not"
                + " reached at \(counted(result.pointsShortOfHalfWidth, "point")) with"
                + " \(result.points.first?.replications ?? 0) replications."
        }
        if result.intervalsWithoutAnswer > 0 {
            text +=
                " The staffing search gave up in \(counted(result.intervalsWithoutAnswer, "interval")),"
                + " marked with >."
        }
        let planned = groups(result.points.first?.staffing ?? []).map(\.name)
        if planned.count > 1 {
            text +=
                " Agents are searched group by group (\(planned.joined(separator: "; "))), each with"
                + " the others as planned: their numbers are alternatives, not a sum."
        }
        return text
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)" + (count == 1 ? "" : "s")
    }

    /// The assumed inputs with their elasticities.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Lines of text; empty if there are none.
    public static func assumedText(_ result: ProjectionResult) -> String {
        guard !result.assumed.isEmpty else { return "" }
        var table = TextTable(
            ["assumed input", "value", "range", "flips at"] + Projector.answers, leftColumns: 4)
        for report in result.assumed {
            table.add(
                [
                    report.input.path, report.input.value,
                    report.range?.joined(separator: " to ") ?? "", Self.text(report.breakEven),
                ]
                    + Projector.answers.map { kpi in
                        report.elasticities.first { $0.kpi == kpi }.map {
                            NumberText.fixed($0.value, 2) + "±"
                                + NumberText.fixed($0.halfWidth95, 2)
                        } ?? "-"
                    })
        }
        return table.text() + flipNote(result) + "\n"
    }

    /// What the column 'flips at' tells.
    static func flipNote(_ result: ProjectionResult) -> String {
        "'flips at': the value at which the first point just keeps abandonment at"
            + " \(NumberText.percent(result.largestAbandonment, 1)), with its 95 % interval;"
            + " 'beyond': none from a quarter of the value to four times it; '-': no effect that"
            + " could be told from chance."
    }

    /// Where an assumed input turns the answer round.
    static func text(_ breakEven: BreakEven) -> String {
        switch breakEven {
        case .at(let value, let low, let high, let unit):
            NumberText.rounded(value) + unit + " (" + NumberText.rounded(low) + ".."
                + NumberText.rounded(high) + ")"
        case .beyond: "beyond"
        case .noEffect: "-"
        }
    }

    /// All estimates, differences and requirements as comma-separated values, one per line.
    ///
    /// - Parameter result: The projection.
    /// - Returns: A header and lines, RFC 4180.
    public static func csv(_ result: ProjectionResult) -> String {
        let axes = result.axes.map(\.path)
        var lines = [
            axes + [
                "quantity", "kpi", "unit", "contactType", "agentGroup", "interval", "mean",
                "standardError", "halfWidth95", "low", "high", "holdsTarget",
            ]
        ]
        for point in result.points {
            let at = point.at.map(\.value)
            for (quantity, list) in [
                ("estimate", point.estimates), ("differenceFromFirst", point.differences),
            ] {
                for estimate in list {
                    lines.append(
                        at + [
                            quantity, estimate.kpi, estimate.unit, estimate.contactType,
                            estimate.agentGroup ?? "", estimate.interval.map { String($0) } ?? "",
                            number(estimate.mean), number(estimate.standardError),
                            number(estimate.halfWidth95), "", "", "",
                        ])
                }
            }
            for requirement in point.staffing {
                lines.append(
                    at + [
                        "agentsNeeded", "", "agents", "all", requirement.agentGroup,
                        String(requirement.interval), String(requirement.needed), "", "",
                        String(requirement.low), requirement.high.map { String($0) } ?? "",
                        requirement.holdsTarget ? "true" : "false",
                    ])
            }
        }
        return lines.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func number(_ value: Double?) -> String {
        value.map { JSONValue.number($0).text() } ?? ""
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
