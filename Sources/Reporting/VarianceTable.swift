public import Planning
import Statistics

/// How much of the spread over the points of a projection each axis has, as text, page and JSON.
public enum VarianceTable {
    /// The table: a row for each axis, each pair and the rest, a column for each answer.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Lines of text that begin with an empty one; empty with fewer than two axes.
    public static func text(_ result: ProjectionResult) -> String {
        guard !result.varianceShares.isEmpty else { return "" }
        var table = TextTable(["part"] + result.varianceShares.map(\.kpi))
        for row in rows(result) { table.add(row) }
        return "\n" + note + "\n" + table.text()
    }

    /// The same as a section of a page; empty with fewer than two axes.
    static func section(_ result: ProjectionResult) -> String {
        guard !result.varianceShares.isEmpty else { return "" }
        return HTMLPage.section(
            "What the answers follow", note,
            HTMLTable(["part"] + result.varianceShares.map(\.kpi), rows: rows(result)))
    }

    /// The shares as a member of `calltwin.projection/1`.
    static func json(_ result: ProjectionResult) -> JSONValue {
        .array(
            result.varianceShares.map { shares in
                .object([
                    ("kpi", .string(shares.kpi)), ("unit", .string(shares.unit)),
                    ("variance", .number(shares.parts.total.variance)),
                    ("varianceHalfWidth95", .number(shares.parts.total.halfWidth95)),
                    ("parts", .array(shares.parts.components.map { json($0, result) })),
                    ("rest", shares.parts.rest.map { json($0, result) } ?? .null),
                ])
            })
    }

    private static func json(
        _ part: GridVariance.Component, _ result: ProjectionResult
    ) -> JSONValue {
        .object([
            ("axes", .array(part.axes.map { .string(result.axes[$0].path) })),
            ("variance", .number(part.variance)),
            ("varianceHalfWidth95", .number(part.halfWidth95)),
            ("share", .optional(part.share)),
            ("shareHalfWidth95", .optional(part.shareHalfWidth95)),
        ])
    }

    private static let note =
        "Shares of the variance over the points, each weighing alike, without the noise of the"
        + " simulation; 'x': what two axes do together beyond the sum of their effects; '-': the points"
        + " are not told from noise."

    private static func rows(_ result: ProjectionResult) -> [[String]] {
        let answers = result.varianceShares.map(\.parts)
        guard let first = answers.first else { return [] }
        var rows: [[String]] = []
        for (place, part) in first.components.enumerated() {
            let axes = part.axes.map { result.axes[$0] }
            // A value that never changes has no part.
            guard axes.allSatisfy({ $0.values.count > 1 }) else { continue }
            rows.append(
                [axes.map(AxisLayout.name).joined(separator: " x ")]
                    + answers.map { share($0.components[place]) })
        }
        if result.axes.count(where: { $0.values.count > 1 }) > 2 {
            rows.append(["three and more together"] + answers.map { $0.rest.map(share) ?? "-" })
        }
        rows.append(["standard deviation"] + result.varianceShares.map(deviation))
        return rows
    }

    private static func share(_ part: GridVariance.Component) -> String {
        guard let share = part.share, let half = part.shareHalfWidth95 else { return "-" }
        return NumberText.fixed(share * 100, 1) + "±" + NumberText.fixed(half * 100, 1) + "%"
    }

    /// Root of the variance over the points, in the unit of the answer.
    private static func deviation(_ shares: VarianceShares) -> String {
        let total = shares.parts.total
        guard total.share != nil else { return "-" }
        let root = total.variance.squareRoot()
        return shares.unit == "share"
            ? NumberText.fixed(root * 100, 1) + "%" : NumberText.fixed(root, 2)
    }
}
