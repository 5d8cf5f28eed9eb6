import Foundation
import Testing

@Suite("calltwin run: antithetic pairs and batch means")
struct RunModeTests {
    static let steady = """
        calltwin: 1
        name: Five agents in steady state
        seed: 7
        horizon: {duration: 200h}
        contactTypes:
          - name: call
            arrivals: {process: poisson, rate: 60/h}
            patience: {distribution: exponential, mean: 3min}
        agentGroups:
          - name: tellers
            size: 5
            skills: {call: {talk: {distribution: exponential, mean: 4min}}}
        serviceLevel: {threshold: 20s, target: 80%}
        """

    private func kpi(_ name: String, _ output: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        let rows = (object as? [String: Any])?["kpis"] as? [[String: Any]] ?? []
        return try #require(
            rows.first { $0["kpi"] as? String == name && $0["contactType"] as? String == "all" })
    }

    @Test("a horizon of more than a day runs without a reporting interval")
    func longHorizon() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.steady, "steady.yaml")
        let run = try CommandRun("run", path, "--replications", "2")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    }

    @Test("--batch-means prints size and correlation of the batches, and the warm-up found")
    func batchMeans() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.steady, "steady.yaml")
        let run = try CommandRun("run", path, "--batch-means")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("Five agents in steady state: one run of 200.00 h, warm-up "))
        #expect(lines[0].hasSuffix(" h found by MSER-5, seed 7"))
        #expect(lines[1].hasSuffix("estimate  ± 95 %  batches  batch min  lag 1"), "\(lines[1])")
        let rate = try #require(lines.first { $0.hasPrefix("abandonmentRate  ") })
        #expect(rate.split(separator: " ").contains("32"))
        // Quantiles have intervals too; where one has none, the last lines say so.
        let quantile = try #require(lines.first { $0.hasPrefix("waitP90  ") })
        #expect(quantile.split(separator: " ").contains("32"))
        let bare = lines.filter { $0.hasSuffix("  -        -          -      -") }
            .compactMap { $0.split(separator: " ").first }.joined(separator: ", ")
        #expect(bare.isEmpty != lines.contains { $0.hasPrefix("no interval for: \(bare);") })
        // Exact: 11.30 % (Erlang A). The half-width is about 1 %.
        let json = try CommandRun("run", path, "--batch-means", "--json")
        let row = try kpi("abandonmentRate", json.output)
        let mean = try #require(row["mean"] as? Double)
        let error = try #require(row["standardError"] as? Double)
        #expect(abs(mean - 0.11297) < 4.9 * error && error < 0.01)
        #expect(row["batches"] as? Int == 32 && row["independentBatches"] as? Bool == true)
        let again = try CommandRun("run", path, "--batch-means", "--json", "--jobs", "1")
        #expect(json.output == again.output)
        let chosen = try CommandRun(
            "run", path, "--batch-means", "--kpis", "abandonmentRate", "--by", "none", "--json")
        #expect(try kpi("abandonmentRate", chosen.output)["mean"] as? Double == mean)
        #expect(chosen.output.split(separator: "\n").count { $0.contains("\"kpi\"") } == 1)
        let given = try CommandRun(
            "run", path, "--batch-means", "--set", "horizon.warmUp=10h")
        #expect(given.output.contains("one run of 200.00 h, warm-up 10.00 h, seed 7\n"))
        let found = try CommandRun(
            "run", path, "--batch-means", "--set", "horizon.warmUp=10h", "--warm-up", "auto")
        #expect(found.output == run.output)
    }

    @Test("--antithetic gives intervals of pair means, whatever the number of jobs")
    func antithetic() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(smallScenario, "small.yaml")
        let run = try CommandRun("run", path, "--antithetic", "--replications", "10")
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(
            run.output.hasPrefix("Small center: 10 replications in 5 antithetic pairs, seed 7\n"))
        let outputs = try ["1", "2"].map {
            try CommandRun(
                "run", path, "--antithetic", "--replications", "10", "--json", "--jobs", $0
            ).output
        }
        #expect(outputs[0] == outputs[1] && outputs[0].contains("\"antithetic\": true"))
        let plain = try CommandRun("run", path, "--replications", "10", "--json")
        #expect(!plain.output.contains("antithetic") && plain.output != outputs[0])
        let steady = try folder.write(Self.steady, "steady.yaml")
        let goal = try CommandRun(
            "run", steady, "--antithetic", "--replications", "4", "--until-half-width",
            "abandonmentRate=0.3%")
        #expect(goal.status == 0, "\(goal.errors)")
        let words = goal.output.split(separator: " ")
        let replications = try #require(words.first { Int($0) != nil }.flatMap { Int($0) })
        #expect(replications > 4 && replications.isMultiple(of: 2), "\(replications)")
    }

    @Test(
        "what makes no sense has one clear line",
        arguments: [
            (["--antithetic", "--replications", "5"], 64, "--antithetic needs an even number"),
            (["--antithetic", "--batch-means"], 64, "--antithetic has no effect"),
            (
                ["--antithetic", "--log", "x", "--log-all"], 64,
                "a log cannot say that its run is mirrored"
            ),
            (["--batch-means", "--replications", "5"], 64, "--replications has no effect"),
            (
                ["--batch-means", "--until-half-width", "meanWait=1"], 64,
                "--until-half-width has no effect"
            ),
            (
                ["--batch-means", "--by", "interval"], 64,
                "--by interval has no effect with --batch-means"
            ),
            (["--warm-up", "auto"], 64, "--warm-up has no effect without --batch-means"),
            (
                ["--batch-means", "--warm-up", "3h"], 64,
                "known: auto; a length is given by --set horizon.warmUp=3h"
            ),
            (["--seed", "-1"], 64, "The value '-1' is invalid for '--seed <seed>'"),
            (["--jobs", "-2"], 64, "--jobs -2: at least 1 is needed"),
            (["--replications", "-2"], 64, "--replications -2: at least 1 is needed"),
            (
                ["--batch-means", "--set", "horizon.warmUp=199.999h"], 65,
                "batch means need 64 parts after the warm-up"
            ),
        ] as [([String], Int32, String)])
    func wrongInput(arguments: [String], status: Int32, says: String) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.steady, "steady.yaml")
        let run = try CommandRun(arguments: ["run", path] + arguments)
        #expect(run.status == status && run.output.isEmpty, "\(run.errors)")
        #expect(run.errors.contains(says), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }

    @Test("a calendar, and a plan that changes, are no case for batch means")
    func calendar() throws {
        let folder = try ScratchFolder()
        let days = Self.steady.replacingOccurrences(
            of: "horizon: {duration: 200h}",
            with: "calendar: {start: 1999-08-02, days: 1, open: \"07:00\", close: \"24:00\"}")
        let run = try CommandRun("run", folder.write(days, "days.yaml"), "--batch-means")
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.errors.contains("this one has a calendar"), "\(run.errors)")
        let plan = Self.steady.replacingOccurrences(
            of: "size: 5", with: "staffed: {interval: 100h, counts: [5, 6]}")
        let other = try CommandRun("run", folder.write(plan, "plan.yaml"), "--batch-means")
        #expect(other.status == 65, "\(other.errors)")
        #expect(
            other.errors.contains("the plan of 'tellers' changes over time"), "\(other.errors)")
    }
}
