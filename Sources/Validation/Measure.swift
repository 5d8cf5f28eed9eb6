import Foundation
import Projections

/// What one replication gave.
struct ReplicationRecord: Sendable {
    var tally: CenterTally
    /// Waits for human agents, in order of arrival.
    var waits: [RecordedWait]
    /// Seconds that callers spent between two attempts.
    var orbitSeconds: Double
    /// The law of the virtual wait, where a measure asks for it.
    var virtualWait: VirtualWait?
    /// States and rare counts, where the case asks for them.
    var state = StateRecord()
}

/// An output of a case: a ratio of two numbers per replication, with its exact value.
public struct Measure: Sendable {
    /// What kind of number it is; decides how well it must be known.
    public enum Kind: Sendable {
        /// Between 0 and 1.
        case probability
        /// A mean wait or deviation in seconds.
        case seconds
        /// A quantile or another tail of a law, in seconds.
        case tail
        /// Any other number.
        case number
    }

    /// Name of the output in the case.
    public let name: String
    /// Its kind.
    public let kind: Kind
    /// The exact value.
    public let exact: Double
    /// Numerator and denominator of a replication; expectations are divided.
    let ratio: @Sendable (ReplicationRecord) -> (Double, Double)
    /// For a quantile: what turns a share at the exact quantile into a quantile.
    var quantile: QuantileSlope?
    /// Whether the measure looks at the virtual wait.
    var needsVirtualWait = false
    /// For a quantile of zero: the probability that the share of those who do not wait must reach.
    var shareAtZero: Double?
    /// Half-width that is enough whatever the value, such as the queue that a wait of 0.05 s makes.
    var leastHalfWidth = 0.0
    /// Whether one replication gives a whole number: its variance is at least m (1 - m) at mean m.
    var isCount = false
    /// Whether the ratio estimates the square of the output: of a deviation its variance.
    var isSquared = false
    /// By how much the output may differ from what is simulated: the error of a fluid limit, or the
    /// rounding of a formula.
    var modelError = 0.0

    /// Largest half-width at which a comparison counts: 1 % of the value (2 % of a tail), or 2e-4
    /// for a probability and 0.05 s for a wait where that is more.
    public var largestHalfWidth: Double {
        if let share = shareAtZero { return max(0.01 * share, 2e-4) }
        let relative = max(0.01 * abs(exact), leastHalfWidth)
        switch kind {
        case .probability: return max(relative, 2e-4)
        case .seconds: return max(relative, 0.05)
        case .tail: return max(2 * relative, 0.05)
        case .number: return relative
        }
    }

    /// Whether the value is so small that only an upper bound is asked for.
    public var isUpperBound: Bool { kind != .seconds && kind != .tail && exact < 1e-3 }
}

/// A quantile is compared by the share of waits at or below its exact value.
///
/// To first order an error of the share is an error of the quantile times the density there
/// (Bahadur 1966), which is read off the waits within 5 % of the value. A mean of sample quantiles
/// over replications would be biased where one replication sees few busy periods.
struct QuantileSlope: Sendable {
    /// The quantile's probability.
    var probability: Double
    /// The exact value, above 0, in seconds.
    var seconds: Double

    static let span = 0.05

    /// Waits of a replication near the value.
    func near(_ record: ReplicationRecord) -> Double {
        let range = seconds * (1 - Self.span)...seconds * (1 + Self.span)
        return Double(record.waits.count { range.contains($0.seconds) })
    }

    /// Width of the range in which `near` counts.
    var width: Double { 2 * Self.span * seconds }
}

/// The measures of a case: only outputs that the case lists are kept.
struct MeasureList {
    let exact: ExactCase
    /// Put in front of each name.
    var prefix = ""
    /// The longest patience of any caller, in seconds.
    var longestPatience = Double.infinity
    private(set) var measures: [Measure] = []

    init(_ exact: ExactCase, prefix: String = "") {
        self.exact = exact
        self.prefix = prefix
    }

    mutating func add(
        _ name: String, _ kind: Measure.Kind,
        _ ratio: @escaping @Sendable (ReplicationRecord) -> (Double, Double)
    ) {
        guard let value = exact.output(prefix + name) else { return }
        measures.append(Measure(name: prefix + name, kind: kind, exact: value, ratio: ratio))
    }

    /// Appends a measure whose exact value is given.
    mutating func append(
        _ name: String, _ kind: Measure.Kind, exact value: Double, modelError: Double,
        _ ratio: @escaping @Sendable (ReplicationRecord) -> (Double, Double)
    ) {
        var measure = Measure(name: prefix + name, kind: kind, exact: value, ratio: ratio)
        measure.modelError = modelError
        measures.append(measure)
    }

    /// The share of some waits among others.
    mutating func share(
        _ name: String, of isHit: @escaping @Sendable (RecordedWait) -> Bool,
        among counts: @escaping @Sendable (RecordedWait) -> Bool
    ) {
        add(name, .probability) { record in
            var (hits, all) = (0, 0)
            for wait in record.waits where counts(wait) {
                all += 1
                if isHit(wait) { hits += 1 }
            }
            return (Double(hits), Double(all))
        }
    }

    /// The mean of some waits, in seconds.
    mutating func meanWait(
        _ name: String, among counts: @escaping @Sendable (RecordedWait) -> Bool
    ) {
        add(name, .seconds) { record in
            var (sum, all) = (0.0, 0)
            for wait in record.waits where counts(wait) {
                all += 1
                sum += wait.seconds
            }
            return (sum, Double(all))
        }
    }

    /// A number that one replication estimates as a whole, such as a quantile.
    mutating func whole(
        _ name: String, _ kind: Measure.Kind,
        _ value: @escaping @Sendable (ReplicationRecord) -> Double
    ) {
        add(name, kind) { (value($0), 1) }
    }

    /// A number that follows from the parameters by a formula, or `nil` when they give none.
    mutating func formula(_ name: String, _ value: Double?) {
        let before = measures.count
        guard let value else { return }
        add(name, .number) { _ in (value, 1) }
        if measures.count > before {
            measures[before].modelError =
                pow(10, 1 - Double(exact.trustedDigits)) * abs(measures[before].exact)
        }
    }

    /// A deviation, of which the ratio gives the square.
    mutating func root(
        _ name: String, _ kind: Measure.Kind,
        _ ratio: @escaping @Sendable (ReplicationRecord) -> (Double, Double)
    ) {
        let before = measures.count
        add(name, kind, ratio)
        if measures.count > before { measures[before].isSquared = true }
    }

    /// An output of the state at an instant: `at` lists the instants.
    ///
    /// - Parameters:
    ///   - key: The key of the instant in each element of `at`, which names the measure.
    ///   - names: The outputs, each with its kind, the error of the model (a share of the value), and
    ///     what it is of the snapshots of that instant. A queue length is known well enough when a
    ///     wait of 0.05 s makes no more of it (Little's law at the rate `lambda_per_h`).
    mutating func addStates(
        key: String,
        _ names: [(
            name: String, kind: Measure.Kind, modelError: Double,
            value: @Sendable (ReplicationRecord, Int) -> (Double, Double)
        )]
    ) {
        for (index, item) in exact.items("at").enumerated() {
            guard let instant = item.members[key]?.number else { continue }
            for (name, kind, modelError, value) in names {
                guard let exactValue = item.members[name]?.number else { continue }
                var measure = Measure(
                    name: "at[\(instant)].\(name)", kind: kind, exact: exactValue
                ) { value($0, index) }
                measure.modelError = modelError * abs(exactValue)
                if name == "E_Lq" {
                    measure.isCount = true
                    let rate = (item.members["lambda_per_h"]?.number ?? 0) / 3600
                    measure.leastHalfWidth = 0.05 * rate
                }
                measures.append(measure)
            }
        }
    }

    /// A number of the law of the virtual wait: each replication counts by its contacts, because busy
    /// days have more of them.
    mutating func virtual(
        _ name: String, _ kind: Measure.Kind,
        _ value: @escaping @Sendable (VirtualWait) -> Double
    ) {
        let before = measures.count
        add(name, kind) { record in
            let contacts = Double(record.waits.count)
            return (contacts * (record.virtualWait.map(value) ?? .nan), contacts)
        }
        if measures.count > before { measures[before].needsVirtualWait = true }
    }

    /// A quantile of all waits.
    mutating func quantile(_ name: String, _ probability: Double) {
        guard let value = exact.output(prefix + name) else { return }
        guard value > 0 else {
            // At least this share does not wait at all.
            add(name, .tail) { record in
                (Double(record.waits.count { $0.seconds == 0 }), Double(record.waits.count))
            }
            measures[measures.count - 1].shareAtZero = probability
            return
        }
        add(name, .tail) { record in
            (Double(record.waits.count { $0.seconds <= value }), Double(record.waits.count))
        }
        measures[measures.count - 1].quantile = QuantileSlope(
            probability: probability, seconds: value)
    }
}
