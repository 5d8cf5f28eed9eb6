import ArgumentParser
import ContactCenterEvents
import Projections
import Reporting
import RunLogs
import TwinPrimitives

/// `calltwin replay`: a log becomes figures again.
struct ReplayCommand: ParsableCommand {
    /// What gets a table of its own.
    enum Grouping: String, ExpressibleByArgument, CaseIterable {
        case day
        case interval
    }

    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Verify an event log, fold it and print its figures.",
        discussion: """
            The same code counts a live simulation and a log, so the figures of a run and of its \
            replayed log agree to the last bit.

            Examples:
              calltwin replay out/bank --by day
              calltwin replay out/bank --at 1999-08-16T10:30:00
            """)

    /// Seconds of a day.
    private static let daySeconds = 86_400

    @Argument(help: "Folder of the log.")
    var log: String

    @Option(help: "Also print a table: \(Grouping.allCases.map(\.rawValue).joined(separator: " or ")).")
    var by: Grouping?

    @Option(
        help: """
            Print who is where at this instant instead: YYYY-MM-DDThh:mm[:ss] local time, or \
            seconds from the start.
            """)
    var at: String?

    @Flag(help: "Print calltwin.kpis/1, or calltwin.state/1 with --at.")
    var json = false

    func validate() throws {
        guard at == nil || by == nil else {
            throw ValidationError("--at and --by cannot be used together")
        }
    }
}
