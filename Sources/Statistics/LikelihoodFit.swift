import Foundation
import GSL

/// A maximum of a likelihood with the covariance of its parameters.
public struct LikelihoodFit: Equatable, Sendable {
    /// The parameters.
    public let point: [Double]
    /// The log-likelihood there.
    public let logLikelihood: Double
    /// Their covariance: the inverse of the observed information, row by row.
    public let covariance: [[Double]]
    /// Their standard errors: roots of the diagonal of the covariance.
    public var standardErrors: [Double] {
        covariance.indices.map { covariance[$0][$0].squareRoot() }
    }

    /// Finds a maximum by Nelder-Mead with one restart, and the observed information there by
    /// second differences.
    ///
    /// - Parameters:
    ///   - start: Where to begin.
    ///   - steps: Length of the first simplex along each parameter; the second differences take a
    ///     quarter of them.
    ///   - logLikelihood: The function; not finite where it is not defined.
    /// - Throws: `StatisticsError` when the search fails or the maximum is flat.
    public init(
        from start: [Double], steps: [Double], _ logLikelihood: ([Double]) -> Double
    ) throws(StatisticsError) {
        func search(from start: [Double]) throws(StatisticsError) -> MultivariateMinimum {
            try StatisticsError.numerically { () throws(GSLError) in
                try Minimization.nelderMead(from: start, steps: steps, sizeTolerance: 1e-5) {
                    let value = -logLikelihood($0)
                    return value.isFinite ? value : 1e300
                }
            }
        }
        let found = try search(from: try search(from: start).point)
        point = found.point
        self.logLikelihood = -found.value
        let information = Self.information(found.point, steps.map { $0 / 4 }, logLikelihood)
        guard let inverse = Self.inverse(information),
            inverse.indices.allSatisfy({ inverse[$0][$0].isFinite && inverse[$0][$0] > 0 })
        else {
            throw .noEstimate(what: "likelihood", reason: "its maximum is flat")
        }
        covariance = inverse
    }

    /// Standard errors where observations come in groups that may be alike.
    ///
    /// The sandwich C (sum of S S') C over the groups' scores S, times groups / (groups - 1) (Liang
    /// and Zeger, Biometrika 73 (1986) 13-22); none less than without groups. Errors of the method:
    /// of order 1 / groups.
    ///
    /// - Parameter scores: First derivatives of each group's log-likelihood at the maximum; at
    ///   least two groups.
    /// - Returns: One error per parameter.
    public func standardErrors(scores: [[Double]]) -> [Double] {
        let groups = Double(scores.count)
        return zip(covariance, standardErrors).map { row, plain in
            let sum = scores.reduce(0) { sum, score in
                let moved = zip(row, score).reduce(0) { $0 + $1.0 * $1.1 }
                return sum + moved * moved
            }
            return max(plain, (sum * groups / (groups - 1)).squareRoot())
        }
    }

    /// Minus the second differences of the log-likelihood.
    private static func information(
        _ point: [Double], _ steps: [Double], _ value: ([Double]) -> Double
    ) -> [[Double]] {
        func at(_ moves: [(Int, Double)]) -> Double {
            var moved = point
            for (index, sign) in moves { moved[index] += sign * steps[index] }
            return value(moved)
        }
        let middle = value(point)
        return point.indices.map { row in
            point.indices.map { column in
                guard row != column else {
                    let sum = at([(row, 1)]) + at([(row, -1)]) - 2 * middle
                    return -sum / (steps[row] * steps[row])
                }
                let sum =
                    at([(row, 1), (column, 1)]) - at([(row, 1), (column, -1)])
                    - at([(row, -1), (column, 1)]) + at([(row, -1), (column, -1)])
                return -sum / (4 * steps[row] * steps[column])
            }
        }
    }

    /// The inverse of a matrix, by elimination with pivots; nil if it is singular.
    private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
        let size = matrix.count
        var rows = matrix.enumerated().map { index, row in
            row + (0..<size).map { $0 == index ? 1.0 : 0 }
        }
        for column in 0..<size {
            let pivot = (column..<size).max { abs(rows[$0][column]) < abs(rows[$1][column]) }
            guard let pivot, abs(rows[pivot][column]) > 0 else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<size where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in 0..<2 * size { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<size).map { row in
            (0..<size).map { rows[row][size + $0] / rows[row][row] }
        }
    }
}
