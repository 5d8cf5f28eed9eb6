import ContactCenterEvents
import Foundation
import Planning
import QueueingTheory
import Scenarios
import Statistics
import Testing
import TwinPrimitives
import VoiceAgents

/// What two fidelities of the same sessions do to a queue, against Erlang A.
///
/// Sessions that are handed over come to the people as a Poisson stream, thinned by their share; without what a handoff
/// adds to talk or takes of patience the queue is M/M/n+M.
@Suite("Two fidelities downstream", .serialized)
struct DownstreamTests {
    static let perHour = 30.0
    static let talkSeconds = 178.0
    static let patienceSeconds = 180.0
    static let agents = 2

    static func scenario(hours: Int) throws -> Scenario {
        try Scenario(
            text: """
                calltwin: 1
                name: Queue behind a deck
                horizon: {duration: \(hours)h, warmUp: 5h}
                contactTypes:
                  - name: call
                    arrivals: {process: poisson, rate: \(Int(perHour))/h}
                    patience: {distribution: exponential, mean: \(Int(patienceSeconds))s}
                    firstServedBy: voice
                agentGroups:
                  - name: tellers
                    size: \(agents)
                    skills: {call: {talk: {distribution: exponential, mean: \(Int(talkSeconds))s}}}
                voiceAgents:
                  - name: voice
                    fidelity: surrogate
                    turnsNeeded: {distribution: deterministic, value: 3}
                    defects: 4%
                    scores:
                      right: {distribution: uniform, lower: 0.4, upper: 1}
                      wrong: {distribution: uniform, lower: 0, upper: 0.8}
                    fallback: {accept: 0.5, consecutiveFailures: 1, turnLimit: 20}
                    latency: {body: {distribution: deterministic, value: 1s}}
                    callerSpeech: {distribution: deterministic, value: 2s}
                    prompt: {distribution: deterministic, value: 4s}
                    escalateTo: tellers
                """, path: "deck.yaml")
    }

    /// Abandonment of those handed over, by Erlang A.
    static func abandonment(share: Double) throws -> Double {
        try ImpatientQueue(
            traffic: Traffic(
                arrivalsPerHour: perHour * share, meanHandlingSeconds: talkSeconds),
            agents: agents, patience: .exponential(mean: patienceSeconds)
        ).performance().abandonment
    }

    static func session(_ isEscalated: Bool) -> RecordedSession {
        RecordedSession(
            SessionSummary(outcome: isEscalated ? .escalated : .resolved, seconds: 70, turns: 6))
    }

    static func caller(_ number: Int) -> CenterSession {
        CenterSession(
            replication: 0,
            key: DialogueKey(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number)),
                attempt: 0), start: .zero,
            summary: SessionSummary(outcome: .resolved, seconds: 70, turns: 6))
    }

    static func request(
        _ scenario: Scenario, replications: Int, decks: Int = 60
    ) -> Downstream.Request {
        Downstream.Request(
            scenario: scenario, pool: 0, fidelities: ("bank", "audio"),
            replications: replications, decks: decks, deckReplications: 10, seed: 5, jobs: 2)
    }

    /// 400 calls: 160 handed over by both, 40 by the first alone, 20 by the second alone.
    ///
    /// The simulated difference is within 4.9 of its errors, some 0.1 points each. What the calls leave open follows from
    /// Erlang A by the slope of abandonment in the share: 60 decks know a variance to 18 %.
    @Test("difference and what the calls leave open of it are those of Erlang A")
    func exact() async throws {
        var held: [(first: RecordedSession, second: RecordedSession)] = []
        for number in 0..<400 {
            held.append(
                (
                    Self.session(number < 200),
                    Self.session(number < 160 || (200..<220).contains(number))
                ))
        }
        let result = try await Downstream.result(
            held, of: held.indices.map(Self.caller),
            Self.request(Self.scenario(hours: 205), replications: 40))
        #expect(result.calls == 400 && result.callers == 400)
        let kpi = try #require(result.kpi("abandonmentRate"))
        let (first, second) = (
            try Self.abandonment(share: 0.5), try Self.abandonment(share: 0.45)
        )
        let error = kpi.simulationVariance.squareRoot()
        #expect(error < 0.003)
        #expect(abs(kpi.difference - (first - second)) < 4.9 * error, "\(kpi)")
        #expect(abs(kpi.first - first) < 0.01 && abs(kpi.second - second) < 0.01)
        func slope(_ share: Double) throws -> Double {
            try (Self.abandonment(share: share + 0.01) - Self.abandonment(share: share - 0.01))
                / 0.02
        }
        let (here, there) = (try slope(0.5), try slope(0.45))
        // Variances of shares of 400, and their covariance: 160 / 400 - 0.5 x 0.45.
        let variance =
            (here * here * 0.25 + there * there * 0.45 * 0.55
                - 2 * here * there * (0.4 - 0.5 * 0.45)) / 400
        let ratio = kpi.sessionVariance / variance
        #expect((0.4...1.8).contains(ratio), "bootstrap over Erlang A \(ratio)")
        let figure = try #require(result.figures.first { $0.output.name == "escalated" })
        #expect(abs(figure.difference - 0.05) < 1e-12)
        // Paired by hand: 60 of 400 differ, by 20 more one way.
        let paired = ((60.0 / 400 - 0.0025) / 399).squareRoot()
        #expect(abs(figure.standardError - paired) < 1e-9)
        let correlation = (0.4 - 0.5 * 0.45) / (0.25 * 0.45 * 0.55).squareRoot()
        #expect(abs((try #require(figure.correlation)) - correlation) < 1e-12)
    }

    @Test("sessions of one caller are drawn together")
    func clusters() async throws {
        // Each of 50 callers has 8 sessions that are alike: as if there were 50.
        var held: [(first: RecordedSession, second: RecordedSession)] = []
        var sessions: [CenterSession] = []
        for number in 0..<400 {
            held.append((Self.session(number % 50 < 30), Self.session(number % 50 < 25)))
            var session = Self.caller(number)
            session.member = DialogueKey(
                caller: Self.caller(number % 50).key.caller, attempt: UInt16(number / 50))
            sessions.append(session)
        }
        let result = try await Downstream.result(
            held, of: sessions, Self.request(Self.scenario(hours: 15), replications: 2, decks: 2))
        #expect(result.callers == 50 && result.calls == 400)
        // The same again are the same calls.
        let twice = try await Downstream.result(
            held + held, of: sessions + sessions,
            Self.request(Self.scenario(hours: 15), replications: 2, decks: 2))
        #expect(twice.calls == 400 && twice.kpis.map(\.first) == result.kpis.map(\.first))
        let figure = try #require(result.figures.first { $0.output.name == "escalated" })
        // 5 of 50 differ.
        #expect(abs(figure.standardError - (0.1 * 0.9 / 49).squareRoot()) < 1e-9)
    }

    /// Sessions of the table at `bank` and `audio`, and a deck that hands over 5 % more of the latter's calls.
    ///
    /// The mutant moves abandonment as Erlang A says: within 4.9 errors of simulation.
    @Test("the queue behind a bank is that behind sound; 5 % more handed over move it as computed")
    func recorded() async throws {
        let table = try RecordedDays.table("small-bank-decodes")
        let scenario = try Self.scenario(hours: 205)
        let bank = try await Downstream.result(table, Self.request(scenario, replications: 40))
        let kpi = try #require(bank.kpi("abandonmentRate"))
        #expect((0.03...0.08).contains(kpi.second), "a queue in which abandonment matters")
        #expect(kpi.equivalencePValue(margin: 0.01) < 0.05, "\(kpi)")

        var members: Set<UInt32> = []
        let rows = try table.rows("audio", hearings: 1).filter { row in
            row.session.member.map { members.insert($0.caller.ordinal).inserted } ?? true
        }
        let escalated = rows.count { $0.session.summary.outcome == .escalated }
        var left = Int((Double(escalated) * 0.05).rounded())
        let more = rows.map { row -> RecordedSession in
            guard left > 0, row.session.summary.outcome == .resolved else { return row.recorded }
            left -= 1
            var summary = row.session.summary
            summary.outcome = .escalated
            return RecordedSession(summary)
        }
        let mutant = try await Downstream.result(
            zip(more, rows).map { (first: $0, second: $1.recorded) }, of: rows.map(\.session),
            Self.request(scenario, replications: 40, decks: 2))
        let moved = try #require(mutant.kpi("abandonmentRate"))
        func share(_ sessions: [RecordedSession]) -> Double {
            Double(sessions.count { $0.summary.outcome == .escalated }) / Double(sessions.count)
        }
        let wanted =
            try Self.abandonment(share: share(more))
            - Self.abandonment(share: share(rows.map(\.recorded)))
        let error = moved.simulationVariance.squareRoot()
        #expect(wanted > 3 * error, "so small a step would be seen")
        #expect(abs(moved.difference - wanted) < 4.9 * error, "\(moved.difference), \(wanted)")
    }
}
