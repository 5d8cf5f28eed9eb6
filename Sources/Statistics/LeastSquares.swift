/// Ordinary least squares with a handful of regressors.
enum LeastSquares {
    /// A pivot below this share of the largest diagonal element counts as zero.
    private static let singular = 1e-10

    /// Solves the normal equations by elimination with pivoting.
    ///
    /// - Parameters:
    ///   - rows: Regressors, centred, one row per observation.
    ///   - values: Observations.
    /// - Returns: Coefficients; nil when the regressors are linearly dependent.
    static func solve(_ rows: [[Double]], _ values: [Double]) -> [Double]? {
        guard let width = rows.first?.count else { return nil }
        return solve(
            normal: (0..<width).map { i in
                (0..<width).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
            }, right: (0..<width).map { i in zip(rows, values).reduce(0) { $0 + $1.0[i] * $1.1 } })
    }

    /// Solves equations whose matrix is one of sums of squares and products.
    ///
    /// - Parameters:
    ///   - normal: The matrix, symmetric and positive definite.
    ///   - right: The right-hand side.
    /// - Returns: The unknowns; nil when the equations are dependent, or none.
    static func solve(normal: [[Double]], right: [Double]) -> [Double]? {
        let width = right.count
        guard width > 0 else { return nil }
        var matrix = zip(normal, right).map { $0 + [$1] }
        // Each equation is scaled by its diagonal, so that pivots compare like with like.
        for i in 0..<width {
            guard matrix[i][i] > 0 else { return nil }
            let scale = 1 / matrix[i][i]
            for j in 0...width { matrix[i][j] *= scale }
        }
        for column in 0..<width {
            let pivot =
                (column..<width).max {
                    abs(matrix[$0][column]) < abs(matrix[$1][column])
                } ?? column
            guard abs(matrix[pivot][column]) > singular else { return nil }
            matrix.swapAt(column, pivot)
            for row in 0..<width where row != column {
                let factor = matrix[row][column] / matrix[column][column]
                for j in column...width { matrix[row][j] -= factor * matrix[column][j] }
            }
        }
        return (0..<width).map { matrix[$0][width] / matrix[$0][$0] }
    }
}
