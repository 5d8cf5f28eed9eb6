import Experiments
import Foundation
import Planning
import QueueingTheory
import Scenarios
import Testing

@Suite("Judgement of a meltdown")
struct MeltdownJudgementTests {
    /// The course of a linear center.
    ///
    /// Without feedback a rise in sessions of mean length a dies out as exp(-t/a), and what reaches
    /// people of mean handling time h = 2a as 2 exp(-t/h) - exp(-t/a). From half again as much, 5 %
    /// are reached where x = exp(-t/h) has 2x - x^2 = 0.1: t = -300 s ln(1 - sqrt(0.9)) = 890.9 s.
    @Test("recovery lasts until sessions and people are near calm, in closed form")
    func recovery() throws {
        let model = try MeltdownModel(
            MeltdownScenario.scenario(MeltdownScenario.linear()))
        let verdict = MeltdownAnalysis(model).verdict(spike: Spike(first: 1500, seconds: 7200))
        #expect(verdict.recoverySeconds == 900.0)
        // Contacts per hour are at the calm rate all the time after it.
        let calm = try #require(verdict.calm)
        #expect(abs(calm.flows.contacts - 1000) < 1e-6)
        let none = MeltdownAnalysis(model).verdict(spike: Spike(first: 1000, seconds: 7200))
        #expect(none.recoverySeconds == 0.0)
    }

    /// Mean turns of a session.
    ///
    /// Each of six steps takes turns until one is understood or three in a row are not: with a
    /// share d of the latter, (1 - d^3) / (1 - d) turns, and it is passed with probability 1 - d^3.
    /// The mean number of turns is 6.0 at d = 0, 8.0 at 40 % and 3 at 100 %.
    private static func turns(_ defects: Double) -> Double {
        let cube = defects * defects * defects
        return (0..<6).reduce(0) {
            $0 + pow(1 - cube, Double($1)) * (1 - cube) / (1 - defects)
        }
    }

    @Test("a load that more defects make safe again has its least critical defect rate")
    func criticalDefects() throws {
        // 120 sessions of turns of 150 s end 2880 / turns an hour: 400 contacts from 7.2 turns on.
        let text = MeltdownScenario.linear(arrivals: "{process: poisson, rate: 400/h}")
            .replacing(
                "turnsNeeded: {distribution: deterministic, value: 1}",
                with: "turnsNeeded: {distribution: deterministic, value: 6}"
            )
            .replacing("lower: 0, upper: 0.8", with: "lower: 0, upper: 0.35")
            .replacing("asksForPerson: 15%", with: "asksForPerson: 0%")
            .replacing("hangupPerTurn: 2%", with: "hangupPerTurn: 0%")
            .replacing(
                "fallback: {accept: 0%, turnLimit: 5}",
                with: "fallback: {accept: 37.5%, consecutiveFailures: 3}")
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        var (low, high) = (0.0, 0.4)
        while high - low > 1e-9 {
            let middle = (low + high) / 2
            if Self.turns(middle) > 7.2 { high = middle } else { low = middle }
        }
        #expect(Self.turns(0.999) < 7.2)
        let verdict = MeltdownAnalysis(model).verdict()
        let critical = try #require(verdict.criticalDefects)
        #expect(abs(critical - low) < 2e-4, "\(critical) \(low)")
        #expect(verdict.brinkDefects == verdict.criticalDefects)
    }

    @Test("the load factor is a factor on first contacts, in the model and in its simulations")
    func load() async throws {
        func model(_ rate: Int, load: Double) throws -> MeltdownModel {
            let text = MeltdownScenario.text(arrivals: "{process: poisson, rate: \(rate)/h}")
            return try MeltdownModel(
                MeltdownScenario.scenario(text).varying(path: "load", to: "\(load)"))
        }
        let (plain, raised) = (try model(1800, load: 1), try model(1200, load: 1.5))
        #expect(abs(raised.busiest.first - 1800) < 1e-9)
        #expect(raised.busiest.agents == plain.busiest.agents)
        func result(_ model: MeltdownModel) async throws -> MeltdownResult {
            try await MeltdownRun(
                model, seed: 3, jobs: 2, scales: [.init(factor: 1, replications: 2)]
            ) { _ in }.result()
        }
        let (one, other) = (try await result(plain), try await result(raised))
        #expect(abs(one.verdict.safe / other.verdict.safe - 1) < 1e-9)
        // Times of the courses agree but for the last bits, so their simulations do too, call by
        // call.
        for (one, other) in zip(one.comparisons, other.comparisons) {
            let (contacts, raised) = (one.simulated[0].contacts, other.simulated[0].contacts)
            #expect(abs(contacts / raised - 1) < 1e-3, "\(one.name) \(contacts) \(raised)")
        }
    }

    @Test(
        "contacts straight to the people take what gets through the menu, where these people serve it"
    )
    func straight() throws {
        let text = MeltdownScenario.text()
            .replacing(
                "agentGroups:",
                with: """
                      - name: direct
                        arrivals: {process: poisson, rate: 120/h}
                        menu: {duration: {distribution: deterministic, value: 10s}, hangup: 8%}
                    agentGroups:
                      - name: others
                        size: 60
                        skills: {direct: {talk: {distribution: exponential, mean: 300s}}}
                    """
            )
            .replacing(
                "skills: {call: {talk: {distribution: exponential, mean: 300s}}}",
                with: "skills: {call: {talk: {distribution: exponential, mean: 300s}}, "
                    + "direct: {talk: {distribution: exponential, mean: 300s}}}")
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        // 120/h less 8 % at 300 s are 9.2 agents; 60 of the 120 who serve them are these people.
        #expect(abs(model.busiest.agents - (60 - 9.2 / 2)) < 1e-9)
        #expect(model.leftOut.map(\.isSimulated) == [false])
        #expect(model.leftOut.first?.what.contains("(direct)") == true)
    }

    // A station at two thirds of its capacity, whose answers take a second or two of turns of 150
    // s. Were it no larger at ten times the calls, callers would wait for it in vain, hang up and
    // come back.
    @Test("stations are simulated, and grow with the scale")
    func stations() async throws {
        let text = MeltdownScenario.text(arrivals: "{process: poisson, rate: 1000/h}")
            .replacing(
                "    latency: {body: {distribution: deterministic, value: 0s}}",
                with: """
                        turn:
                          stages:
                            - {name: answer, station: answers}
                        silencePatience: {distribution: deterministic, value: 20s}
                    """
            )
            .replacing(
                "voiceAgents:",
                with: """
                    stations:
                      - name: answers
                        kind: servers
                        servers: 1
                        rate: {limit: 1650/h, burst: 1}
                        body: {distribution: deterministic, value: 200ms}
                    voiceAgents:
                    """)
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        #expect(
            model.leftOut == [
                MeltdownOmission("stations: answers take no time", isSimulated: true)
            ])
        let result = try await MeltdownRun(
            model, seed: 8, jobs: 2, scales: [.init(factor: 10, replications: 6)]
        ) { _ in }.result()
        let course = try #require(result.comparisons.first)
        #expect(course.fluidIsCalm)
        let sample = try #require(course.simulated.first)
        #expect(sample.agreement(with: course) == .yes)
        #expect(sample.tipped == 0)
    }

    @Test("what is not simulated is told apart from what is")
    func omissions() throws {
        let text = MeltdownScenario.text()
            .replacing("probability: 70%,", with: "probability: 70%, limit: 3,")
            .replacing("asksForPerson: 15%", with: "asksForPerson: 15%\n    inScope: 90%")
            .replacing("size: 60", with: "size: 60\n    present: {mean: 95%, dayCV: 4%}")
        let model = try MeltdownModel(MeltdownScenario.scenario(text))
        let (simulated, nowhere) = (
            model.leftOut.filter(\.isSimulated).map(\.what),
            model.leftOut.filter { !$0.isSimulated }.map(\.what)
        )
        #expect(
            simulated == [
                "limits on further attempts: callers try without end",
                "that a caller's request stays in scope or out of it: each attempt is drawn anew",
            ])
        #expect(nowhere == ["how presence differs from day to day: its mean is used"])
    }

    @Test("simulations agree, disagree or leave it open")
    func agreement() throws {
        func sample(
            _ tipped: Int, of replications: Int, contacts: Double, halfWidth: Double = 10
        ) -> MeltdownSample {
            // Exact: none of n is (0.025)^(1/n) away from one.
            let end = 1 - pow(0.025, 1 / Double(replications))
            return MeltdownSample(
                scale: 10, replications: replications, tipped: tipped,
                tippedShare: tipped == 0 ? 0...end : (1 - end)...1, contacts: contacts,
                halfWidth: halfWidth, tolerance: 0.05)
        }
        let calm = MeltdownComparison(
            name: "calm", phases: [], fluidIsCalm: true, fluidContacts: 1000, simulated: [])
        #expect(sample(0, of: 6, contacts: 1000).agreement(with: calm) == .yes)
        #expect(sample(0, of: 5, contacts: 1000).agreement(with: calm) == .open)
        #expect(sample(6, of: 6, contacts: 1000).agreement(with: calm) == .no)
        #expect(sample(0, of: 6, contacts: 1059).agreement(with: calm) == .yes)
        #expect(sample(0, of: 6, contacts: 1061).agreement(with: calm) == .no)
        #expect(sample(0, of: 5, contacts: 1061).agreement(with: calm) == .no)
    }
}
