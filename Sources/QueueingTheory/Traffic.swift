/// A stationary stream of contacts and the work that each brings.
public struct Traffic: Hashable, Sendable {
    /// Arrivals per hour, above 0.
    public let arrivalsPerHour: Double
    /// Mean handling time in seconds, above 0.
    public let meanHandlingSeconds: Double

    /// Describes Poisson arrivals with a mean handling time.
    ///
    /// - Parameters:
    ///   - arrivalsPerHour: Mean arrivals per hour, above 0.
    ///   - meanHandlingSeconds: Mean handling time in seconds, above 0.
    /// - Throws: `TheoryError.outOfRange`.
    public init(
        arrivalsPerHour: Double, meanHandlingSeconds: Double
    ) throws(TheoryError) {
        try require(
            arrivalsPerHour > 0 && arrivalsPerHour.isFinite, "arrivals per hour", arrivalsPerHour,
            allowed: "above 0")
        try require(
            meanHandlingSeconds > 0 && meanHandlingSeconds.isFinite,
            "mean handling time in seconds",
            meanHandlingSeconds, allowed: "above 0")
        self.arrivalsPerHour = arrivalsPerHour
        self.meanHandlingSeconds = meanHandlingSeconds
        offeredLoad = arrivalsPerHour * meanHandlingSeconds / 3600
    }

    /// Arrivals per second.
    public var arrivalsPerSecond: Double { arrivalsPerHour / 3600 }

    /// Arrival rate times mean handling time, in erlangs.
    public let offeredLoad: Double

    /// Checks a number of agents.
    static func check(agents: Int) throws(TheoryError) {
        try require(
            agents >= 1 && agents <= largestAgentCount, "number of agents", Double(agents),
            allowed: "1 to \(largestAgentCount)")
    }
}
