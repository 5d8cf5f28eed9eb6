import Foundation
import GSL

/// Callers who hang up because the voice agent is slow to answer.
///
/// At every turn the latency and the caller's patience with silence are drawn anew; the caller hangs
/// up when the latency is longer.
public struct LatencyHangUp: Hashable, Sendable {
    /// A law of latency, in seconds.
    public enum LatencyLaw: Hashable, Sendable {
        /// Lognormal with this median and standard deviation of the logarithm.
        case lognormal(median: Double, logDeviation: Double)
        /// Always the same.
        case deterministic(Double)
        /// One of these measured values, each as likely.
        case measured([Double])
    }

    /// P(latency > patience) at one turn, E F(L) with F the law of patience.
    public let perTurn: Double
    /// P(the caller hangs up at one of the turns).
    public let perCall: Double

    /// Computes both probabilities.
    ///
    /// Relative error below 1e-11 for a smooth law of patience.
    ///
    /// - Parameters:
    ///   - latency: Law of latency.
    ///   - patience: Law of patience with silence.
    ///   - turns: Turns in a call, 0 or more.
    /// - Throws: `TheoryError.outOfRange`, `TheoryError.notComputed`.
    public init(
        latency: LatencyLaw, patience: PatienceLaw, turns: Int
    ) throws(TheoryError) {
        try require(turns >= 0, "number of turns", Double(turns), allowed: "0 or more")
        perTurn = try Self.expected(latency, try patience.functions())
        perCall = -expm1(Double(turns) * log1p(-perTurn))
    }

    private static func expected(
        _ latency: LatencyLaw, _ functions: PatienceLaw.CustomPatience
    ) throws(TheoryError) -> Double {
        switch latency {
        case .deterministic(let value):
            try check(value, "latency in seconds")
            return functions.cumulative(value)
        case .measured(let values):
            try require(!values.isEmpty, "number of latencies", 0, allowed: "at least 1")
            var sum = 0.0
            for value in values {
                try check(value, "measured latency in seconds")
                sum += functions.cumulative(value)
            }
            return sum / Double(values.count)
        case .lognormal(let median, let deviation):
            try require(
                median > 0 && median.isFinite, "median latency in seconds", median,
                allowed: "above 0")
            try require(
                deviation > 0 && deviation.isFinite, "standard deviation of the log of latency",
                deviation, allowed: "above 0")
            // In units of the normal score z: latency = median exp(deviation z). Pieces of one unit
            // and the bends of the law keep every piece smooth.
            let bends = functions.breakpoints.filter { $0 > 0 }.map { log($0 / median) / deviation }
            let edges = Set((-39...39).map(Double.init) + bends.filter { abs($0) < 39 }).sorted()
            let rule = GaussPanel.standard
            var sum = 0.0
            for (low, high) in zip(edges, edges.dropFirst()) {
                let pieces = 4
                let half = (high - low) / Double(2 * pieces)
                for piece in 0..<pieces {
                    let centre = low + half * Double(2 * piece + 1)
                    for (node, weight) in zip(rule.nodes, rule.weights) {
                        let z = centre + half * node
                        sum +=
                            half * weight * exp(-z * z / 2)
                            * functions.cumulative(median * exp(deviation * z))
                    }
                }
            }
            return sum / (2 * Double.pi).squareRoot()
        }
    }

    private static func check(_ value: Double, _ quantity: String) throws(TheoryError) {
        try require(value >= 0 && value.isFinite, quantity, value, allowed: "0 or more")
    }
}
