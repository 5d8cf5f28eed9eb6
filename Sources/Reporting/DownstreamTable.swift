public import Planning
import Statistics

/// What two fidelities of the same sessions do to a center, as text and JSON.
public enum DownstreamTable {
    /// The tables.
    ///
    /// - Parameter result: The comparison.
    /// - Returns: Lines of text, without a line feed at the end.
    public static func text(_ result: DownstreamResult) -> String {
        let (first, second) = result.fidelities
        let columns = [first, second, "difference", "95 % interval"]
        var sessions = TextTable(["a session"] + columns + ["correlation"])
        for row in result.figures {
            let cells = cells(
                row.first, row.second, row.halfWidth95, unit: row.output.unit)
            sessions.add(
                [name(row.output.name, row.output.unit)] + cells
                    + [row.correlation.map { NumberText.fixed($0, 2) } ?? "-"])
        }
        var center = TextTable(["the center"] + columns + ["from sessions", "p (equal)"])
        for kpi in result.kpis {
            let isJudged = kpi.kpi == judged
            center.add(
                [name(kpi.kpi, kpi.unit)]
                    + cells(kpi.first, kpi.second, kpi.halfWidth95, unit: kpi.unit)
                    + [
                        kpi.shareOfSessions.map { NumberText.percent($0, 0) } ?? "-",
                        isJudged
                            ? NumberText.fixed(kpi.equivalencePValue(margin: result.margin), 3)
                            : "",
                    ])
        }
        let lines =
            [
                "\(result.scenario): pool \(result.pool) plays \(result.calls) calls of "
                    + "\(result.callers) callers at \(first) and at \(second); "
                    + "\(result.replications) replications and \(result.bootstrapReplications) of the "
                    + "bootstrap, seed \(result.seed)",
                "",
            ] + sessions.lines() + [""] + center.lines() + ["", verdict(result)]
        return lines.joined(separator: "\n")
    }

    private static let judged = "abandonmentRate"

    /// Whether the queue is the same, in one sentence.
    private static func verdict(_ result: DownstreamResult) -> String {
        guard let kpi = result.kpi(judged) else { return "Nobody waited for a person." }
        let (first, second) = result.fidelities
        let p = kpi.equivalencePValue(margin: result.margin)
        let points = NumberText.fixed(result.margin * 100, 1)
        return p <= 0.05
            ? "The abandonment rate with \(first) is that with \(second) within \(points) points (two one-sided "
                + "tests at 5 %)."
            : "It is not shown that the abandonment rate with \(first) is that with \(second) within \(points) "
                + "points (two one-sided tests at 5 %)."
    }

    private static func name(_ name: String, _ unit: String) -> String {
        unit == "s" ? name + ", s" : name
    }

    /// Both values, their difference and its interval.
    private static func cells(
        _ first: Double, _ second: Double, _ halfWidth: Double, unit: String
    ) -> [String] {
        let isShare = unit == "share"
        func number(_ value: Double) -> String {
            isShare ? NumberText.fixed(value * 100, 2) : NumberText.fixed(value, 2)
        }
        let difference = first - second
        return [
            number(first) + (isShare ? "%" : ""), number(second) + (isShare ? "%" : ""),
            number(difference),
            "\(number(difference - halfWidth)) to \(number(difference + halfWidth))",
        ]
    }

    /// The comparison in the layout of `calltwin.downstream/1`.
    ///
    /// - Parameter result: The comparison.
    /// - Returns: Its object.
    public static func json(_ result: DownstreamResult) -> JSONValue {
        .object([
            ("schema", .string("calltwin.downstream/1")), ("scenario", .string(result.scenario)),
            ("pool", .string(result.pool)), ("first", .string(result.fidelities.first)),
            ("second", .string(result.fidelities.second)), ("seed", .unsigned(result.seed)),
            ("margin", .number(result.margin)), ("calls", .integer(result.calls)),
            ("callers", .integer(result.callers)),
            ("replications", .integer(result.replications)),
            ("bootstrapReplications", .integer(result.bootstrapReplications)),
            (
                "figures",
                .array(
                    result.figures.map { row in
                        .object([
                            ("output", .string(row.output.name)),
                            ("unit", .string(row.output.unit)), ("first", .number(row.first)),
                            ("second", .number(row.second)),
                            ("difference", .number(row.difference)),
                            ("halfWidth95", .number(row.halfWidth95)),
                            ("correlation", .optional(row.correlation)),
                        ])
                    })
            ),
            ("kpis", .array(result.kpis.map { json($0, result.margin) })),
        ])
    }

    private static func json(_ kpi: CenterDifference, _ margin: Double) -> JSONValue {
        .object([
            ("kpi", .string(kpi.kpi)), ("unit", .string(kpi.unit)), ("first", .number(kpi.first)),
            ("second", .number(kpi.second)), ("difference", .number(kpi.difference)),
            ("standardError", .number(kpi.standardError)),
            ("halfWidth95", .number(kpi.halfWidth95)),
            ("simulationVariance", .number(kpi.simulationVariance)),
            ("sessionVariance", .number(kpi.sessionVariance)),
            (
                "equivalenceP",
                kpi.kpi == judged ? .number(kpi.equivalencePValue(margin: margin)) : .null
            ),
        ])
    }
}
