import ArgumentParser
import Reporting
import RunLogs
import TraceImport

/// `calltwin import`: a recorded trace becomes an event log.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn a recorded trace into an event log.",
        discussion: """
            Formats: \(TraceImporters.all.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")).
            Files may be compressed with zstd. A malformed line is never dropped in silence: it is \
            named with its number and reason and kept in LOG.rejects.tsv.

            Example:
              calltwin import technion traces/anonymous-bank-1999-08/calls.tsv.zst \
            --days 1999-08-16..1999-08-16 -o out/bank-monday
            """)

    /// Rejected lines that are shown one by one; the rest is only counted here.
    private static let shownRejections = 20

    @Argument(help: "Format of the files: \(TraceImporters.all.map(\.name).joined(separator: ", ")).")
    var format: String

    @Argument(help: "Files of the format, plain or .zst.")
    var files: [String]

    @Option(name: [.customShort("o"), .customLong("output")], help: "Folder of the log; made new.")
    var output: String

    @Option(help: "Only these days: YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD.")
    var days: String?

    @Flag(help: "Print the report as calltwin.import/1.")
    var json = false

    func validate() throws {
        guard TraceImporters.named(format) != nil else {
            let known = TraceImporters.all.map(\.name).joined(separator: ", ")
            throw ValidationError("unknown format '\(format)'; known: \(known)")
        }
        if let days, DayRange(days) == nil {
            throw ValidationError(
                "days '\(days)'; expected YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD, in order")
        }
    }

    func run() throws {
        guard let importer = TraceImporters.named(format) else { return }
        let rejects = RejectsFile(path: Self.rejectsPath(of: output))
        let trace = try read(with: importer, rejects: rejects)
        if let failure = rejects.close() { throw CommandFailure(.ioError, failure) }
        try write(trace)
        let report = ImportReportText(
            trace.report, log: output, rejects: rejects.count > 0 ? rejects.path : nil)
        print(json ? try report.json() + "\n" : report.text, terminator: "")
    }

    private func read(
        with importer: any TraceImporter, rejects: RejectsFile
    ) throws -> ImportedTrace {
        defer {
            let hidden = rejects.count - Self.shownRejections
            if hidden > 0 { Talk.line("… and \(hidden) more rejected lines, in \(rejects.path)") }
        }
        do throws(TraceImportError) {
            return try importer.read(paths: files, days: days.flatMap { DayRange($0) }) { line in
                rejects.add(line)
                if rejects.count <= Self.shownRejections { Talk.line("\(line)") }
            }
        } catch {
            throw CommandFailure(Self.exitCode(of: error), "\(error)")
        }
    }

    private static func rejectsPath(of output: String) -> String {
        var path = output[...]
        while path.count > 1, path.last == "/" { path = path.dropLast() }
        return path + ".rejects.tsv"
    }
}
