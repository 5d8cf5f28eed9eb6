import TwinPrimitives

/// Lines over one axis, such as time or load, with marks and bands on it.
struct SeriesChart {
    /// One line; where it breaks off, another piece begins.
    struct Series {
        let name: String
        var pieces: [[(x: Double, y: Double)]]
    }

    /// An instant with a short label at the top.
    struct Mark {
        let x: Double
        let label: String
    }

    /// A stretch that is shaded, with a short label at the top.
    struct Band {
        let range: ClosedRange<Double>
        let label: String
    }

    let title: String
    let xLabel: String
    let yLabel: String
    let range: ClosedRange<Double>
    let ticks: [(x: Double, label: String)]
    let series: [Series]
    var marks: [Mark] = []
    var bands: [Band] = []
    /// A height that is drawn as a dashed line.
    var limit: Double?
    /// A height as text.
    let text: (Double) -> String

    private static let plot = (left: 76.0, top: 30.0, width: 900.0, height: 240.0)

    /// The chart; nil when there is nothing to draw.
    func element() -> String? {
        let heights = series.flatMap { $0.pieces.joined().map(\.y) } + (limit.map { [$0] } ?? [])
        guard let largest = heights.max(), range.lowerBound < range.upperBound else { return nil }
        let (left, top, width, height) = Self.plot
        let steps = AxisTicks.upTo(largest)
        let scale = height / (steps.last ?? 1)
        func y(_ value: Double) -> Double { top + height - value * scale }
        var canvas = SVGCanvas(
            width: left + width + 24,
            height: top + height + 62 + 20 * Double((series.count + 2) / 3))
        for band in bands {
            let from = max(band.range.lowerBound, range.lowerBound)
            let to = min(band.range.upperBound, range.upperBound)
            guard from < to else { continue }
            canvas.rectangle(
                x: x(from), y: top, width: max(1, x(to) - x(from)), height: height, fill: "#fbe3d6")
            canvas.text(band.label, x: x(from) + 2, y: top - 6, size: 11, fill: "#D55E00")
        }
        for step in steps {
            canvas.line(left, y(step), left + width, y(step), stroke: "#ddd")
            canvas.text(text(step), x: left - 8, y: y(step) + 4, anchor: .end)
        }
        for tick in ticks where range.contains(tick.x) {
            canvas.line(x(tick.x), top + height, x(tick.x), top + height + 5, stroke: "#888")
            canvas.text(tick.label, x: x(tick.x), y: top + height + 20, anchor: .middle)
        }
        for mark in marks where range.contains(mark.x) {
            canvas.line(x(mark.x), top, x(mark.x), top + height, stroke: "#555", dash: "4 3")
            canvas.text(mark.label, x: x(mark.x), y: top - 6, anchor: .middle, size: 11)
        }
        if let limit {
            canvas.line(left, y(limit), left + width, y(limit), stroke: "#D55E00", dash: "6 4")
        }
        canvas.text(
            yLabel, x: 16, y: top + height / 2, anchor: .middle, fill: "#555", turned: true)
        canvas.text(
            xLabel, x: left + width / 2, y: top + height + 40, anchor: .middle, fill: "#555")
        for (number, line) in series.enumerated() {
            let colour = Palette.kind(number)
            for piece in line.pieces {
                let points = piece.map { (x: x($0.x), y: y($0.y)) }
                canvas.polyline(points, stroke: colour)
                if points.count == 1 {
                    canvas.circle(
                        points[0].x, points[0].y, radius: 3, fill: colour, stroke: colour)
                }
            }
            let place = (
                left + Double(number % 3) * width / 3,
                top + height + 62 + 20 * Double(number / 3)
            )
            canvas.line(
                place.0, place.1 - 4, place.0 + 22, place.1 - 4, stroke: colour, width: 3)
            canvas.text(line.name, x: place.0 + 28, y: place.1)
        }
        return canvas.element(title: title)
    }

    private func x(_ value: Double) -> Double {
        Self.plot.left + Self.plot.width * (value - range.lowerBound)
            / (range.upperBound - range.lowerBound)
    }
}

/// Times on the axis of a chart.
struct TimeAxis {
    let clock: CivilClock

    /// Steps between ticks, in hours.
    private static let steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168, 672]
    private static let mostTicks = 14.0
    private static let hour = 3600.0

    /// What the axis tells.
    var label: String { clock.origin == nil ? "hours from the start" : "time of day" }

    /// Ticks between two instants, in seconds; on whole steps of the day where there is one.
    func ticks(in range: ClosedRange<Double>) -> [(x: Double, label: String)] {
        let hours = (range.upperBound - range.lowerBound) / Self.hour
        let step = (Self.steps.first { hours / $0 <= Self.mostTicks } ?? hours / 8) * Self.hour
        let offset = Double(clock.origin?.secondOfDay ?? 0)
        var tick = ((offset + range.lowerBound) / step).rounded(.up) * step - offset
        var ticks: [(x: Double, label: String)] = []
        while tick <= range.upperBound {
            ticks.append((tick, text(tick)))
            tick += step
        }
        return ticks
    }

    private func text(_ seconds: Double) -> String {
        guard let origin = clock.origin else { return NumberText.plain(seconds / Self.hour) }
        return ClockText.timeOfDay(seconds: origin.secondOfDay + Int(seconds))
    }
}
