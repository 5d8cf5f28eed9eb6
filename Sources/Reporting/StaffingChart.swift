import Planning

/// Agents needed by interval of the day, as steps with a band for the interval of the estimate.
struct StaffingChart {
    let title: String
    /// What is drawn, with its name.
    let series: [(name: String, staffing: [StaffingRequirement])]
    let intervalSeconds: Int
    /// Seconds after midnight at time 0; nil without a calendar.
    let timeOfDayAtStart: Int?

    /// The upper end of the band: where none was found, as far as was looked.
    private func upperEnd(_ requirement: StaffingRequirement) -> Int {
        requirement.high ?? requirement.needed + StaffingSearch.widest
    }

    func element() -> String? {
        let used = series.flatMap { $0.staffing }.filter { upperEnd($0) > 0 }
        guard let first = used.map(\.interval).min(), let last = used.map(\.interval).max(),
            let largest = used.map(upperEnd).max()
        else { return nil }
        let (left, top, width, height) = (56.0, 18.0, 900.0, 250.0)
        let ticks = AxisTicks.upTo(Double(largest))
        let scale = height / (ticks.last ?? 1)
        let slot = width / Double(last - first + 1)
        var canvas = SVGCanvas(
            width: left + width + 24,
            height: top + height + 62 + 20 * Double((series.count + 1) / 2))
        for tick in ticks {
            let y = top + height - tick * scale
            canvas.line(left, y, left + width, y, stroke: "#ddd")
            canvas.text(NumberText.fixed(tick, 0), x: left - 8, y: y + 4, anchor: .end)
        }
        canvas.text(
            "agents planned", x: 16, y: top + height / 2, anchor: .middle, fill: "#555",
            turned: true)
        for interval in first...last + 1 {
            let seconds = (timeOfDayAtStart ?? 0) + interval * intervalSeconds
            guard seconds % 3600 == 0 else { continue }
            let x = left + slot * Double(interval - first)
            canvas.line(x, top + height, x, top + height + 5, stroke: "#888")
            if (seconds / 3600) % 2 == 1 || last - first < 24 {
                canvas.text(
                    ClockText.timeOfDay(seconds: seconds), x: x, y: top + height + 20,
                    anchor: .middle)
            }
        }
        canvas.text(
            timeOfDayAtStart == nil ? "time from the start" : "time of day", x: left + width / 2,
            y: top + height + 40, anchor: .middle,
            fill: "#555")
        for (index, entry) in series.enumerated() {
            draw(
                entry.staffing.filter { (first...last).contains($0.interval) }, first: first,
                colour: Palette.kind(index), slot: slot, scale: scale,
                origin: (left, top + height), on: &canvas)
            let x = left + Double(index % 2) * width / 2
            let y = top + height + 62 + 20 * Double(index / 2)
            canvas.line(x, y - 4, x + 22, y - 4, stroke: Palette.kind(index), width: 3)
            canvas.text(entry.name, x: x + 28, y: y)
        }
        return canvas.element(title: title)
    }

    private func draw(
        _ staffing: [StaffingRequirement], first: Int, colour: String, slot: Double,
        scale: Double, origin: (x: Double, y: Double), on canvas: inout SVGCanvas
    ) {
        var upper: [(x: Double, y: Double)] = []
        var lower: [(x: Double, y: Double)] = []
        var middle: [(x: Double, y: Double)] = []
        for requirement in staffing {
            for edge in 0...1 {
                let x = origin.x + slot * Double(requirement.interval - first + edge)
                upper.append((x, origin.y - Double(upperEnd(requirement)) * scale))
                lower.append((x, origin.y - Double(requirement.low) * scale))
                middle.append((x, origin.y - Double(requirement.needed) * scale))
            }
        }
        canvas.polygon(upper + lower.reversed(), fill: colour, opacity: 0.15)
        canvas.polyline(middle, stroke: colour)
    }
}
