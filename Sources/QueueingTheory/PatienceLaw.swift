import Foundation
import GSL

/// How long a customer would wait before giving up: the G in M/M/n+G.
///
/// Times are seconds. The survival function is P(patience > t), so at a deterministic patience t it
/// is 0.
public enum PatienceLaw: Sendable {
    /// Nobody ever gives up.
    case never
    /// Exponential with this mean: Erlang A.
    case exponential(mean: Double)
    /// Weibull, survival exp(-(t/scale)^shape); a shape below 1 means impatience at first.
    case weibull(shape: Double, scale: Double)
    /// Lognormal, with the mean and standard deviation of the logarithm of seconds.
    case lognormal(logMean: Double, logDeviation: Double)
    /// Gamma, with mean shape x scale.
    case gamma(shape: Double, scale: Double)
    /// Everybody waits exactly this long.
    case deterministic(Double)
    /// Uniform between 0 and this.
    case uniform(upTo: Double)
    /// With this probability exponential with the first mean, else with the second.
    case hyperexponential(probability: Double, firstMean: Double, secondMean: Double)
    /// Leaves at once on finding all agents busy with this probability, else exponential.
    case balkingExponential(balk: Double, mean: Double)
    /// Hazard constant between breaks: `hazards[i]` per second from `starts[i]`; `starts[0]` is 0.
    case piecewiseHazard(starts: [Double], hazards: [Double])
    /// Any law, given by functions.
    case custom(CustomPatience)

    /// A law of patience given by its functions.
    public struct CustomPatience: Sendable {
        /// P(patience > t) for t of 0 and more; must not increase.
        public let survival: @Sendable (Double) -> Double
        /// P(patience <= t), accurate where it is small.
        public let cumulative: @Sendable (Double) -> Double
        /// Times above 0 at which the law jumps or bends, in any order.
        public let breakpoints: [Double]
        /// Share that never gives up, in 0...1.
        public let neverShare: Double
        /// Rounding noise of `cumulative`, relative and absolute; agreement finer than it is luck.
        var relativeNoise = 0.0
        var absoluteNoise = 0.0

        /// Describes a law.
        ///
        /// - Parameters:
        ///   - breakpoints: Times at which the law jumps or bends; the integrals split there.
        ///   - neverShare: Share that never gives up.
        ///   - cumulative: P(patience <= t), accurate where it is small; 1 - survival when left out.
        ///   - survival: P(patience > t).
        public init(
            breakpoints: [Double] = [], neverShare: Double = 0,
            cumulative: (@Sendable (Double) -> Double)? = nil,
            survival: @escaping @Sendable (Double) -> Double
        ) {
            self.survival = survival
            self.cumulative = cumulative ?? { 1 - survival($0) }
            self.breakpoints = breakpoints
            self.neverShare = neverShare
            if cumulative == nil { absoluteNoise = 1e-15 }
        }
    }

    /// The lognormal law with this median in seconds and standard deviation of the logarithm.
    public static func lognormal(median: Double, logDeviation: Double) -> PatienceLaw {
        .lognormal(logMean: log(median), logDeviation: logDeviation)
    }

    /// Checks the parameters and gives the functions of the law, each accurate in its own tail.
    func functions() throws(TheoryError) -> CustomPatience {
        switch self {
        case .never:
            return CustomPatience(neverShare: 1, cumulative: { _ in 0 }, survival: { _ in 1 })
        case .exponential(let mean):
            try Self.positive(mean, "mean patience in seconds")
            return CustomPatience(
                cumulative: { -expm1(-$0 / mean) }, survival: { exp(-$0 / mean) })
        case .weibull(let shape, let scale):
            try Self.positive(shape, "shape of the Weibull patience")
            try Self.positive(scale, "scale of the Weibull patience in seconds")
            return CustomPatience(
                cumulative: { -expm1(-pow($0 / scale, shape)) },
                survival: { exp(-pow($0 / scale, shape)) })
        case .lognormal(let logMean, let logDeviation):
            return try Self.lognormalFunctions(logMean, logDeviation)
        case .gamma(let shape, let scale):
            guard let law = try? GammaDistribution(shape: shape, scale: scale) else {
                throw .outOfRange(
                    quantity: "shape and scale of the gamma patience",
                    value: shape > 0 && shape.isFinite ? scale : shape, allowed: "above 0")
            }
            var functions = CustomPatience(
                cumulative: { law.lowerTail($0) }, survival: { law.upperTail($0) })
            functions.relativeNoise = 1e-12
            return functions
        case .deterministic(let value):
            try Self.positive(value, "deterministic patience in seconds")
            return CustomPatience(
                breakpoints: [value], cumulative: { $0 >= value ? 1 : 0 },
                survival: { $0 >= value ? 0 : 1 })
        case .uniform(let most):
            try Self.positive(most, "longest uniform patience in seconds")
            return CustomPatience(
                breakpoints: [most], cumulative: { min(1, $0 / most) },
                survival: { max(0, (most - $0) / most) })
        case .hyperexponential(let probability, let first, let second):
            try Self.fraction(probability, "probability of the first exponential patience")
            try Self.positive(first, "first mean patience in seconds")
            try Self.positive(second, "second mean patience in seconds")
            return CustomPatience(
                cumulative: {
                    -probability * expm1(-$0 / first) - (1 - probability) * expm1(-$0 / second)
                },
                survival: {
                    probability * exp(-$0 / first) + (1 - probability) * exp(-$0 / second)
                })
        case .balkingExponential(let balk, let mean):
            try Self.fraction(balk, "balking probability")
            try Self.positive(mean, "mean patience in seconds")
            return CustomPatience(
                cumulative: { balk - (1 - balk) * expm1(-$0 / mean) },
                survival: { (1 - balk) * exp(-$0 / mean) })
        case .piecewiseHazard(let starts, let hazards):
            return try Self.piecewiseFunctions(starts, hazards)
        case .custom(let functions):
            try Self.fraction(functions.neverShare, "share that never gives up")
            return functions
        }
    }

    private static func lognormalFunctions(
        _ logMean: Double, _ logDeviation: Double
    ) throws(TheoryError) -> CustomPatience {
        try require(
            logMean.isFinite, "logarithm of the median patience", logMean, allowed: "finite")
        try positive(logDeviation, "standard deviation of the logarithm of patience")
        let scale = logDeviation * 2.0.squareRoot()
        return CustomPatience(
            cumulative: { $0 <= 0 ? 0 : 0.5 * erfc((logMean - log($0)) / scale) },
            survival: { $0 <= 0 ? 1 : 0.5 * erfc((log($0) - logMean) / scale) })
    }

    private static func piecewiseFunctions(
        _ starts: [Double], _ hazards: [Double]
    ) throws(TheoryError) -> CustomPatience {
        try require(
            !starts.isEmpty && starts.count == hazards.count, "number of hazards",
            Double(hazards.count), allowed: "one for each break, at least one")
        try require(starts[0] == 0, "first break of the hazard", starts[0], allowed: "0")
        for (index, hazard) in hazards.enumerated() {
            try require(
                hazard >= 0 && hazard.isFinite, "hazard per second", hazard, allowed: "0 or more")
            guard index > 0 else { continue }
            try require(
                starts[index] > starts[index - 1] && starts[index].isFinite, "break of the hazard",
                starts[index], allowed: "above the break before it")
        }
        let integrated: @Sendable (Double) -> Double = { t in
            var total = 0.0
            for index in starts.indices where starts[index] < t {
                let end = index + 1 < starts.count ? min(t, starts[index + 1]) : t
                total += hazards[index] * (end - starts[index])
            }
            return total
        }
        var neverShare = 0.0
        if let last = starts.last, hazards.last == 0 { neverShare = exp(-integrated(last)) }
        return CustomPatience(
            breakpoints: Array(starts.dropFirst()), neverShare: neverShare,
            cumulative: { -expm1(-integrated($0)) }, survival: { exp(-integrated($0)) })
    }

    private static func positive(_ value: Double, _ quantity: String) throws(TheoryError) {
        try require(value > 0 && value.isFinite, quantity, value, allowed: "above 0")
    }

    private static func fraction(_ value: Double, _ quantity: String) throws(TheoryError) {
        try require(value >= 0 && value <= 1, quantity, value, allowed: "0 to 1")
    }
}
