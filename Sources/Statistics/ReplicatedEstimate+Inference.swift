import GSL

extension ReplicatedEstimate {
    /// The mean of the ratios of two numbers per replication.
    ///
    /// It weighs every replication alike, whatever its denominator, and is *not* the ratio of
    /// expectations: with days of unequal volume the two differ even in the limit. Use it where a
    /// report says "average over days".
    ///
    /// - Parameters:
    ///   - numerators: One number per replication.
    ///   - denominators: As many; nil is returned when one of them is zero.
    public init?(meanOfRatios numerators: [Double], to denominators: [Double]) {
        guard numerators.count == denominators.count, !numerators.isEmpty,
            !denominators.contains(0)
        else { return nil }
        self.init(meanOf: zip(numerators, denominators).map { $0 / $1 })
    }

    /// A quantile estimated by its mean over replications.
    ///
    /// The sound interval for quantiles of waits, which are dependent within a replication: each
    /// replication gives one quantile, and those are independent. Its bias is that of a quantile of
    /// one replication's sample.
    ///
    /// - Parameters:
    ///   - probability: Which quantile, in [0, 1].
    ///   - samples: One sample per replication, in any order; nil is returned when one is empty.
    ///   - definition: How a sample's quantile is taken.
    public init?(
        quantile probability: Double, ofReplications samples: [[Double]],
        definition: QuantileDefinition = .linear
    ) {
        guard !samples.isEmpty, !samples.contains(where: \.isEmpty) else { return nil }
        self.init(
            meanOf: samples.map {
                SampleQuantile.value(probability, ofSorted: $0.sorted(), definition: definition)
            })
    }

    /// Two-sided Student-t interval; nil for a single replication.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: The interval around the value.
    public func interval(level: Double = 0.95) -> ClosedRange<Double>? {
        halfWidth(level: level).map { (value - $0)...(value + $0) }
    }

    /// Two-sided p-value of the hypothesis that the expectation is a given number.
    ///
    /// Student's t on replications - 1 degrees of freedom.
    ///
    /// - Parameter expected: The number; 0 for a difference.
    /// - Returns: In [0, 1]; nil for a single replication; 1 or 0 for residuals that are all zero.
    public func pValue(against expected: Double = 0) -> Double? {
        guard let standardError else { return nil }
        guard standardError > 0 else { return value == expected ? 1 : 0 }
        return PValue.student(
            (value - expected) / standardError, degreesOfFreedom: Double(degreesOfFreedom))
    }

    /// Replications to go on to for a half-width, foreseen from the spread seen so far.
    ///
    /// The width falls as the root of the count, so R (width / wanted)^2 are needed; a tenth is added
    /// because the spread is itself an estimate. A step at most triples the count, so that a spread
    /// overestimated from few replications costs little, and adds ten at least.
    ///
    /// - Parameters:
    ///   - wanted: Half-width in the value's unit, above 0.
    ///   - level: Coverage, in (0, 1).
    /// - Returns: Number of replications in all; nil when the half-width is met.
    public func nextReplications(halfWidth wanted: Double, level: Double = 0.95) -> Int? {
        let count = Double(residuals.count)
        let width = halfWidth(level: level) ?? .infinity
        guard width > wanted else { return nil }
        let ratio = width / wanted
        return max(Int((count * min(ratio * ratio * 1.1, 3)).rounded(.up)), residuals.count + 10)
    }
}
