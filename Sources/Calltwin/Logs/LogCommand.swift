import ArgumentParser
import EventLog

/// Looks after event logs.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Check, list and sum up event logs.",
        discussion: """
            An event log is a directory of segment files, written by run --log or by import.

            Examples:
              calltwin log verify out/demo/log --full
              calltwin log show out/demo/log --kind contactAbandoned --limit 20
              calltwin log stats out/demo/log
            """,
        subcommands: [LogVerifyCommand.self, LogShowCommand.self, LogStatsCommand.self])
}

extension LogEnding {
    /// One word for tables and JSON.
    var word: String {
        switch self {
        case .complete: "complete"
        case .open: "open"
        case .torn: "torn"
        }
    }

    /// What is to be said about a log that was not finished; nil for a complete one.
    var complaint: String? {
        switch self {
        case .complete: nil
        case .open: "the log was not finished; what is there is whole"
        case .torn(let tail):
            "the log was not finished; the last \(tail.length) bytes of segment \(tail.segment),"
                + " from byte \(tail.offset), are no whole block: \(tail.reason)"
        }
    }
}
