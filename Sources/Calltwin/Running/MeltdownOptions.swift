import ArgumentParser
import Planning
import Projections
import Reporting
import Scenarios

/// What `project --meltdown` takes, and what it does.
struct MeltdownOptions: ParsableArguments {
    @Flag(
        help: """
            Ask instead what load tips the center into a state that feeds itself: the fluid model, \
            and simulations beside it.
            """)
    var meltdown = false

    @Option(
        help: """
            With --meltdown: the rise whose end is watched, RATE,TIME; 1.5 times the load for 20 \
            minutes when left out.
            """)
    var spike: String?

    @Option(
        help: """
            With --meltdown: scales that are simulated, FACTORxREPLICATIONS,…; 0 for none.
            """)
    var scales: String?

    /// Scales that are simulated when none are named: the center itself and one ten times as large.
    private static let usualScales = "1x20,10x6"

    func validate() throws {
        for (name, value) in [("--spike", spike), ("--scales", scales)]
        where value != nil && !meltdown {
            throw ValidationError("\(name) has no effect without --meltdown")
        }
    }

    /// Works the answer out and writes it.
    func run(_ options: ScenarioOptions, output: String?, json: Bool) async throws {
        let scenario = try options.read()
        let model: MeltdownModel
        do throws(MeltdownError) {
            model = try MeltdownModel(scenario)
        } catch {
            throw CommandFailure(.badData, error.description, at: options.scenario)
        }
        let (spike, scales) = (try watched(), try simulated())
        if let output { try ResultFile.prepare(folder: output) }
        let bar = ProgressBar("meltdown")
        let result: MeltdownResult
        do throws(ProjectionError) {
            result = try await MeltdownRun(
                model, seed: options.seed ?? scenario.seed, jobs: options.workers, scales: scales
            ) { bar.show($0) }.result(spike: spike)
        } catch {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
        bar.show(1)
        let document = MeltdownJSON.document(result).text(lines: 3)
        if let output {
            try ResultFile.write(MeltdownPage.html(result), to: "\(output)/meltdown.html")
            try ResultFile.write(document + "\n", to: "\(output)/meltdown.json")
        }
        var text = MeltdownText.text(result)
        while text.hasSuffix("\n") { text.removeLast() }
        try StandardOutput.line(json ? document : text)
        if let output { StandardError.line("report: \(output)/meltdown.html") }
    }

    private func watched() throws(CommandFailure) -> Spike? {
        guard let spike else { return nil }
        let parts = spike.split(separator: ",").map(String.init)
        guard parts.count == 2 else {
            throw .usage("--spike '\(spike)'; known: RATE,TIME such as 2600/h,15min")
        }
        let (first, seconds) = (try Quantity.perHour(parts[0]), try Quantity.seconds(parts[1]))
        guard first > 0, seconds > 0 else {
            throw .usage("--spike '\(spike)': rate and time should be above 0")
        }
        return Spike(first: first, seconds: seconds)
    }

    private func simulated() throws(CommandFailure) -> [MeltdownRun.Scale] {
        let text = scales ?? Self.usualScales
        guard text != "0" else { return [] }
        var found: [MeltdownRun.Scale] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let numbers = part.split(separator: "x").map { Int($0) }
            guard numbers.count == 2, let factor = numbers[0], let replications = numbers[1],
                (1...1000).contains(factor), (2...100_000).contains(replications)
            else {
                throw .usage(
                    "--scales '\(text)'; known: FACTORxREPLICATIONS such as 1x20,10x6 (factor 1 "
                        + "to 1000, at least 2 replications), or 0")
            }
            found.append(MeltdownRun.Scale(factor: factor, replications: replications))
        }
        return found
    }
}
