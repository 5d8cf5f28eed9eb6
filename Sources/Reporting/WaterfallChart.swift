/// Parts of a mean time, each beginning where the one before it ends.
struct WaterfallChart {
    /// One part.
    struct Bar {
        let name: String
        /// What it adds, seconds.
        let part: Double
        /// How long it takes by itself, seconds.
        let whole: Double
    }

    let bars: [Bar]
    /// The mean that the parts add up to, beside what is none of them; seconds.
    let mean: Double

    private static let plot = (left: 150.0, top: 10.0, width: 700.0, row: 26.0)
    /// Less than this is no part of its own, seconds.
    private static let leastRest = 0.0005

    /// The chart.
    var element: String {
        let (left, top, width, row) = Self.plot
        let sum = bars.reduce(0) { $0 + $1.part }
        let rest = mean - sum
        let besides = Bar(name: "besides", part: rest, whole: 0)
        let rows = bars + (rest >= Self.leastRest ? [besides] : [])
        var ends: [Double] = []
        for bar in rows { ends.append((ends.last ?? 0) + bar.part) }
        let furthest = zip(rows, ends).map { max($1, $1 - $0.part + $0.whole) }.max() ?? 0
        let ticks = AxisTicks.upTo(max(furthest, mean))
        let scale = width / (ticks.last ?? 1)
        let bottom = top + row * Double(rows.count)
        var canvas = SVGCanvas(width: left + width + 170, height: bottom + 48)
        for tick in ticks {
            canvas.line(left + tick * scale, top, left + tick * scale, bottom, stroke: "#ddd")
            canvas.text(
                NumberText.fixed(tick * 1000, 0), x: left + tick * scale, y: bottom + 18,
                anchor: .middle)
        }
        canvas.text(
            "milliseconds", x: left + width / 2, y: bottom + 38, anchor: .middle, fill: "#555")
        for (number, (bar, end)) in zip(rows, ends).enumerated() {
            let y = top + row * Double(number) + 4
            let x = left + (end - bar.part) * scale
            canvas.text(bar.name, x: left - 8, y: y + 13, anchor: .end)
            canvas.rectangle(
                x: x, y: y + 5, width: bar.whole * scale, height: row - 18, fill: "#c6dbef")
            canvas.rectangle(
                x: x, y: y, width: bar.part * scale, height: row - 8, fill: Palette.kind(0))
            let alone = bar.whole > 0 ? " of " + ResponseReport.time(bar.whole) : ""
            canvas.text(
                ResponseReport.time(bar.part) + alone,
                x: x + max(bar.part, bar.whole) * scale + 6, y: y + 13, size: 11, fill: "#555")
        }
        return canvas.element(title: "Where the time of an answer goes")
    }
}
