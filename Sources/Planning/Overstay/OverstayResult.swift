/// How long sessions went on after their last useful turn, of one way to end.
public struct OverstayRow: Equatable, Sendable {
    /// How they ended.
    public enum Ending: String, CaseIterable, Sendable {
        /// Handed over by a rule.
        case rule
        /// Handed over because the caller asked for a person.
        case askedForPerson
        /// The caller hung up.
        case hungUp
    }

    /// How they ended.
    public var ending: Ending
    /// Sessions.
    public var sessions: Int
    /// Mean, median, 90 % point and most of the turns after the last useful one.
    public var turns: OverstaySpread
    /// The same of the seconds.
    public var seconds: OverstaySpread
}

/// Mean and quantiles of a sample.
public struct OverstaySpread: Equatable, Sendable {
    /// Mean.
    public var mean: Double
    /// Median.
    public var p50: Double
    /// 90 % point.
    public var p90: Double
    /// Greatest.
    public var most: Double
}

/// A figure with half the width of its 95 % interval.
public struct OverstayFigure: Equatable, Sendable {
    /// The estimate.
    public var value: Double
    /// Half-width; nil where the replications do not tell.
    public var halfWidth95: Double?
}

/// What sessions cost under one way to end them.
public struct OverstayPolicy: Equatable, Sendable {
    /// Ways to end sessions.
    public enum Name: String, CaseIterable, Sendable {
        /// Stopping where the fallback rules of the scenario gave up.
        case inForce
        /// No rule: until the voice agent or the caller ends it, or the caller asks for a person.
        case noRule
        /// Optimal stopping by what the voice agent sees: its turns, how many of them it rejected, and whether
        /// the rules in force gave up.
        case optimal
        /// Optimal stopping by somebody who sees the same and is told how many turns were misunderstood.
        case informed
    }

    /// Which way.
    public var name: Name
    /// Cost of a session.
    public var cost: OverstayFigure
    /// Cost above that of `optimal`, paired: the regret.
    public var regret: OverstayFigure
    /// Share of the sessions that end rightly without a person.
    public var resolved: Double
    /// Share handed to a person.
    public var handedOver: Double
    /// Turns of a session.
    public var turns: Double
}

/// The answer of an `OverstayStudy`.
public struct OverstayResult: Sendable {
    /// Name of the scenario.
    public var scenario: String
    /// Name of the pool.
    public var pool: String
    /// Seed of the callers.
    public var seed: UInt64
    /// Replications.
    public var replications: Int
    /// Callers whose sessions are compared.
    public var sessions: Int
    /// What sessions cost.
    public var prices: OverstayPrices
    /// What handing over leads to.
    public var handover: HandoverLaw
    /// How long sessions went on in vain under the rules in force.
    public var overstay: [OverstayRow]
    /// Cost of a session as it went under the rules in force: a check of `inForce`, which ends sessions
    /// without rules where the rules gave up.
    public var asHeld: OverstayFigure?
    /// The ways to end sessions, in order of `OverstayPolicy.Name`.
    public var policies: [OverstayPolicy]
}

/// Why there is nothing to study.
public enum OverstayError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody was handed over under the rules in force.
    case noHandoffs(pool: String)
    /// Nobody has a session both with and without the rules.
    case noSessions(pool: String)
    /// Sessions that were recorded cannot be held without a rule.
    case noDialogue(pool: String)

    /// The fact in one line.
    public var description: String {
        switch self {
        case .noHandoffs(let pool):
            "pool '\(pool)' hands nobody over whom a person serves: what handing over costs is unknown;"
                + " simulate more replications"
        case .noSessions(let pool):
            "pool '\(pool)' has replications without a session in the window; simulate longer"
        case .noDialogue(let pool):
            "pool '\(pool)' plays recorded sessions, which have no fallback rule to switch off"
        }
    }
}
