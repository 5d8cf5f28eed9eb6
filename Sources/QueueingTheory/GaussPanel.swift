import Foundation

/// The Gauss-Legendre rule on -1...1 together with the running integral at its own nodes.
///
/// `running[i * order + j]` is the weight of the value at node j in the integral from -1 to node i, exact for
/// polynomials of degree below `order`; so one set of values gives both the whole integral and the
/// integral up to each node.
struct GaussPanel: Sendable {
    let nodes: [Double]
    let weights: [Double]
    let running: [Double]

    static let order = 16
    static let standard = GaussPanel()

    private init() {
        let n = GaussPanel.order
        var nodes = [Double](repeating: 0, count: n)
        var weights = nodes
        for i in 0..<n {
            // Newton's method from Tricomi's estimate of the zero of the Legendre polynomial.
            var x = -cos(.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
            var slope = 0.0
            for _ in 0..<20 {
                let p = GaussPanel.legendre(x, through: n)
                slope = Double(n) * (x * p[n] - p[n - 1]) / (x * x - 1)
                let step = p[n] / slope
                x -= step
                if abs(step) < 1e-16 { break }
            }
            let p = GaussPanel.legendre(x, through: n)
            slope = Double(n) * (x * p[n] - p[n - 1]) / (x * x - 1)
            nodes[i] = x
            weights[i] = 2 / ((1 - x * x) * slope * slope)
        }
        let atNodes = nodes.map { GaussPanel.legendre($0, through: n) }
        running = (0..<n).flatMap { i in
            (0..<n).map { j in
                var sum = (nodes[i] + 1) / 2
                for k in 1..<n {
                    sum += atNodes[j][k] * (atNodes[i][k + 1] - atNodes[i][k - 1]) / 2
                }
                return weights[j] * sum
            }
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// Legendre polynomials of degree 0 through n at x.
    private static func legendre(_ x: Double, through n: Int) -> [Double] {
        var p = [1, x]
        for k in 1..<n {
            let degree = Double(k)
            p.append(((2 * degree + 1) * x * p[k] - degree * p[k - 1]) / (degree + 1))
        }
        return p
    }
}
