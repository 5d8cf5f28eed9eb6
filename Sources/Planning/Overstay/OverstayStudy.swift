import ContactCenterEvents
import Experiments
import Projections
public import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// How long a pool's voice agents go on in vain, and what the rules that end it cost above optimal stopping.
///
/// Data flow: the scenario is simulated as it is and without the pool's fallback rules; callers' first sessions
/// are paired, as both meet the same callers on the same lines. Of sessions that no rule ended it is known
/// what stopping after any turn would have cost. Policies are learnt from half of the replications and judged
/// on the other half, both ways.
public struct OverstayStudy: Sendable {
    /// The scenario.
    public let scenario: Scenario
    /// Number of the pool.
    public let pool: Int
    /// Replications, at least 4: each half needs two.
    public let replications: Int
    /// Seed of the callers.
    public let seed: UInt64
    /// Most replications at one time.
    public let jobs: Int
    /// What an hour of a caller is worth.
    public let callerPerHour: Double
    /// What a session costs that does not serve its wish; nil: twice the conversation of a handoff.
    public let lost: Double?

    /// Stores a question.
    public init(
        _ scenario: Scenario, pool: Int, replications: Int, seed: UInt64, jobs: Int,
        callerPerHour: Double, lost: Double?
    ) {
        precondition(replications >= 4, "each half needs two replications")
        self.scenario = scenario
        self.pool = pool
        self.replications = replications
        self.seed = seed
        self.jobs = jobs
        self.callerPerHour = callerPerHour
        self.lost = lost
    }

    /// Sessions that have come to a state at least, for the policy to stop there.
    private static let leastVisits = 20
    /// A handoff that is lost costs so many conversations of a handoff, unless a price is given.
    private static let usualLoss = 2.0
    private static let hour = 3600.0
    private static let minute = 60.0

    /// Simulates and compares.
    ///
    /// - Returns: The answer.
    /// - Throws: `ScenarioError` for a scenario whose rules cannot be switched off, `OverstayError` where there is
    ///   nothing to compare.
    public func result() async throws -> OverstayResult {
        let name = scenario.voicePools[pool].name
        let free = try withoutRules().twin
        let ruled = try await courses(scenario.twin)
        guard let handover = HandoverLaw(ruled.flatMap { $0 }) else {
            throw OverstayError.noHandoffs(pool: name)
        }
        let account = SessionAccount(prices: prices(handover), handover: handover)
        let pairs = zip(ruled, try await courses(free)).map(Self.paired)
        let sessions = pairs.reduce(0) { $0 + $1.count }
        guard pairs.allSatisfy({ !$0.isEmpty }) else {
            throw OverstayError.noSessions(pool: name)
        }
        let comparison = PolicyComparison(pairs, account, Self.leastVisits)
        return OverstayResult(
            scenario: scenario.name, pool: name, seed: seed, replications: replications,
            sessions: sessions, prices: account.prices, handover: handover,
            overstay: OverstayRow.Ending.allCases.compactMap {
                OverstayRow($0, ruled.flatMap { $0 })
            }, asHeld: comparison.asHeld, policies: comparison.policies)
    }

    /// The scenario with the rules switched off by which the pool's voice agents give up; what the caller asks
    /// for, limits of tools, checks and policy, a single turn's least confidence and the most turns of a
    /// session stay.
    func withoutRules() throws -> Scenario {
        let name = scenario.voicePools[pool].name
        var free = scenario
        switch scenario.voicePools[pool].tier {
        case .surrogate:
            let written = scenario.writtenValues.map(\.path)
            // Failures in all first: fewer of them than in a row are refused.
            for rule in ["totalFailures", "consecutiveFailures"] {
                let path = "voiceAgents.\(name).fallback.\(rule)"
                guard written.contains(path) else { continue }
                free = try free.varying(path: path, to: Self.never)
            }
        case .conversation:
            for (rule, off) in Self.dialogueRules {
                free = try free.varying(
                    path: "voiceAgents.\(name).dialogueValues.fallback.\(rule)", to: off)
            }
        case .deck: throw OverstayError.noDialogue(pool: name)
        }
        return free
    }

    /// More rejected turns than a session may have.
    private static let never = "1000"
    /// The rules of a dialogue model that its voice agent gives up by, with what switches each off.
    private static let dialogueRules = [
        ("noMatch", "0"), ("noInput", "0"), ("scoreLimit", "0"), ("noProgressTurns", "0"),
        ("sameQuestion", "0"), ("affect", "0"), ("maximumDuration", "0s"),
    ]

    /// First sessions with the pool, by replication.
    private func courses(_ twin: TwinConfiguration) async throws -> [[SessionCourse]] {
        let runner = try ReplicationRunner(twin, seed: seed, jobs: jobs)
        let window = runner.fold.warmUp..<runner.fold.horizon
        let number = VoicePoolID(UInt16(pool))
        let found = await runner.map(0..<replications) { replication in
            let listener = SinkReceiver(SessionCourses(window: window))
            _ = runner.tally(replication, alsoTo: [listener])
            return listener.sink.courses.filter { $0.pool == number && $0.attempt == 0 }
        }
        try scenario.checkCoverage()
        return found
    }

    /// Sessions of the same callers under the rules and without them, in the order under the rules.
    private static func paired(
        _ ruled: [SessionCourse], _ free: [SessionCourse]
    ) -> [SessionPair] {
        var places: [CallerKey: Int] = [:]
        for (place, course) in free.enumerated() { places[course.caller] = place }
        return ruled.compactMap { course in
            places[course.caller].map { SessionPair(ruled: course, free: free[$0]) }
        }
    }

    private func prices(_ handover: HandoverLaw) -> OverstayPrices {
        let groups = scenario.prices?.groupPerHour ?? []
        let pools = scenario.prices?.poolPerMinute ?? []
        let group = scenario.escalateTo[pool].map { Int($0.rawValue) }
        // Without a group of its own, the groups are alike as far as the scenario tells.
        let mean = groups.isEmpty ? 0 : groups.reduce(0, +) / Double(groups.count)
        let perHour = group.map { groups.indices.contains($0) ? groups[$0] : 0 } ?? mean
        let perMinute = pools.indices.contains(pool) ? pools[pool] : 0
        let caller = callerPerHour / Self.hour
        let person = perHour / Self.hour + caller
        let talk =
            handover.talkSeconds
            + handover.secondsPerMisunderstoodTurn * handover.misunderstoodTurns
        return OverstayPrices(
            sessionSecond: perMinute / Self.minute + caller, personSecond: person,
            waitSecond: caller, lost: lost ?? Self.usualLoss * talk * person)
    }
}

extension OverstayRow {
    /// Measures the sessions of one ending; nil where there is none.
    init?(_ ending: Ending, _ courses: [SessionCourse]) {
        let found = courses.filter { course in
            switch ending {
            case .hungUp: course.outcome == .hungUp
            case .askedForPerson:
                course.outcome == .escalated && course.trigger == .askedForPerson
            case .rule: course.outcome == .escalated && course.trigger != .askedForPerson
            }
        }
        guard !found.isEmpty else { return nil }
        self.init(
            ending: ending, sessions: found.count,
            turns: OverstaySpread(found.map { Double($0.turnsAfterLastUseful) }),
            seconds: OverstaySpread(found.map(\.secondsAfterLastUseful)))
    }
}

extension OverstaySpread {
    /// Measures a sample, not empty.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        self.init(
            mean: RunningMoments(values).mean, p50: SampleQuantile.value(0.5, ofSorted: sorted),
            p90: SampleQuantile.value(0.9, ofSorted: sorted), most: sorted.last ?? 0)
    }
}
