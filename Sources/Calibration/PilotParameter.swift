import Statistics

/// A number of a surrogate pool with its uncertainty.
public struct PilotParameter: Equatable, Sendable {
    /// What it is, as its key in a scenario: `defects`, `latency.body.median`.
    public var key: String
    /// Its best value.
    public var value: Double
    /// Its 95 % interval.
    public var interval: ClosedRange<Double>
    /// Whether it is a share, and a duration in seconds else, or a plain number.
    public var unit: Unit
    /// Where it comes from, in words for a comment.
    public var source: String

    /// How a value is written.
    public enum Unit: String, Sendable {
        /// A share in [0, 1].
        case share
        /// Seconds.
        case seconds
        /// A plain number.
        case number
    }
}

/// A share of trials in sessions, which may be alike within a session and within a day.
struct SharedTrials {
    private(set) var successes = 0
    private(set) var trials = 0
    private var sessions: [(successes: Int, trials: Int, day: Int?)] = []

    /// Days below which they are too few to tell how alike their sessions are.
    private static let leastDays = 5
    /// Excess over 1 below which a design effect is rounding.
    private static let rounding = 1e-9

    /// Adds the trials of one session.
    mutating func add(_ successes: Int, of trials: Int, day: Int?) {
        self.successes += successes
        self.trials += trials
        sessions.append((successes, trials, day))
    }

    var value: Double { trials > 0 ? Double(successes) / Double(trials) : 0 }

    /// The 95 % interval of Clopper and Pearson: exact where sessions and days tell of nothing in
    /// common, and of as many trials as they are worth else.
    ///
    /// Without a success, or without a failure, nothing tells how alike they are.
    var interval: ClosedRange<Double> {
        guard trials > 0 else { return 0...1 }
        let worth = effectiveTrials
        let found =
            worth < Double(trials)
            ? try? BinomialInference.interval(share: value, effectiveTrials: worth)
            : try? BinomialInference.interval(successes: successes, trials: trials)
        return found.map { $0.lower...$0.upper } ?? 0...1
    }

    /// Independent trials that tell as much: trials over the greatest design effect of their
    /// clusters.
    private var effectiveTrials: Double {
        let all = Double(trials)
        let worth = all / designEffect(sessions.map { ($0.successes, $0.trials) }, inflation: 1)
        var days: [Int: (successes: Int, trials: Int)] = [:]
        for session in sessions {
            guard let day = session.day else { return worth }
            days[day, default: (0, 0)].successes += session.successes
            days[day, default: (0, 0)].trials += session.trials
        }
        guard days.count >= Self.leastDays else { return worth }
        let rest = Double(days.count - 1)
        let effect = designEffect(
            days.keys.sorted().compactMap { days[$0] }, inflation: (rest + 1) / rest)
        guard effect > 1 else { return worth }
        // Few days tell their own variance badly.
        return min(
            worth,
            BinomialInference.effectiveTrials(
                trials, designEffect: effect, degreesOfFreedom: rest))
    }

    /// Variance of the share between clusters over that of independent trials, at least 1.
    ///
    /// Residuals of a ratio: the sum over clusters of (successes - share x trials)^2.
    private func designEffect(
        _ clusters: [(successes: Int, trials: Int)], inflation: Double
    ) -> Double {
        let squares = clusters.reduce(0.0) { sum, cluster in
            let residual = Double(cluster.successes) - value * Double(cluster.trials)
            return sum + residual * residual
        }
        let plain = Double(trials) * value * (1 - value)
        guard plain > 0 else { return 1 }
        let effect = squares * inflation / plain
        return effect > 1 + Self.rounding ? effect : 1
    }
}
