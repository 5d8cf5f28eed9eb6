import CallerModel
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import QueueingTheory
import Statistics
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Voice agents that run the dialogue engine inside the center, against exact values.
@Suite("Conversations in the center")
struct ConversationPoolTests {
    /// Standard errors of the tolerance: a false alarm in a million.
    static let width = 4.9

    static let fallbackCases: [ExactCase] =
        (try? ExactCases.load(families: ["dialogue_fallback"])) ?? []

    /// Smallest difference found in 6000 sessions: 4.9 sqrt(p (1 - p) / 6000), 0.012 at p = 0.038.
    @Test(
        "fallback rules end sessions in the center as often as their Markov chain",
        arguments: fallbackCases)
    func fallback(exact: ExactCase) throws {
        let rule = try #require(exact.texts["escalate_rule"])
        let limit = try #require(rule.split(separator: " ").last.flatMap { Int($0) })
        var rules = ChainModel.noFallback
        if rule.hasPrefix("consecutive") {
            rules.noMatch = limit
        } else {
            rules.scoreLimit = Double(limit)
        }
        let hangup = try #require(exact.numbers["p_hangup_per_turn"])
        let tier = ConversationCenter.tier(
            turns: Int(try #require(exact.numbers["turns_needed"])), fallback: rules,
            errorRate: try #require(exact.numbers["p_turn_defect"])
        ) { $0.turnHangup = hangup }
        let tally = ConversationCenter.Tally(
            SmallCenter.events(
                ConversationCenter.twin(tier, perHour: 1200, hours: 5, agents: 200)))
        func check(_ outcome: SessionOutcome, _ name: String) throws {
            let p = try #require(exact.outputs[name])
            let share = (tally.outcomes[outcome] ?? 0) / tally.offered
            let error = (p * (1 - p) / tally.offered).squareRoot()
            #expect(abs(share - p) <= Self.width * error, "\(name): \(share), exact \(p)")
        }
        #expect(tally.offered > 5000 && tally.refused == 0)
        try check(.resolved, "P_completed")
        try check(.escalated, "P_escalated")
        try check(.hungUp, "P_hangup")
    }

    @Test("the file has the three fallback cases")
    func casesAreThere() { #expect(Self.fallbackCases.count == 3) }

    /// Calls are Poisson, sessions are unlimited and depend on nothing outside, so the handed-over
    /// ones are Poisson too, whatever the dialogue does: the agents are an exact Erlang A, with the
    /// share handed over from the absorbing chain.
    @Test("behind unlimited sessions the agents see exact Erlang A")
    func erlangA() throws {
        var rules = ChainModel.noFallback
        rules.noMatch = 1
        let tier = ConversationCenter.tier(turns: 2, fallback: rules, errorRate: 0.4) {
            $0.turnHangup = 0.05
        }
        let share = try DialogueChain(
            turnsNeeded: 2, defect: 0.4, rule: .consecutive(1), hangUp: 0.05
        ).escalated
        // Load of 4 erlangs on 4 agents: near every fifth caller abandons.
        let perHour = 4 * 3600 / (180 * share)
        let theory = try ImpatientQueue(
            traffic: Traffic(arrivalsPerHour: perHour * share, meanHandlingSeconds: 180),
            agents: 4, patience: .exponential(mean: 120)
        ).performance()
        var rates: [Double] = []
        for replication in UInt32(0)..<24 {
            let tally = ConversationCenter.Tally(
                SmallCenter.events(
                    ConversationCenter.twin(tier, perHour: perHour, hours: 50),
                    replication: replication))
            rates.append(tally.abandoned / (tally.abandoned + tally.answered))
        }
        let mean = rates.reduce(0, +) / Double(rates.count)
        let variance =
            rates.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(rates.count - 1)
        // The 24 replications begin and end empty; over 50 h that moves abandonment by less than
        // 0.0003 (fill-up of 3 min against 50 h, times 0.2). 6.2 is Student's factor for 23 degrees of
        // freedom at a false alarm in a million. Smallest difference found: 0.018.
        let tolerance = 6.2 * (variance / Double(rates.count)).squareRoot() + 0.0003
        #expect(
            abs(mean - theory.abandonment) < tolerance,
            "\(mean) against \(theory.abandonment), tolerance \(tolerance)")
        #expect(tolerance < 0.018)
    }

    /// Erlang's loss formula holds for every law of session lengths with the same mean, here that of
    /// whole conversations with the engine.
    @Test("capped sessions lose as Erlang B says, with the mean session as it was")
    func erlangB() throws {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let tier = ConversationCenter.tier(turns: 3, fallback: rules, errorRate: 0.2) {
            $0.turnHangup = 0.02
        }
        var blocked: [Double] = []
        var expected: [Double] = []
        for replication in UInt32(0)..<16 {
            let tally = ConversationCenter.Tally(
                SmallCenter.events(
                    ConversationCenter.twin(
                        tier, perHour: 900, hours: 20, agents: 100, sessions: 5,
                        losesWhenFull: true), replication: replication))
            let served = tally.offered - tally.refused
            let load = 900.0 / 3600 * tally.sessionSeconds / served
            blocked.append(tally.refused / tally.offered)
            expected.append(try ErlangB(offeredLoad: load, agents: 5).blocking)
        }
        let differences = zip(blocked, expected).map { $0 - $1 }
        let mean = differences.reduce(0, +) / Double(differences.count)
        let variance =
            differences.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
            / Double(differences.count - 1)
        let tolerance = 7 * (variance / Double(differences.count)).squareRoot() + 0.0005
        #expect(abs(mean) < tolerance, "\(mean), tolerance \(tolerance)")
        #expect(tolerance < 0.015)
        #expect((blocked.first ?? 0) > 0.05)
    }

    @Test("a session in the center is the conversation of the same caller alone")
    func sameAsAlone() throws {
        var rules = ChainModel.noFallback
        rules.noMatch = 2
        let tier = ConversationCenter.tier(
            turns: 4, fallback: rules, errorRate: 0.3, latency: .cascaded
        ) { $0.turnHangup = 0.05 }
        let events = SmallCenter.events(
            ConversationCenter.twin(tier, perHour: 600, hours: 0.5), seed: 9, replication: 2)
        let streams = RandomStreams(seed: 9, replication: 2)
        var ends: [UInt32: SimulationTime] = [:]
        var turns: [UInt32: Int] = [:]
        for timed in events {
            switch timed.event {
            case .sessionEnded(let fact): ends[fact.contact.rawValue] = timed.time
            case .utteranceUnderstood(let fact): turns[fact.contact.rawValue, default: 0] += 1
            default: break
            }
        }
        var compared = 0
        for timed in events {
            guard case .contactArrived(let fact) = timed.event else { continue }
            var course = tier.drawing(from: streams).course(
                of: DialogueKey(caller: fact.caller, attempt: fact.attempt), at: timed.time)
            course.begin()
            while !course.isOver { course.advance() }
            let alone = course.record
            #expect(alone.endedAt == ends[fact.contact.rawValue])
            #expect(alone.defects.isEmpty)
            let judged = alone.notices.count {
                if case .turnJudged = $0.notice { true } else { false }
            }
            #expect(judged == turns[fact.contact.rawValue, default: 0])
            compared += 1
        }
        #expect(compared > 200)
    }
}
