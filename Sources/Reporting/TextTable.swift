/// A table in plain text: numbers to the right, words to the left.
public struct TextTable: Sendable {
    private var rows: [[String]]
    private let columns: Int
    private let leftColumns: Int

    /// Starts a table.
    ///
    /// - Parameters:
    ///   - header: Titles of the columns.
    ///   - leftColumns: Columns, from the left, that hold words.
    public init(_ header: [String], leftColumns: Int = 1) {
        rows = [header]
        columns = header.count
        self.leftColumns = leftColumns
    }

    /// Adds a row; missing cells stay empty.
    ///
    /// - Parameter row: The cells.
    public mutating func add(_ row: [String]) {
        rows.append(row + Array(repeating: "", count: max(columns - row.count, 0)))
    }

    /// The table as text.
    ///
    /// - Returns: Lines with a newline at the end of each.
    public func text() -> String {
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for (index, row) in rows.enumerated() {
            let cells = (0..<columns).map { column in
                let pad = String(repeating: " ", count: widths[column] - row[column].count)
                return column < leftColumns ? row[column] + pad : pad + row[column]
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            text += line + "\n"
            if index == 0 {
                text +=
                    widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
                    + "\n"
            }
        }
        return text
    }
}
