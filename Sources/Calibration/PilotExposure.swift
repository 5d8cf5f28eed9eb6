import Statistics

/// What a rate of a pilot may mean at volume.
public struct PilotExposure: Equatable, Sendable {
    /// What is counted.
    public var name: String
    /// Sessions of the pilot with it.
    public var count: Int
    /// Sessions that tell.
    public var sessions: Int
    /// The share below which the true one lies with 95 % confidence.
    ///
    /// The exact one-sided bound of Clopper and Pearson. None in 300 leaves up to 1.0 %.
    public var upper: Double

    /// Sessions with it at a volume: the pilot's share of it.
    public func expected(volume: Double) -> Double {
        Double(count) / Double(sessions) * volume
    }

    /// Sessions with it at a volume: as many as the pilot leaves possible.
    public func possible(volume: Double) -> Double { upper * volume }

    /// Counts what a pilot tells of.
    ///
    /// - Parameter sessions: Its sessions.
    /// - Returns: One entry for each kind of failure that its columns tell.
    public static func all(_ sessions: [PilotSession]) -> [PilotExposure] {
        func one(_ name: String, _ holds: (PilotSession) -> Bool?) -> PilotExposure? {
            let told = sessions.compactMap(holds)
            let count = told.count { $0 }
            // A one-sided bound of 95 % is the upper end of a two-sided interval of 90 %.
            guard
                let interval = try? BinomialInference.interval(
                    successes: count, trials: told.count, level: 0.9)
            else { return nil }
            return PilotExposure(
                name: name, count: count, sessions: told.count, upper: interval.upper)
        }
        return [
            one("wrong action", \.wrongAction),
            one("contained, and came back") { session in
                session.outcome == .contained ? session.cameBack : nil
            },
            one("abandoned") { $0.outcome == .abandoned },
            one("error") { $0.outcome == .error },
            one("escalated") { $0.outcome == .escalated },
        ].compactMap { $0 }
    }
}
