public import Planning

/// Points of a projection whose calls were held at a costlier fidelity too, as text, page and JSON.
public enum AnchorTable {
    /// The tables of all anchors.
    ///
    /// - Parameter result: The projection.
    /// - Returns: Lines of text that begin with an empty one; empty without anchors.
    public static func text(_ result: ProjectionResult) -> String {
        guard !result.anchors.isEmpty else { return "" }
        var text = "\n" + explanation(result) + "\n"
        for anchor in result.anchors {
            text += "\n" + settings(anchor, result) + "\n"
            var table = TextTable(titles(anchor))
            for figure in anchor.figures { table.add(cells(figure, anchor, result)) }
            text += table.text()
        }
        return text
    }

    /// The same as a section of a page; empty without anchors.
    static func section(_ result: ProjectionResult) -> String {
        guard !result.anchors.isEmpty else { return "" }
        var html =
            "<section><h2>The same calls at two fidelities</h2>\n"
            + "<p>\(HTMLText.escape(explanation(result)))</p>\n<div class=\"chart\">"
        for anchor in result.anchors {
            html += "<table><caption>\(HTMLText.escape(settings(anchor, result)))</caption><tr>"
            for (place, title) in titles(anchor).enumerated() {
                html += "<th\(place == 0 ? " class=\"w\"" : "")>\(HTMLText.escape(title))</th>"
            }
            html += "</tr>\n"
            for figure in anchor.figures {
                html += "<tr>"
                for (place, cell) in cells(figure, anchor, result).enumerated() {
                    html += "<td\(place == 0 ? " class=\"w\"" : "")>\(HTMLText.escape(cell))</td>"
                }
                html += "</tr>\n"
            }
            html += "</table>\n"
        }
        return html + "</div></section>\n"
    }

    /// The anchors as members of `calltwin.projection/1`.
    static func json(_ result: ProjectionResult) -> JSONValue {
        .array(
            result.anchors.map { anchor in
                .object([
                    ("at", .object(anchor.at.map { ($0.path, .string($0.value)) })),
                    ("cheap", .string(anchor.fidelities.cheap)),
                    ("costly", .string(anchor.fidelities.costly)),
                    ("calls", .integer(anchor.calls)),
                    ("replications", .integer(anchor.replications)),
                    ("figures", .array(anchor.figures.map(json))),
                ])
            })
    }

    private static func json(_ figure: AnchorFigure) -> JSONValue {
        .object([
            ("name", .string(figure.name)), ("unit", .string(figure.unit)),
            ("of", .string(figure.isOfSession ? "session" : "center")),
            ("cheap", .number(figure.cheap)), ("costly", .number(figure.costly)),
            ("differenceLow95", .number(figure.difference.lowerBound)),
            ("differenceHigh95", .number(figure.difference.upperBound)),
        ])
    }

    /// What is compared, and where the fidelities differ by more than chance.
    private static func explanation(_ result: ProjectionResult) -> String {
        guard let first = result.anchors.first else { return "" }
        let (cheap, costly) = first.fidelities
        var apart: [String] = []
        for figure in first.figures where !apart.contains(figure.name) {
            let isApart = result.anchors.contains { anchor in
                anchor.figures.contains { $0.name == figure.name && !$0.agrees }
            }
            if isApart { apart.append(figure.name) }
        }
        return "The same \(first.calls) calls at \(cheap) and at \(costly), and the center that"
            + " plays them; the last column is the 95 % interval of \(costly) minus \(cheap). "
            + (apart.isEmpty
                ? "No figure differs by more than chance."
                : "More than chance differ: \(apart.joined(separator: ", ")).")
    }

    private static func settings(_ anchor: AnchorPoint, _ result: ProjectionResult) -> String {
        zip(result.axes, anchor.at).map { AxisLayout.name($0) + " " + $1.value }
            .joined(separator: ", ")
    }

    private static func titles(_ anchor: AnchorPoint) -> [String] {
        let (cheap, costly) = anchor.fidelities
        return [
            "figure", "all calls, \(cheap)", "these, \(cheap)", "these, \(costly)", "difference",
        ]
    }

    private static func cells(
        _ figure: AnchorFigure, _ anchor: AnchorPoint, _ result: ProjectionResult
    ) -> [String] {
        let all =
            figure.isOfSession
            ? nil : result.points.first { $0.at == anchor.at }?.estimate(figure.name)
        let range = figure.difference
        return [
            figure.name + (figure.unit == "s" ? ", s" : ""), ProjectionTable.cell(all),
            number(figure.cheap, figure), number(figure.costly, figure),
            "\(number(range.lowerBound, figure, signed: true)) to "
                + number(range.upperBound, figure, signed: true),
        ]
    }

    private static func number(
        _ value: Double, _ figure: AnchorFigure, signed: Bool = false
    ) -> String {
        let isShare = figure.unit == "share"
        let text = NumberText.fixed(value * (isShare ? 100 : 1), isShare ? 1 : 2)
        return (signed && value > 0 ? "+" : "") + text + (isShare ? "%" : "")
    }
}
