import ArgumentParser
import ContactCenterEvents
import EventLog
import Reporting
import RunLogs
import TwinPrimitives

/// Counts and sizes by kind.
struct KindCounter: EventSink {
    /// Events by number of the kind.
    private(set) var counts = [Int](repeating: 0, count: 64)
    /// Bytes of rows by number of the kind, measured by coding each event again.
    private(set) var bytes = [Int](repeating: 0, count: 64)
    private var encoder = RowMeasure()

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        let kind = Int(event.kind.rawValue)
        counts[kind] += 1
        bytes[kind] += encoder.length(of: event, at: time)
    }
}

/// Sums up a log.
struct LogStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Count the events of a log by kind, with their sizes.",
        discussion: """
            Bytes by kind are those of the rows before compression; the last line divides the \
            whole files by the events.

            Example:
              calltwin log stats out/demo/log
            """)

    @Argument(help: "Directory of the log.")
    var log: String

    @Flag(help: "Print JSON (schema calltwin.log.stats/1).")
    var json = false

    func run() throws {
        var counter = KindCounter()
        let result: ReplayResult
        do throws(EventLogError) {
            result = try LogReplay.run(log, into: &counter)
        } catch {
            throw CommandFailure(error)
        }
        if json {
            try StandardOutput.line(jsonText(result, counter))
        } else {
            try StandardOutput.line(lines(result, counter).joined(separator: "\n"))
        }
        if let complaint = result.ending.complaint {
            StandardError.line("\(log): warning: \(complaint)")
        }
    }

    private func perEvent(_ bytes: UInt64, _ events: UInt64) -> Double {
        events == 0 ? 0 : Double(bytes) / Double(events)
    }

    private func lines(_ result: ReplayResult, _ counter: KindCounter) -> [String] {
        var table = TextTable(["kind", "events", "bytes", "bytes/event"], hasRule: false)
        for kind in EventKind.allCases where counter.counts[Int(kind.rawValue)] > 0 {
            let count = counter.counts[Int(kind.rawValue)]
            let bytes = counter.bytes[Int(kind.rawValue)]
            table.add([
                kind.name, "\(count)", "\(bytes)",
                NumberText.printed(Double(bytes) / Double(count)),
            ])
        }
        let range = result.timeRange ?? .zero ... .zero
        let facts = [
            ("run", result.description?.name ?? "not described"),
            ("ending", result.ending.word),
            ("events", "\(result.eventCount)"),
            ("blocks", "\(result.blockCount)"),
            ("segments", "\(result.segmentCount)"),
            ("first event", EventText.seconds(range.lowerBound) + " s"),
            ("last event", EventText.seconds(range.upperBound) + " s"),
            (
                "bytes/event before compression",
                NumberText.printed(perEvent(result.rawBytes, result.eventCount)),
            ),
            (
                "bytes/event in the files",
                NumberText.printed(perEvent(result.fileBytes, result.eventCount)),
            ),
            ("log id", "\(result.logID)"),
            ("chain head", "\(result.chainHead)"),
        ]
        return table.lines(header: Terminal.standardOutput.bold) + [""]
            + facts.map { name, value in
                name + String(repeating: " ", count: 32 - name.count) + value
            }
    }

    private func jsonText(_ result: ReplayResult, _ counter: KindCounter) -> String {
        let kinds = EventKind.allCases.filter { counter.counts[Int($0.rawValue)] > 0 }
        let range = result.timeRange
        return JSONValue.object([
            ("schema", .string("calltwin.log.stats/1")),
            ("log", .string(log)),
            ("run", result.description.map { .string($0.name) } ?? .null),
            ("ending", .string(result.ending.word)),
            ("events", .integer(Int(result.eventCount))),
            ("blocks", .integer(result.blockCount)),
            ("segments", .integer(result.segmentCount)),
            ("firstSeconds", .optional(range?.lowerBound.seconds)),
            ("lastSeconds", .optional(range?.upperBound.seconds)),
            ("rawBytes", .integer(Int(result.rawBytes))),
            ("fileBytes", .integer(Int(result.fileBytes))),
            ("logId", .string("\(result.logID)")),
            ("chainHead", .string("\(result.chainHead)")),
            (
                "kinds",
                .array(
                    kinds.map { kind in
                        .object([
                            ("kind", .string(kind.name)),
                            ("events", .integer(counter.counts[Int(kind.rawValue)])),
                            ("rowBytes", .integer(counter.bytes[Int(kind.rawValue)])),
                        ])
                    })
            ),
        ]).text(lines: 9)
    }
}
