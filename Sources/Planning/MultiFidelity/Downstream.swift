public import Scenarios
import Statistics
import TwinPrimitives
package import VoiceAgents

/// What two fidelities of the same sessions do to the queue behind the voice agents.
///
/// Calls may agree one by one and a queue still differ, since abandonment bends with load. So the sessions of a table
/// become two decks, and the center plays both with the same replications (`PairedDecks`).
public struct Downstream: Sendable {
    /// What is asked.
    public struct Request: Sendable {
        /// The center; what its pool would do by itself does not matter.
        public var scenario: Scenario
        /// Number of the pool whose sessions they are.
        public var pool: Int
        /// Names of the fidelities in the table: the one that is judged, the one that it is held against.
        public var fidelities: (first: String, second: String)
        /// Difference in the abandonment rate that counts as none, as a share, > 0.
        public var margin: Double
        /// Replications of the center with all sessions, at least 2.
        public var replications: Int
        /// Decks of the bootstrap, at least 2.
        public var decks: Int
        /// Replications of the center with each of them, at least 2.
        public var deckReplications: Int
        /// Seed of the center's callers.
        public var seed: UInt64
        /// Most replications at one time.
        public var jobs: Int

        /// Stores a request.
        ///
        /// - Parameters:
        ///   - scenario: The center.
        ///   - pool: Number of the pool whose sessions they are.
        ///   - fidelities: Names of the fidelities in the table.
        ///   - margin: Difference in the abandonment rate that counts as none, as a share, > 0.
        ///   - replications: Replications of the center with all sessions, at least 2.
        ///   - decks: Decks of the bootstrap, at least 2.
        ///   - deckReplications: Replications of the center with each of them, at least 2.
        ///   - seed: Seed of the center's callers.
        ///   - jobs: Most replications at one time.
        public init(
            scenario: Scenario, pool: Int, fidelities: (first: String, second: String),
            margin: Double = Downstream.usualMargin, replications: Int = 200, decks: Int = 60,
            deckReplications: Int = 20, seed: UInt64, jobs: Int
        ) {
            self.scenario = scenario
            self.pool = pool
            self.fidelities = fidelities
            self.margin = margin
            self.replications = max(replications, 2)
            self.decks = max(decks, 2)
            self.deckReplications = max(deckReplications, 2)
            self.seed = seed
            self.jobs = max(jobs, 1)
        }
    }

    /// Difference in the abandonment rate that counts as none where nothing else is asked for: one point.
    public static let usualMargin = 0.01
    /// Indicators of the center that are compared, that of the queue first.
    public static let indicators = [
        "abandonmentRate", "meanWait", "serviceLevelOffered", "occupancy", "handlingTime",
        "escalationRate",
    ]

    /// Compares the sessions of a table and the centers that play them.
    ///
    /// - Parameters:
    ///   - table: The sessions at both fidelities.
    ///   - request: What is asked.
    /// - Returns: The answer.
    /// - Throws: `HeldSessionsError` for sessions that are not in the table, `MultiFidelityError` for fewer than two
    ///   callers, and what of the scenario makes no sense.
    public static func result(
        _ table: HeldSessions, _ request: Request
    ) async throws -> DownstreamResult {
        let rows = try table.pairs(request.fidelities.first, request.fidelities.second)
        return try await result(
            rows.map { (first: $0.first.recorded, second: $0.second.recorded) },
            of: rows.map(\.second.session), request)
    }

    /// The same of sessions that are no table.
    ///
    /// - Parameters:
    ///   - held: The sessions at both fidelities.
    ///   - sessions: Whose they are, in the same order.
    ///   - request: What is asked.
    /// - Returns: The answer.
    /// - Throws: As for a table.
    package static func result(
        _ held: [(first: RecordedSession, second: RecordedSession)], of sessions: [CenterSession],
        _ request: Request
    ) async throws -> DownstreamResult {
        // How often a member of a population came is chance, and tells nothing of the fidelities.
        let different = differentCalls(sessions)
        let (held, sessions) = (different.map { held[$0] }, different.map { sessions[$0] })
        let clusters = callers(sessions)
        let count = (clusters.max() ?? -1) + 1
        guard count >= 2 else {
            throw MultiFidelityError.tooFewSessions(got: count, needed: 2)
        }
        guard held.count >= 3 else {
            throw MultiFidelityError.tooFewSessions(got: held.count, needed: 3)
        }
        let decks = PairedDecks(
            scenario: request.scenario, pool: request.pool,
            pairs: held.indices.map {
                PairedDecks.Pair(
                    first: held[$0].first, second: held[$0].second,
                    isLater: sessions[$0].key.attempt > 0, cluster: clusters[$0])
            }, seed: request.seed, jobs: request.jobs)
        return DownstreamResult(
            scenario: request.scenario.name, pool: request.scenario.voicePools[request.pool].name,
            fidelities: request.fidelities, seed: request.seed, margin: request.margin,
            calls: held.count, callers: count, replications: request.replications,
            bootstrapReplications: request.decks * request.deckReplications,
            figures: try SessionOutput.all.map { output in
                try SessionAgreement(
                    output, held.map { output.value($0.first.summary) },
                    held.map { output.value($0.second.summary) }, clusters: clusters)
            },
            kpis: try await decks.differences(
                of: indicators, replications: request.replications, decks: request.decks,
                deckReplications: request.deckReplications))
    }

    /// Places of the sessions that are no call of a member which an earlier one is: one as a first attempt in the
    /// center, and one as a later one, which have decks of their own.
    private static func differentCalls(_ sessions: [CenterSession]) -> [Int] {
        var known: Set<String> = []
        return sessions.indices.filter { place in
            guard let member = sessions[place].member else { return true }
            let isLater = sessions[place].key.attempt > 0
            return known.insert("\(member.caller.ordinal) \(member.attempt) \(isLater)").inserted
        }
    }

    /// Number of each session's caller: sessions of one member of a population, or of one caller of a
    /// day, hang together.
    private static func callers(_ sessions: [CenterSession]) -> [Int] {
        var numbers: [String: Int] = [:]
        return sessions.map { session in
            let caller = (session.member ?? session.key).caller
            let day = session.member == nil ? session.replication : 0
            let name = "\(day) \(caller.contactType.rawValue) \(caller.ordinal)"
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }
}

/// How far two fidelities agree in one figure of the same sessions.
public struct SessionAgreement: Sendable {
    /// The figure.
    public let output: SessionOutput
    /// Its mean at the first fidelity.
    public let first: Double
    /// Its mean at the second.
    public let second: Double
    /// Standard error of the difference of the means over drawings of callers with all their sessions.
    public let standardError: Double
    /// Callers less one.
    public let degreesOfFreedom: Double
    /// Correlation over the sessions; nil where one of them never changes.
    public let correlation: Double?

    /// First less second.
    public var difference: Double { first - second }
    /// Half-width of the 95 % interval of the difference, by Student's t.
    public var halfWidth95: Double {
        StudentQuantile.twoSided95(degreesOfFreedom) * standardError
    }

    /// Compares values of the same sessions.
    ///
    /// With N sessions of C callers and sums z of a caller's deviations of the difference from its mean,
    /// the variance is C / (C - 1) x sum of z^2 / N^2. Source: Cochran (1977), section 9A.
    ///
    /// - Parameters:
    ///   - output: The figure.
    ///   - first: Its values at the first fidelity.
    ///   - second: Its values at the second, in the same order.
    ///   - clusters: Number of each session's caller, from 0; at least two callers.
    /// - Throws: `StatisticsError` for fewer than three sessions.
    init(
        _ output: SessionOutput, _ first: [Double], _ second: [Double], clusters: [Int]
    ) throws(StatisticsError) {
        let pairs = try PairedComparison(first, second)
        self.output = output
        self.first = pairs.firstMean
        self.second = pairs.secondMean
        correlation = pairs.correlation
        let mean = pairs.firstMean - pairs.secondMean
        var sums = [Double](repeating: 0, count: (clusters.max() ?? 0) + 1)
        for (place, cluster) in clusters.enumerated() {
            sums[cluster] += first[place] - second[place] - mean
        }
        let count = Double(sums.count)
        let sessions = Double(first.count)
        standardError =
            (sums.reduce(0) { $0 + $1 * $1 } * count / (count - 1)).squareRoot() / sessions
        degreesOfFreedom = count - 1
    }
}

/// What two fidelities of the same sessions do to a center.
public struct DownstreamResult: Sendable {
    /// Name of the scenario.
    public var scenario: String
    /// Name of the pool.
    public var pool: String
    /// The fidelity that is judged, and the one that it is held against.
    public var fidelities: (first: String, second: String)
    /// Seed of the center's callers.
    public var seed: UInt64
    /// Difference in the abandonment rate that counts as none, as a share.
    public var margin: Double
    /// Different calls that both fidelities have; each counts once, however many sessions it is.
    public var calls: Int
    /// Their different callers.
    public var callers: Int
    /// Replications of the center with all of them.
    public var replications: Int
    /// Replications of the center with bootstrap samples, all together.
    public var bootstrapReplications: Int
    /// Figures of a session.
    public var figures: [SessionAgreement]
    /// Indicators of the center that have a value at both.
    public var kpis: [CenterDifference]

    /// An indicator by name.
    public func kpi(_ name: String) -> CenterDifference? { kpis.first { $0.kpi == name } }
}
