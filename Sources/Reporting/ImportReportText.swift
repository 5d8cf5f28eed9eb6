public import TraceImport

/// What an import read, counted and set aside, for a terminal and as JSON.
public struct ImportReportText: Sendable {
    private let report: ImportReport
    private let log: String
    private let rejects: String?
    private let chainHead: String

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - report: What was read.
    ///   - log: Path of the log that was written.
    ///   - chainHead: Chain head of the log: equal for logs of the same events.
    ///   - rejects: Path of the file of rejected lines; nil if none was rejected.
    public init(_ report: ImportReport, log: String, chainHead: String, rejects: String?) {
        self.report = report
        self.log = log
        self.rejects = rejects
        self.chainHead = chainHead
    }

    /// The report for a terminal.
    public var text: String {
        var lines = FigureLines()
        lines.add("lines read", NumberText.grouped(report.lines))
        lines.add(
            "rejected", NumberText.grouped(report.rejected), rejects.map { "see \($0)" } ?? "")
        if report.outsideDays > 0 {
            lines.add("of other days", NumberText.grouped(report.outsideDays), "left out")
        }
        lines.add("contacts", NumberText.grouped(report.contacts), "\(report.days)")
        lines.add("hung up in the menu", NumberText.grouped(report.menuHangups))
        lines.add("queued", NumberText.grouped(report.queued))
        lines.add("abandoned", NumberText.grouped(report.abandoned))
        lines.add("served", NumberText.grouped(report.served))
        var types = TextTable(["code", "type", "contacts"], leftColumns: 2)
        for type in report.contactTypes {
            types.add([type.code, type.name, NumberText.grouped(type.contacts)])
        }
        var peculiarities = FigureLines()
        for counter in report.counters {
            peculiarities.add(counter.name, NumberText.grouped(counter.count), counter.handling)
        }
        return lines.text + "\n" + types.text() + "\npeculiarities of the source\n"
            + peculiarities.text + "\nwritten to \(log), chain head \(chainHead)\n"
    }

    /// The report as `calltwin.import/1`.
    public var json: JSONValue {
        .object([
            ("schema", .string("calltwin.import/1")), ("format", .string(report.format)),
            ("files", .array(report.paths.map { .string($0) })),
            ("firstDay", .string("\(report.days.first)")),
            ("lastDay", .string("\(report.days.last)")), ("lines", .integer(report.lines)),
            ("rejected", .integer(report.rejected)),
            ("outsideDays", .integer(report.outsideDays)),
            ("contacts", .integer(report.contacts)),
            ("menuHangups", .integer(report.menuHangups)), ("queued", .integer(report.queued)),
            ("abandoned", .integer(report.abandoned)), ("served", .integer(report.served)),
            ("counters", .array(report.counters.map(Self.object))),
            ("contactTypes", .array(report.contactTypes.map(Self.object))),
            ("agents", .array(report.agents.map { .string($0) })), ("log", .string(log)),
            ("chainHead", .string(chainHead)), ("rejects", .optional(rejects)),
        ])
    }

    private static func object(_ counter: ImportReport.Counter) -> JSONValue {
        .object([
            ("name", .string(counter.name)), ("count", .integer(counter.count)),
            ("handling", .string(counter.handling)),
        ])
    }

    private static func object(_ type: ImportReport.ContactType) -> JSONValue {
        .object([
            ("code", .string(type.code)), ("name", .string(type.name)),
            ("contacts", .integer(type.contacts)),
        ])
    }
}
