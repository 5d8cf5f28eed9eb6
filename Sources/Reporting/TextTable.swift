/// A table for a terminal: the first column to the left, numbers to the right.
public struct TextTable: Sendable {
    /// How the cells of a column are set.
    public enum Alignment: Sendable { case left, right }

    private var rows: [[String]]
    private let alignments: [Alignment]

    /// Starts a table with its head.
    ///
    /// - Parameters:
    ///   - head: Names of the columns.
    ///   - alignments: How columns are set; the last one holds for all further columns.
    public init(_ head: [String], alignments: [Alignment] = [.left, .right]) {
        rows = [head]
        self.alignments = alignments
    }

    /// Adds a row; missing cells stay empty.
    public mutating func add(_ row: [String]) { rows.append(row) }

    /// The table, two blanks between columns, each line ended.
    public var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { line($0, widths) + "\n" }.joined()
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, width) in widths.enumerated() {
            let cell = column < row.count ? row[column] : ""
            let blanks = String(repeating: " ", count: width - cell.count)
            let alignment =
                alignments.isEmpty ? .left : alignments[min(column, alignments.count - 1)]
            line += (column == 0 ? "" : "  ") + (alignment == .left ? cell + blanks : blanks + cell)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
