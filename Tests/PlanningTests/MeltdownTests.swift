import Experiments
import Foundation
import Planning
import Projections
import QueueingTheory
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Meltdown")
struct MeltdownTests {
    @Test("a scenario of the exact case has its frontier, states of rest and tipping time")
    func exactCase() throws {
        let model = try MeltdownModel(MeltdownScenario.scenario())
        #expect(model.isConstant)
        #expect(model.leftOut.isEmpty)
        let verdict = MeltdownAnalysis(model).verdict()
        // The table of sessions is linear between 513 nodes, and 0.01 % of defects do not return.
        #expect(abs(verdict.brink / 2088.52 - 1) < 1e-3)
        #expect(abs(verdict.safe / 1601.14 - 1) < 1e-3)
        for (rest, contacts) in zip(verdict.rests, [1981.62, 2620.32, 3136.52]) {
            #expect(abs(rest.flows.contacts / contacts - 1) < 2e-3)
        }
        #expect(verdict.rests.map(\.isStable) == [true, false, true])
        #expect(verdict.calm != nil && verdict.congested != nil)
        // Published: a rise to 2600 per hour of 10 minutes dies out, one of 15 minutes tips. A rise
        // to 1.5 times the load, 2767 per hour, is stronger; to 1.3 times, 2398, weaker.
        let times = verdict.tipping.map { ($0.first / 1844.83, $0.seconds) }
        let strong = try #require(times.first { abs($0.0 - 1.5) < 1e-9 }?.1)
        let weak = try #require(times.first { abs($0.0 - 1.3) < 1e-9 }?.1)
        #expect(strong < 900 && strong > 300)
        #expect(weak > 600)
        #expect(verdict.tipping.first?.seconds == nil)
        // The watched spike, 20 minutes at 1.5 times the load, tips it.
        #expect(verdict.recoverySeconds == nil)
        let mild = MeltdownAnalysis(model).verdict(spike: Spike(first: 2600, seconds: 600))
        #expect(mild.recoverySeconds.map { $0 > 600 && $0 < 7200 } == true)
    }

    /// Without feedback humans saturate at the defect rate d* with M1(d*) = 1 - load (1 - h) p_e /
    /// (n mu): published for fluid_ai_human_orbit-01: 0.2595.
    @Test("the critical defect rate is the published one")
    func criticalDefects() throws {
        let text = MeltdownScenario.text(
            arrivals: "{process: poisson, rate: 1900/h}", defects: "10%", agents: "size: 40"
        )
        .replacing("hangupUnderLoad: {full: 50%, steepness: 25, midpoint: 90%}", with: "")
        .replacing("hangupPerTurn: 2%", with: "hangupPerTurn: 3%")
        .replacing("sessions: 120", with: "sessions: 150")
        .replacing("asksForPerson: 15%", with: "asksForPerson: 20%")
        .replacing("probability: 90%", with: "probability: 70%")
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        let verdict = MeltdownAnalysis(model).verdict()
        let critical = try #require(verdict.criticalDefects)
        #expect(abs(critical - 0.2595) < 3e-4)
        #expect(verdict.folds.isEmpty)
        #expect(verdict.safe == verdict.brink)
    }

    @Test("contained, escalated and wrong sessions have the closed forms of the dialogue chain")
    func closedForms() throws {
        // Every error is detected: right scores 0.4 to 1, wrong 0 to 0.35, accepted from 0.375 on.
        let text = MeltdownScenario.text(defects: "8%")
            .replacing(
                "turnsNeeded: {distribution: deterministic, value: 1}",
                with: "turnsNeeded: {distribution: deterministic, value: 6}"
            )
            .replacing("lower: 0, upper: 0.8", with: "lower: 0, upper: 0.35")
            .replacing("asksForPerson: 15%", with: "asksForPerson: 0%")
            .replacing("hangupUnderLoad: {full: 50%, steepness: 25, midpoint: 90%}", with: "")
            .replacing("hangupPerTurn: 2%", with: "hangupPerTurn: 0%")
            .replacing(
                "afterHangup: {probability: 90%, delay: {distribution: exponential, mean: 15min}}",
                with: "")
        let row = text.replacing(
            "fallback: {accept: 0%, turnLimit: 5}",
            with: "fallback: {accept: 37.5%, consecutiveFailures: 2}")
        let inAll = text.replacing(
            "fallback: {accept: 0%, turnLimit: 5}",
            with: "fallback: {accept: 37.5%, totalFailures: 2}")
        for (text, contained) in [(row, 0.96221), (inAll, 0.89741)] {
            let model = try MeltdownModel(MeltdownScenario.scenario(text))
            let session = model.center(agents: 60).session(0)
            #expect(abs(1 - session.escalated - contained) < 1e-5)
            #expect(session.wrong == 0 && session.hungUp == 0)
        }
    }

    /// Outcomes and length of sessions in which every law is at work, against 12 replications of
    /// two hours: a difference of 4.9 standard errors happens by chance less than once in a
    /// million.
    @Test("sessions are as long, and end as often in each way, as simulated ones")
    func simulatedSessions() async throws {
        let text = SmallProjection.scenario()
            .replacing("sessions: 20  # assumed", with: "sessions: 400")
            .replacing(
                "turnsNeeded: {distribution: deterministic, value: 3}",
                with: "turnsNeeded: {distribution: lognormal, mean: 4.7, cv: 0.45}"
            )
            .replacing(
                "consecutiveFailures: 1, turnLimit: 20",
                with: "consecutiveFailures: 2, totalFailures: 3, turnLimit: 9"
            )
            .replacing("defects: 4%", with: "defects: 15%")
            .replacing(
                "latency: {body: {distribution: deterministic, value: 1s}}",
                with: """
                    latency:
                          body: {distribution: lognormal, median: 1.4s, sigma: 0.54}
                          tail: {probability: 6%, extra: {distribution: pareto, shape: 2.5, scale: 4s}}
                          tailScale: 2
                        silencePatience: {distribution: weibull, shape: 2.5, scale: 8s}
                        hangupPerTurn: 1%
                        asksForPerson: 8%
                    """
            )
            .replacing("rate: 120/h", with: "rate: 3000/h")
        let scenario = try Scenario(text: text, path: "small.yaml")
        let session = try MeltdownModel(scenario).center(agents: 3).session(0)
        let runner = try ReplicationRunner(scenario.twin, seed: 3, jobs: 2)
        var series = KPISeries()
        let names = scenario.description
        var lengths: [(seconds: Double, sessions: Double)] = []
        for tally in await runner.run(0..<12, reduce: { $1 }) {
            series.append(
                tally.kpiRows(names: names, prices: nil, by: [.type, .group]), controls: [])
            let all = tally.allContacts
            lengths.append((Double(all.sessionTime) / 1e9, Double(all.sessionsEnded)))
        }
        let length = try #require(
            ReplicatedEstimate(
                ratioOf: lengths.map(\.seconds), to: lengths.map(\.sessions)))
        let lengthError = try #require(length.standardError)
        #expect(
            abs(length.value - session.seconds) < 4.9 * lengthError,
            "\(length.value) \(session.seconds)")
        // Known to a tenth of a second of half a minute; the model's own error is said to be 0.1 %.
        #expect(lengthError < 0.1)
        let containment = 1 - session.escalated - session.hungUp
        for (kpi, exact) in [
            ("containmentRate", containment), ("abandonedInVoiceAgent", session.hungUp),
            ("escalationRate", session.escalated), ("falseContainmentRate", session.wrong),
        ] {
            let estimate = try #require(series.estimate(kpi), "\(kpi)")
            let error = try #require(estimate.standardError)
            #expect(abs(estimate.value - exact) < 4.9 * error, "\(kpi) \(estimate.value) \(exact)")
            // Shares of 72 000 sessions are known to 0.2 points: a wrong rule would be seen.
            #expect(error < 0.002)
        }
    }

    // Six replications at ten times the size, two seeds. Were a course as likely to end the other
    // way (probability one half), all twelve would end as told with probability 2^-12 for each of
    // five courses; a true share of 30 % of wrong ends would be seen with probability 1 - 0.7^12 =
    // 0.986.
    @Test("simulation stays calm inside the frontier and tips beyond it, whatever the seed")
    func bothSides() async throws {
        let model = try MeltdownModel(MeltdownScenario.scenario())
        for seed in [1, 2026] as [UInt64] {
            let result = try await MeltdownRun(
                model, seed: seed, jobs: 2, scales: [.init(factor: 10, replications: 6)]
            ) { _ in }.result()
            #expect(result.comparisons.count == 5)
            for comparison in result.comparisons {
                let sample = try #require(comparison.simulated.first)
                let wanted = comparison.fluidIsCalm ? 0 : sample.replications
                #expect(sample.tipped == wanted, "\(seed) \(comparison.name)")
                #expect(
                    sample.agreement(with: comparison) == .yes, "\(seed) \(comparison.name)")
            }
            #expect(result.comparisons.map(\.fluidIsCalm) == [true, true, false, true, false])
        }
    }

    @Test("over a day with a peak the center tips at the peak and not before")
    func day() throws {
        let rates = (0..<24).map { hour in
            hour == 12 ? "2600/h" : hour < 8 ? "300/h" : "1700/h"
        }
        let text = MeltdownScenario.text(
            arrivals: "{process: piecewisePoisson, interval: 1h, rates: ["
                + rates.joined(separator: ", ") + "]}",
            head: "calendar: {start: 2026-11-30, days: 1, open: \"00:00\", close: \"24:00\"}")
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        #expect(!model.isConstant)
        #expect(model.busiest.start == 12 * 3600)
        let day = MeltdownAnalysis(model).day()
        #expect(day.rows.count == 96)
        #expect(day.unsafeFrom == 8.0 * 3600.0)
        #expect(day.tipsAt == 12.0 * 3600.0)
        // 1700 per hour is between the folds: the center stays congested for the rest of the day.
        #expect(day.rows.last?.isTipped == true)
    }

    @Test("what the model cannot follow is said with its remedy")
    func refused() throws {
        let text = MeltdownScenario.text()
        let start = try #require(text.range(of: "    redial:"))
        let end = try #require(text.range(of: "agentGroups:"))
        let direct = text[..<start.lowerBound] + text[end.lowerBound...]
        let cut = try #require(direct.range(of: "voiceAgents:"))
        #expect(throws: MeltdownError.pools(used: [])) {
            _ = try MeltdownModel(MeltdownScenario.scenario(String(direct[..<cut.lowerBound])))
        }
        let limited = text.replacing("probability: 70%,", with: "probability: 70%, limit: 3,")
        let model = try MeltdownModel(MeltdownScenario.scenario(limited))
        #expect(
            model.leftOut == [
                MeltdownOmission(
                    "limits on further attempts: callers try without end", isSimulated: true)
            ])
    }
}
