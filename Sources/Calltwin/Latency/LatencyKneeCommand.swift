import ArgumentParser
import Planning
import Reporting
import Scenarios

/// Finds the load at which the 95 % point of latency passes a limit.
struct LatencyKneeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knee",
        abstract: "Find the load at which the 95 % point of response latency passes a limit.",
        discussion: """
            The scenario's `load`, a factor on all arrivals, is moved; all loads meet the same callers. \
            Without a limit it is twice the 95 % point at the least load.

            Examples:
              calltwin latency knee models/latency-stations.yaml --loads 0.5,0.75,1,1.25,1.5
              calltwin latency knee models/latency-stations.yaml --report out/knee.html
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: "Factors on all arrivals, ascending, with commas between.")
    var loads = "0.25,0.5,0.75,1,1.25,1.5,1.75,2"

    @Option(parsing: .unconditional, help: "Limit of the 95 % point in seconds.")
    var limit: Double?

    @Option(parsing: .unconditional, help: "Replications at each load.")
    var replications = 4

    @Option(help: "Write a page with a chart: FILE.html.")
    var report: String?

    @Flag(help: "Print JSON (calltwin.latency-knee/1).")
    var json = false

    func validate() throws {
        if replications < 1 {
            throw ValidationError("--replications \(replications): at least 1 is needed")
        }
        if let limit, !(limit > 0) {
            throw ValidationError("--limit \(limit): seconds above 0 are needed")
        }
        _ = try factors()
    }

    private func factors() throws -> [Double] {
        let values = loads.split(separator: ",").map { Double($0) ?? .nan }
        let isAscending = zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
        guard values.count >= 2, isAscending, values.allSatisfy({ $0 > 0 && $0 <= 1000 }) else {
            throw ValidationError(
                "--loads \(loads); known: two or more ascending factors such as 0.5,1,2")
        }
        return values
    }

    func run() async throws {
        let scenario = try options.read()
        let seed = options.seed ?? scenario.seed
        if let report { try ResultFile.prepare(file: report) }
        let knee = LatencyKnee(
            scenario, loads: try factors(), limit: limit, replications: replications, seed: seed,
            jobs: options.workers)
        let bar = ProgressBar("loads")
        let result: LatencyKnee.Result
        do {
            result = try await knee.result { bar.show($0) }
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        } catch let error as LatencyKneeError {
            throw CommandFailure(.badData, error.problem, at: options.scenario)
        }
        try options.checkCoverage(scenario)
        let found = LatencyKneeReport(
            result, scenario: scenario.name, replications: replications, seed: seed)
        if let report {
            try ResultFile.write(found.html, to: report)
            StandardError.line("report: \(report)")
        }
        try StandardOutput.line(
            json ? JSONValue.object(found.members).text(lines: 2) : found.text)
    }
}
