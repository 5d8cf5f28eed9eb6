import GSL

/// An estimate from independent replications, with what each replication adds to its error.
///
/// To first order the estimate's error is the mean of the `residuals`, one per replication, so their
/// spread gives the standard error (delta method), and the residuals of two estimates under common
/// random numbers subtract one by one.
public struct ReplicatedEstimate: Equatable, Sendable {
    /// The estimate.
    public let value: Double
    /// First-order contribution of each replication to the error; they sum to zero.
    public let residuals: [Double]
    /// Coefficients fitted to the residuals: each costs a degree of freedom.
    private var fitted = 0

    /// The mean of one number per replication.
    ///
    /// - Parameter values: One number per replication, at least one.
    public init(meanOf values: [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        value = mean
        residuals = values.map { $0 - mean }
    }

    /// The ratio of the expectations of two numbers per replication.
    ///
    /// Bias of order 1 / replications; see Law, "Simulation modeling and analysis", section 9.
    ///
    /// - Parameters:
    ///   - numerators: One number per replication.
    ///   - denominators: One number per replication; nil is returned when they sum to zero.
    public init?(ratioOf numerators: [Double], to denominators: [Double]) {
        let below = denominators.reduce(0, +)
        guard below != 0 else { return nil }
        let ratio = numerators.reduce(0, +) / below
        let mean = below / Double(denominators.count)
        value = ratio
        residuals = zip(numerators, denominators).map { ($0 - ratio * $1) / mean }
    }

    private init(value: Double, residuals: [Double], fitted: Int = 0) {
        self.value = value
        self.residuals = residuals
        self.fitted = fitted
    }

    /// The estimate with the part of its error taken out that control variates explain.
    ///
    /// The residuals are regressed on the controls; the estimate moves by the coefficients times the
    /// known error of the controls' means. Bias of order 1 / replications; each control costs a
    /// degree of freedom. Source: Lavenberg and Welch (1981).
    ///
    /// - Parameters:
    ///   - controls: One row per replication, one number per control.
    ///   - expectations: Exact expectations of the controls.
    /// - Returns: The estimate; unchanged with fewer than ten replications per control, or when the
    ///   controls are linearly dependent.
    public func controlled(
        by controls: [[Double]], expectations: [Double]
    ) -> ReplicatedEstimate {
        let count = residuals.count
        guard !expectations.isEmpty, controls.count == count, count >= 10 * expectations.count
        else { return self }
        let means = expectations.indices.map { index in
            controls.reduce(0) { $0 + $1[index] } / Double(count)
        }
        let centered = controls.map { row in zip(row, means).map { $0 - $1 } }
        guard let slopes = LeastSquares.solve(centered, residuals) else { return self }
        var moved = value
        for index in slopes.indices {
            moved -= slopes[index] * (means[index] - expectations[index])
        }
        let rest = zip(residuals, centered).map { residual, row in
            residual - zip(slopes, row).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return ReplicatedEstimate(value: moved, residuals: rest, fitted: slopes.count)
    }

    /// A share with the part of its error taken out that control variates explain.
    ///
    /// Near 0 or 1 the straight line of the controls can leave the range of a share; then the
    /// estimate stays as it is.
    ///
    /// - Parameters:
    ///   - controls: One row per replication, one number per control.
    ///   - expectations: Exact expectations of the controls.
    /// - Returns: The estimate, in [0, 1] if it was.
    public func controlledShare(
        by controls: [[Double]], expectations: [Double]
    ) -> ReplicatedEstimate {
        let moved = controlled(by: controls, expectations: expectations)
        return (0...1).contains(moved.value) ? moved : self
    }

    /// Degrees of freedom of the standard error.
    public var degreesOfFreedom: Int { residuals.count - 1 - fitted }

    /// Standard error; nil for a single replication.
    public var standardError: Double? {
        let count = Double(residuals.count)
        guard degreesOfFreedom > 0 else { return nil }
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        return (squares / Double(degreesOfFreedom) / count).squareRoot()
    }

    /// Half the width of the two-sided Student-t interval.
    ///
    /// - Parameter level: Coverage, in (0, 1).
    /// - Returns: The half-width; nil for a single replication.
    public func halfWidth(level: Double = 0.95) -> Double? {
        guard let standardError,
            let law = try? StudentTDistribution(
                degreesOfFreedom: Double(degreesOfFreedom))
        else { return nil }
        return law.upperTailInverse((1 - level) / 2) * standardError
    }

    /// The estimate over another of the same replications (delta method).
    ///
    /// - Parameter other: An estimate with as many residuals, in the same order.
    /// - Returns: The quotient; nil when the other estimate is 0.
    public func quotient(by other: ReplicatedEstimate) -> ReplicatedEstimate? {
        precondition(residuals.count == other.residuals.count, "replications are not paired")
        guard other.value != 0 else { return nil }
        let quotient = value / other.value
        return ReplicatedEstimate(
            value: quotient,
            residuals: zip(residuals, other.residuals).map { ($0 - quotient * $1) / other.value },
            fitted: max(fitted, other.fitted))
    }

    /// The weighted sum with an estimate of the same replications.
    ///
    /// - Parameters:
    ///   - weight: Factor of this estimate.
    ///   - other: An estimate with as many residuals, in the same order.
    ///   - otherWeight: Factor of the other estimate.
    /// - Returns: The sum, with the standard error of the paired sum.
    public func combined(
        _ weight: Double, with other: ReplicatedEstimate, _ otherWeight: Double
    ) -> ReplicatedEstimate {
        precondition(residuals.count == other.residuals.count, "replications are not paired")
        return ReplicatedEstimate(
            value: weight * value + otherWeight * other.value,
            residuals: zip(residuals, other.residuals).map { weight * $0 + otherWeight * $1 },
            fitted: max(fitted, other.fitted))
    }

    /// The difference from an estimate of the same replications (common random numbers).
    ///
    /// - Parameter other: An estimate with as many residuals, in the same order.
    /// - Returns: `self` minus `other`, with the standard error of the paired difference.
    public func difference(from other: ReplicatedEstimate) -> ReplicatedEstimate {
        combined(1, with: other, -1)
    }
}
