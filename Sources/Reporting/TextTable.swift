/// A table in plain text: numbers to the right, words to the left, two blanks between columns.
public struct TextTable: Sendable {
    private let header: [String]
    private let leftColumns: Int
    private let hasRule: Bool
    private var rows: [[String]] = []

    /// Starts a table.
    ///
    /// - Parameters:
    ///   - header: Titles of the columns; empty for a table without titles.
    ///   - leftColumns: Columns, from the left, that hold words.
    ///   - hasRule: Whether a line of dashes parts the titles from the rows.
    public init(_ header: [String] = [], leftColumns: Int = 1, hasRule: Bool = true) {
        self.header = header
        self.leftColumns = leftColumns
        self.hasRule = hasRule && !header.isEmpty
    }

    /// Adds a row; missing cells stay empty.
    ///
    /// - Parameter row: The cells, no more than the header has where there is one.
    public mutating func add(_ row: [String]) { rows.append(row) }

    /// The lines of the table.
    ///
    /// - Parameter style: Changes the line of titles after it is laid out, such as to bold on a
    ///   terminal.
    /// - Returns: Lines without trailing blanks and without newlines.
    public func lines(header style: (String) -> String = { $0 }) -> [String] {
        let all = (header.isEmpty ? [] : [header]) + rows
        let columns = all.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            all.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        var lines = all.map { line($0, widths: widths) }
        if !header.isEmpty { lines[0] = style(lines[0]) }
        if hasRule {
            let dashes = widths.map { String(repeating: "-", count: $0) }
            lines.insert(dashes.joined(separator: "  "), at: 1)
        }
        return lines
    }

    /// The table as text.
    ///
    /// - Returns: Lines with a newline at the end of each.
    public func text() -> String { lines().map { $0 + "\n" }.joined() }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var line = cells.enumerated().map { column, cell in
            let pad = String(repeating: " ", count: widths[column] - cell.count)
            return column < leftColumns ? cell + pad : pad + cell
        }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
