/// A table of a page: words to the left, numbers to the right.
struct HTMLTable {
    /// A column with its title.
    struct Column {
        let title: String
        let isWords: Bool

        /// A column of words.
        static func words(_ title: String) -> Column { Column(title: title, isWords: true) }

        /// A column of numbers.
        static func number(_ title: String) -> Column { Column(title: title, isWords: false) }
    }

    private let columns: [Column]
    private var rows: [(cells: [String], isMarked: Bool)] = []

    /// Starts a table.
    init(_ columns: [Column]) { self.columns = columns }

    /// A table whose first columns hold words.
    ///
    /// - Parameters:
    ///   - header: Titles of the columns.
    ///   - leftColumns: Columns, from the left, that hold words.
    ///   - rows: Cells by row.
    init(_ header: [String], leftColumns: Int = 1, rows: [[String]] = []) {
        self.init(
            header.enumerated().map { Column(title: $1, isWords: $0 < leftColumns) })
        for row in rows { add(row) }
    }

    /// Whether it has no row.
    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - cells: Plain text, a cell for each column.
    ///   - isMarked: Whether it stands out: the first point, the best option.
    mutating func add(_ cells: [String], isMarked: Bool = false) {
        rows.append((cells, isMarked))
    }

    /// The table as HTML.
    var html: String {
        "<table>" + line(columns.map(\.title), "th", isMarked: false)
            + rows.map { line($0.cells, "td", isMarked: $0.isMarked) }.joined() + "</table>"
    }

    private func line(_ cells: [String], _ tag: String, isMarked: Bool) -> String {
        let inside = zip(columns, cells).map { column, cell in
            "<\(tag)\(column.isWords ? " class=\"w\"" : "")>\(HTMLText.escape(cell))</\(tag)>"
        }
        return "<tr\(isMarked ? " class=\"first\"" : "")>" + inside.joined() + "</tr>\n"
    }
}
