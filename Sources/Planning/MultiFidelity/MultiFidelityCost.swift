/// What an hour of one processor buys: measured, so no part of what depends on the input alone.
public struct MultiFidelityCost: Hashable, Sendable {
    /// Processor seconds of a costly session.
    public var secondsPerSession: Double
    /// Processor seconds of a replication of the center.
    public var secondsPerReplication: Double

    /// Half-widths of the abandonment rate, as shares, after one more hour.
    public struct NextHour: Hashable, Sendable {
        /// Spent on costly sessions.
        public var bySessions: Double
        /// Spent on replications of the center.
        public var byReplications: Double
        /// Whether sessions leave the smaller half-width.
        public var buysSessions: Bool { bySessions < byReplications }
    }

    private static let hour = 3600.0

    /// Stores costs.
    ///
    /// - Parameters:
    ///   - secondsPerSession: Processor seconds of a costly session, > 0.
    ///   - secondsPerReplication: Processor seconds of a replication of the center, > 0.
    public init(secondsPerSession: Double, secondsPerReplication: Double) {
        self.secondsPerSession = secondsPerSession
        self.secondsPerReplication = secondsPerReplication
    }

    /// What the next hour is worth, spent one way or the other.
    ///
    /// - Parameter result: The estimate there is.
    /// - Returns: The half-widths; nil where the estimate has no abandonment rate.
    public func nextHour(_ result: MultiFidelityResult) -> NextHour? {
        guard let kpi = result.kpi("abandonmentRate") else { return nil }
        return NextHour(
            bySessions: kpi.halfWidth(
                sessions: 1 + Self.hour / secondsPerSession / Double(result.costlySessions)),
            byReplications: kpi.halfWidth(
                replications: 1 + Self.hour / secondsPerReplication / Double(result.replications)))
    }
}
