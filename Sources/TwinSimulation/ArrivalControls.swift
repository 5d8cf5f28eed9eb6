import ContactCenter
import ContactCenterEvents
import RandomVariates
import TwinPrimitives

/// Known expectations of what arrives in a replication: control variates for its figures.
///
/// A busy day explains most of the difference between replications, and how busy a day is on average
/// is known exactly. The controls are the expected load of the replication given its day factors,
/// over its mean; the square of its deviation from one; and the Poisson noise of the first arrivals
/// around it. Source of the method: Law, "Simulation modeling and analysis", section 11.4.
public struct ArrivalControls: Sendable {
    /// One contact type with random factors.
    private struct Part {
        var type: ContactTypeID
        var busyness: Busyness
        /// Expected arrivals in each step of its factors, inside the window.
        var loads: [Double]
    }

    private let parts: [Part]
    /// Expected arrivals without random factors, and of all.
    private let knownArrivals: Double
    private let expectedArrivals: Double
    /// Factor on all of them.
    private let factor: Double
    private let daySeconds: Double
    private let horizonSeconds: Double
    /// Variance of the relative load; nil where it is not known.
    private let loadVariance: Double?

    /// Works out the expectations of a configuration.
    ///
    /// - Parameter configuration: What is simulated; recorded arrivals have nothing random.
    public init(_ configuration: TwinConfiguration) {
        let center = configuration.center
        let (daySeconds, horizonSeconds) = (center.daySeconds, center.horizonSeconds)
        let start = min(configuration.description.warmUpSeconds, horizonSeconds)
        let window = start..<horizonSeconds
        let days = Int((horizonSeconds / daySeconds).rounded(.up))
        var parts: [Part] = []
        var known = 0.0
        var variance: Double? = 0
        for (number, type) in center.contactTypes.enumerated() {
            let process = type.arrivals.process
            guard let busyness = process.busyness, busyness.isRandom else {
                known += process.expectedCount(from: start, to: horizonSeconds)
                continue
            }
            let cells = busyness.cells(daySeconds: daySeconds, horizonSeconds: horizonSeconds)
            let loads = cells.map {
                process.expectedCount(from: max($0.start, start), to: min($0.end, horizonSeconds))
            }
            let own = process.loadCovariance(
                window, window, daySeconds: daySeconds, horizonSeconds: horizonSeconds)
            variance = Self.sum(variance, own)
            for other in parts {
                let product = Self.sumOfProducts(loads, other.loads, days: days)
                let both = BusynessMoments.covariance(busyness, other.busyness)
                variance = Self.sum(variance, both.map { 2 * product * $0 })
            }
            parts.append(
                Part(type: ContactTypeID(UInt16(number)), busyness: busyness, loads: loads))
        }
        let total = known + parts.reduce(0) { $0 + $1.loads.reduce(0, +) }
        (self.daySeconds, self.horizonSeconds) = (daySeconds, horizonSeconds)
        factor = center.load
        self.parts = parts
        knownArrivals = known
        expectedArrivals = total
        loadVariance = variance.map { total > 0 ? $0 / (total * total) : 0 }
    }

    private static func sum(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return nil }
        return left + right
    }

    /// The sum over days of the products of two types' loads; each day has as many steps.
    private static func sumOfProducts(
        _ first: [Double], _ second: [Double], days: Int
    ) -> Double {
        func load(_ loads: [Double], _ day: Int) -> Double {
            let steps = loads.count / days
            return loads[day * steps..<(day + 1) * steps].reduce(0, +)
        }
        return (0..<days).reduce(0) { $0 + load(first, $1) * load(second, $1) }
    }

    /// Expectations of the controls, in the order of `values`.
    public var expectations: [Double] {
        guard expectedArrivals > 0 else { return [] }
        guard let loadVariance, loadVariance > 0 else { return [0] }
        return [0, 1, loadVariance]
    }

    /// The controls of a replication.
    ///
    /// - Parameters:
    ///   - seed: Seed of the experiment.
    ///   - replication: Number of the replication.
    ///   - firstArrivals: First contacts of callers that arrived inside the window.
    /// - Returns: One number per expectation.
    public func values(seed: UInt64, replication: Int, firstArrivals: Int64) -> [Double] {
        guard expectedArrivals > 0 else { return [] }
        let streams = RandomStreams(seed: seed, replication: UInt32(replication))
        let load =
            parts.reduce(knownArrivals) { sum, part in
                let days = ArrivalDays(
                    streams: streams, type: part.type, daySeconds: daySeconds,
                    horizonSeconds: horizonSeconds)
                return zip(part.loads, part.busyness.factors(days).values)
                    .reduce(sum) { $0 + $1.0 * $1.1 }
            } / expectedArrivals
        let noise = Double(firstArrivals) / (expectedArrivals * factor) - load
        return expectations.count == 1 ? [noise] : [noise, load, (load - 1) * (load - 1)]
    }
}
