import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import TwinPrimitives

/// Known expectations of what arrives in a replication: control variates for its figures.
///
/// A busy day explains most of the difference between replications, and how busy a day is on average
/// is known exactly. The controls are the expected load of the replication given its day factors,
/// over its mean; the square of its deviation from one; and the Poisson noise of the first arrivals
/// around it. Source of the method: Law, "Simulation modeling and analysis", section 11.4.
public struct ArrivalControls: Sendable {
    /// One part of the arrivals: a factor and the share of all expected arrivals that it multiplies.
    private struct Part {
        var type: UInt16
        var day: Int
        var busyness: Busyness?
        var share: Double
    }

    private let parts: [Part]
    private let expectedArrivals: Double
    /// Variance of the relative load; nil where it is not known.
    private let loadVariance: Double?

    /// Works out the expectations of a configuration.
    ///
    /// - Parameter configuration: What is simulated; recorded arrivals have nothing random.
    public init(_ configuration: TwinConfiguration) {
        let center = configuration.center
        let start = configuration.description.warmUpSeconds
        let end = center.horizonSeconds
        var parts: [Part] = []
        var total = 0.0
        for (number, type) in center.contactTypes.enumerated() {
            let rate: PiecewiseConstantRate
            let busyness: Busyness?
            switch type.arrivals {
            case .piecewisePoisson(let stated, let factor): (rate, busyness) = (stated, factor)
            case .trace(let instants):
                // Recorded arrivals are known: they count, and nothing about them is random.
                let load = Double(instants.count { $0 >= start && $0 < end })
                total += load
                parts.append(Part(type: UInt16(number), day: 0, busyness: nil, share: load))
                continue
            }
            for day in 0..<Int((end / center.daySeconds).rounded(.up)) {
                let left = max(Double(day) * center.daySeconds, start)
                let right = min(Double(day + 1) * center.daySeconds, end)
                guard right > left else { continue }
                let load = rate.integratedRate(at: right) - rate.integratedRate(at: left)
                total += load
                parts.append(
                    Part(type: UInt16(number), day: day, busyness: busyness, share: load))
            }
        }
        expectedArrivals = total
        self.parts =
            total > 0
            ? parts.map {
                var part = $0
                part.share /= total
                return part
            } : []
        loadVariance = Self.variance(self.parts)
    }

    /// The variance of the relative load, if all shared factors of a day are one factor.
    private static func variance(_ parts: [Part]) -> Double? {
        var variance = 0.0
        var sharedByDay: [Int: (cv: Double, share: Double)] = [:]
        for part in parts {
            guard let busyness = part.busyness, busyness.dayCV > 0 else { continue }
            if busyness.shared {
                let before = sharedByDay[part.day] ?? (busyness.dayCV, 0)
                guard before.cv == busyness.dayCV else { return nil }
                sharedByDay[part.day] = (before.cv, before.share + part.share)
            } else {
                variance += busyness.dayCV * busyness.dayCV * part.share * part.share
            }
        }
        for day in sharedByDay.keys.sorted() {
            guard let shared = sharedByDay[day] else { continue }
            variance += shared.cv * shared.cv * shared.share * shared.share
        }
        return variance
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
        let load = parts.reduce(0.0) { sum, part in
            sum + part.share
                * (part.busyness.map {
                    ArrivalSource.dayFactor($0, type: part.type, day: part.day, streams: streams)
                } ?? 1)
        }
        let noise = Double(firstArrivals) / expectedArrivals - load
        return expectations.count == 1 ? [noise] : [noise, load, (load - 1) * (load - 1)]
    }
}
