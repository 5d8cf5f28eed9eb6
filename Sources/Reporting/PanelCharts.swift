import Planning
import Projections

/// How the axes of a projection are laid out on paper: across, by colour (or down), by panel.
struct AxisLayout {
    let across: ProjectionAxis
    let second: ProjectionAxis?
    let panels: ProjectionAxis?

    /// The first axis goes across, the second down or by colour, the third by panel; further axes
    /// stay at their first values.
    init?(_ result: ProjectionResult) {
        guard let first = result.axes.first else { return nil }
        across = first
        second = result.axes.count > 1 ? result.axes[1] : nil
        panels = result.axes.count > 2 ? result.axes[2] : nil
    }

    /// The point at positions on the three axes.
    func point(
        _ result: ProjectionResult, across a: Int, second s: Int, panel p: Int
    ) -> ProjectionPoint? {
        let positions = [a, s, p]
        var index = 0
        for (number, axis) in result.axes.enumerated() {
            index = index * axis.values.count + (number < 3 ? positions[number] : 0)
        }
        return index < result.points.count ? result.points[index] : nil
    }

    var secondCount: Int { second?.values.count ?? 1 }
    var panelCount: Int { panels?.values.count ?? 1 }

    /// `name = value`, with the last two parts of the path as the name.
    static func label(_ axis: ProjectionAxis, _ value: Int) -> String {
        name(axis) + " = " + axis.values[value]
    }

    /// The last two parts of the path.
    static func name(_ axis: ProjectionAxis) -> String {
        axis.path.split(separator: ".").suffix(2).joined(separator: " ")
    }
}

/// A surface as numbers on colour: one panel per value of the third axis.
struct SurfaceChart {
    let title: String
    let kpi: String
    /// Values above it get a frame, as they miss the target.
    let limit: Double?

    func element(_ result: ProjectionResult) -> String? {
        guard let layout = AxisLayout(result) else { return nil }
        let cell = (width: 98.0, height: 50.0)
        let left = 84.0
        let top = 54.0
        let panelWidth = left + cell.width * Double(layout.across.values.count) + 12
        let height = top + cell.height * Double(layout.secondCount) + 44
        var canvas = SVGCanvas(
            width: panelWidth * Double(layout.panelCount), height: height)
        let largest =
            result.points.compactMap { $0.estimate(kpi)?.mean }.max().map { max($0, 1e-9) } ?? 1
        for panel in 0..<layout.panelCount {
            let x0 = panelWidth * Double(panel) + left
            if let axis = layout.panels {
                canvas.text(
                    AxisLayout.label(axis, panel), x: x0, y: 20, size: 13, bold: true)
            }
            for column in layout.across.values.indices {
                canvas.text(
                    layout.across.values[column], x: x0 + cell.width * (Double(column) + 0.5),
                    y: top - 8, anchor: .middle)
                for row in 0..<layout.secondCount {
                    guard
                        let estimate = layout.point(
                            result, across: column, second: row, panel: panel)?.estimate(kpi),
                        let mean = estimate.mean
                    else { continue }
                    draw(
                        estimate, share: mean / largest, x: x0 + cell.width * Double(column),
                        y: top + cell.height * Double(row), cell: cell, on: &canvas)
                }
            }
            for row in 0..<layout.secondCount {
                canvas.text(
                    layout.second.map { $0.values[row] } ?? "", x: x0 - 8,
                    y: top + cell.height * (Double(row) + 0.5) + 4, anchor: .end)
            }
            canvas.text(
                AxisLayout.name(layout.across), x: x0 + panelWidth / 2 - left,
                y: height - 22, anchor: .middle, fill: "#555")
            if let second = layout.second {
                canvas.text(
                    AxisLayout.name(second), x: x0 - 58,
                    y: top + cell.height * Double(layout.secondCount) / 2, anchor: .middle,
                    fill: "#555", turned: true)
            }
        }
        return canvas.element(title: title)
    }

    private func draw(
        _ estimate: KPIEstimate, share: Double, x: Double, y: Double,
        cell: (width: Double, height: Double), on canvas: inout SVGCanvas
    ) {
        let mean = estimate.mean ?? 0
        canvas.rectangle(
            x: x, y: y, width: cell.width - 2, height: cell.height - 2,
            fill: Palette.amount(share))
        if let limit, mean > limit {
            canvas.rectangle(x: x, y: y, width: 4, height: cell.height - 2, fill: "#D55E00")
        }
        let ink = Palette.ink(on: share)
        canvas.text(
            NumberText.value(mean, unit: estimate.unit), x: x + cell.width / 2, y: y + 22,
            anchor: .middle, size: 14, fill: ink, bold: true)
        canvas.text(
            "± " + NumberText.value(estimate.halfWidth95, unit: estimate.unit),
            x: x + cell.width / 2, y: y + 39, anchor: .middle, size: 11, fill: ink)
    }
}

/// Lines over the first axis, coloured by the second, one panel per value of the third; a second
/// indicator may be drawn dashed beside the first.
struct LineChart {
    let title: String
    let yLabel: String
    /// Indicator with full lines.
    let kpi: String
    /// Indicator with dashed lines.
    let dashedKPI: String?
    /// Names of the two kinds of lines.
    let kindNames: [String]

    private static let panel = (width: 300.0, height: 210.0, left: 66.0, top: 44.0)

    func element(_ result: ProjectionResult) -> String? {
        guard let layout = AxisLayout(result) else { return nil }
        let kpis = [kpi] + (dashedKPI.map { [$0] } ?? [])
        let estimates = result.points.flatMap { point in kpis.compactMap { point.estimate($0) } }
        guard let unit = estimates.first?.unit,
            let largest = estimates.compactMap({ estimate in
                estimate.mean.map { $0 + (estimate.halfWidth95 ?? 0) }
            }).max()
        else { return nil }
        let ticks = AxisTicks.upTo(largest)
        let width = (Self.panel.width + Self.panel.left + 16) * Double(layout.panelCount)
        let legend = legendLines(layout, width: width)
        var canvas = SVGCanvas(
            width: width,
            height: Self.panel.top + Self.panel.height + 58 + 20 * Double(legend.count))
        for panel in 0..<layout.panelCount {
            drawPanel(result, layout, panel, kpis, ticks, unit, on: &canvas)
        }
        for (line, items) in legend.enumerated() {
            let y = canvas.height - 10 - 20 * Double(legend.count - 1 - line)
            draw(items, y: y, on: &canvas)
        }
        return canvas.element(title: title)
    }

    private func drawPanel(
        _ result: ProjectionResult, _ layout: AxisLayout, _ panel: Int, _ kpis: [String],
        _ ticks: [Double], _ unit: String, on canvas: inout SVGCanvas
    ) {
        let (width, height, left, top) = Self.panel
        let x0 = (width + left + 16) * Double(panel) + left
        let scale = height / (ticks.last ?? 1)
        if let axis = layout.panels {
            canvas.text(AxisLayout.label(axis, panel), x: x0, y: 20, size: 13, bold: true)
        }
        for tick in ticks {
            let y = top + height - tick * scale
            canvas.line(x0, y, x0 + width, y, stroke: "#ddd")
            canvas.text(
                unit == "share"
                    ? NumberText.percent(tick, ticks[1] < 0.01 ? 1 : 0)
                    : NumberText.fixed(tick, ticks[1] < 1 ? 2 : 0),
                x: x0 - 8, y: y + 4, anchor: .end)
        }
        if panel == 0 {
            canvas.text(
                yLabel, x: x0 - 52, y: top + height / 2, anchor: .middle, fill: "#555",
                turned: true)
        }
        let slot = width / Double(layout.across.values.count)
        for (column, value) in layout.across.values.enumerated() {
            canvas.text(
                value, x: x0 + slot * (Double(column) + 0.5), y: top + height + 18,
                anchor: .middle)
        }
        canvas.text(
            AxisLayout.name(layout.across), x: x0 + width / 2, y: top + height + 36,
            anchor: .middle, fill: "#555")
        for (kind, kpi) in kpis.enumerated() {
            for row in 0..<layout.secondCount {
                let shift = (Double(row) - Double(layout.secondCount - 1) / 2) * 9
                var points: [(x: Double, y: Double)] = []
                for column in layout.across.values.indices {
                    guard
                        let estimate = layout.point(
                            result, across: column, second: row, panel: panel)?.estimate(kpi),
                        let mean = estimate.mean
                    else { continue }
                    let x = x0 + slot * (Double(column) + 0.5) + shift
                    let half = (estimate.halfWidth95 ?? 0) * scale
                    let y = top + height - mean * scale
                    canvas.line(x, y - half, x, y + half, stroke: Palette.kind(row), width: 1.5)
                    points.append((x, y))
                }
                canvas.polyline(
                    points, stroke: Palette.kind(row), dash: kind == 1 ? "5 4" : nil)
                for point in points {
                    canvas.circle(
                        point.x, point.y, radius: 3.5,
                        fill: kind == 1 ? "#fff" : Palette.kind(row), stroke: Palette.kind(row))
                }
            }
        }
    }

    private struct LegendItem {
        let label: String
        let stroke: String
        let dash: String?

        var width: Double { 52 + 6.6 * Double(label.count) }
    }

    /// The legend, broken into lines that fit a width.
    private func legendLines(_ layout: AxisLayout, width: Double) -> [[LegendItem]] {
        var items: [LegendItem] = []
        if let second = layout.second {
            items += second.values.indices.map {
                LegendItem(
                    label: AxisLayout.label(second, $0), stroke: Palette.kind($0), dash: nil)
            }
        }
        if dashedKPI != nil {
            items += kindNames.enumerated().map {
                LegendItem(label: $1, stroke: "#333", dash: $0 == 1 ? "5 4" : nil)
            }
        }
        var lines: [[LegendItem]] = []
        var used = 0.0
        for item in items {
            if lines.isEmpty || used + item.width > width - Self.panel.left {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(item)
            used += item.width
        }
        return lines
    }

    private func draw(_ items: [LegendItem], y: Double, on canvas: inout SVGCanvas) {
        var x = Self.panel.left
        for item in items {
            canvas.line(x, y - 4, x + 24, y - 4, stroke: item.stroke, width: 3, dash: item.dash)
            canvas.text(item.label, x: x + 30, y: y)
            x += item.width
        }
    }
}
