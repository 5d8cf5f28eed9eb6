import Foundation
import GSL

/// Offered load under a sinusoidal arrival rate that has run for ever: Mt/G/infinity.
///
/// The arrival rate is mean (1 + alpha sin(w t)), the number busy at t is Poisson with mean
/// m(t) = mean x E S (1 + alpha |A| sin(w (t - lag))), A = (1 - E exp(-iwS)) / (i w E S): the load
/// follows the rate late and damped. Exact (lognormal handling times: 1e-13).
/// Source: Eick, Massey, Whitt, Management Science 39 (1993) 241-252. With 1000/h +- 50 % over 8 h
/// and exponential 300 s the load is 83.33 +- 41.58 erlangs, 299.6 s behind the rate.
public struct SinusoidalLoad: Hashable, Sendable {
    /// Mean load over a period, in erlangs.
    public let mean: Double
    /// Greatest deviation of the load from its mean, in erlangs.
    public let amplitude: Double
    /// How far the load's peak is behind that of the rate, in seconds, from 0 to half a period.
    public let lagSeconds: Double
    /// Length of a period in seconds.
    public let periodSeconds: Double

    /// Solves the load.
    ///
    /// - Parameters:
    ///   - arrivalsPerHour: Mean arrival rate, above 0.
    ///   - relativeAmplitude: alpha, in 0...1.
    ///   - periodSeconds: Period of the rate in seconds, above 0.
    ///   - handling: Law of the handling time.
    /// - Throws: `TheoryError.outOfRange`, `TheoryError.notComputed`.
    public init(
        arrivalsPerHour: Double, relativeAmplitude: Double, periodSeconds: Double,
        handling: HandlingLaw
    ) throws(TheoryError) {
        try handling.check()
        try require(
            relativeAmplitude >= 0 && relativeAmplitude <= 1, "relative amplitude of the rate",
            relativeAmplitude, allowed: "0 to 1")
        try require(
            periodSeconds > 0 && periodSeconds.isFinite, "period in seconds", periodSeconds,
            allowed: "above 0")
        let traffic = try Traffic(
            arrivalsPerHour: arrivalsPerHour, meanHandlingSeconds: handling.mean)
        let frequency = 2 * Double.pi / periodSeconds
        let (versine, sine) = try handling.oscillation(frequency)
        mean = traffic.offeredLoad
        amplitude =
            relativeAmplitude * traffic.arrivalsPerSecond * hypot(versine, sine) / frequency
        lagSeconds = atan2(versine, sine) / frequency
        self.periodSeconds = periodSeconds
    }

    /// The load at its peak, in erlangs.
    public var greatest: Double { mean + amplitude }
    /// The load at its trough, in erlangs.
    public var least: Double { mean - amplitude }

    /// The load at an instant.
    ///
    /// - Parameter seconds: Time since the rate passed its mean on the way up.
    /// - Returns: m(t) in erlangs.
    public func offeredLoad(at seconds: Double) -> Double {
        mean + amplitude * sin(2 * Double.pi * (seconds - lagSeconds) / periodSeconds)
    }
}

/// Offered load under any arrival rate: m(t) = integral of rate(t - u) P(S > u) du, Mt/G/infinity.
///
/// The number busy at t in a center without limits is Poisson with mean m(t); staffing for it is the
/// modified-offered-load method. Adaptive quadrature, relative error about 1e-10 of the load that
/// the greatest rate would bring. Source: Eick, Massey, Whitt, Operations Research 41 (1993) 731.
public struct TimeVaryingLoad: Sendable {
    private let handling: HandlingLaw
    private let start: Double
    private let breaks: [Double]
    private let rate: @Sendable (Double) -> Double

    /// Describes arrivals.
    ///
    /// - Parameters:
    ///   - handling: Law of the handling time.
    ///   - start: Instant in seconds before which nobody arrived; `-infinity` for "since long ago".
    ///   - breaks: Instants at which the rate jumps or bends, in any order.
    ///   - rate: Arrivals per hour at an instant in seconds, 0 or more.
    /// - Throws: `TheoryError.outOfRange`.
    public init(
        handling: HandlingLaw, from start: Double = -.infinity, breaks: [Double] = [],
        arrivalsPerHour rate: @escaping @Sendable (Double) -> Double
    ) throws(TheoryError) {
        try handling.check()
        self.handling = handling
        self.start = start
        self.breaks = breaks
        self.rate = rate
    }

    /// The load at an instant.
    ///
    /// - Parameter seconds: The instant.
    /// - Returns: m(t) in erlangs; 0 before the start.
    /// - Throws: `TheoryError.outOfRange` for a negative rate, `TheoryError.notComputed` where the
    ///   quadrature fails.
    public func offeredLoad(at seconds: Double) throws(TheoryError) -> Double {
        let reach = min(seconds - start, reachOfHandling())
        guard reach > 0 else { return 0 }
        var points = [0.0, reach]
        // Panels that double: a law with a long tail is smooth on each.
        var panel = handling.mean / 4
        while panel < reach {
            points.append(panel)
            panel *= 2
        }
        for instant in breaks where instant < seconds && seconds - instant < reach {
            points.append(seconds - instant)
        }
        if case .deterministic(let value) = handling, value < reach { points.append(value) }
        points.sort()
        var greatest = 0.0
        for index in points.indices.dropFirst() {
            for step in 0..<8 {
                let share = (Double(step) + 0.5) / 8
                let age = points[index - 1] + share * (points[index] - points[index - 1])
                let value = rate(seconds - age)
                try require(
                    value >= 0 && value.isFinite, "arrivals per hour", value, allowed: "0 or more")
                greatest = max(greatest, value)
            }
        }
        guard greatest > 0 else { return 0 }
        let tolerance = 1e-11 * greatest * handling.mean
        var total = 0.0
        for index in points.indices.dropFirst() where points[index] > points[index - 1] {
            do throws(GSLError) {
                total += try Quadrature.qag(
                    from: points[index - 1], to: points[index], absoluteTolerance: tolerance,
                    relativeTolerance: 1e-12, rule: .points31
                ) { rate(seconds - $0) * handling.survival(at: $0) }.value
            } catch {
                throw .notComputed(error.description)
            }
        }
        return total / 3600
    }

    /// The age beyond which what is left of the mean handling time is below 1e-12 of it.
    private func reachOfHandling() -> Double {
        if case .deterministic(let value) = handling { return value }
        var age = handling.mean
        while handling.mean(upTo: age) < (1 - 1e-12) * handling.mean, age < 1e12 { age *= 2 }
        return age
    }
}
