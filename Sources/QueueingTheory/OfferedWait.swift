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
    /// Largest exponent of a node.
    private(set) var peakExponent = 0.0
    /// What to add to the exponents of nodes to have e(x); above 0 only under overload.
    private(set) var baseExponent = 0.0

    private let arrivalRate: Double
    private let serviceRate: Double
    private let functions: PatienceLaw.CustomPatience
    /// Increasing times above 0 that must fall between panels.
    private let thresholds: [Double]

    /// Relative agreement of one panel with its halves at which the halves are taken.
    private static let tolerance = 1e-13
    /// Shares of abandonment below this are too small to be resolved to their last digit.
    private static let negligible = 1e-25
    /// Panels beyond this number mean a density that never dies out.
    private static let panelLimit = 200_000
    /// The integral stops where the density is below exp(-60) of what matters.
    private static let depth = 60.0
    /// Below exp(-800) of the peak a density is 0 in a `Double`.
    private static let underflow = 800.0

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
        self.serviceRate = serviceRate
        self.functions = functions
        self.thresholds = thresholds
        var start = try rise()
        baseExponent = start.exponent
        start.exponent = 0
        try sample(from: start)
        peakExponent = nodes.reduce(into: peakExponent) { $0 = max($0, $1.exponent) }
    }

    /// Where to begin: 0, or under overload the point far enough below the peak.
    ///
    /// The peak lies where survival falls to n mu / lambda. On the way there only the integral of F
    /// is needed, which few panels give; the density before the result is below exp(-60) of it.
    private func rise() throws(TheoryError) -> Edge {
        guard functions.survival(0) * arrivalRate > serviceRate else { return Edge() }
        var low = 0.0
        var high = 1 / serviceRate
        while functions.survival(high) * arrivalRate > serviceRate {
            low = high
            high *= 2
            guard high.isFinite else { throw .notComputed("the law of the wait has no peak") }
        }
        for _ in 0..<200 where high - low > high * 1e-15 {
            let middle = low + (high - low) / 2
            if functions.survival(middle) * arrivalRate > serviceRate {
                low = middle
            } else {
                high = middle
            }
        }
        let peak = high
        let stops = functions.breakpoints.filter { $0 > 0 && $0 < peak }.sorted() + [peak]
        var edges = [Edge()]
        var edge = Edge()
        var width = 1 / serviceRate
        for _ in 0..<Self.panelLimit {
            guard let stop = stops.first(where: { $0 > edge.x }) else { break }
            let reachesStop = edge.x + width * 1.000001 >= stop
            let end = reachesStop ? stop : edge.x + width
            let whole = panel(from: edge, to: end)
            let left = panel(from: edge, to: edge.x + (end - edge.x) / 2)
            let right = panel(from: left.end, to: end)
            let narrowest = max(1e-13 / serviceRate, 1e-3 * edge.x)
            guard agreeOnPatience(whole, left, right) || end - edge.x <= narrowest else {
                width = (end - edge.x) / 2
                continue
            }
            edge = right.end
            edges.append(edge)
            if !reachesStop { width *= 2 }
        }
        guard edge.x >= peak else { throw .notComputed("the law of patience is not smooth") }
        let wanted = edge.exponent - Self.depth - 20
        guard wanted > 0, let before = edges.last(where: { $0.exponent < wanted }) else {
            return Edge()
        }
        // The exponent rises up to the peak: halve towards the point where it passes the hurdle.
        var best = before
        var reach = (edges.first { $0.x > before.x } ?? edge).x
        for _ in 0..<60 {
            let middle = panel(from: before, to: best.x + (reach - best.x) / 2).end
            if middle.exponent < wanted { best = middle } else { reach = middle.x }
        }
        return best
    }

    /// Walks from an edge over the peak until the density has died out.
    private mutating func sample(from first: Edge) throws(TheoryError) {
        firstBeyond = Array(repeating: 0, count: thresholds.count)
        let stops = Set(functions.breakpoints + thresholds)
            .filter { $0 > first.x && $0.isFinite }.sorted()
        var nextStop = 0
        var nextThreshold = thresholds.firstIndex { $0 > first.x } ?? thresholds.count
        var start = first
        var width = 1 / serviceRate
        var floorExponent = 0.0
        var isDone = false
        for _ in 0..<Self.panelLimit {
            let stop = nextStop < stops.count ? stops[nextStop] : .infinity
            let reachesStop = start.x + width * 1.000001 >= stop
            let end = reachesStop ? stop : start.x + width
            let whole = panel(from: start, to: end)
            let left = panel(from: start, to: start.x + (end - start.x) / 2)
            let right = panel(from: left.end, to: end)
            let narrowest = max(
                1e-13 / serviceRate, min(1e-3 * start.x, 1 / (arrivalRate + serviceRate)))
            guard agree(whole, left, right) || end - start.x <= narrowest else {
                width = (end - start.x) / 2
                continue
            }
            nodes += left.nodes
            nodes += right.nodes
            start = right.end
            guard start.x.isFinite else { break }
            if reachesStop { nextStop += 1 } else { width *= 2 }
            peakExponent = max(peakExponent, start.exponent)
            while nextThreshold < thresholds.count, thresholds[nextThreshold] <= start.x {
                firstBeyond[nextThreshold] = nodes.count
                floorExponent = start.exponent
                nextThreshold += 1
            }
            let hurdle =
                nextThreshold < thresholds.count
                ? peakExponent - Self.underflow : min(peakExponent, floorExponent) - Self.depth
            isDone = start.exponent < hurdle
            if isDone { break }
        }
        guard isDone else { throw .notComputed("the law of the wait does not die out") }
        while nextThreshold < thresholds.count {
            firstBeyond[nextThreshold] = nodes.count
            nextThreshold += 1
        }
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
        let order = GaussPanel.order
        let surplus = arrivalRate - serviceRate
        let half = (end - start.x) / 2
        let cumulative = rule.nodes.map { functions.cumulative(start.x + half * (1 + $0)) }
        var result = Panel()
        result.nodes.reserveCapacity(order)
        for i in 0..<order {
            let offset = half * (1 + rule.nodes[i])
            var partial = 0.0
            for j in 0..<order { partial += rule.running[i * order + j] * cumulative[j] }
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

    private func agreeOnPatience(_ whole: Panel, _ left: Panel, _ right: Panel) -> Bool {
        let relative = max(Self.tolerance, functions.relativeNoise)
        let absolute = max(Self.negligible, functions.absoluteNoise)
        let increment = left.increment + right.increment
        let width = right.end.x - whole.nodes[0].x
        return abs(whole.increment - increment) <= relative * increment + absolute * width
    }

    private func agree(_ whole: Panel, _ left: Panel, _ right: Panel) -> Bool {
        let scale = exp(left.rise)
        let mass = left.mass + scale * right.mass
        let abandoned = left.abandoned + scale * right.abandoned
        guard mass.isFinite, abandoned.isFinite, whole.mass.isFinite else { return false }
        let relative = max(Self.tolerance, functions.relativeNoise)
        let absolute = max(Self.negligible, functions.absoluteNoise)
        return abs(whole.mass - mass) <= relative * mass
            && abs(whole.abandoned - abandoned) <= relative * abandoned + absolute * mass
            && agreeOnPatience(whole, left, right)
    }
}
