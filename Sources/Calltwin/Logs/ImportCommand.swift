import ArgumentParser
import ContactCenterEvents
import EventLog
import Reporting
import RunLogs
import TraceImport

/// A recorded trace becomes an event log.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn a recorded trace into an event log.",
        discussion: """
            Formats:
            \(TraceImporters.all.map { "  \($0.name)  \($0.summary)" }.joined(separator: "\n"))

            A malformed line is never dropped in silence: it is named with its number and reason, \
            and kept in a file beside the log (LOG.rejects.tsv).

            Example:
              calltwin import technion traces/anonymous-bank-1999-08/calls.tsv.zst \\
                  --days 1999-08-16..1999-08-16 -o out/bank-monday
            """)

    /// Rejected lines that are shown one by one; the rest is only counted on the terminal.
    private static let shownRejections = 20

    @Argument(help: "Format: \(TraceImporters.all.map(\.name).joined(separator: ", ")).")
    var format: String

    @Argument(help: "Files of the format, plain or compressed with zstd.")
    var files: [String]

    @Option(name: [.short, .long], help: "Directory of the log; must hold no log yet.")
    var output: String

    @Option(help: "Only these days: 1999-08-16..1999-08-20, or one day.")
    var days: String?

    @Flag(help: "Print the report as JSON (calltwin.import/1).")
    var json = false

    func run() throws {
        guard let importer = TraceImporters.named(format) else {
            let known = TraceImporters.all.map(\.name).joined(separator: ", ")
            throw CommandFailure.usage("unknown format '\(format)'; known: \(known)")
        }
        let range = try days.map { text throws(CommandFailure) in
            guard let range = DayRange(text) else {
                throw .usage(
                    "days '\(text)'; known: YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD, in order")
            }
            return range
        }
        let rejects = RejectsFile(path: Self.rejectsPath(of: output))
        let trace = try read(importer, range, rejects)
        let summary = try write(trace)
        let report = ImportReportText(
            trace.report, log: output, chainHead: "\(summary.chainHead)",
            rejects: rejects.count > 0 ? rejects.path : nil)
        print(json ? report.json.text(lines: 1) + "\n" : report.text, terminator: "")
    }

    private func read(
        _ importer: any TraceImporter, _ range: DayRange?, _ rejects: RejectsFile
    ) throws(CommandFailure) -> ImportedTrace {
        defer {
            let more = rejects.count - Self.shownRejections
            if more > 0 {
                StandardError.line("and \(more) more rejected lines; all are in \(rejects.path)")
            }
        }
        let result: Result<ImportedTrace, TraceImportError>
        do throws(TraceImportError) {
            result = .success(
                try importer.read(paths: files, days: range) { line in
                    rejects.add(line)
                    guard rejects.count <= Self.shownRejections else { return }
                    StandardError.line(line.description)
                })
        } catch {
            result = .failure(error)
        }
        if let failure = rejects.close() {
            throw CommandFailure(.cannotCreate, failure, at: rejects.path)
        }
        switch result {
        case .success(let trace): return trace
        case .failure(let error): throw CommandFailure(error)
        }
    }

    private func write(_ trace: ImportedTrace) throws(CommandFailure) -> LogSummary {
        var sink: LogSink
        do throws(EventLogError) {
            sink = try LogSink(
                directory: output, description: trace.description,
                run: RunStarted(seed: 0, replication: 0, behaviourVersion: 0),
                source: trace.digest)
        } catch {
            throw CommandFailure(creating: error)
        }
        do throws(EventLogError) {
            trace.emit(into: &sink)
            return try sink.finish()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The file of rejected lines lies beside the log and bears its name.
    static func rejectsPath(of output: String) -> String {
        var path = output[...]
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        return path + ".rejects.tsv"
    }
}

extension CommandFailure {
    /// The exit code and the one line of an import that failed.
    init(_ error: TraceImportError) {
        let status: ExitStatus =
            switch error {
            case .missing, .directory: .noInput
            case .unreadable: .inputOutput
            case .noFiles: .usage
            case .empty, .notText, .damagedCompression, .header, .tooManyContacts, .noContacts:
                .badData
            }
        self.init(status, line: error.description)
    }
}
