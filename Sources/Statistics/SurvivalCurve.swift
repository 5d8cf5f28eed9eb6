import Foundation
import GSL

/// The product-limit estimate of survival, with its cumulative hazard.
public struct SurvivalCurve: Equatable, Sendable {
    /// The curve from one time of events to the next.
    public struct Step: Equatable, Sendable {
        /// Time of events in seconds.
        public let seconds: Double
        /// Observations that lasted to this time or longer.
        public let atRisk: Int
        /// Events at this time.
        public let events: Int
        /// Survival from this time on (Kaplan-Meier).
        public let survival: Double
        /// Sum of d / (n (n - d)) up to this time; Greenwood's variance is survival^2 times it.
        public let greenwoodSum: Double
        /// Cumulative hazard (Nelson-Aalen).
        public let cumulativeHazard: Double
        /// Variance of the cumulative hazard, the sum of d / n^2.
        public let hazardVariance: Double

        /// Greenwood's standard error of the survival; NaN once the survival is 0.
        public var standardError: Double { survival * greenwoodSum.squareRoot() }
    }

    /// Times of events, ascending.
    public let steps: [Step]
    /// The greatest time seen; beyond it the curve is unknown unless it has reached 0.
    public let lastSeconds: Double

    /// The step in force at a time; nil before the first event.
    public func step(at seconds: Double) -> Step? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1] : nil
    }

    /// P(time > seconds); held constant beyond the last time seen.
    public func survival(at seconds: Double) -> Double { step(at: seconds)?.survival ?? 1 }

    /// Cumulative hazard up to and including a time.
    public func cumulativeHazard(at seconds: Double) -> Double {
        step(at: seconds)?.cumulativeHazard ?? 0
    }

    /// Pointwise interval for the survival, on the log(-log) scale, so that it stays within [0, 1].
    ///
    /// Source: Kalbfleisch, Prentice, "The statistical analysis of failure time data", section 1.4.
    ///
    /// - Parameters:
    ///   - seconds: The time.
    ///   - level: Coverage, in (0, 1).
    /// - Returns: The interval; nil where the curve is 1 or 0.
    public func interval(at seconds: Double, level: Double = 0.95) -> ClosedRange<Double>? {
        guard let step = step(at: seconds), step.survival > 0, step.survival < 1 else { return nil }
        let z = NormalDistribution.standard.upperTailInverse((1 - level) / 2)
        let spread = z * step.greenwoodSum.squareRoot() / abs(log(step.survival))
        return pow(step.survival, exp(spread))...pow(step.survival, exp(-spread))
    }

    /// The least time with survival <= 1 - probability; nil if the curve does not come down so far.
    public func quantile(_ probability: Double) -> Double? {
        // A product of many factors may miss an exact 1/2 by rounding.
        steps.first { $0.survival <= (1 - probability) * (1 + 1e-12) }?.seconds
    }

    /// The median; nil if more than half outlast the data.
    public var median: Double? { quantile(0.5) }

    /// Area under the curve up to a time: the mean of min(time, limit).
    public func restrictedMean(to limit: Double) -> Double {
        var (area, previous, height) = (0.0, 0.0, 1.0)
        for step in steps {
            guard step.seconds < limit else { break }
            area += (step.seconds - previous) * height
            (previous, height) = (step.seconds, step.survival)
        }
        return area + max(limit - previous, 0) * height
    }
}

/// The product-limit estimator.
///
/// Sources: Kaplan, Meier, Journal of the American Statistical Association 53 (1958) 457-481;
/// Aalen, Annals of Statistics 6 (1978) 701-726.
public enum KaplanMeier {
    /// Estimates the survival of the time until the event.
    ///
    /// Of one time, events come before what is cut off. Exact; biased towards long times if the
    /// cutting off depends on the time to come.
    ///
    /// - Parameter sample: The observations.
    /// - Returns: The curve, without steps for a sample without events.
    public static func curve(of sample: CensoredSample) -> SurvivalCurve {
        var atRisk = sample.count
        var steps: [SurvivalCurve.Step] = []
        var (survival, greenwood, hazard, variance) = (1.0, 0.0, 0.0, 0.0)
        for group in sample.groups {
            if group.events > 0 {
                let (n, d) = (Double(atRisk), Double(group.events))
                survival *= (n - d) / n
                greenwood += d / (n * (n - d))
                hazard += d / n
                variance += d / (n * n)
                steps.append(
                    SurvivalCurve.Step(
                        seconds: group.seconds, atRisk: atRisk, events: group.events,
                        survival: survival, greenwoodSum: greenwood, cumulativeHazard: hazard,
                        hazardVariance: variance))
            }
            atRisk -= group.events + group.censored
        }
        return SurvivalCurve(steps: steps, lastSeconds: sample.groups.last?.seconds ?? 0)
    }
}
