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
        ("abandonedInVoiceAgent", "hung up"), ("responseLatencyP95", "P95 s"),
        ("repeatContactRate", "repeats"),
        ("costPerResolvedContact", "cost"),
    ]

    /// The table of all points: estimate and half-width of the 95 % interval, the paired difference
    /// of abandonment from the first point, the agents of the busiest interval with their interval, and
    /// the agent hours of the day.
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

    /// A share that is small where all is well.
    private static let rareKPI = "wrongActionRate"

    /// `estimate ± half-width`.
    static func cell(_ estimate: KPIEstimate?, signed: Bool = false) -> String {
        guard let estimate, let mean = estimate.mean else { return "-" }
        let share = estimate.unit == "share"
        let scale = share ? 100.0 : 1
        let digits = share && estimate.kpi != rareKPI ? 1 : 2
        let sign = signed && mean > 0 ? "+" : ""
        let half = estimate.halfWidth95.map { "±" + NumberText.fixed($0 * scale, digits) }
        return sign + NumberText.fixed(mean * scale, digits) + (half ?? "") + (share ? "%" : "")
    }

    /// Agents of the busiest interval, with their interval, group by group.
    ///
    /// `>` in front of a number that the search did not reach; `?` where no number was found whose whole
    /// interval meets the target.
    static func peak(_ staffing: [StaffingRequirement]) -> String {
        groups(staffing).compactMap { _, rows in
            rows.max { $0.needed < $1.needed }.map { peak in
                let high = peak.high.map { String($0) } ?? "?"
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

    /// Agent hours, group by group; `>` in front of hours that the search did not reach.
    ///
    /// They have no interval: the ends of those of single intervals do not add up to one of the day.
    static func hours(_ point: ProjectionPoint, _ result: ProjectionResult) -> String {
        groups(point.staffing).map { name, _ in
            let hours = result.agentHours(point, name)
            return (hours.isReached ? "" : ">") + NumberText.fixed(hours.hours, 1)
        }.joined(separator: "; ")
    }

    /// What few callers leave open that stand for all; one sentence for each pool of such.
    ///
    /// - Parameters:
    ///   - result: The projection.
    ///   - populations: Pools whose callers are drawn from few.
    /// - Returns: Sentences.
    public static func populationNotes(
        _ result: ProjectionResult, _ populations: [VoiceReport.Population]
    ) -> [String] {
        VoiceReport(populations: populations).populationSentences(
            result.points.first?.estimates ?? []
        ).map { "\($0) at the first point; intervals here have none of it." }
    }

    /// What the table says in one sentence; first of all what an assumed input would turn round.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Sentences.
    public static func headline(_ result: ProjectionResult) -> String {
        let verdicts = result.points.map(result.verdict)
        func count(_ verdict: TargetVerdict?) -> Int { verdicts.count { $0 == verdict } }
        var text =
            flips(result.inputsThatFlipTheAnswer, "turns round")
            + flips(result.inputsThatMayFlipTheAnswer, "may turn round")
        text +=
            "With the staffing as planned, abandonment of those who seek a person is held at or below "
            + NumberText.percent(result.largestAbandonment, 1)
            + " at \(count(.holds)) of \(result.points.count) points, missed at \(count(.misses))"
            + (count(.open) > 0 ? ", open at \(count(.open)) (it lies inside the interval)" : "")
            + (count(nil) > 0 ? ", without anybody who seeks one at \(count(nil))" : "") + "."
        let rates = result.points.compactMap { $0.estimate("abandonmentRate")?.mean }
        if let least = rates.min(), let most = rates.max() {
            text +=
                " It runs from \(NumberText.percent(least, 1)) to"
                + " \(NumberText.percent(most, 1))."
        }
        if result.pointsShortOfHalfWidth > 0 {
            text +=
                " The half-width of \(NumberText.percent(result.halfWidth, 2)) asked for was not"
                + " reached at \(NumberText.counted(result.pointsShortOfHalfWidth, "point")) with"
                + " \(NumberText.counted(result.points.first?.replications ?? 0, "replication"))."
        }
        if result.intervalsWithoutAnswer > 0 {
            text +=
                " The staffing search gave up in \(NumberText.counted(result.intervalsWithoutAnswer, "interval")),"
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

    /// The inputs whose range turns the answer round, in one sentence; nothing without any.
    private static func flips(_ reports: [AssumedInputReport], _ verb: String) -> String {
        guard !reports.isEmpty else { return "" }
        let names = reports.map { report in
            "\(report.input.path) (\((report.range ?? []).joined(separator: " to ")))"
        }
        return "Whether the first point holds the target \(verb) inside the assumed range of "
            + names.joined(separator: ", ") + ". "
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
            + " an end left out lies beyond what was simulated. 'beyond': none from a quarter of the"
            + " value to four times it, as far as the scenario takes it; '-': no effect at either end;"
            + " '?': not told from chance there, or no number."
    }

    /// Where an assumed input turns the answer round.
    static func text(_ breakEven: BreakEven) -> String {
        switch breakEven {
        case .at(let value, let low, let high, let unit):
            NumberText.rounded(value) + unit + " (" + (low.map(NumberText.rounded) ?? "") + ".."
                + (high.map(NumberText.rounded) ?? "") + ")"
        case .beyond: "beyond"
        case .noEffect: "-"
        case .unknown: "?"
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
                "quantity", "kpi", "unit", "contactType", "agentGroup", "voicePool", "segment",
                "interval", "mean", "standardError", "halfWidth95", "low", "high", "holdsTarget",
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
                            estimate.agentGroup ?? "", estimate.voicePool ?? "",
                            estimate.segment ?? "", estimate.interval.map { String($0) } ?? "",
                            number(estimate.mean), number(estimate.standardError),
                            number(estimate.halfWidth95), "", "", "",
                        ])
                }
            }
            for requirement in point.staffing {
                lines.append(
                    at + [
                        "agentsNeeded", "", "agents", "all", requirement.agentGroup, "", "",
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
