/// A correlation matrix, with the triangular factor that makes independent normals correlated.
public struct CorrelationMatrix: Equatable, Sendable {
    /// Number of rows and columns.
    public let order: Int
    /// The entries, row by row.
    private let entries: [Double]
    /// The lower triangular factor L with L L' = the matrix, row by row.
    private let factor: [Double]

    /// Checks and factors a matrix (Cholesky); takes time in proportion to the cube of its order.
    ///
    /// - Parameter rows: Rows of equal length as many as they are long, symmetric, 1 on the
    ///   diagonal, positive definite.
    /// - Throws: `CorrelationMatrixError` that says where the matrix fails.
    public init(rows: [[Double]]) throws(CorrelationMatrixError) {
        let order = rows.count
        for (row, values) in rows.enumerated() {
            if values.count != order {
                throw .wrongSize(row: row, count: values.count, order: order)
            }
            for (column, value) in values.enumerated() {
                if row == column, value != 1 { throw .diagonal(row: row, value: value) }
                if !(abs(value) <= 1) { throw .outside(row: row, column: column, value: value) }
                if column < row, value != rows[column][row] {
                    throw .notSymmetric(
                        row: row, column: column, value: value, other: rows[column][row])
                }
            }
        }
        var factor = [Double](repeating: 0, count: order * order)
        for row in 0..<order {
            for column in 0...row {
                var rest = rows[row][column]
                for inner in 0..<column {
                    rest -= factor[row * order + inner] * factor[column * order + inner]
                }
                if column < row {
                    factor[row * order + column] = rest / factor[column * order + column]
                } else if rest > Self.leastPivot {
                    factor[row * order + row] = rest.squareRoot()
                } else {
                    throw .notPositiveDefinite(row: row)
                }
            }
        }
        self.order = order
        entries = rows.flatMap { $0 }
        self.factor = factor
    }

    /// Least square of a factor's diagonal: what is less is rounding of 0.
    private static let leastPivot = 1e-12

    /// The correlation of two positions.
    public subscript(row: Int, column: Int) -> Double { entries[row * order + column] }

    /// Makes independent standard normal numbers correlated.
    ///
    /// - Parameter normals: `order` numbers.
    /// - Returns: L times them; position k depends on the first k + 1 alone.
    public func correlated(_ normals: [Double]) -> [Double] {
        (0..<order).map { row in
            var sum = 0.0
            for column in 0...row { sum += factor[row * order + column] * normals[column] }
            return sum
        }
    }
}

/// Why a matrix is no correlation matrix; rows and columns count from 0.
public enum CorrelationMatrixError: Error, Equatable, Sendable {
    /// A row is not as long as there are rows.
    case wrongSize(row: Int, count: Int, order: Int)
    /// The correlation of something with itself is not 1.
    case diagonal(row: Int, value: Double)
    /// An entry is outside [-1, 1], or no number.
    case outside(row: Int, column: Int, value: Double)
    /// Two mirrored entries differ.
    case notSymmetric(row: Int, column: Int, value: Double, other: Double)
    /// No variables have these correlations; the first `row + 1` already contradict each other,
    /// or one of them follows from the others.
    case notPositiveDefinite(row: Int)
}

extension CorrelationMatrixError: CustomStringConvertible {
    /// What is wrong, with rows and columns counted from 1.
    public var description: String {
        switch self {
        case .wrongSize(let row, let count, let order):
            "row \(row + 1) has \(count) values where there are \(order) rows"
        case .diagonal(let row, let value):
            "row \(row + 1) has \(value) on the diagonal; it should be 1"
        case .outside(let row, let column, let value):
            "row \(row + 1), column \(column + 1) is \(value); it should be from -1 to 1"
        case .notSymmetric(let row, let column, let value, let other):
            "row \(row + 1), column \(column + 1) is \(value), but row \(column + 1), "
                + "column \(row + 1) is \(other); they should be equal"
        case .notPositiveDefinite(let row):
            "it is not positive definite: row \(row + 1) contradicts the rows before it, or "
                + "follows from them; bring correlations nearer to 0"
        }
    }
}
