public import ContactCenterEvents

/// What an indicator that is a quantile is taken of.
struct QuantileRule: Sendable {
    /// Probability in thousandths.
    let permille: Int
    let histogram: @Sendable (KPIContext) -> DurationHistogram
}

/// A quantile with the distribution that it is taken of.
public struct KPIQuantile: Equatable, Sendable {
    /// The distribution.
    public let histogram: DurationHistogram
    /// Probability in thousandths, 1 to 999.
    public let permille: Int

    /// The bucket that holds the quantile; nil for an empty distribution.
    public var bucket: Int? {
        histogram.bucket(ofRank: histogram.rank(of: Double(permille) / 1000))?.index
    }

    /// Woodruff's interval: where the distribution reaches the probability less, and plus, a
    /// half-width of its own.
    ///
    /// Error: that of the half-width, and of the distribution's buckets, 0.4 %. Source: Woodruff,
    /// *Journal of the American Statistical Association* 47 (1952) 635.
    ///
    /// - Parameter halfWidth: Half-width of the estimated probability of the bucket, in [0, 1].
    /// - Returns: The larger distance of the two ends from the quantile, in seconds; nil where an
    ///   end lies beyond the distribution.
    public func halfWidth(ofProbability halfWidth: Double) -> Double? {
        let probability = Double(permille) / 1000
        guard probability - halfWidth > 0, probability + halfWidth < 1,
            let middle = histogram.quantileSeconds(permille: permille),
            let low = histogram.seconds(ofRank: histogram.rank(of: probability - halfWidth)),
            let high = histogram.seconds(ofRank: histogram.rank(of: probability + halfWidth))
        else { return nil }
        return max(middle - low, high - middle)
    }
}

extension CenterTally {
    /// The distribution behind an indicator that is a quantile.
    ///
    /// - Parameters:
    ///   - kpi: Name of the indicator.
    ///   - scope: What to restrict to.
    ///   - description: The segments that a scope may name.
    /// - Returns: The distribution; nil for any other indicator, and where a scope has none.
    public func quantile(
        _ kpi: String, _ scope: KPIScope, names description: RunDescription
    ) -> KPIQuantile? {
        guard let rule = KeyPerformanceIndicators.named(kpi)?.quantile,
            let extent = extent(of: scope, segments: description.segments ?? []),
            extent.admits(.contactDistribution)
        else { return nil }
        return KPIQuantile(
            histogram: rule.histogram(KPIContext(self, extent, prices: nil)),
            permille: rule.permille)
    }
}
