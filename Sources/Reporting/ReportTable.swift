/// A table that is told as text and on a page.
struct ReportTable {
    let header: [String]
    /// Columns, from the left, that hold words.
    var leftColumns = 1
    var rows: [[String]] = []

    init(_ header: [String], leftColumns: Int = 1) {
        self.header = header
        self.leftColumns = leftColumns
    }

    /// Whether it has no row.
    var isEmpty: Bool { rows.isEmpty }

    /// Lines of text with a newline at the end of each.
    var text: String {
        var table = TextTable(header, leftColumns: leftColumns)
        for row in rows { table.add(row) }
        return table.text()
    }

    /// The same on a page.
    var page: HTMLTable { HTMLTable(header, leftColumns: leftColumns, rows: rows) }
}
