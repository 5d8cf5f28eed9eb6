public import TraceImport

/// What an import read, counted and set aside, for a terminal and as JSON.
public struct ImportReportText: Sendable {
    private let report: ImportReport
    private let log: String
    private let rejects: String?

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - report: What was read.
    ///   - log: Path of the log that was written.
    ///   - rejects: Path of the file of rejected lines; nil if none was rejected.
    public init(_ report: ImportReport, log: String, rejects: String?) {
        self.report = report
        self.log = log
        self.rejects = rejects
    }

    /// The report for a terminal.
    public var text: String {
        var table = TextTable(["", "", ""], alignments: [.left, .right, .left])
        func line(_ name: String, _ count: Int, _ note: String = "") {
            table.add([name, NumberText.whole(Int64(count)), note])
        }
        line("lines read", report.lines)
        line("rejected", report.rejected, rejects.map { "see \($0)" } ?? "")
        if report.outsideDays > 0 { line("of other days", report.outsideDays, "left out") }
        line("contacts", report.contacts, "\(report.days)")
        line("hung up in the menu", report.menuHangups)
        line("queued", report.queued)
        line("abandoned", report.abandoned)
        line("served", report.served)
        var types = TextTable(["code", "type", "contacts"], alignments: [.left, .left, .right])
        for type in report.contactTypes {
            types.add([type.code, type.name, NumberText.whole(Int64(type.contacts))])
        }
        var counters = TextTable(
            ["peculiarity", "rows", "handling"], alignments: [.left, .right, .left])
        for counter in report.counters {
            counters.add([counter.name, NumberText.whole(Int64(counter.count)), counter.handling])
        }
        return String(table.text.drop { $0 == "\n" }) + "\n" + types.text + "\n" + counters.text
            + "\nwritten to \(log)\n"
    }

    /// The report as `calltwin.import/1`, one line.
    ///
    /// - Returns: The JSON text, keys in alphabetical order.
    /// - Throws: An encoding error; none is known to occur.
    public func json() throws -> String {
        try JSONText.encode(
            Document(
                format: report.format, files: report.paths, firstDay: "\(report.days.first)",
                lastDay: "\(report.days.last)", lines: report.lines, rejected: report.rejected,
                outsideDays: report.outsideDays, contacts: report.contacts,
                menuHangups: report.menuHangups, queued: report.queued,
                abandoned: report.abandoned, served: report.served, counters: report.counters,
                contactTypes: report.contactTypes, agents: report.agents, log: log,
                rejects: rejects))
    }

    private struct Document: Encodable {
        var schema = "calltwin.import/1"
        var format: String
        var files: [String]
        var firstDay: String
        var lastDay: String
        var lines: Int
        var rejected: Int
        var outsideDays: Int
        var contacts: Int
        var menuHangups: Int
        var queued: Int
        var abandoned: Int
        var served: Int
        var counters: [ImportReport.Counter]
        var contactTypes: [ImportReport.ContactType]
        var agents: [String]
        var log: String
        var rejects: String?
    }
}
