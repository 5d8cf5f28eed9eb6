import ArgumentParser
import Planning
import Projections
import Reporting
import Scenarios

/// How long voice agents go on in vain, and what their fallback rules cost above optimal stopping.
struct OverstayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overstay",
        abstract: "How long voice agents go on in vain, and what optimal stopping would save.",
        discussion: """
            The scenario is simulated as it is and with the fallback rules of a pool switched off. Sessions \
            that no rule ended tell what stopping after any turn would have cost; the best policy without \
            foresight is learnt from half of the replications and judged on the other half, both ways.

            Examples:
              calltwin overstay models/bank-threshold.yaml
              calltwin overstay models/bank-threshold.yaml --lost 5 --caller-per-hour 0 --json
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: "Which pool of voice agents; needed where there are several.")
    var pool: String?

    @Option(parsing: .unconditional, help: "Replications, an even number from 4.")
    var replications = 20

    @Option(
        parsing: .unconditional,
        help: "What an hour of a caller is worth in the scenario's money; the default is assumed.")
    var callerPerHour = 10.0

    @Option(
        parsing: .unconditional,
        help: """
            What a session costs that ends without its wish served, by hanging up or by a wrong \
            action; twice the conversation after a handoff when left out, which is assumed.
            """)
    var lost: Double?

    @Flag(help: "Print JSON (calltwin.overstay/1).")
    var json = false

    func validate() throws {
        if replications < 4 || replications % 2 != 0 {
            throw ValidationError("--replications \(replications): an even number from 4 is needed")
        }
        for (option, value) in [("--caller-per-hour", callerPerHour), ("--lost", lost ?? 0)]
        where !(value >= 0 && value.isFinite) {
            throw ValidationError("\(option) \(value): money, 0 or more, is needed")
        }
    }

    func run() async throws {
        let scenario = try options.read()
        let study = OverstayStudy(
            scenario, pool: try PoolChoice.number(pool, of: scenario, at: options.scenario),
            replications: replications, seed: options.seed ?? scenario.seed,
            jobs: options.workers, callerPerHour: callerPerHour, lost: lost)
        let report: OverstayReport
        do {
            report = OverstayReport(try await study.result())
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        } catch let error as OverstayError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        } catch let error as ProjectionError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
        try StandardOutput.line(
            json ? JSONValue.object(report.members).text(lines: 2) : report.text)
    }
}
