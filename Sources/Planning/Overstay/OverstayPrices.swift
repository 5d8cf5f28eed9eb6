import ContactCenterEvents
public import Projections

/// What sessions cost, in the scenario's money.
public struct OverstayPrices: Equatable, Sendable {
    /// A second of a session: the voice agent's and the caller's.
    public var sessionSecond: Double
    /// A second of a person's conversation: the person's and the caller's.
    public var personSecond: Double
    /// A second of waiting for a person: the caller's.
    public var waitSecond: Double
    /// A session that ends without the wish served: hung up, contained in appearance only, stopped, or lost in
    /// the queue.
    public var lost: Double

    /// Stores prices.
    public init(sessionSecond: Double, personSecond: Double, waitSecond: Double, lost: Double) {
        self.sessionSecond = sessionSecond
        self.personSecond = personSecond
        self.waitSecond = waitSecond
        self.lost = lost
    }
}

/// What handing a contact over leads to, measured on the handoffs of a rule in force.
public struct HandoverLaw: Equatable, Sendable {
    /// Handoffs that it was measured on.
    public let handoffs: Int
    /// Seconds of a person's conversation after a session without misunderstood turns.
    public let talkSeconds: Double
    /// Seconds that each misunderstood turn adds; least squares, and 0 where they do not vary.
    public let secondsPerMisunderstoodTurn: Double
    /// Mean wait for a person, seconds.
    public let waitSeconds: Double
    /// Share of the handoffs that nobody answers, in [0, 1].
    public let lostShare: Double
    /// Seconds from the decision to the end of the session.
    public let leavingSeconds: Double
    /// Mean of the misunderstood turns of a handoff, as `HandoffContextGiven` counts them.
    public let misunderstoodTurns: Double

    /// Measures handoffs; nil where no person spoke with any of them.
    ///
    /// - Parameter courses: Sessions; those that were handed over count.
    public init?(_ courses: [SessionCourse]) {
        let handed = courses.filter { $0.outcome == .escalated }
        let served = handed.compactMap { course in
            course.talkSeconds.map { (Double(course.misunderstoodTurns), $0) }
        }
        guard !served.isEmpty else { return nil }
        let count = Double(served.count)
        let meanTurns = served.reduce(0) { $0 + $1.0 } / count
        let meanTalk = served.reduce(0) { $0 + $1.1 } / count
        let spread = served.reduce(0) { $0 + ($1.0 - meanTurns) * ($1.0 - meanTurns) }
        let together = served.reduce(0) { $0 + ($1.0 - meanTurns) * ($1.1 - meanTalk) }
        let slope = spread > 0 ? together / spread : 0
        handoffs = handed.count
        secondsPerMisunderstoodTurn = slope
        talkSeconds = meanTalk - slope * meanTurns
        misunderstoodTurns = meanTurns
        let all = Double(handed.count)
        waitSeconds = handed.reduce(0) { $0 + $1.waitSeconds } / all
        lostShare = Double(handed.count(where: \.isLostAfterHandoff)) / all
        leavingSeconds =
            handed.reduce(0) { $0 + $1.seconds - ($1.triggerSeconds ?? $1.seconds) } / all
    }

    /// Expected cost of handing over, from the end of the session on.
    ///
    /// - Parameters:
    ///   - misunderstood: Turns of the session that were not understood as they were meant.
    ///   - prices: Prices.
    /// - Returns: Money.
    public func cost(misunderstood: Int, _ prices: OverstayPrices) -> Double {
        let talk = talkSeconds + secondsPerMisunderstoodTurn * Double(misunderstood)
        return waitSeconds * prices.waitSecond + lostShare * prices.lost
            + (1 - lostShare) * talk * prices.personSecond
    }
}
