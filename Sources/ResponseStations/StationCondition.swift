/// How a station works during a run: as it is configured, or worse.
public struct StationCondition: Equatable, Sendable {
    /// Share of its places that take up requests, 0 to 1, rounded up to whole ones.
    ///
    /// Of a language model those of each replica. At 0 it takes up nothing: what comes waits.
    public var capacity: Double
    /// Factor on the time of what begins, > 0.
    public var slowdown: Double
    /// Probability that a request ends with an error that would not fail by itself, 0 to 1.
    public var failures: Double

    /// Stores a condition; without arguments the station works as it is configured.
    public init(capacity: Double = 1, slowdown: Double = 1, failures: Double = 0) {
        self.capacity = capacity
        self.slowdown = slowdown
        self.failures = failures
    }

    /// Makes it worse by another one: shares that are left multiply, and so do factors.
    public static func *= (left: inout StationCondition, right: StationCondition) {
        left.capacity *= right.capacity
        left.slowdown *= right.slowdown
        left.failures = 1 - (1 - left.failures) * (1 - right.failures)
    }

    /// Places out of some that take up requests.
    func places(of count: Int) -> Int {
        Int((Double(count) * capacity - Self.roundingError).rounded(.up))
    }

    /// What a share of whole places may be too large by: 30 x 0.1 is more than 3.
    private static var roundingError: Double { 1e-9 }
}
