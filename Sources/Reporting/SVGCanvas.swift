/// Draws shapes and words into an SVG element; sizes are in pixels.
struct SVGCanvas {
    let width: Double
    let height: Double
    private(set) var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Where a text sits on its point.
    enum Anchor: String { case start, middle, end }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: String, hint: String? = nil
    ) {
        body +=
            "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\""
            + " fill=\"\(fill)\"" + close("rect", hint)
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String,
        width: Double = 1, dash: String? = nil
    ) {
        body +=
            "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\""
            + " stroke=\"\(stroke)\" stroke-width=\"\(n(width))\"\(dashes(dash))/>\n"
    }

    mutating func polyline(
        _ points: [(x: Double, y: Double)], stroke: String, width: Double = 2,
        dash: String? = nil
    ) {
        body +=
            "<polyline points=\"\(list(points))\" fill=\"none\" stroke=\"\(stroke)\""
            + " stroke-width=\"\(n(width))\" stroke-linejoin=\"round\"\(dashes(dash))/>\n"
    }

    mutating func polygon(_ points: [(x: Double, y: Double)], fill: String, opacity: Double) {
        body +=
            "<polygon points=\"\(list(points))\" fill=\"\(fill)\""
            + " fill-opacity=\"\(n(opacity))\"/>\n"
    }

    mutating func circle(
        _ x: Double, _ y: Double, radius: Double, fill: String, stroke: String,
        hint: String? = nil
    ) {
        body +=
            "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(fill)\""
            + " stroke=\"\(stroke)\" stroke-width=\"1.5\"" + close("circle", hint)
    }

    mutating func text(
        _ string: String, x: Double, y: Double, anchor: Anchor = .start, size: Double = 12,
        fill: String = "#333", bold: Bool = false, turned: Bool = false
    ) {
        let turn = turned ? " transform=\"rotate(-90 \(n(x)) \(n(y)))\"" : ""
        body +=
            "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\""
            + " font-size=\"\(n(size))\" fill=\"\(fill)\"\(bold ? " font-weight=\"600\"" : "")"
            + "\(turn)>\(HTMLText.escape(string))</text>\n"
    }

    /// The element, with a title for readers of the screen.
    func element(title: String) -> String {
        "<svg viewBox=\"0 0 \(n(width)) \(n(height))\" width=\"\(n(width))\""
            + " height=\"\(n(height))\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">\n"
            + "<title>\(HTMLText.escape(title))</title>\n\(body)</svg>\n"
    }

    private func n(_ value: Double) -> String {
        var text = NumberText.fixed(value, 2)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    private func list(_ points: [(x: Double, y: Double)]) -> String {
        points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    }

    private func dashes(_ dash: String?) -> String {
        dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
    }

    private func close(_ name: String, _ hint: String?) -> String {
        hint.map { "><title>\(HTMLText.escape($0))</title></\(name)>\n" } ?? "/>\n"
    }
}

/// Text inside HTML and SVG.
enum HTMLText {
    /// The text with the characters that markup would take for itself replaced.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

/// Colours: one hue family for amounts, distinct ones (Okabe and Ito 2008) for kinds.
enum Palette {
    static let kinds = [
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
    ]

    static func kind(_ index: Int) -> String { kinds[index % kinds.count] }

    /// From pale to dark for a share of the largest amount, in [0, 1].
    static func amount(_ share: Double) -> String {
        let stops: [(Double, Double, Double)] = [
            (247, 251, 255), (198, 219, 239), (107, 174, 214), (33, 113, 181), (8, 48, 107),
        ]
        let place = min(max(share, 0), 1) * Double(stops.count - 1)
        let low = min(Int(place), stops.count - 2)
        let part = place - Double(low)
        func mix(_ from: Double, _ to: Double) -> Int { Int((from + (to - from) * part).rounded()) }
        return "rgb(\(mix(stops[low].0, stops[low + 1].0)),"
            + "\(mix(stops[low].1, stops[low + 1].1)),\(mix(stops[low].2, stops[low + 1].2)))"
    }

    /// A colour that can be read on an amount.
    static func ink(on share: Double) -> String { share > 0.55 ? "#fff" : "#111" }
}

/// Round numbers for an axis.
enum AxisTicks {
    /// From 0 to at least `largest`, about five steps of 1, 2 or 5 times a power of ten.
    static func upTo(_ largest: Double) -> [Double] {
        guard largest > 0 else { return [0, 1] }
        var unit = 1.0
        while unit * 10 <= largest { unit *= 10 }
        while unit > largest { unit /= 10 }
        let step = [0.2, 0.5, 1, 2].map { $0 * unit }.first { largest / $0 <= 6 } ?? 2 * unit
        let count = Int((largest / step).rounded(.up))
        return (0...max(count, 1)).map { Double($0) * step }
    }
}
