import Foundation
import GSL

extension HandlingLaw {
    /// Mean in seconds.
    public var mean: Double { moment(1) }

    /// P(handling time > t).
    ///
    /// - Parameter seconds: t; below 0 everything is longer.
    /// - Returns: In 0...1; at a deterministic time itself 0.
    public func survival(at seconds: Double) -> Double {
        guard seconds > 0 else { return 1 }
        switch self {
        case .exponential(let mean): return exp(-seconds / mean)
        case .deterministic(let value): return seconds < value ? 1 : 0
        case .lognormal:
            let (mu, sigma) = logarithm
            return 0.5 * erfc((log(seconds) - mu) / (sigma * 2.0.squareRoot()))
        case .gamma(let shape, let scale):
            return Self.upperGamma(shape, seconds / scale)
        case .hyperexponential(let probability, let first, let second):
            return probability * exp(-seconds / first) + (1 - probability) * exp(-seconds / second)
        }
    }

    /// E min(handling time, t), the integral of the survival from 0 to t.
    ///
    /// Closed form; relative error about 1e-12.
    ///
    /// - Parameter seconds: t; 0 and below give 0.
    /// - Returns: Seconds, at most the mean.
    public func mean(upTo seconds: Double) -> Double {
        guard seconds > 0 else { return 0 }
        guard seconds < .infinity else { return mean }
        switch self {
        case .exponential(let mean): return -mean * expm1(-seconds / mean)
        case .deterministic(let value): return min(value, seconds)
        case .lognormal(let mean, _):
            let (mu, sigma) = logarithm
            let below = 0.5 * erfc((mu + sigma * sigma - log(seconds)) / (sigma * 2.0.squareRoot()))
            return mean * below + seconds * survival(at: seconds)
        case .gamma(let shape, let scale):
            return shape * scale * (1 - Self.upperGamma(shape + 1, seconds / scale))
                + seconds * survival(at: seconds)
        case .hyperexponential(let probability, let first, let second):
            return -probability * first * expm1(-seconds / first) - (1 - probability) * second
                * expm1(-seconds / second)
        }
    }

    /// E (1 - cos wS) and E sin wS of the handling time S: 1 minus its transform at i w.
    ///
    /// Closed form, relative error near 1e-15; the lognormal law has none and is integrated by the
    /// trapezoidal rule over the logarithm, halved until it agrees with itself to 1e-13.
    ///
    /// - Parameter frequency: w in radians per second, above 0.
    /// - Returns: The two expectations, both without unit; the first is never negative.
    /// - Throws: `TheoryError.notComputed` when the rule does not settle.
    func oscillation(
        _ frequency: Double
    ) throws(TheoryError) -> (versine: Double, sine: Double) {
        switch self {
        case .exponential(let mean): return Self.exponentialOscillation(frequency * mean)
        case .deterministic(let value): return Self.oscillation(ofPhase: frequency * value)
        case .gamma(let shape, let scale):
            // (1 + ix)^-k = exp(a + ib); 1 minus that without cancellation.
            let x = frequency * scale
            let a = -shape * log1p(x * x) / 2
            let b = -shape * atan(x)
            let half = sin(b / 2)
            return (2 * half * half - expm1(a) * cos(b), -exp(a) * sin(b))
        case .hyperexponential(let probability, let first, let second):
            let one = Self.exponentialOscillation(frequency * first)
            let other = Self.exponentialOscillation(frequency * second)
            return (
                probability * one.versine + (1 - probability) * other.versine,
                probability * one.sine + (1 - probability) * other.sine
            )
        case .lognormal: return try lognormalOscillation(frequency)
        }
    }

    private static func exponentialOscillation(_ x: Double) -> (versine: Double, sine: Double) {
        (x * x / (1 + x * x), x / (1 + x * x))
    }

    private static func oscillation(ofPhase phase: Double) -> (versine: Double, sine: Double) {
        let half = sin(phase / 2)
        return (2 * half * half, sin(phase))
    }

    private func lognormalOscillation(
        _ frequency: Double
    ) throws(TheoryError) -> (versine: Double, sine: Double) {
        let (mu, sigma) = logarithm
        func sum(_ step: Double, from start: Double) -> (versine: Double, sine: Double) {
            var (versine, sine) = (0.0, 0.0)
            // The weight of S^2 lies around 2 sigma; 9 standard deviations leave 1e-18.
            for place in stride(from: start, through: 9 + 2 * sigma, by: step) {
                let weight = step * exp(-place * place / 2)
                let part = Self.oscillation(ofPhase: frequency * exp(mu + sigma * place))
                versine += weight * part.versine
                sine += weight * part.sine
            }
            return (versine, sine)
        }
        var step = 1.0 / 16
        var last = sum(step, from: -9)
        for _ in 0..<10 {
            // The points between those of before.
            let between = sum(step, from: -9 + step / 2)
            let now = (
                versine: (last.versine + between.versine) / 2, sine: (last.sine + between.sine) / 2
            )
            let moved = hypot(now.versine - last.versine, now.sine - last.sine)
            step /= 2
            last = now
            if moved <= 1e-13 * hypot(now.versine, now.sine) {
                let scale = 1 / (2 * Double.pi).squareRoot()
                return (scale * now.versine, scale * now.sine)
            }
        }
        throw .notComputed("the transform of the lognormal handling time")
    }

    /// Mean and standard deviation of the logarithm of a lognormal time.
    private var logarithm: (mu: Double, sigma: Double) {
        guard case .lognormal(let mean, let variation) = self else { return (.nan, .nan) }
        let variance = log1p(variation * variation)
        return (log(mean) - variance / 2, variance.squareRoot())
    }

    private static func upperGamma(_ shape: Double, _ x: Double) -> Double {
        (try? SpecialFunctions.upperGammaRatio(shape: shape, x)) ?? .nan
    }
}
