import GSL
import TwinPrimitives

/// Exact inference on a proportion.
public enum BinomialInference {
    /// The exact interval of Clopper and Pearson (Biometrika 26 (1934) 404-413).
    ///
    /// - Parameters:
    ///   - successes: From 0 to `trials`.
    ///   - trials: At least 1.
    ///   - level: Coverage, in (0, 1); the true coverage is at least that.
    /// - Returns: Lower and upper end, from 0 to 1.
    /// - Throws: `StatisticsError` for arguments outside their range.
    public static func interval(
        successes: Int, trials: Int, level: Double = 0.95
    ) throws(StatisticsError) -> (lower: Double, upper: Double) {
        guard trials >= 1 else { throw .tooFew(what: "proportion", needed: 1, got: trials) }
        guard (0...trials).contains(successes) else {
            throw .outOfRange(
                what: "successes", got: Double(successes), allowed: "0...\(trials)")
        }
        guard level > 0, level < 1 else {
            throw .outOfRange(what: "coverage", got: level, allowed: "(0, 1)")
        }
        return try ends(
            Double(successes), Double(trials - successes), tail: (1 - level) / 2)
    }

    /// The interval of Clopper and Pearson for a share of trials that come in clusters.
    ///
    /// The trials are worth `effectiveTrials` independent ones. Source: Korn and Graubard,
    /// "Confidence intervals for proportions with small expected number of positive counts
    /// estimated from survey data", Survey Methodology 24 (1998) 193-201. Not exact: the worth is
    /// itself estimated, see `effectiveTrials`.
    ///
    /// - Parameters:
    ///   - share: The share seen, in [0, 1].
    ///   - effectiveTrials: Independent trials that tell as much, > 0.
    ///   - level: Coverage, in (0, 1).
    /// - Returns: Lower and upper end, from 0 to 1.
    /// - Throws: `StatisticsError` for arguments outside their range.
    public static func interval(
        share: Double, effectiveTrials: Double, level: Double = 0.95
    ) throws(StatisticsError) -> (lower: Double, upper: Double) {
        guard (0...1).contains(share) else {
            throw .outOfRange(what: "share", got: share, allowed: "0...1")
        }
        guard effectiveTrials > 0, effectiveTrials.isFinite else {
            throw .outOfRange(what: "effective trials", got: effectiveTrials, allowed: "above 0")
        }
        guard level > 0, level < 1 else {
            throw .outOfRange(what: "coverage", got: level, allowed: "(0, 1)")
        }
        return try ends(
            share * effectiveTrials, (1 - share) * effectiveTrials, tail: (1 - level) / 2)
    }

    /// Independent trials that tell as much as trials in clusters do, few clusters being unsure of it.
    ///
    /// Trials over the design effect, times (t of trials - 1 / t of the degrees of freedom)^2 with the 97.5 % points of
    /// Student's law: as many fewer as a Student's interval is wider. Source: Korn and Graubard (1998), as `interval`.
    ///
    /// - Parameters:
    ///   - trials: Trials in all, at least 2.
    ///   - designEffect: Estimated variance of the share over that of as many independent trials; below 1 counts as 1,
    ///     since clusters of trials that are alike only lessen what they tell.
    ///   - degreesOfFreedom: Of that variance, > 0: clusters less one.
    /// - Returns: Their number, above 0 and at most `trials`.
    public static func effectiveTrials(
        _ trials: Int, designEffect: Double, degreesOfFreedom: Double
    ) -> Double {
        let quantiles =
            StudentQuantile.twoSided95(Double(trials - 1))
            / StudentQuantile.twoSided95(degreesOfFreedom)
        return Double(trials) / max(designEffect, 1) * min(quantiles * quantiles, 1)
    }

    private static func ends(
        _ successes: Double, _ failures: Double, tail: Double
    ) throws(StatisticsError) -> (lower: Double, upper: Double) {
        var lower = 0.0
        var upper = 1.0
        if successes > 0 {
            lower = try beta(successes, failures + 1).lowerTailInverse(tail)
        }
        if failures > 0 {
            upper = try beta(successes + 1, failures).upperTailInverse(tail)
        }
        return (lower, upper)
    }

    /// Upper end of the two-sided interval of Clopper and Pearson where nothing was seen.
    ///
    /// - Parameters:
    ///   - trials: Independent trials, >= 0, none of which succeeded.
    ///   - level: Coverage, in (0, 1).
    /// - Returns: 1 - ((1 - level) / 2)^(1 / trials), for 95 % near 3.7 / trials; 1 without trials.
    public static func upperOfNone(trials: Double, level: Double = 0.95) -> Double {
        trials > 0 ? 1 - PortableMath.exp(PortableMath.log((1 - level) / 2) / trials) : 1
    }

    private static func beta(
        _ alpha: Double, _ beta: Double
    ) throws(StatisticsError) -> BetaDistribution {
        try StatisticsError.numerically { () throws(GSLError) in
            try BetaDistribution(alpha: alpha, beta: beta)
        }
    }

    /// Two-sided p-value of a count under the beta-binomial law: a binomial count whose probability
    /// is itself known with an error only, as one estimated from other data is.
    ///
    /// - Parameters:
    ///   - successes: From 0 to `trials`.
    ///   - trials: At least 1.
    ///   - mean: Predicted probability, in (0, 1).
    ///   - weight: How many trials that prediction is worth, > 0: m (1 - m) / variance of the
    ///     prediction; infinity for a known probability.
    /// - Returns: Twice the smaller tail, the count included, at most 1; exact, relative error near
    ///   1e-10.
    /// - Throws: `StatisticsError` for arguments outside their range.
    /// - Complexity: Grows with `trials`.
    public static func pValue(
        successes: Int, trials: Int, mean: Double, weight: Double
    ) throws(StatisticsError) -> Double {
        guard trials >= 1 else { throw .tooFew(what: "proportion", needed: 1, got: trials) }
        guard (0...trials).contains(successes) else {
            throw .outOfRange(
                what: "successes", got: Double(successes), allowed: "0...\(trials)")
        }
        guard mean > 0, mean < 1 else {
            throw .outOfRange(what: "predicted probability", got: mean, allowed: "(0, 1)")
        }
        guard weight > 0 else {
            throw .outOfRange(what: "weight of a prediction", got: weight, allowed: "above 0")
        }
        let law = BetaBinomial(trials: trials, mean: mean, weight: weight)
        var lower = 0.0
        for count in 0...successes { lower += law.probability(of: count) }
        var upper = 0.0
        for count in successes...trials { upper += law.probability(of: count) }
        return min(2 * min(lower, upper), 1)
    }
}

/// The beta-binomial law; binomial for infinite weight.
private struct BetaBinomial {
    let trials: Int
    let mean: Double
    let weight: Double

    func probability(of count: Int) -> Double {
        let successes = Double(count)
        let failures = Double(trials - count)
        let choose =
            PortableMath.logGamma(Double(trials) + 1) - PortableMath.logGamma(successes + 1)
            - PortableMath.logGamma(failures + 1)
        guard weight < 1e12 else {
            return PortableMath.exp(
                choose + successes * PortableMath.log(mean)
                    + failures * PortableMath.log1p(-mean))
        }
        let alpha = mean * weight
        let beta = (1 - mean) * weight
        return PortableMath.exp(
            choose + logBeta(successes + alpha, failures + beta) - logBeta(alpha, beta))
    }

    private func logBeta(_ alpha: Double, _ beta: Double) -> Double {
        PortableMath.logGamma(alpha) + PortableMath.logGamma(beta)
            - PortableMath.logGamma(alpha + beta)
    }
}
