/// A table of text: the first column to the left, the others to the right.
struct TextTable {
    /// Heading of each column; empty for none.
    var headings: [String] = []
    /// Cells, one array a row.
    var rows: [[String]] = []

    /// The lines, without trailing blanks.
    func lines(on terminal: Terminal) -> [String] {
        let all = (headings.isEmpty ? [] : [headings]) + rows
        let columns = all.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return all.enumerated().map { index, cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                let blank = String(repeating: " ", count: widths[column] - cell.count)
                line += column == 0 ? cell + blank : "  " + blank + cell
            }
            while line.last == " " { line.removeLast() }
            return index == 0 && !headings.isEmpty ? terminal.bold(line) : line
        }
    }
}
