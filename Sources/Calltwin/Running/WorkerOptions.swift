import ArgumentParser
import Foundation

/// How much of the machine a command that simulates takes.
struct WorkerOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Replications or calls at one time; as many as there are processors when left out.")
    var jobs: Int?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs \(jobs): at least 1 is needed") }
    }

    /// Processors to use.
    var workers: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }
}
