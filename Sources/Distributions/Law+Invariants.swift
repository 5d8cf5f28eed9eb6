import TwinPrimitives

extension Law {
    /// Largest shape of a gamma law; its functions take time like the square root of the shape.
    public static var largestGammaShape: Double { 1e8 }

    /// Tolerance on a sum of probabilities.
    public static var probabilityTolerance: Double { 1e-9 }

    /// Says what is wrong with the parameters.
    ///
    /// All other functions of a law presuppose that this gives nil. Values must be >= 0, except for
    /// the truncated normal law, whose interval may hold any numbers.
    ///
    /// - Returns: A phrase such as "the mean is -3.0; it must be above 0", or nil.
    public func validate() -> String? {
        switch self {
        case .exponential(let mean): positive(mean, "the mean")
        case .weibull(let shape, let scale):
            positive(shape, "the shape") ?? positive(scale, "the scale")
        case .lognormal(let mu, let sigma):
            finite(mu, "mu") ?? positive(sigma, "sigma")
        case .gamma(let shape, let scale):
            positive(shape, "the shape") ?? positive(scale, "the scale")
                ?? (shape > Self.largestGammaShape
                    ? "the shape is \(shape); above \(Self.largestGammaShape) use a deterministic law"
                    : nil)
        case .deterministic(let value): notNegative(value, "the value")
        case .uniform(let lower, let upper):
            notNegative(lower, "the lower end") ?? finite(upper, "the upper end")
                ?? ascending(lower, upper)
        case .hyperexponential(let probabilities, let means):
            sameLength(probabilities, "probabilities", means.count, "means")
                ?? distribution(probabilities, "the probabilities")
                ?? first(means) { positive($1, "mean \($0 + 1)") }
        case .piecewiseHazard(let hazard): hazard.validate()
        case .empirical(let law): law.validate()
        case .pareto(let shape, let scale):
            positive(shape, "the shape") ?? positive(scale, "the scale")
        case .truncatedNormal(let mean, let deviation, let lower, let upper):
            Self.validateTruncated(mean, deviation, lower, upper)
        case .mixture(let weights, let components):
            sameLength(weights, "weights", components.count, "components")
                ?? distribution(weights, "the weights")
                ?? components.indices.lazy.compactMap { index in
                    components[index].validate().map { "component \(index + 1): \($0)" }
                }.first
        case .never: nil
        }
    }

    private static func validateTruncated(
        _ mean: Double, _ deviation: Double, _ lower: Double, _ upper: Double
    ) -> String? {
        if let reason = finite(mean, "the mean") ?? positive(deviation, "the standard deviation")
            ?? finite(lower, "the lower end") ?? finite(upper, "the upper end")
            ?? ascending(lower, upper)
        {
            return reason
        }
        let law = Law.truncatedNormal(
            mean: mean, standardDeviation: deviation, lower: lower, upper: upper)
        // 38 standard deviations out the normal law itself leaves the range of numbers.
        guard law.cdf(upper - (upper - lower) / 2).isFinite, law.mean.isFinite else {
            return "the interval [\(lower), \(upper)] has no probability under the normal law"
        }
        return nil
    }
}

extension PiecewiseHazard {
    /// Says what is wrong with the parameters, or nil.
    public func validate() -> String? {
        sameLength(breaks, "breaks", hazards.count, "hazards")
            ?? (breaks[0] != 0 ? "the first break is \(breaks[0]); it must be 0" : nil)
            ?? first(breaks) { index, value in
                finite(value, "break \(index + 1)")
                    ?? (index > 0 && !(value > breaks[index - 1])
                        ? "break \(index + 1) is \(value), not above the one before it" : nil)
            }
            ?? first(hazards) { notNegative($1, "hazard \($0 + 1)") }
            ?? (balk >= 0 && balk < 1 ? nil : "balk is \(balk); it must be in [0, 1)")
    }
}

extension EmpiricalLaw {
    /// Says what is wrong with the points, or nil.
    public func validate() -> String? {
        if let reason = sameLength(values, "values", probabilities.count, "probabilities") {
            return reason
        }
        guard values.count >= 2 else { return "an empirical law needs at least 2 points" }
        return first(values) { index, value in
            notNegative(value, "value \(index + 1)")
                ?? (index > 0 && value < values[index - 1]
                    ? "value \(index + 1) is \(value), below the one before it" : nil)
        }
            ?? first(probabilities) { index, value in
                finite(value, "probability \(index + 1)")
                    ?? (index > 0 && !(value > probabilities[index - 1])
                        ? "probability \(index + 1) is \(value), not above the one before it" : nil)
            }
            ?? (probabilities[0] != 0
                ? "the first probability is \(probabilities[0]); it must be 0" : nil)
            ?? (probabilities[probabilities.count - 1] != 1
                ? "the last probability is \(probabilities[probabilities.count - 1]); it must be 1"
                : nil)
    }
}

private func finite(_ value: Double, _ name: String) -> String? {
    value.isFinite ? nil : "\(name) is \(value); it must be a finite number"
}

private func positive(_ value: Double, _ name: String) -> String? {
    finite(value, name) ?? (value > 0 ? nil : "\(name) is \(value); it must be above 0")
}

private func notNegative(_ value: Double, _ name: String) -> String? {
    finite(value, name) ?? (value >= 0 ? nil : "\(name) is \(value); it must not be negative")
}

private func ascending(_ lower: Double, _ upper: Double) -> String? {
    lower < upper ? nil : "the upper end \(upper) must be above the lower end \(lower)"
}

private func sameLength(_ list: [Double], _ name: String, _ other: Int, _ what: String) -> String? {
    if list.count != other { return "there are \(list.count) \(name) but \(other) \(what)" }
    return list.isEmpty ? "the list of \(name) is empty" : nil
}

private func distribution(_ list: [Double], _ name: String) -> String? {
    var sum = 0.0
    for value in list {
        if !(value >= 0) { return "\(name) hold \(value); they must not be negative" }
        sum += value
    }
    return abs(sum - 1) <= Law.probabilityTolerance ? nil : "\(name) add up to \(sum), not to 1"
}

private func first(_ list: [Double], _ reason: (Int, Double) -> String?) -> String? {
    for (index, value) in list.enumerated() {
        if let found = reason(index, value) { return found }
    }
    return nil
}
