public import Planning
import QueueingTheory

/// The answer to `project --meltdown` as one page of HTML with its chart inside.
public enum MeltdownPage {
    /// The page.
    ///
    /// - Parameter result: The answer.
    /// - Returns: HTML without references to anything outside.
    public static func html(_ result: MeltdownResult) -> String {
        let title = "Meltdown: " + result.scenario
        let tables = MeltdownText.text(result)
        let body =
            "<p>Every point of the line is a state of rest: first contacts against all contacts, "
            + "returns included. Where it bends back, the middle branch is unstable: beyond it the "
            + "center tips.</p>\n<div class=\"chart\">\(chart(result))</div>\n"
            + "<pre>\(HTMLText.escape(tables))</pre>\n"
        return HTMLPage.html(title: title, body: body)
    }

    private static func chart(_ result: MeltdownResult) -> String {
        let (left, top, width, height) = (72.0, 20.0, 760.0, 400.0)
        let curve = result.curve.filter { $0.first >= 0 }
        let across = AxisTicks.upTo(
            max(curve.map(\.first).max() ?? 1, result.verdict.load.first))
        let up = AxisTicks.upTo(curve.map(\.contacts).max() ?? 1)
        func x(_ first: Double) -> Double { left + width * first / (across.last ?? 1) }
        func y(_ contacts: Double) -> Double { top + height * (1 - contacts / (up.last ?? 1)) }
        var canvas = SVGCanvas(width: left + width + 30, height: top + height + 56)
        for tick in up {
            canvas.line(left, y(tick), left + width, y(tick), stroke: "#e3e3e3")
            canvas.text(NumberText.fixed(tick, 0), x: left - 8, y: y(tick) + 4, anchor: .end)
        }
        for tick in across {
            canvas.text(
                NumberText.fixed(tick, 0), x: x(tick), y: top + height + 20, anchor: .middle)
        }
        canvas.text(
            "first contacts per hour", x: left + width / 2, y: top + height + 44, anchor: .middle)
        canvas.text(
            "contacts per hour", x: 16, y: top + height / 2, anchor: .middle, turned: true)
        for (value, name, colour) in [
            (result.verdict.safe, "safe", Palette.kind(2)),
            (result.verdict.brink, "brink", Palette.kind(1)),
        ] {
            canvas.line(x(value), top, x(value), top + height, stroke: colour, dash: "5 4")
            canvas.text(name, x: x(value) + 4, y: top + 14, fill: colour)
        }
        canvas.polyline(
            curve.map { (x($0.first), y($0.contacts)) }, stroke: Palette.kind(0), width: 2.5)
        for rest in result.verdict.rests {
            let colour = rest.isStable ? Palette.kind(0) : "#fff"
            canvas.circle(
                x(result.verdict.load.first), y(rest.flows.contacts), radius: 5, fill: colour,
                stroke: Palette.kind(0),
                hint: MeltdownText.rate(rest.flows.contacts)
                    + (rest.isStable
                        ? " contacts per hour, stable" : " contacts per hour, unstable")
            )
        }
        return canvas.element(title: "States of rest")
    }
}
