/// Figures, a line each: what, how much, and a note.
public struct FigureLines: Sendable {
    private var lines: [(name: String, figure: String, note: String)] = []

    /// Starts without a line.
    public init() {}

    /// Adds a line.
    ///
    /// - Parameters:
    ///   - name: What the figure is.
    ///   - figure: The figure, with its unit.
    ///   - note: What the reader has to know about it.
    public mutating func add(_ name: String, _ figure: String, _ note: String = "") {
        lines.append((name, figure, note))
    }

    /// The lines: names to the left, figures to the right, notes after them.
    public var text: String {
        let names = lines.map(\.name.count).max() ?? 0
        let figures = lines.map(\.figure.count).max() ?? 0
        return lines.map { line in
            let gap = names - line.name.count + 2 + figures - line.figure.count
            let text = line.name + String(repeating: " ", count: gap) + line.figure
            return text + (line.note.isEmpty ? "" : "  " + line.note) + "\n"
        }.joined()
    }
}
