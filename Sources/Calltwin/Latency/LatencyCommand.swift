import ArgumentParser

/// Latency of voice agents: where it comes from, and when it runs away.
struct LatencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency",
        abstract: "Find the knee of voice agents' latency, and fit stages to measured times.",
        subcommands: [LatencyKneeCommand.self, LatencyFitCommand.self])
}
