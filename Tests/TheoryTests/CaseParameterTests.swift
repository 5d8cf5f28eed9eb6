import ContactCenter
import Distributions
import Foundation
import Testing
import TwinSimulation
import Validation

/// What cases may say, and what is refused by name instead of passed over.
@Suite("Parameters of exact cases")
struct CaseParameterTests {
    private typealias Members = [String: Any]

    private enum TestError: Error { case noCase }

    /// Reads cases through a file, as the program does.
    private func read(_ cases: [Members]) throws -> [ExactCase] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-parameters-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONSerialization.data(withJSONObject: ["cases": cases]).write(to: file)
        return try CaseFile.read(file.path)
    }

    /// The committed cases that are simulated, as JSON.
    private func committed() throws -> [Members] {
        let data = try Data(contentsOf: URL(fileURLWithPath: ExactCaseTests.file))
        let root = try JSONSerialization.jsonObject(with: data) as? Members
        return (root?["cases"] as? [Members] ?? []).filter {
            !FormulaCase.knows(family: $0["family"] as? String ?? "")
        }
    }

    /// The first committed case of a family with other parameters.
    private func changed(_ family: String, _ changes: Members) throws -> ExactCase {
        guard var first = try committed().first(where: { $0["family"] as? String == family }),
            let parameters = first["params"] as? Members
        else { throw TestError.noCase }
        first["params"] = parameters.merging(changes) { $1 }
        return try read([first])[0]
    }

    /// Why a case cannot be built; nil when it can.
    private func refusal(_ exact: ExactCase) -> String? {
        do throws(UnsupportedParameters) {
            _ = try TheoryCase.make(exact)
            return nil
        } catch {
            return error.description
        }
    }

    private func refusal(_ family: String, _ changes: Members) throws -> String {
        try refusal(changed(family, changes)) ?? ""
    }

    @Test("every committed case can be built")
    func allBuilt() throws {
        let cases = try read(try committed())
        #expect(cases.count > 70)
        for exact in cases { #expect(refusal(exact) == nil, "\(exact.id)") }
    }

    @Test("each family refuses a parameter that it does not know, and names those it knows")
    func unknown() throws {
        var families: Set<String> = []
        for entry in try committed() {
            guard let family = entry["family"] as? String, families.insert(family).inserted else {
                continue
            }
            let why = try refusal(family, ["surprise_s": 7])
            #expect(why.contains("the parameter 'surprise_s' is not known; known: "), "\(family)")
            #expect(try refusal(family, ["note": "nothing"]) == "", "\(family)")
        }
        #expect(families.count > 20)
        for (family, changes, part) in [
            (
                "erlangA", ["patience": ["law": "exponential", "mean_s": 60, "cv": 2] as Members],
                "the parameter 'patience.cv' is not known; known: patience.law"
            ),
            (
                "fluid_ai_human_orbit",
                [
                    "lambda0_per_h": [
                        ["from_s": 0, "to_s": 20_000, "rate": 1900, "ramp": 1] as Members
                    ]
                ], "the parameter 'lambda0_per_h.ramp' is not known; known: lambda0_per_h.from_s"
            ),
        ] as [(String, Members, String)] {
            #expect(try refusal(family, changes).contains(part))
        }
    }

    @Test("a known parameter that says something unknown is refused with the words that are known")
    func unknownWords() throws {
        let wrong: [(String, Members, String)] = [
            ("erlangC", ["service": "pareto"], "the service 'pareto' is not known; known: expo"),
            ("erlangC", ["patience": "short"], "the patience 'short' is not known; known: inf"),
            ("erlangC", ["aht_s": "long"], "'aht_s' is no number"),
            ("erlangB", ["lambda_per_h": 10], "'lambda_per_h' beside 'offered_load_erl'"),
            ("mg1", ["aht_s": 60], "'aht_s' beside 'service.law'"),
            ("mg1", ["service": ["law": "pareto"]], "the law 'pareto' of 'service' is not known"),
            ("mmn_plus_G", ["patience_mean_s": 60], "'patience_mean_s' beside 'patience.law'"),
            ("n_design", ["aht_depends_on": "type"], "the aht_depends_on 'type' is not known"),
            ("time_varying_sin", ["phase_h": 1], "only 'phase_h' 0 is known"),
            ("ai_gate_to_erlangA", ["ai_concurrency": 30], "'ai_concurrency' is no text"),
            ("dialogue_fallback", ["escalate_rule": "at 3"], "known: consecutive failures reach"),
            ("ai_tier_overflow", ["ai_full_rule": "waits"], "the ai_full_rule 'waits' is not kno"),
            ("busyness_gamma_mixture", ["busyness": ["cv": 0.2, "shape": 3]], "is not 1 / "),
        ]
        for (family, changes, part) in wrong {
            let why = try refusal(family, changes)
            #expect(why.contains(part), "\(family) \(changes): \(why)")
        }
    }

    @Test("a queue that nobody abandons and that would grow without end is refused")
    func unstable() throws {
        let none = NSNull()
        let growing: [(String, Members)] = [
            ("erlangC", ["n": 1, "lambda_per_h": 20, "aht_s": 180]),
            ("mdn", ["n": 5, "lambda_per_h": 75]),
            ("priority_np_same_mu", ["n": 1, "lambda1_per_h": 7, "lambda2_per_h": 8]),
            ("v_design", ["patience1_mean_s": none, "lambda1_per_h": 120]),
            ("n_design", ["patience1_mean_s": none, "lambda1_per_h": 193]),
            ("w_design", ["patience2_mean_s": none, "lambda2_per_h": 118]),
            ("mm1_retrial", ["lambda_per_h": 15]),
            ("feedback_jackson", ["lambda_first_calls_per_h": 760]),
            ("abandon_redial", ["patience_mean_s": none]),
            ("abandon_redial", ["p_redial_after_abandon": 1]),
            ("staffing_drop_exhaustive", ["patience_mean_s": none, "n_before": 17]),
            ("ai_infinite_then_erlangA", ["patience_mean_s": none, "n_humans": 36]),
            ("hybrid_ai_human_orbit", ["patience_mean_s": none, "n_humans": 5]),
            ("ai_gate_to_erlangA", ["patience_mean_s": none, "n_humans": 8]),
        ]
        for (family, changes) in growing {
            let why = try refusal(family, changes)
            #expect(why.hasPrefix("unstable: "), "\(family) \(changes): \(why)")
        }
    }

    @Test("callbacks are stable up to a load of all agents, not beyond")
    func callbacks() throws {
        func why(_ load: Double, _ changes: Members = [:]) throws -> String {
            let all: Members = [
                "n": 10, "idle_reserve": 0, "aht_s": 360, "lambda_per_h": 10 * load,
                "p_accept": 1, "offer_when_waiting_at_least": 0, "patience_mean_s": NSNull(),
            ]
            return try refusal("callback_option", all.merging(changes) { $1 })
        }
        #expect(try why(9.99) == "")
        #expect(try why(10.01).hasPrefix("unstable: "))
        // Half accept: the others queue, and nobody is called back before them.
        #expect(try why(9.99, ["p_accept": 0.5]) == "")
        #expect(try why(10.01, ["p_accept": 0.5]).hasPrefix("unstable: "))
        // Who keeps an agent of ten idle has nine for callbacks, who all count here.
        #expect(try why(9.01, ["idle_reserve": 1, "n": 10]).hasPrefix("unstable: ") == false)
        #expect(try why(0.1, ["idle_reserve": 10]).hasPrefix("unstable: "))
        // Short patience makes room for callbacks.
        #expect(try why(10.01, ["p_accept": 0.5, "patience_mean_s": 60]) == "")
    }

    @Test("patience null means never where that makes sense, and says why where it does not")
    func never() throws {
        let supported: [(String, Members)] = [
            ("callback_option", [:]), ("abandon_redial", ["n": 12]),
            ("staffing_drop_exhaustive", [:]), ("hybrid_ai_human_orbit", ["n_humans": 20]),
        ]
        for (family, changes) in supported {
            let all = changes.merging(["patience_mean_s": NSNull()]) { $1 }
            let theory = try TheoryCase.make(try changed(family, all))
            #expect(
                theory.configuration.center.contactTypes[0].patience == .never, "\(family)")
        }
        for family in ["fluid_ai_human_orbit", "ai_meltdown_hysteresis"] {
            #expect(
                try refusal(family, ["patience_mean_s": NSNull()])
                    .contains("an equilibrium only with abandonment"))
        }
    }

    /// With nobody abandoning the queue is M/M/n; error 4.9 standard errors, which at the half-width
    /// asked for is 2.5 % of the probability of waiting.
    @Test("callers who never abandon never call again: Erlang C")
    func redialWithoutAbandonment() async throws {
        // M/M/1 at a load of 0.5: P(wait) is 0.5, nobody is in orbit.
        let exact: Members = [
            "id": "abandon_redial-90", "family": "abandon_redial",
            "params": [
                "n": 1, "lambda_first_calls_per_h": 15, "aht_s": 120,
                "patience_mean_s": NSNull(), "p_redial_after_abandon": 0.6,
                "redial_delay_mean_s": 600,
            ] as Members,
            "outputs": ["P_wait_any_attempt": 0.5, "redials_per_h": 0] as Members,
        ]
        let theory = try TheoryCase.make(try read([exact])[0])
        let outcomes = try await TheoryRun(seed: 1999, jobs: 2, contacts: 2e7)
            .outcomes(of: theory)
        let wait = try #require(outcomes.first { $0.output == "P_wait_any_attempt" })
        #expect(abs(wait.z) < 4.9 && wait.halfWidth < 0.005)
        let redials = try #require(outcomes.first { $0.output == "redials_per_h" })
        #expect(redials.simulated == 0)
    }
}
