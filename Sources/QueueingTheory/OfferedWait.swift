import Foundation

/// The density of the virtual wait of M/M/n+G, sampled on panels that adapt to it.
///
/// The density on x > 0 is proportional to exp(e(x)), e(x) = (lambda - n mu) x - lambda I(x), where
/// I(x) is the integral of the patience distribution F from 0 to x. The logarithm is concave, so the
/// density has one peak. I(x) is accumulated panel by panel as a sum of positive terms; nothing is
/// lost to cancellation when patience is long, and nothing overflows under overload, because only
/// differences from the peak are exponentiated.
struct OfferedWait {
    /// One abscissa with its weight and what the integrands need there.
    struct Node {
        var x: Double
        var weight: Double
        var exponent: Double
        var cumulative: Double
        var survival: Double
        var integratedCumulative: Double
    }

    private(set) var nodes: [Node] = []
    /// Index of the first node at or beyond each threshold, in the order of the thresholds.
    private(set) var firstBeyond: [Int] = []
    private(set) var peakExponent = 0.0

    private let arrivalRate: Double
    private let surplus: Double
    private let functions: PatienceLaw.CustomPatience

    /// Relative agreement of one panel with its halves at which the halves are taken.
    private static let tolerance = 1e-13
    /// Shares of abandonment below this are too small to be resolved to their last digit.
    private static let negligible = 1e-25
    /// Panels beyond this number mean a density that never dies out.
    private static let panelLimit = 200_000
    /// The integral stops where the density is below exp(-60) of what matters.
    private static let depth = 60.0

    /// Samples the density.
    ///
    /// - Parameters:
    ///   - arrivalRate: lambda, per second.
    ///   - serviceRate: n mu, per second.
    ///   - functions: The law of patience.
    ///   - thresholds: Increasing times above 0 that must fall between panels.
    /// - Throws: `TheoryError.notComputed` when the density does not die out.
    init(
        arrivalRate: Double, serviceRate: Double, functions: PatienceLaw.CustomPatience,
        thresholds: [Double]
    ) throws(TheoryError) {
        self.arrivalRate = arrivalRate
        surplus = arrivalRate - serviceRate
        self.functions = functions
        firstBeyond = Array(repeating: 0, count: thresholds.count)
        let stops = Set(functions.breakpoints + thresholds)
            .filter { $0 > 0 && $0.isFinite }.sorted()
        var nextStop = 0
        var nextThreshold = 0
        var start = Edge()
        var width = 1 / serviceRate
        var floorExponent = 0.0
        for _ in 0..<Self.panelLimit {
            let stop = nextStop < stops.count ? stops[nextStop] : .infinity
            let reachesStop = start.x + width * 1.000001 >= stop
            let end = reachesStop ? stop : start.x + width
            let whole = panel(from: start, to: end)
            let left = panel(from: start, to: start.x + (end - start.x) / 2)
            let right = panel(from: left.end, to: end)
            let narrowest = max(1e-13 / serviceRate, 1e-3 * start.x)
            guard agree(whole, left, right) || end - start.x <= narrowest else {
                width = (end - start.x) / 2
                continue
            }
            nodes += left.nodes
            nodes += right.nodes
            start = right.end
            if reachesStop { nextStop += 1 } else { width *= 2 }
            peakExponent = max(peakExponent, start.exponent)
            while nextThreshold < thresholds.count, thresholds[nextThreshold] <= start.x {
                firstBeyond[nextThreshold] = nodes.count
                floorExponent = start.exponent
                nextThreshold += 1
            }
            let hurdle = min(peakExponent, floorExponent) - Self.depth
            if nextThreshold == thresholds.count, start.exponent < hurdle { break }
            guard start.x.isFinite else { break }
        }
        guard start.x.isFinite, start.exponent < peakExponent - Self.depth,
            nextThreshold == thresholds.count
        else { throw .notComputed("the law of the wait does not die out") }
        peakExponent = nodes.reduce(into: peakExponent) { $0 = max($0, $1.exponent) }
    }

    /// Where a panel begins or ends, with the sums up to there.
    private struct Edge {
        var x = 0.0
        var integrated = 0.0
        var exponent = 0.0
    }

    private struct Panel {
        var nodes: [Node] = []
        var end = Edge()
        /// Rise of the exponent over the panel, and the sums relative to the exponent at its start.
        var rise = 0.0
        var increment = 0.0
        var mass = 0.0
        var abandoned = 0.0
    }

    /// Evaluates one panel; exponents are taken relative to its start to keep their digits.
    private func panel(from start: Edge, to end: Double) -> Panel {
        let rule = GaussPanel.standard
        let half = (end - start.x) / 2
        let cumulative = rule.nodes.map { functions.cumulative(start.x + half * (1 + $0)) }
        var result = Panel()
        result.nodes.reserveCapacity(2 * GaussPanel.order)
        for i in rule.nodes.indices {
            let offset = half * (1 + rule.nodes[i])
            var partial = 0.0
            for j in rule.nodes.indices { partial += rule.running[i][j] * cumulative[j] }
            partial *= half
            let rise = surplus * offset - arrivalRate * partial
            let weight = half * rule.weights[i]
            result.nodes.append(
                Node(
                    x: start.x + offset, weight: weight, exponent: start.exponent + rise,
                    cumulative: cumulative[i], survival: functions.survival(start.x + offset),
                    integratedCumulative: start.integrated + partial))
            result.increment += weight * cumulative[i]
            let density = weight * exp(rise)
            result.mass += density
            result.abandoned += density * cumulative[i]
        }
        result.rise = surplus * (end - start.x) - arrivalRate * result.increment
        result.end = Edge(
            x: end, integrated: start.integrated + result.increment,
            exponent: start.exponent + result.rise)
        return result
    }

    private func agree(_ whole: Panel, _ left: Panel, _ right: Panel) -> Bool {
        let scale = exp(left.rise)
        let mass = left.mass + scale * right.mass
        let abandoned = left.abandoned + scale * right.abandoned
        let increment = left.increment + right.increment
        guard mass.isFinite, abandoned.isFinite, whole.mass.isFinite else { return false }
        let width = right.end.x - whole.nodes[0].x
        let relative = max(Self.tolerance, functions.relativeNoise)
        let absolute = max(Self.negligible, functions.absoluteNoise)
        return abs(whole.mass - mass) <= relative * mass
            && abs(whole.abandoned - abandoned) <= relative * abandoned + absolute * mass
            && abs(whole.increment - increment) <= relative * increment + absolute * width
    }
}
