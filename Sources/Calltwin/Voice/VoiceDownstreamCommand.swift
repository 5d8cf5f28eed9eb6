import ArgumentParser
import Planning
import Reporting
import Scenarios

/// Compares what two fidelities of the same sessions do to the queue behind the voice agents.
struct VoiceDownstreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "downstream",
        abstract: "Say what two fidelities of the same sessions do to the queue behind them.",
        discussion: """
            A table of 'calltwin voice sessions' has the same sessions at both fidelities. Each fidelity's sessions become \
            a deck, the center plays both with the same callers, and every caller takes the same session in both. \
            The interval of a difference holds both parts: the sessions are few (a bootstrap of their callers, \
            alike in both decks), and so are the replications. The p-value is of two one-sided tests that the \
            abandonment rates differ by less than the margin.

            Exit code: 0 done, whatever the answer; 65 bad data.

            Examples:
              calltwin voice downstream models/bank-small.yaml --sessions traces/small-bank/sessions.csv.zst \
                --fidelities channel,audio
              calltwin voice downstream models/bank-small.yaml --sessions out/sessions.csv --fidelities bank,audio \
                --set agentGroups.tellers.size=2 --set contactTypes.call.arrivals.rate=26/h
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(
        help: ArgumentHelp(
            "Table of sessions (CSV; .zst: compressed by zstd).", valueName: "file"))
    var sessions: String

    @Option(help: "The fidelity that is judged and the one that it is held against.")
    var fidelities = "bank,audio"

    @Option(help: "Difference in the abandonment rate that counts as none, such as 1%.")
    var margin = "1%"

    @Option(parsing: .unconditional, help: "Replications of the center with all sessions.")
    var replications = 200

    @Option(parsing: .unconditional, help: "Samples of the callers (bootstrap).")
    var decks = 60

    @Option(parsing: .unconditional, help: "Replications of the center with each sample.")
    var deckReplications = 20

    @Option(help: "The pool; may be left out where there is one.")
    var pool: String?

    @Flag(help: "Print JSON (schema calltwin.downstream/1).")
    var json = false

    func validate() throws {
        for (option, count) in [
            ("--replications", replications), ("--decks", decks),
            ("--deck-replications", deckReplications),
        ] where count < 2 {
            throw ValidationError("\(option) \(count): at least 2 are needed for an interval")
        }
        _ = try chosen()
    }

    private func chosen() throws -> (first: String, second: String) {
        let names = fidelities.split(separator: ",").map(String.init)
        guard names.count == 2, names[0] != names[1] else {
            throw ValidationError(
                "--fidelities \(fidelities): two different ones are compared, such as bank,audio")
        }
        return (names[0], names[1])
    }

    func run() async throws {
        let scenario = try options.read()
        let number = try PoolChoice.number(pool, of: scenario, at: options.scenario)
        let share = try Quantity.fraction(margin)
        guard share > 0, share < 1 else {
            throw CommandFailure.usage("--margin \(margin): a share above 0 % and below 100 %")
        }
        do {
            let result = try await Downstream.result(
                HeldSessions(path: sessions),
                Downstream.Request(
                    scenario: scenario, pool: number, fidelities: chosen(), margin: share,
                    replications: replications, decks: decks, deckReplications: deckReplications,
                    seed: options.seed ?? scenario.seed, jobs: options.workers))
            try StandardOutput.line(
                json
                    ? DownstreamTable.json(result).text(lines: 3) : DownstreamTable.text(result))
        } catch let error as HeldSessionsError {
            var status = ExitStatus.badData
            if case .missing = error { status = .noInput }
            throw CommandFailure(status, error.problem, at: error.location)
        } catch let error as MultiFidelityError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
    }
}
