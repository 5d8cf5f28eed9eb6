import Foundation
import TestSupport
import Testing

/// Families that `calltwin theory` computes instead of simulating.
@Suite("calltwin theory: formulas and estimators")
struct TheoryFormulaTests {
    private static let theory = ExactCases.package.appendingPathComponent("models/theory")
    private static let families = [
        "offered_load_MtGinf", "sqrt_staffing_functions", "staffing_min_n", "patience_censored",
        "two_sample_distances", "forecast_scores", "warmup_mser5", "replication_ci",
        "quantile_ci_order_stats", "gamma_poisson_fit",
    ]

    private func run(_ file: String, _ more: [String] = []) throws -> CommandRun {
        let path = Self.theory.appendingPathComponent(file).path
        return try CommandRun(
            arguments: ["theory", "--cases", path]
                + Self.families.flatMap { ["--family", $0] } + more)
    }

    @Test(
        "every output of every case is computed to its trusted digits",
        arguments: [("exact_cases.json", 112), ("formula_cases.json", 273)])
    func allOutputs(file: String, count: Int) throws {
        let run = try run(file)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(
            run.output.hasSuffix(
                "\n\(count) outputs passed, 0 failed, 0 cases unsupported"
                    + " (joint error rate 1 %, Holm)\n"))
        #expect(!run.output.contains("simulated"))
    }

    @Test("JSON lists what was computed beside what was simulated")
    func json() throws {
        let run = try run("exact_cases.json", ["--json"])
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        let root = try #require(object as? [String: Any])
        #expect(root["passed"] as? Int == 112 && root["failed"] as? Int == 0)
        #expect((root["outcomes"] as? [Any])?.isEmpty == true)
        let formulas = try #require(root["formulas"] as? [[String: Any]])
        let load = try #require(
            formulas.first {
                $0["case"] as? String == "offered_load_MtGinf-01"
                    && $0["output"] as? String == "lag_behind_arrival_rate_s"
            })
        #expect(load["exact"] as? Double == 299.57272939194)
        #expect(load["verdict"] as? String == "ok" && load["passed"] as? Bool == true)
        #expect(try #require(load["relativeError"] as? Double) < 1e-12)
    }

    private func single(
        _ family: String, _ params: String, _ outputs: String, digits: Int = 9
    ) throws -> CommandRun {
        let folder = try ScratchFolder()
        let text = """
            {"cases": [{"id": "x-01", "family": "\(family)", "params": \(params),
             "outputs": \(outputs), "trusted_digits": \(digits)}]}
            """
        return try CommandRun("theory", "--cases", folder.write(text, "cases.json"))
    }

    @Test("a wrong value, a missing element and an unknown output each fail by name")
    func failures() throws {
        let params = #"{"ensemble": [1, 2, 4], "observed": 2}"#
        // E|X - 2| = 1; E|X - X'| / 2 = (1 + 3 + 2) / 9 = 2/3: CRPS 1/3.
        let right = try single("forecast_scores", params, #"{"CRPS_ensemble": 0.333333333333}"#)
        #expect(right.status == 0, "\(right.output)")
        let wrong = try single("forecast_scores", params, #"{"CRPS_ensemble": 0.3333334}"#)
        #expect(wrong.status == 2 && wrong.output.contains("DIFFERS"))
        let unknown = try single("forecast_scores", params, #"{"brier": 0.1}"#)
        #expect(unknown.status == 2)
        #expect(
            unknown.output.contains("brier")
                && unknown.output.contains("the library computes no such output"))
        let list = try single(
            "sqrt_staffing_functions", #"{"beta": [0.5, 1], "r": 1}"#, #"{"P_wait": [0.3]}"#)
        #expect(list.status == 2 && list.output.contains("1 elements, 2 computed"))
        #expect(list.output.contains("0 outputs passed, 1 failed"))
    }

    @Test(
        "a law, a rule, a target or a parameter that is not known: the case is named, and fails",
        arguments: [
            (
                "offered_load_MtGinf",
                #"{"lambda_bar_per_h": 9, "alpha": 0, "period_h": 8, "service": {"law": "pareto"}}"#,
                "the law 'pareto' of 'service' is not known"
            ),
            (
                "offered_load_MtGinf",
                #"""
                {"lambda_bar_per_h": 9, "alpha": 0.1, "period_h": 8, "rate": "a sawtooth",
                 "service": {"law": "exponential", "mean_s": 3}}
                """#, "the rate 'a sawtooth' is not known"
            ),
            (
                "staffing_min_n",
                #"{"model": "erlangC", "lambda_per_h": 9, "aht_s": 60, "target": "P_ab<0.1"}"#,
                "the target 'P_ab<0.1' is not known"
            ),
            (
                "staffing_min_n",
                #"{"model": "erlangC", "lambda_per_h": 9, "aht_s": 60, "target": "P_ab<=0.1"}"#,
                "abandonment"
            ),
            (
                "staffing_min_n",
                #"{"model": "mmn_retrial", "lambda_per_h": 9, "aht_s": 60, "target": "P_ab<=0.1"}"#,
                "the model 'mmn_retrial' is not known"
            ),
            (
                "warmup_mser5", #"{"series": [1, 2, 3], "rule": "batches of 5"}"#,
                "the rule 'batches of 5' is not known"
            ),
            ("two_sample_distances", #"{"a": [1]}"#, "no list of numbers 'b'"),
            ("gamma_poisson_fit", #"{"counts": [1.5, 2]}"#, "'counts' needs whole numbers"),
            (
                "gamma_poisson_fit", #"{"counts": [1, 2], "exposure": [1, 2]}"#,
                "the parameter 'exposure' is not known"
            ),
        ] as [(String, String, String)])
    func unsupported(family: String, params: String, says: String) throws {
        let run = try single(family, params, #"{"y": 1}"#)
        #expect(run.status == 2 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("x-01: ") && run.output.contains(says), "\(run.output)")
        #expect(run.output.contains("0 outputs passed, 0 failed, 1 cases unsupported"))
    }

    @Test("a service level with abandonment is served in time over offered, answered or the rest")
    func serviceLevels() throws {
        // erlangA-04 of the file: 50 agents, 900/h, 190 s, patience 180 s.
        for (name, target, value) in [
            ("SL", "SL(20s)>=0.8429", 0.842930), ("P_ab", "P_ab<=0.0364", 0.0363586),
            ("P_wait", "P_wait<=37.3%", 0.372868), ("E_W_s", "E_W_s<=6.55", 6.54456),
        ] {
            let run = try single(
                "staffing_min_n",
                """
                {"model": "erlangA", "lambda_per_h": 900, "aht_s": 190, "patience_mean_s": 180,
                 "target": "\(target)"}
                """, "{\"n_min\": 50, \"\(name)_at_n\": \(value)}", digits: 6)
            #expect(run.status == 0, "\(run.output)")
        }
    }
}
