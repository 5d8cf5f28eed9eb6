import Statistics

/// A law on [0, 1] as a table of quantiles, drawn from by inversion.
public struct QuantileTable: Hashable, Sendable {
    /// Quantiles at equal steps of probability from 0 to 1, ascending; at least two.
    public let quantiles: [Double]

    /// Intervals of a fitted table.
    package static let steps = 32

    /// Stores quantiles.
    ///
    /// - Parameter quantiles: Ascending, from 0 to 1, at least two; nil otherwise.
    public init?(quantiles: [Double]) {
        guard quantiles.count >= 2, quantiles.allSatisfy({ (0...1).contains($0) }),
            zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        self.quantiles = quantiles
    }

    /// The empirical law of a sample, linear between quantiles (Hyndman and Fan's type 7), rounded to
    /// 1/65536 so that files stay short.
    ///
    /// - Parameter sample: Numbers from 0 to 1; of an empty one the law is certain to give 0.5.
    public init(sample: [Double]) {
        let sorted = sample.isEmpty ? [0.5] : sample.sorted()
        quantiles = (0...Self.steps).map { step in
            let quantile = SampleQuantile.value(
                Double(step) / Double(Self.steps), ofSorted: sorted)
            return (min(max(quantile, 0), 1) * 65536).rounded() / 65536
        }
    }

    /// The quantile at a probability; linear between the table's.
    ///
    /// - Parameter u: From 0 to 1.
    /// - Returns: The quantile, from 0 to 1.
    public func value(at u: Double) -> Double {
        let place = min(max(u, 0), 1) * Double(quantiles.count - 1)
        let below = min(Int(place), quantiles.count - 2)
        let weight = place - Double(below)
        return quantiles[below] + weight * (quantiles[below + 1] - quantiles[below])
    }

    /// Mean of the law: the area under the table.
    public var mean: Double {
        var sum = 0.0
        for (left, right) in zip(quantiles, quantiles.dropFirst()) { sum += (left + right) / 2 }
        return sum / Double(quantiles.count - 1)
    }
}
