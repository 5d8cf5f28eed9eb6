import Foundation

/// A law of handling time, as far as formulas need it.
///
/// Times in seconds.
public enum HandlingLaw: Hashable, Sendable {
    /// Exponential.
    case exponential(mean: Double)
    /// Always the same.
    case deterministic(Double)
    /// Lognormal with this mean and coefficient of variation.
    case lognormal(mean: Double, variation: Double)
    /// Gamma with mean shape x scale; a whole shape k is Erlang-k.
    case gamma(shape: Double, scale: Double)
    /// With this probability exponential with the first mean, else with the second.
    case hyperexponential(probability: Double, firstMean: Double, secondMean: Double)

    /// The k-th moment about zero, in seconds to the k.
    ///
    /// - Parameter k: 1 or more.
    /// - Returns: The mean of the k-th power.
    public func moment(_ k: Int) -> Double {
        let power = Double(k)
        switch self {
        case .exponential(let mean):
            return Self.factorial(k) * pow(mean, power)
        case .deterministic(let value):
            return pow(value, power)
        case .lognormal(let mean, let variation):
            return pow(mean, power) * pow(1 + variation * variation, power * (power - 1) / 2)
        case .gamma(let shape, let scale):
            return (0..<k).reduce(1) { $0 * (shape + Double($1)) * scale }
        case .hyperexponential(let probability, let first, let second):
            return Self.factorial(k)
                * (probability * pow(first, power) + (1 - probability) * pow(second, power))
        }
    }

    private static func factorial(_ k: Int) -> Double {
        (0..<k).reduce(1) { $0 * Double($1 + 1) }
    }

    func check() throws(TheoryError) {
        let numbers: [(String, Double)] =
            switch self {
            case .exponential(let mean): [("mean handling time in seconds", mean)]
            case .deterministic(let value): [("handling time in seconds", value)]
            case .lognormal(let mean, let variation):
                [("mean handling time in seconds", mean), ("coefficient of variation", variation)]
            case .gamma(let shape, let scale):
                [("shape of the handling time", shape), ("scale of the handling time", scale)]
            case .hyperexponential(_, let first, let second):
                [("first mean handling time", first), ("second mean handling time", second)]
            }
        for (name, value) in numbers {
            try require(value > 0 && value.isFinite, name, value, allowed: "above 0")
        }
        if case .hyperexponential(let probability, _, _) = self {
            try require(
                probability >= 0 && probability <= 1, "probability of the first exponential",
                probability, allowed: "0 to 1")
        }
    }
}

/// One server with any law of handling time, nobody gives up: M/G/1.
///
/// Exact. Source: Pollaczek 1930, Khinchine 1932 (mean); the variance follows from the second
/// derivative of the same transform.
public struct SingleServerQueue: Hashable, Sendable {
    /// Share of time that the server is busy, which is also P(wait > 0).
    public let occupancy: Double
    /// Mean wait of all, in seconds.
    public let meanWait: Double
    /// Standard deviation of the wait of all, in seconds.
    public let waitDeviation: Double
    /// Mean number waiting.
    public let meanQueueLength: Double

    /// Solves the queue from the first three moments of the handling time.
    ///
    /// - Parameters:
    ///   - arrivalsPerHour: Arrivals per hour, above 0.
    ///   - handling: Law of the handling time.
    /// - Throws: `TheoryError.unstable` when work arrives at least as fast as it is served,
    ///   `TheoryError.outOfRange`.
    public init(arrivalsPerHour: Double, handling: HandlingLaw) throws(TheoryError) {
        try handling.check()
        let traffic = try Traffic(
            arrivalsPerHour: arrivalsPerHour, meanHandlingSeconds: handling.moment(1))
        let load = traffic.offeredLoad
        guard load < 1 else { throw .unstable(offeredLoad: load, agents: 1) }
        let lambda = traffic.arrivalsPerSecond
        occupancy = load
        meanWait = lambda * handling.moment(2) / (2 * (1 - load))
        waitDeviation =
            (meanWait * meanWait + lambda * handling.moment(3) / (3 * (1 - load))).squareRoot()
        meanQueueLength = lambda * meanWait
    }

    /// P(wait > 0).
    public var delayProbability: Double { occupancy }
}
